"""How much room a dialog or a sheet has, as classes for its style."""

BREADTHS = [(0, "-thin"), (64, "-broad"), (110, "-wide")]
HEIGHTS = [(0, "-low"), (18, "-high")]
