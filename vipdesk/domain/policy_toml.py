"""The text of a policy file as tables; text that is no TOML is refused with the line."""

import re
import tomllib

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line

MOST_BYTES = 256 * 1024

# The parser's cost grows with the square of a dotted key's parts, so long ones don't get there.
_LONG_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){40}""")
_PLACE = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")
_TWICE = re.compile(r"cannot (?:overwrite|declare|mutate)", re.IGNORECASE)


def toml_tables(text: str, source: str) -> dict[str, object]:
    """The tables of TOML `text`; BadInput with `source` and the line where it can't be read."""
    _refuse_giants(text, source)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(clean_line(f"{source}: {_told(str(error), text)}")) from None
    except RecursionError:
        raise BadInput(
            _("{source}: brackets nested too deep; a policy needs three levels").format(
                source=source
            )
        ) from None
    except ValueError:
        raise BadInput(
            _("{source}: a number is too long; use a smaller one").format(source=source)
        ) from None


def too_big(source: str) -> BadInput:
    """The refusal of a file of more than `MOST_BYTES`."""
    return BadInput(
        _("{source}: more than {most} kB, so this is no policy file").format(
            source=source, most=MOST_BYTES // 1024
        )
    )


def _refuse_giants(text: str, source: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise BadInput(
            _("{source}: holds characters that are no text; save it as UTF-8").format(source=source)
        ) from None
    if size > MOST_BYTES:
        raise too_big(source)
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise BadInput(
            _("{source}: line {line}: a key of over 40 parts; use a short one").format(
                source=source, line=line
            )
        )


def _told(error: str, text: str) -> str:
    """The parser's complaint with its place first and what would be right."""
    place = _PLACE.search(error)
    what = _PLACE.sub("", error)
    if place is None or place[1] is None:
        where = _("line {line}").format(line=text.rstrip().count("\n") + 1)
        what = _("the file ends too early ({why})").format(why=what.lower())
    else:
        where = _("line {line}, column {column}").format(line=place[1], column=place[2])
    if _TWICE.match(what):
        return _("{where}: this key or table is already given above; keep one of the two").format(
            where=where
        )
    return _('{where}: {what}; write it as in key = "value"').format(
        where=where, what=f"{what[:1].lower()}{what[1:]}"
    )
