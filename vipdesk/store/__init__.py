"""Where the desk is kept: reader, writer and the feed of changes."""
