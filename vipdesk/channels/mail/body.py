"""What of a mail is its text, and what came along with it."""

import re

from msgspec import Struct, field

from vipdesk.channels.mail.bounds import MOST_TEXT_CHARS, MOST_TEXT_PARTS
from vipdesk.channels.mail.flowed import unflow
from vipdesk.channels.mail.html import CUT, html_to_text
from vipdesk.channels.mail.mime import Part
from vipdesk.domain.text import clean_block

_PLAIN = frozenset({"text/plain", "text/enriched", "text/richtext", "text/markdown"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FILES = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "text/directory"})
_LONGEST_STUB = 300
_STUB = re.compile(
    r"html[ -](e-?mail|message|format|version|capable|compatible|enabled)|(support|in|as|view) html"
    r"|view (this|it|the) .{0,300}(online|browser)|(this|your) (e-?mail|message|program|client)",
    re.IGNORECASE | re.DOTALL,
)


class Body(Struct):
    """The text of a mail, piece by piece as it is met, and its other parts."""

    pieces: list[str] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All pieces, clean to show and cut where they are too long."""
        whole = "\n\n".join(piece for piece in self.pieces if piece)
        if len(whole) > MOST_TEXT_CHARS:
            whole = f"{whole[:MOST_TEXT_CHARS]}\n\n{CUT}"
        return _tidy(clean_block(whole))


def read_body(mail: Part) -> Body:
    """The text that a person would read in the mail, and everything else as files."""
    body = Body()
    if mail.children:
        _collect(mail, body)
    elif mail.media_type in _PLAIN | _HTML and mail.disposition != "attachment":
        body.pieces.append(_text(mail))  # a lone text is the mail, whatever it is named
    else:
        body.files.append(mail)
    return body


def _collect(part: Part, body: Body) -> None:
    if part.media_type == "multipart/alternative":
        _choose(part, body)
    elif part.children:
        for child in part.children:
            _collect(child, body)
    elif _is_text(part) and len(body.pieces) < MOST_TEXT_PARTS:
        body.pieces.append(_text(part))
    else:
        body.files.append(part)


def _choose(part: Part, body: Body) -> None:
    """Of the same text in several forms the plain one, unless it only says to read another."""
    plain = next((c for c in part.children if c.media_type in _PLAIN and _is_text(c)), None)
    chosen = _text(plain) if plain else ""
    others = [child for child in part.children if child is not plain]
    if _is_stub(chosen):
        for child in reversed(others):
            form = Body()
            _collect(child, form)
            if any(piece.strip() for piece in form.pieces):
                chosen = "\n\n".join(form.pieces)
                break
    body.pieces.append(chosen)
    for child in others:
        _keep_files(child, body)


def _keep_files(part: Part, body: Body) -> None:
    """Keep what is a file in a form of the text that is not shown."""
    for child in part.children:
        _keep_files(child, body)
    written = part.main_type == "text" and part.media_type not in _FILES
    if not part.children and (part.filename or not written):
        body.files.append(part)


def _is_text(part: Part) -> bool:
    """Whether a part is read in its place; one with a name is a file."""
    named = part.disposition == "attachment" or part.filename
    return part.media_type in _PLAIN | _HTML and not named


def _is_stub(text: str) -> bool:
    text = text.strip()
    return not text or (len(text) < _LONGEST_STUB and bool(_STUB.search(text)))


def _text(part: Part) -> str:
    """The text of one part, its line ends as line feeds."""
    text = part.text()
    if part.media_type in _HTML:
        return html_to_text(text)
    text = text[: MOST_TEXT_CHARS + 1].replace("\r\n", "\n")
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
    return text


def _tidy(text: str) -> str:
    """`text` without blank space at the ends of lines and of the whole."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
