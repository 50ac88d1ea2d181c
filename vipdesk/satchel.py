"""Files on this machine that go with an answer: found while a path is typed, then kept."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from vipdesk.domain.errors import BadInput
from vipdesk.domain.message import Attachment
from vipdesk.domain.text import clean_line
from vipdesk.enclosing import check_sizes, enclose, measured, real
from vipdesk.one_folder import within
from vipdesk.store.files import Files

MOST_LISTED = 200


class LocalSatchel:
    """Files of whoever sits at this machine, or at the line's end."""

    def __init__(self, files: Files, most: int, below: Path | None = None) -> None:
        """`most` is how many bytes go with one mail; `below` the one folder they are from."""
        self._files, self.most, self._below = files, most, below

    def complete(self, typed: str) -> tuple[str, ...]:
        """The paths that begin as it was typed, folders with a slash behind them."""
        folder, slash, begun = typed.rpartition("/")
        try:
            with os.scandir(self._path(folder + slash).expanduser()) as found:
                names = sorted(_named(one) for one in found if self._fits(one.name, begun))
        except (OSError, ValueError, RuntimeError, BadInput):
            return ()
        return tuple(f"{folder}{slash}{name}" for name in names[:MOST_LISTED])

    def measure(self, path: str, others: Iterable[int]) -> int:
        """How many bytes a file has that goes with `others`; BadInput where it can't."""
        size = measured(self._path(path))
        check_sizes([size, *others], self.most)
        return size

    def real(self, path: str) -> str:
        """The same for every way in which one file is called."""
        return real(self._path(path))

    def enclose(self, paths: Sequence[str], others: Iterable[int] = ()) -> tuple[Attachment, ...]:
        """Keep them for the answer that `others` go with; raises BadInput or StoreError."""
        return enclose(self._files, [*map(self._path, paths)], self.most - sum(others))

    def _path(self, typed: str) -> Path:
        return within(Path(typed), self._below)

    def _fits(self, name: str, begun: str) -> bool:
        """What can't be shown as it is can't be picked; the hidden is looked for by its dot."""
        looked_for = begun.startswith(".") and self._below is None
        hidden = name.startswith(".") and not looked_for
        return name.startswith(begun) and not hidden and clean_line(name) == name


def _named(found: "os.DirEntry[str]") -> str:
    try:
        return f"{found.name}/" if found.is_dir() else found.name
    except OSError:
        return found.name
