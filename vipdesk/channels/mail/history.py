"""Where in a mail's text the history begins that the writer's program put there."""

import re
from collections.abc import Sequence
from functools import cache

from vipdesk.channels.mail.patience import TooSlow, patience

_SECONDS = 0.5
_LONGEST_LINE = 300
_MOST_LINES = 5000
_MOST_CHARS = 32_000
_LANGUAGES = ("en", "it", "de", "fr", "es", "cs")
_DATED = re.compile(r"[0-9]{4}|[0-9]{1,2}[:.][0-9]{2}|@")
_WROTE = re.compile(
    r"(?:on|am|il|le|el|dňa|dne|w dniu|em|op|den|po|ut|út|st|št|čt|pi|pá|so|ne)\b.{5,}"
    r"(?:wrote|schrieb|ha scritto|a écrit|escribió|nap[ií]sala?(?:\(a\))?|napsala?(?:\(a\))?"
    r"|napisał(?:\(a\)|a)?|escreveu|schreef|skrev)\b.{0,80}:",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[-_]{3,} ?(?:original message|ursprüngliche nachricht|messaggio originale|message d'origine"
    r"|mensaje original|původní zpráva|pôvodná správa|oryginalna wiadomość) ?[-_]{3,}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"(?:-{3,} ?)?(?:forwarded message|begin forwarded message:|weitergeleitete nachricht"
    r"|messaggio inoltrato|message transféré|mensaje reenviado|přeposlaná zpráva"
    r"|preposlaná správa)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[* ]*([^\W\d_]{1,12})[* ]*\xa0?:")
_FROM = frozenset({"from", "von", "da", "de", "od", "van", "fra", "från"})
_OTHERS = frozenset(
    {"sent", "date", "to", "cc", "gesendet", "datum", "an", "kopie", "inviato", "data", "a"}
    | {"envoyé", "à", "enviado", "fecha", "para", "odesláno", "odoslané", "komu", "dátum", "kópia"}
)
_SUBJECT = frozenset(
    {"subject", "betreff", "oggetto", "objet", "asunto", "předmět", "predmet", "onderwerp", "temat"}
)
_RULE = re.compile(r"_{10,}|-{20,}")


def history_start(lines: Sequence[str]) -> int | None:
    """The number of the line that the history begins with, or None."""
    found = [start for start in (_library(lines), _own(lines)) if start is not None]
    if not found:
        return None
    start = min(found)
    return start - 1 if start and _RULE.fullmatch(lines[start - 1].strip()) else start


def _own(lines: Sequence[str]) -> int | None:
    """The first line that the marks above know; what was forwarded is news, not history."""
    for number in range(min(len(lines), _MOST_LINES)):
        line = _bare(lines[number])
        if not line:
            continue
        if _FORWARDED.match(line):
            return None
        if _is_attribution(lines, number) or _ORIGINAL.match(line) or _is_header(lines, number):
            return number
    return None


def _is_attribution(lines: Sequence[str], number: int) -> bool:
    """Whether it says, on one line or two, who wrote what follows, and when or right before it."""
    said = ""
    for at in (number, number + 1):
        said = f"{said} {_bare(lines[at])}".strip() if at < len(lines) else said
        if said.endswith(":") and len(said) <= _LONGEST_LINE and _WROTE.fullmatch(said):
            marked = at + 1 < len(lines) and lines[at + 1].startswith(">")
            return marked or bool(_DATED.search(said))
    return False


def _is_header(lines: Sequence[str], number: int) -> bool:
    """Whether the header of another mail is shown from here on: who, when or to whom, what."""
    if _name(lines[number]) not in _FROM:
        return False
    names = {_name(line) for line in lines[number + 1 : number + 8]}
    return not names.isdisjoint(_OTHERS) and not names.isdisjoint(_SUBJECT)


def _name(line: str) -> str:
    """The name of the field that a line shows, or nothing."""
    field = _FIELD.match(_bare(line))
    return field[1].lower() if field else ""


def _library(lines: Sequence[str]) -> int | None:
    """The first line that the library takes for the head of an older mail, within its limits.

    Its expressions cost the square of a line's length and more (design: dependencies, 3.10).
    """
    text = "\n".join(line.strip() if len(line) < _LONGEST_LINE else "…" for line in lines)
    text = text[:_MOST_CHARS]
    if ":\n" not in text:
        return None
    headers = _headers()
    try:
        with patience(_SECONDS):
            for found in headers.finditer(text):
                lead = len(found[0]) - len(found[0].lstrip("\n"))
                number = text.count("\n", 0, found.start() + lead)
                if _is_plausible(found[0].strip(), lines, number):
                    return number
    except TooSlow:
        return None
    return None


def _is_plausible(head: str, lines: Sequence[str], number: int) -> bool:
    """Whether what the library found says when or who, and is no forwarded mail's."""
    if any(_FORWARDED.match(_bare(line)) for line in lines[max(0, number - 3) : number + 1]):
        return False
    return head.endswith(":") and bool(_DATED.search(head))


def _bare(line: str) -> str:
    """A line without the marks of quotation."""
    return line.lstrip("> ")


@cache
def _headers() -> re.Pattern[str]:
    from mailparser_reply.parser import EmailMessage  # not for mails without a history

    pattern = EmailMessage("", languages=list(_LANGUAGES)).HEADER_REGEX
    return re.compile(pattern.pattern, pattern.flags)
