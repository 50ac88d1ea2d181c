"""Where a mail's closing begins: told by its own line, by a program's, or by a wish."""

import re
from collections.abc import Sequence

_MOST_AFTER_MARK = 30
_MOST_AFTER_WISH = 8
_MOST_WORDS = 5
_PARTICLES = frozenset(
    {"di", "de", "da", "del", "della", "von", "van", "der", "la", "und", "and", "e"}
)
_SENT_FROM = re.compile(
    r"(?:sent (?:from|with|via) |get outlook for |gesendet (?:von|mit) |von meinem .{1,20} gesendet"
    r"|inviato da(?:l| )|envoyé (?:de|depuis) |enviado desde |odesláno z |odoslané z |wysłane z )"
    r".{0,60}",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"(?:(?:with )?(?:best|kind|warm|many|kindest)? ?(?:regards|wishes)|best|all the best"
    r"|thanks|many thanks|thank you|thanks (?:and|&) (?:best |kind )?regards|cheers|sincerely"
    r"|yours (?:sincerely|faithfully|truly)|sincerely yours|greetings"
    r"|mit (?:freundlichen|besten|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en"
    r"|freundliche gr(?:ü|ue)(?:ß|ss)e"
    r"|(?:viele|beste|liebe|schöne|herzliche) gr(?:ü|ue)(?:ß|ss)e|(?:besten|vielen|herzlichen) dank"
    r"|mfg|lg|vg|gru(?:ß|ss)"
    r"|(?:cordiali|distinti|tanti|un cordiale|cari) salut[io]|cordialmente|saluti|buona giornata"
    r"|buon lavoro|grazie(?: mille)?|grazie e (?:cordiali )?saluti|a presto"
    r"|(?:bien )?cordialement|salutations|bonne journée|merci(?: d'avance)?|sincères salutations"
    r"|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|(?:muchas )?gracias"
    r"|s (?:pozdravom|pozdravem|úctou|přátelským pozdravem|priateľským pozdravom)|ďakujem|děkuji"
    r"|(?:za pochopenie )?vopred ďakujem|předem děkuji|pozdrawiam|z poważaniem)\s*[,.!]*",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(r"p\.? ?s\.?\b", re.IGNORECASE)


def signature_start(lines: Sequence[str]) -> int:
    """The number of the line that the closing begins with; past the end where there is none."""
    return min(_by_mark(lines), _by_program(lines), _by_wish(lines))


def _by_mark(lines: Sequence[str]) -> int:
    """The last line of two hyphens alone (RFC 3676, 4.3), if it is near the end."""
    for number in range(len(lines) - 1, max(-1, len(lines) - _MOST_AFTER_MARK), -1):
        if lines[number].rstrip() == "--":
            return _unless_all(lines, number)
    return len(lines)


def _by_program(lines: Sequence[str]) -> int:
    """The last line, if a telephone wrote it."""
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].strip():
            sent = _SENT_FROM.fullmatch(lines[number].strip())
            return _unless_all(lines, number) if sent else len(lines)
    return len(lines)


def _by_wish(lines: Sequence[str]) -> int:
    """The last line that is a wish, if only a name and where to reach it come after it."""
    after: list[str] = []
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number].strip()
        if _WISH.fullmatch(line):
            return _unless_all(lines, number) if _is_card(after) else len(lines)
        if line:
            after.insert(0, line)
        if len(after) > _MOST_AFTER_WISH:
            break
    return len(lines)


def _is_card(lines: Sequence[str]) -> bool:
    """Whether the lines could stand on a visiting card: a name first, and no sentences."""
    named = all(not word[0].islower() or word in _PARTICLES for word in " ".join(lines[:1]).split())
    return named and not any(_is_sentence(line) for line in lines)


def _is_sentence(line: str) -> bool:
    plain = len(line.split()) > _MOST_WORDS and not re.search(r"[0-9@|/]", line)
    return plain or line.endswith("?") or bool(_AFTERTHOUGHT.match(line))


def _unless_all(lines: Sequence[str], number: int) -> int:
    """`number`, or past the end where nothing would be left before it."""
    said = any(re.search(r"\w", line) for line in lines[:number])
    return number if said else len(lines)
