"""Whether the files that a store refers to are there, and are what they were."""

from msgspec import Struct, field

from vipdesk.domain.errors import StoreError
from vipdesk.store.connections import open_reader
from vipdesk.store.files import Files, files_beside
from vipdesk.store.manifest import digests

READ = 2_000
"""How many files are read whole; of the others only the presence and the size are checked."""


class Checked(Struct):
    """How many files there should be, how many were read, and what is wrong."""

    files: int
    read: int = 0
    faults: list[StoreError] = field(default_factory=list)


def check_files(where: str) -> Checked:
    """Check every file; those that are read are spread over all of them."""
    files = Files(files_beside(where))
    sizes = _expected(where)
    checked = Checked(len(sizes))
    step = max(1, -(-len(sizes) // READ))
    for place, (digest, size) in enumerate(sorted(sizes.items())):
        try:
            if place % step:
                _check_size(files, digest, size)
            else:
                files.get(digest)
                checked.read += 1
        except StoreError as fault:
            checked.faults.append(fault)
    return checked


def _expected(where: str) -> dict[str, int | None]:
    reader = open_reader(where)
    try:
        with reader.snapshot() as fetch:
            sizes: dict[str, int | None] = dict.fromkeys(digests(lambda sql: fetch(sql, ())))
            sizes.update(
                (row[0], row[1]) for row in fetch("SELECT digest, size FROM attachment", ())
            )
            return sizes
    finally:
        reader.close()


def _check_size(files: Files, digest: str, size: int | None) -> None:
    found = files.size(digest)
    if size is not None and found != size:
        files.get(digest)
