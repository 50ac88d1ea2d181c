"""The service report and the figures, written out for people and programs elsewhere."""
