"""The file of a backup: a plain tar, of which only what a backup holds is ever read back."""

import io
import re
import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

BLOCK = 512
CHUNK = 2**20

_SIZE = re.compile(rb" *([0-7]+)[ \0]*")
_WIDE = 0x80


class NoBackup(ValueError):
    """What is read is not what a backup of ours holds; the text says why."""


class Part(Struct, frozen=True):
    """One file in a backup; `read` gives its bytes, once, before the next part is asked for."""

    name: str
    size: int
    source: BinaryIO

    def chunks(self) -> Iterator[bytes]:
        """The bytes in pieces; NoBackup where the file ends too soon."""
        left = self.size
        while left:
            chunk = self.source.read(min(CHUNK, left))
            if not chunk:
                raise NoBackup("it ends too soon")
            left -= len(chunk)
            yield chunk


class Archive:
    """Writes the parts of a backup one after the other."""

    def __init__(self, target: BinaryIO) -> None:
        self._tar = tarfile.TarFile(fileobj=target, mode="w", format=tarfile.GNU_FORMAT)

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a small part."""
        self._add(name, len(content), io.BytesIO(content))

    def add_file(self, name: str, source: BinaryIO) -> None:
        """Add an open file from its beginning to its end."""
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        self._add(name, size, source)

    def close(self) -> None:
        """Write the end mark."""
        self._tar.close()

    def _add(self, name: str, size: int, source: BinaryIO) -> None:
        part = tarfile.TarInfo(name)
        part.size, part.mode = size, 0o600
        self._tar.addfile(part, source)


def parts(source: BinaryIO) -> Iterator[Part]:
    """The parts of a backup in turn; NoBackup for anything but plain files with short names.

    The system's tar module would follow links, sparse maps and long-name tricks: none of them is
    in a backup, so none is understood.
    """
    while True:
        header = source.read(BLOCK)
        if len(header) < BLOCK:
            raise NoBackup("it ends too soon")
        if not any(header):
            return
        part = _part(header, source)
        begin = source.tell()
        yield part
        source.seek(begin + -(-part.size // BLOCK) * BLOCK)


def _part(header: bytes, source: BinaryIO) -> Part:
    if _number(header[148:156]) != sum(header[:148]) + sum(b" " * 8) + sum(header[156:]):
        raise NoBackup("it is damaged, or no backup")
    if header[156:157] != b"0" or header[257:263] not in (b"ustar ", b"ustar\0"):
        raise NoBackup("it holds more than plain files")
    name = header[:100].rstrip(b"\0")
    if not name.isascii() or any(header[345:]):
        raise NoBackup("a name in it is none of a backup")
    return Part(name.decode("ascii"), _number(header[124:136]), source)


def _number(field: bytes) -> int:
    if field[0] == _WIDE:
        return int.from_bytes(field[1:], "big")
    found = _SIZE.fullmatch(field)
    if not found:
        raise NoBackup("it is damaged, or no backup")
    return int(found[1], 8)
