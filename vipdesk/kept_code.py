"""The code of all that is loaded until the first frame, read from one file.

Python keeps the code of each module in a file of its own. To look up, compare, open and read six
hundred of them takes a third of all the time until the first frame. What is here is what is
there, and holds under the same terms: the source has the size and the time of change that it had.
"""

import marshal
import os
import sys
import zlib
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, TracebackType

import vipdesk
from vipdesk import kept_work
from vipdesk.kept_work import KeptWork

TYPE_CHECKING = False
if TYPE_CHECKING:
    from vipdesk.kept_work import Functions, Patterns

    Worked = tuple[Patterns, Functions]

State = tuple[int, int]
"""Time of change, in nanoseconds, and size of a source."""

Known = dict[str, tuple[str, str, bool, int, int, int, int]]
"""By a module's name: its source, where Python keeps its code, whether it is a package, the
source's state, and where its code begins and how long it is."""

Sheets = dict[str, bytes]
"""What was read out of style sheets, by the colours they were read for."""

MARK = b"vipdesk\3"
BEGINNING = 28
"""Bytes of the mark, of the length of the contents which follow, of the whole file's size, and of
the sum of the contents."""

SPOILT = (OSError, ValueError, EOFError, TypeError, OverflowError, MemoryError, RuntimeError)
"""What comes of reading a file that is not as it was written."""


Terms = tuple[str, list[tuple[str, State | None]], list[State | None]]


def one_file() -> str:
    """Where it is kept: beside the code that Python keeps of this package; empty for nowhere."""
    folder, _, name = (vipdesk.__spec__.cached or "").rpartition(os.sep)
    return os.path.join(folder, name.replace("__init__", "start") + ".all") if name else ""


def terms() -> Terms:
    """What has to be the same: this Python, the folders where it looks, and what reads the file.

    What is put into one of them may take the place of a module in a later one; but not what comes
    into the folder that one happens to be in.
    """
    here = _here()
    folders = [os.path.join(here, each) if each else here for each in sys.path]
    found = [(each, None if each == here else state_of(each)) for each in folders]
    return sys.version, found, [state_of(__file__), state_of(kept_work.__file__)]


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:  # the folder is gone
        return ""


def beginning(contents: bytes, size: int) -> bytes:
    """How a file of that size begins, with these contents behind it."""
    told = (len(contents), 8), (size, 8), (zlib.crc32(contents), 4)
    return MARK + b"".join(number.to_bytes(bytes_, "little") for number, bytes_ in told)


def begins(said: bytes) -> tuple[int, int, int]:
    """What a beginning says; ValueError where it is none."""
    if len(said) != BEGINNING or not said.startswith(MARK):
        raise ValueError("a file of something else")
    length, size, total = (
        int.from_bytes(said[begin:end], "little") for begin, end in ((8, 16), (16, 24), (24, 28))
    )
    return length, size, total


def state_of(source: str) -> State | None:
    """How a source stands; None where it is gone."""
    try:
        found = os.stat(source)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class KeptCode:
    """Finds modules in the one file; those that are not in it are found as ever."""

    def __init__(self) -> None:
        self.before, self.terms = frozenset(sys.modules), terms()
        self.known: Known = {}
        self.work = KeptWork()
        self.sheets: Sheets = {}
        self._file = -1
        try:
            # A pipe in its place would wait for a writer for ever.
            self._file = os.open(one_file(), os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            known, worked, sheets = self._contents()
            self.work = KeptWork(*worked)
            self.known, self.sheets = known, sheets
        except SPOILT:
            return  # there is none, or none of ours

    def _contents(self) -> "tuple[Known, Worked, Sheets]":
        """What is in it; the codes begin behind."""
        length, size, total = begins(os.pread(self._file, BEGINNING, 0))
        if size != os.fstat(self._file).st_size or length > size:
            raise ValueError("a file that is not whole")
        contents = os.pread(self._file, length, BEGINNING)
        if zlib.crc32(contents) != total:
            raise ValueError("a file that is not as it was written")
        told, known, worked, sheets = marshal.loads(contents)  # noqa: S302 as Python reads its own
        if told != self.terms:
            raise ValueError("a file of other terms")
        self._codes = BEGINNING + length
        return known, worked, sheets

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where the module's code is, if it is known and its source stands as it did."""
        if name not in self.known:
            return None
        source, cached, is_package, changed, size, at, length = self.known.pop(name)
        if state_of(source) != (changed, size):
            return None
        loader = FromOneFile(name, source, self, (changed, size), (at, length))
        spec = ModuleSpec(name, loader, origin=source, is_package=is_package)
        spec.has_location, spec.cached = True, cached
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(source))
        return spec

    @classmethod
    def at_work(cls) -> "KeptCode | None":
        """The one that modules are found by just now."""
        return next((each for each in sys.meta_path if isinstance(each, cls)), None)

    def raw(self, at: int, length: int) -> bytes:
        """A module's code as it is kept."""
        return os.pread(self._file, length, self._codes + at)

    def __enter__(self) -> "KeptCode":
        sys.meta_path.insert(0, self)
        self.work.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def leave(self) -> None:
        """From here on modules are found as ever."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        self.work.end()


class FromOneFile(SourceFileLoader):
    """Loads as ever, but for where the code comes from; `state` is how the source stood then."""

    def __init__(
        self, name: str, source: str, kept: KeptCode, state: State, place: tuple[int, int]
    ) -> None:
        super().__init__(name, source)
        self.state, self._kept, self._place = state, kept, place

    def get_code(self, name: str) -> CodeType | None:
        """The code that is kept, or else what the source says."""
        try:
            code = marshal.loads(self._kept.raw(*self._place))  # noqa: S302 as Python reads its own
        except SPOILT:
            code = None
        return code if isinstance(code, CodeType) else super().get_code(name)
