"""Values of the policy file with the place they stand in, so that each mistake is named there."""

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from vipdesk.domain.duration import Duration, parse_duration
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.policy_keys import Known
from vipdesk.domain.text import clean_line

Choice = TypeVar("Choice", bound=StrEnum)

_MOST_SHOWN = 60
_LONGEST_PATH = 120


class Entry(Struct, frozen=True):
    """One value, where it stands, and how a right one is written; what is wrong is BadInput."""

    source: str
    path: str
    value: object
    example: str

    def wrong(self, what: str, mend: str | None = None) -> BadInput:
        """The refusal of this value: place, what is wrong, what would be right."""
        mend = mend or _("write {example}").format(example=_(self.example))
        return BadInput(_line(self.source, self.path, f"{what}; {mend}"))

    def text(self) -> str:
        """A string."""
        if isinstance(self.value, str):
            return self.value
        raise self.wrong(_("{value} is not in quotes").format(value=_shown(self.value)))

    def line(self) -> str:
        """Words for people: one line, not empty, nothing that a terminal would obey."""
        text = self.text()
        if not text.strip():
            raise self.wrong(_("there is nothing in the quotes"))
        if clean_line(text) != text:
            raise self.wrong(
                _("{text} holds a line break, spare spaces or a hidden character").format(
                    text=_shown(text)
                ),
                _("write it as one plain line"),
            )
        return text

    def whole(self, least: int) -> int:
        """A whole number, `least` or more."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(_("{value} is not a whole number").format(value=_shown(value)))
        if value < least:
            raise self.wrong(
                _("{value} is too small").format(value=value),
                _("write {least} or more").format(least=least),
            )
        return value

    def share(self) -> float:
        """A number from 0 to 1."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(_("{value} is not a number").format(value=_shown(value)))
        if not 0 <= value <= 1:
            raise self.wrong(_("{value} is not from 0 to 1").format(value=_shown(value)))
        return float(value)

    def duration(self) -> Duration:
        """A duration of calendar or business time, zero too."""
        try:
            return parse_duration(self.text())
        except ValueError as error:
            raise BadInput(_line(self.source, self.path, str(error))) from None

    def calendar_duration(self) -> Duration:
        """A duration of calendar time, where business time would say nothing."""
        duration = self.duration()
        if duration.business:
            raise self.wrong(
                _("{value} can't be business time here").format(value=_shown(self.value))
            )
        return duration

    def choice(self, choices: type[Choice]) -> Choice:
        """One of a few words."""
        text = self.text()
        try:
            return choices(text)
        except ValueError:
            raise self.wrong(_("{text} is none of the choices").format(text=_shown(text))) from None

    def items(self, example: str) -> list["Entry"]:
        """The values of a list, counted from 1; `example` is how one is written."""
        if not isinstance(self.value, list):
            raise self.wrong(_("{value} is not a list").format(value=_shown(self.value)))
        return [
            Entry(self.source, f"{self.path}[{number}]", value, example)
            for number, value in enumerate(self.value, start=1)
        ]

    def section(self, known: Known) -> "Section":
        """A table whose keys are `known`."""
        return Section(self.source, self.path, self._table(), known)

    def members(self, example: str) -> dict[str, "Entry"]:
        """The values of a table whose keys are names of the file's own."""
        return {
            name: Entry(self.source, f"{self.path}.{name}", value, example)
            for name, value in self._table().items()
        }

    def _table(self) -> Mapping[str, object]:
        if isinstance(self.value, dict):
            return self.value
        raise self.wrong(_("{value} is not a table of keys").format(value=_shown(self.value)))


class Section:
    """A table of the file; a key that is none of `known` is refused at once."""

    __slots__ = ("_known", "_path", "_source", "_values")

    def __init__(self, source: str, path: str, values: Mapping[str, object], known: Known) -> None:
        self._source, self._path, self._values, self._known = source, path, values, known
        for key in values:
            if key not in known:
                raise self._unknown(key)

    def need(self, key: str) -> Entry:
        """The value of a key that must be there."""
        entry = self.find(key)
        if entry is None:
            example = self._known[key]
            line = example if example.startswith("[") and not self._path else f"{key} = {example}"
            raise BadInput(
                _("{source}: {key} is missing; add {line}").format(
                    source=self._source, key=self._place(key), line=line
                )
            )
        return entry

    def find(self, key: str) -> Entry | None:
        """The value of a key that may be left out; None where it is."""
        if key not in self._values:
            return None
        return Entry(self._source, self._place(key), self._values[key], self._known[key])

    def _place(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _unknown(self, key: str) -> BadInput:
        return unknown_key(self._source, self._place(key), key, self._known)


def unknown_key(source: str, path: str, key: str, known: Mapping[str, object]) -> BadInput:
    """The refusal of a key that the policy file doesn't have, with the nearest that it has."""
    near = get_close_matches(key[:_MOST_SHOWN].lower(), known, n=1)
    mend = _("the keys here are {keys}").format(keys=", ".join(known))
    if near:
        mend = _("did you mean {near}?").format(near=near[0])
    return BadInput(_line(source, path, _("no such key; {mend}").format(mend=mend)))


def _line(source: str, path: str, what: str) -> str:
    return clean_line(f"{source}: {clean_line(path, _LONGEST_PATH)}: {what}")


def _shown(value: object) -> str:
    """A value as the file has it, near enough, cut to what fits a line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return clean_line(f'"{value}"', _MOST_SHOWN)
        case list():
            return _("a list")
        case dict():
            return _("a table")
    return clean_line(str(value), _MOST_SHOWN)
