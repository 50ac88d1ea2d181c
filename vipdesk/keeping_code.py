"""Writes the one file that the next start is loaded from, when there is something to add to it."""

import marshal
import os
import pickle
import stat
import sys
from contextlib import suppress
from glob import escape, glob
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import cache_from_source

import vipdesk
from vipdesk.kept_code import (
    BEGINNING,
    SPOILT,
    FromOneFile,
    KeptCode,
    Known,
    Sheets,
    beginning,
    one_file,
    state_of,
)
from vipdesk.kept_work import patterns_worked_out
from vipdesk.lull import Lull

MOST_SHEETS = 4

OLD = 3600.0
"""Seconds after which nobody writes any more on what they began."""


def keep_code(lull: Lull, sheet: tuple[str, object] | None = None) -> None:
    """Keep the code of what has been loaded by now, in lulls; no more is looked up in the file.

    `sheet` is what was read out of style sheets, and the colours it was read for. Nobody waits
    for it, and where it can't be kept the next start is as slow as this one.
    """
    kept = KeptCode.at_work()
    if kept is None:
        return
    kept.leave()
    loaded = _loaded_since(kept)
    is_fresh = not all(isinstance(each.loader, FromOneFile) for each in loaded.values())
    is_new = sheet is not None and sheet[0] not in kept.sheets
    if sys.dont_write_bytecode or not (is_fresh or is_new) or not one_file():
        return
    kept.sheets = _sheets(kept.sheets, sheet)
    with suppress(Exception):
        _keep(kept, loaded, lull)


def _sheets(before: Sheets, sheet: tuple[str, object] | None) -> Sheets:
    """The latest few: whoever tries the themes has as many."""
    if sheet is None:
        return before
    colours, rules = sheet
    with suppress(Exception):
        before = {**before, colours: pickle.dumps(rules)}
    return dict(list(before.items())[-MOST_SHEETS:])


def _loaded_since(kept: KeptCode) -> dict[str, ModuleSpec]:
    """What is known of each module that might have been found in the file."""
    specs = {
        name: getattr(module, "__spec__", None)
        for name, module in list(sys.modules.items())
        if name not in kept.before
    }
    return {
        name: spec
        for name, spec in specs.items()
        if spec is not None
        and spec.name == name
        and spec.origin is not None
        and type(spec.loader) in (SourceFileLoader, FromOneFile)
    }


def _put_together(sources: dict[str, str], lull: Lull) -> tuple[Known, list[bytes]]:
    """All codes, and what is known of each; what has gone meanwhile is left out."""
    known: Known = {}
    codes: list[bytes] = []
    end = 0
    for name, source in sources.items():
        lull.wait()
        state = state_of(source)  # before it is read: what changes in between is seen as changed
        if state is None:
            continue
        loader = SourceFileLoader(name, source)
        try:
            code = marshal.dumps(loader.get_code(name))
        except (*SPOILT, SyntaxError, ImportError):  # a source, or what Python keeps of it
            continue
        is_package, cached = loader.is_package(name), cache_from_source(source)
        known[name] = source, cached, is_package, *state, end, len(code)
        codes.append(code)
        end += len(code)
    return known, codes


def _keep(kept: KeptCode, loaded: dict[str, ModuleSpec], lull: Lull) -> None:
    """All of it or nothing, with the mode that Python gives its own: that of the source.

    The file is opened first: where that can't be, nothing is put together for nothing.
    """
    whole = one_file()
    part = f"{whole}.{os.urandom(8).hex()}"
    mode = stat.S_IMODE(os.stat(str(vipdesk.__file__)).st_mode) & 0o666
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with open(number, "wb") as file:
            _clear_away(whole, os.fstat(number).st_mtime)
            file.writelines(_pieces(kept, loaded, lull))
        os.replace(part, whole)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise


def _pieces(kept: KeptCode, loaded: dict[str, ModuleSpec], lull: Lull) -> list[bytes]:
    sources = {name: source for name, (source, *_) in kept.known.items()}
    loaded_from = {name: str(spec.origin) for name, spec in loaded.items()}
    known, codes = _put_together(sources | loaded_from, lull)
    worked = patterns_worked_out(lull.wait), kept.work.functions
    sheets = kept.sheets if _is_as_loaded(loaded, known) else {}
    contents = marshal.dumps((kept.terms, known, worked, sheets))
    size = BEGINNING + len(contents) + sum(map(len, codes))
    return [beginning(contents, size), contents, *codes]


def _is_as_loaded(loaded: dict[str, ModuleSpec], known: Known) -> bool:
    """Whether what was put together is the code that is at work here, which has read the sheets.

    It may have been replaced meanwhile. How it stood is known of what came from the one file: a
    start that loads something anew leaves the sheets to the next.
    """
    return all(
        isinstance(spec.loader, FromOneFile)
        and name in known
        and known[name][3:5] == spec.loader.state
        for name, spec in loaded.items()
    )


def _clear_away(whole: str, now: float) -> None:
    """Parts of who was ended while they wrote, long ago."""
    for part in glob(f"{escape(whole)}.*"):
        with suppress(OSError):
            if now - os.stat(part).st_mtime > OLD:
                os.unlink(part)
