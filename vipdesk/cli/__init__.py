"""The command line: builds the objects, one module for each group of commands."""
