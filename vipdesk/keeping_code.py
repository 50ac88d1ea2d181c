"""Writes the one file that the next start is loaded from, when there is something to add to it."""

import marshal
import os
import stat
import sys
from contextlib import suppress
from glob import escape, glob
from importlib.machinery import ModuleSpec, SourceFileLoader

import vipdesk
from vipdesk.kept_code import (
    BEGINNING,
    FromOneFile,
    KeptCode,
    Known,
    Terms,
    beginning,
    one_file,
    state_of,
)
from vipdesk.lull import Lull


def keep_code(lull: Lull) -> None:
    """Keep the code of what has been loaded by now, in lulls; no more is looked up in the file.

    Nobody waits for it, and where it can't be kept the next start is as slow as this one.
    """
    kept = next((each for each in sys.meta_path if isinstance(each, KeptCode)), None)
    if kept is None:
        return
    kept.leave()
    loaded = _loaded_since(kept)
    fresh = (each for each in loaded.values() if not isinstance(each.loader, FromOneFile))
    if sys.dont_write_bytecode or not any(fresh) or not _is_to_be_written():
        return
    known = {name: source for name, (source, *_) in kept.known.items()}
    loaded_from = {name: str(spec.origin) for name, spec in loaded.items()}
    with suppress(OSError, ValueError, SyntaxError, EOFError, TypeError, ImportError):
        _write(kept.terms, *_put_together(known | loaded_from, lull))


def _is_to_be_written() -> bool:
    """Whether all the work is for something: the program may be another account's."""
    whole = one_file()
    return bool(whole) and os.access(os.path.dirname(whole), os.W_OK)


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
        codes.append(marshal.dumps(loader.get_code(name)))
        known[name] = source, loader.is_package(name), *state, end, len(codes[-1])
        end += len(codes[-1])
    return known, codes


def _write(terms: Terms, known: Known, codes: list[bytes]) -> None:
    """All of it or nothing, with the mode that Python gives its own: that of the source."""
    contents = marshal.dumps((terms, known))
    size = BEGINNING + len(contents) + sum(map(len, codes))
    whole, part = one_file(), f"{one_file()}.{os.getpid()}"
    _clear_away(whole)
    mode = stat.S_IMODE(os.stat(str(vipdesk.__file__)).st_mode) & 0o666
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with open(number, "wb") as file:
            file.write(beginning(len(contents), size) + contents)
            file.writelines(codes)
        os.replace(part, whole)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise


def _clear_away(whole: str) -> None:
    """Parts of who was ended while they wrote; who still writes one goes without."""
    for part in glob(f"{escape(whole)}.*"):
        os.unlink(part)
