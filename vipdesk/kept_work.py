"""What Python works out anew at each start though it comes to the same: kept beside the code.

Ninety patterns are compiled until the first frame, and two hundred methods of dataclasses and
named tuples are written out as text and compiled: that takes a tenth of the time.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found] # built in, not described
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:  # whatever this module loads comes before the one file, and slowly
    from collections.abc import Callable, Mapping
    from re import Pattern
    from types import CodeType
    from typing import Any, Final

    PatternKey = tuple[str | bytes, int]
    """A pattern's text and the flags it was asked for with."""

    Compiled = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
    """All that the engine wants to know beside the text; the code as machine words."""

    Patterns = dict[PatternKey, Compiled]
    Functions = dict[tuple[str, str], CodeType]
    """By how it is to be run, `exec` or `eval`, and its text."""

WORD: Final = "I"
MOST = 256
"""Patterns to keep: Python itself remembers twice as many, and forgets the oldest."""

RUN_BY = {"dataclasses": "exec", "collections": "eval"}
"""The modules that write functions as text, and what they run it with."""


class KeptWork:
    """Patterns are known before they are asked for; texts are compiled only if they are new."""

    def __init__(
        self, patterns: Patterns | None = None, functions: Functions | None = None
    ) -> None:
        """Raises ValueError, TypeError or RuntimeError for what the engine can't run."""
        self._patterns = {
            (type(text), text, flags): _pattern(text, compiled)
            for (text, flags), compiled in (patterns or {}).items()
        }
        self.functions = functions or {}

    def begin(self) -> None:
        """Know these from here on, and remember what comes beside them."""
        import_module("re")._cache.update(self._patterns)
        for module, way in RUN_BY.items():
            # It is found there before the built-in one.
            setattr(import_module(module), way, getattr(self, f"_{way}"))

    def end(self) -> None:
        """From here on all is worked out as ever."""
        for module, way in RUN_BY.items():
            vars(import_module(module)).pop(way, None)

    def _exec(self, text: str, names: dict[str, Any], found: Mapping[str, Any]) -> None:
        exec(self._code(text, "exec"), names, found)  # noqa: S102 what the standard library runs

    def _eval(self, text: str, names: dict[str, Any]) -> object:
        return eval(self._code(text, "eval"), names)  # noqa: S307 as above

    def _code(self, text: str, way: str) -> CodeType:
        code = self.functions.get((way, text))
        if code is None:
            code = compile(text, "<string>", way, dont_inherit=True)
            self.functions[way, text] = code
        return code


def patterns_worked_out(rest: Callable[[], None]) -> Patterns:
    """The patterns that Python remembers, as far as they come to the same when worked out again.

    `rest` is called before each.
    """
    patterns: Patterns = {}
    for (kind, text, flags), pattern in list(import_module("re")._cache.items())[:MOST]:
        if kind in (str, bytes):
            rest()
            compiled = _worked_out(text, flags)
            if _pattern(text, compiled) == pattern:
                patterns[text, flags] = compiled
    return patterns


def _pattern(text: str | bytes, compiled: Compiled) -> Pattern[Any]:
    flags, code, *rest = compiled
    words = memoryview(code).cast(WORD).tolist()
    pattern: Pattern[Any] = _sre.compile(text, flags, words, *rest)
    return pattern


def _worked_out(text: str | bytes, flags: int) -> Compiled:
    """As `re` does it when it has not met the pattern before."""
    from array import array

    parsed = import_module("re._parser").parse(text, flags)
    code = array(WORD, import_module("re._compiler")._code(parsed, flags)).tobytes()
    names: dict[str, int] = parsed.state.groupdict
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    told = int(flags | parsed.state.flags)
    return told, code, parsed.state.groups - 1, names, tuple(by_number)
