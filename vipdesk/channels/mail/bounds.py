"""How much of a mail is looked at: beyond these bounds a mail is hostile or broken."""

MOST_BYTES = 50 * 1024 * 1024
"""A larger mail is not read at all."""

TOO_LARGE = f"it is larger than {MOST_BYTES // 1024**2} MB"

KEPT_OF_TOO_LARGE = 1024 * 1024
"""How much of a mail that is too large is kept with the notice of it."""

MOST_HEADER_BYTES = 256 * 1024
MOST_FIELD_CHARS = 64 * 1024
MOST_PARAMETER_CHARS = 4096
MOST_PARTS = 2000
MOST_TEXT_PARTS = 100
MOST_NESTING = 50
MOST_ADDRESSES = 500
MOST_REFERENCES = 200
MOST_TEXT_CHARS = 500_000
MOST_HTML_CHARS = 500_000
MOST_SUBJECT_CHARS = 500
MOST_NAME_CHARS = 200


class TooMuch(Exception):
    """A mail is beyond a bound; the text says which, in plain words."""


class NoMail(Exception):
    """The bytes are no mail; the text says why, in plain words."""
