"""The steps from one schema to the next; the program runs them itself."""
