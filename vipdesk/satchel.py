"""Files on this machine that go with an answer: found while a path is typed, then kept."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from vipdesk.domain.message import Attachment
from vipdesk.domain.text import clean_line
from vipdesk.enclosing import check_sizes, enclose, measured, real
from vipdesk.store.files import Files

MOST_LISTED = 200


class LocalSatchel:
    """Files of whoever sits at this machine, or at the line's end."""

    def __init__(self, files: Files, most: int) -> None:
        """`most` is how many bytes go with one mail."""
        self._files, self.most = files, most

    def complete(self, typed: str) -> tuple[str, ...]:
        """The paths that begin as it was typed, folders with a slash behind them."""
        folder, slash, begun = typed.rpartition("/")
        try:
            with os.scandir(Path(folder + slash).expanduser() if slash else ".") as found:
                names = sorted(_named(one) for one in found if _fits(one.name, begun))
        except (OSError, ValueError, RuntimeError):
            return ()
        return tuple(f"{folder}{slash}{name}" for name in names[:MOST_LISTED])

    def measure(self, path: str, others: Iterable[int]) -> int:
        """How many bytes a file has that goes with `others`; BadInput where it can't."""
        size = measured(Path(path))
        check_sizes([size, *others], self.most)
        return size

    def real(self, path: str) -> str:
        """The same for every way in which one file is called."""
        return real(Path(path))

    def enclose(self, paths: Sequence[str], others: Iterable[int] = ()) -> tuple[Attachment, ...]:
        """Keep them for the answer that `others` go with; raises BadInput or StoreError."""
        return enclose(self._files, [Path(path) for path in paths], self.most - sum(others))


def _fits(name: str, begun: str) -> bool:
    """What can't be shown as it is can't be picked; hidden files are looked for by their dot."""
    hidden = name.startswith(".") and not begun.startswith(".")
    return name.startswith(begun) and not hidden and clean_line(name) == name


def _named(found: "os.DirEntry[str]") -> str:
    try:
        return f"{found.name}/" if found.is_dir() else found.name
    except OSError:
        return found.name
