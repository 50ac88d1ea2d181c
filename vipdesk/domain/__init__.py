"""Pure rules of the desk: no input, no output, standard library only."""
