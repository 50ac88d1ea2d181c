"""What is said where arguments make no sense; apart from their parser, for that loads a lot."""


class UsageError(Exception):
    """The arguments make no sense; the text is one line and says what does."""
