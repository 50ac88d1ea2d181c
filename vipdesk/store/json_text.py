"""JSON that the desk wrote for itself, read by what is loaded already."""

from msgspec import DecodeError
from msgspec.json import decode


def read_json(text: str) -> object:
    """What it says; ValueError where that makes no sense."""
    try:
        return decode(text)
    except DecodeError as error:
        raise ValueError(str(error)) from None
