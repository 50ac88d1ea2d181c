"""Names under which a stranger's attachment can be shown and saved without surprises."""

import re

from vipdesk.channels.mail.mime import Part
from vipdesk.domain.text import clean_line

_LONGEST_BYTES = 120
_LONGEST_SUFFIX = 16
_UNFIT = re.compile(r'[<>:"|?*\\/]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
_SUFFIXES = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "text/rfc822-headers": ".txt",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/ms-tnef": ".dat",
    "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "audio/wav": ".wav",
    "audio/mpeg": ".mp3",
}


def attachment_name(part: Part, subject: str, number: int) -> str:
    """A safe name for the part: its own, that of a forwarded mail's subject, or a plain one."""
    suffix = _SUFFIXES.get(part.media_type, ".bin")
    if part.filename:
        return safe_name(part.filename) or f"attachment-{number}{suffix}"
    if subject:
        return safe_name(subject[:60] + suffix)
    stem = "image" if part.main_type == "image" else "attachment"
    return f"{stem}-{number}{suffix}"


def safe_name(name: str) -> str:
    """The last component of `name`, fit for every file system; empty where nothing is left."""
    last = re.split(r"[/\\]", clean_line(name))[-1] if "/" in name or "\\" in name else name
    plain = _UNFIT.sub("_", clean_line(last)).strip(" .-~")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    return _short(plain)


def _short(name: str) -> str:
    """At most so many bytes of UTF-8, with the ending that says what it is."""
    if len(name.encode()) <= _LONGEST_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, suffix = name, ""
    room = _LONGEST_BYTES - len((dot + suffix).encode() if suffix else b"")
    kept = stem.encode()[:room].decode(errors="ignore").rstrip(" .")
    return clean_line(f"{kept}.{suffix}" if suffix else kept)
