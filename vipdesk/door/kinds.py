"""What a file is, by what is in it: what its sender calls it counts for nothing."""

SIGNS: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"GIF87a", 0, "image/gif"),
    (b"GIF89a", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"%PDF-", 0, "application/pdf"),
    (b"PK\x03\x04", 0, "application/zip"),
    (b"\x1f\x8b\x08", 0, "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", 0, "application/x-7z-compressed"),
    (b"WAVE", 8, "audio/wav"),
    (b"OggS", 0, "audio/ogg"),
    (b"ID3", 0, "audio/mpeg"),
    (b"ftyp", 4, "video/mp4"),
    (b"\x1a\x45\xdf\xa3", 0, "video/webm"),
)
"""Signs that files begin with, and where. Source: the formats' own specifications."""

ANYTHING, TEXT = "application/octet-stream", "text/plain"
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a page may show as a picture."""

LOOKED_AT = 8_000


def kind_of(content: bytes) -> str:
    """Its media type; text is plain text, whatever language it is written in."""
    for sign, where, kind in SIGNS:
        if content.startswith(sign, where):
            return kind
    head = content[:LOOKED_AT]
    return TEXT if head and not _is_binary(head) else ANYTHING


def _is_binary(head: bytes) -> bool:
    if set(head) & (set(range(32)) - set(b"\t\n\r\f\x1b")):
        return True
    try:
        head[: len(head) - 4 if len(head) == LOOKED_AT else None].decode()
    except UnicodeDecodeError:
        return True
    return False
