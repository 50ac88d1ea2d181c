"""One module a subject: what a command does to it, or why it is refused."""
