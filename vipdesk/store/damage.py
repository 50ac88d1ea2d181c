"""Rows that no vipdesk wrote: told as damage of the store, whatever they break in reading."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from vipdesk.domain.errors import StoreError
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line

LONGEST_REASON = 80

Given = ParamSpec("Given")
Read = TypeVar("Read")


def check_texts(*values: object) -> None:
    """TypeError where one of these is no text: a column takes any bytes that are put there."""
    if not all(isinstance(value, str) for value in values):
        raise TypeError("bytes where a text should be")


def damage_told(read: Callable[Given, Read]) -> Callable[Given, Read]:
    """The same, but StoreError where a row can't be what it should be (design: safety, T17)."""

    @wraps(read)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> Read:
        try:
            return read(*args, **kwargs)
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            why = clean_line(str(error), LONGEST_REASON)
            raise StoreError(
                _(
                    "the store holds a row that no vipdesk wrote ({why}):"
                    " put a backup back with `vipdesk restore`"
                ).format(why=why)
            ) from error

    return told
