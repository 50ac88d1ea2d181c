"""Bytes to text: the declared charset where it fits, else the likeliest."""

import codecs
import re

_TEXT_CODECS = re.compile(
    r"ascii|utf-(8(-sig)?|16(-[bl]e)?|32(-[bl]e)?)|cp[0-9]+|iso8859-[0-9]+|koi8-[rut]"
    r"|big5(hkscs)?|gb(2312|k|18030)|hz|euc_(jp|kr|jis_2004|jisx0213)|johab|shift_jis(_2004|x0213)?"
    r"|iso2022_(jp(_[1-3]|_ext|_2004)?|kr)|mac-[a-z0-9]+|ptcp154|tis-620|kz1048|hp-roman8"
)
# what is sent under these names is Windows text; the browsers read it so, too
_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_SAMPLE = 8192
_FEWEST = 64  # of fewer bytes nobody can tell the charset
_SLIP = 100  # one broken character in so many is a slip, not another charset


def decode(data: bytes, declared: str = "") -> str:
    """`data` as text, whatever the declaration is worth; never raises."""
    if data.isascii() and not _shifts(declared):
        return data.decode("ascii")
    codec = _codec(declared)
    codec = _READ_AS.get(codec or "", codec)
    # every byte fits into Latin letters, so a declaration of them is the last to be believed
    for candidate in ("utf-8", codec) if codec == "cp1252" else (codec, "utf-8"):
        text = _strictly(data, candidate) if candidate else None
        if text is not None:
            return text
    if codec is None:
        return data.decode(_likeliest(data), "replace")
    text = data.decode(codec, "replace")
    if codec == "cp1252" or text.count("\ufffd") * _SLIP <= len(text):
        return text
    return data.decode(_likeliest(data), "replace")


def _strictly(data: bytes, codec: str) -> str | None:
    """The text if every byte fits."""
    try:
        return data.decode(codec)
    except ValueError:
        return None


def _codec(declared: str) -> str | None:
    """The name of a codec for text; None for unknown ones and those that are more than that."""
    name = declared.strip().strip("'\"").lower()
    if not name or len(name) > 40 or not name.isascii() or "\0" in name:
        return None
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if _TEXT_CODECS.fullmatch(found) else None


def _shifts(declared: str) -> bool:
    """Whether plain ASCII bytes can mean other characters in this charset."""
    name = declared.lower()
    return "2022" in name or "utf-16" in name or "utf-32" in name or name.startswith("hz")


def _likeliest(data: bytes) -> str:
    """The charset that a sample of `data` looks most like."""
    if len(data) < _FEWEST:
        return "cp1252"
    from charset_normalizer import from_bytes  # heavy, and rarely needed

    best = from_bytes(data[:_SAMPLE]).best()
    codec = _codec(best.encoding) if best else None
    return codec or "cp1252"
