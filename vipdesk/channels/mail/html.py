"""HTML mail as text: tables kept, hidden text left out, a link's true target beside its words."""

import html
import re
from collections.abc import Callable
from functools import cache, partial
from itertools import islice
from typing import Any

from vipdesk.channels.mail.bounds import MOST_HTML_CHARS
from vipdesk.channels.mail.patience import TooSlow, patience

CUT = "[… the rest is in the original message]"

_SECONDS = 2.0
_LONGEST_TARGET = 500
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?![.\d])"
    r"|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/table)\b[^<>]*>", re.IGNORECASE)
_UNSEEN = ("<style", "<script", "<head", "<!--")
_UNSEEN_ENDS = ("</style", "</script", "</head", "-->")
_TAG = re.compile(r"<[^<>]*(?:>|\Z)")
_ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}")
_PLACE = "\ue000"  # private use: no writing has it
_QUOTE_PLACE = re.compile(f"{_PLACE}([0-9]{{1,3}}){_PLACE}")
_MOST_QUOTES = 50
_DEEPEST_QUOTE = 6
_GAPS = re.compile(r"\n{3,}")


def html_to_text(source: str) -> str:
    """What a reader of the HTML would see; simpler where it is too tangled to lay out."""
    cut = len(source) > MOST_HTML_CHARS
    source = _ENDLESS_NUMBER.sub("\ufffd", source[:MOST_HTML_CHARS])
    lay_out = _layout()
    try:
        with patience(_SECONDS):
            text = lay_out(source)
    except (TooSlow, RecursionError, ValueError, LookupError, TypeError, AssertionError):
        text = _stripped(source)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    text = _GAPS.sub("\n\n", lines).strip("\n")
    return f"{text}\n\n{CUT}" if cut else text


@cache
def _layout() -> Callable[[str], str]:
    """Lays HTML out as text; its libraries are heavy, and most mails have a plain part."""
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.html_engine import Inscriptis
    from inscriptis.model.config import ParserConfig
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = partial(HTMLParser, encoding="utf-8", remove_comments=True, huge_tree=True)

    def shown(tree: Any) -> str:
        return str(Inscriptis(tree, ParserConfig(css=CSS_PROFILES["strict"].copy())).get_text())

    def lay_out(source: str) -> str:
        data = source.replace("\0", "").replace(_PLACE, "").encode("utf-8", "replace")
        try:
            tree = document_fromstring(data, parser())
        except ParserError:  # nothing in it
            return ""
        _hide(tree)
        _show_targets(tree)
        return _with_quotes(tree, shown)

    return lay_out


def _with_quotes(tree: Any, shown: Callable[[Any], str], depth: int = 0) -> str:
    """The text of the tree, the lines of quoted mails marked as in plain text."""
    quotes: list[str] = []
    blocks = list(islice(filter(_is_quote, tree.iter("blockquote")), _MOST_QUOTES))
    taken: set[Any] = set()
    for block in blocks if depth < _DEEPEST_QUOTE else ():
        if block in taken:
            continue
        taken.update(block.iter("blockquote"))
        place = block.makeelement("div")
        place.text, place.tail = f"{_PLACE}{len(quotes)}{_PLACE}", block.tail
        block.getparent().replace(block, place)
        block.tag, block.tail = "div", None
        quotes.append(_marked(_with_quotes(block, shown, depth + 1)))
    return _QUOTE_PLACE.sub(lambda found: f"\n{quotes[int(found[1])]}\n", shown(tree))


def _is_quote(block: Any) -> bool:
    """Whether a mail program put an older mail there; others use the element to indent."""
    return block.get("type") == "cite" or "quote" in block.get("class", "")


def _marked(text: str) -> str:
    lines = text.strip("\n").split("\n")
    return "\n".join(">" + line if line.startswith(">") else f"> {line}" for line in lines)


def _hide(tree: Any) -> None:
    """Take out what a mail program would not show."""
    for element in tree.xpath("//*[@style or @hidden]"):
        unseen = element.get("hidden") is not None or _HIDDEN.search(
            element.get("style", "")[:2000]
        )
        if unseen and element.getparent() is not None:
            element.drop_tree()


def _show_targets(tree: Any) -> None:
    """Put a link's target after its words where the two differ, so that nobody is fooled."""
    for link in tree.iter("a"):
        target = (link.get("href") or "").strip()
        words = "".join(link.itertext()).strip()
        if target.startswith("#") or not words or _bare(words) == _bare(target):
            continue
        if target.lower().startswith(("http:", "https:", "mailto:", "tel:", "ftp:")):
            shown = re.sub(r"\s+", "", target)[:_LONGEST_TARGET]
            link.tail = f" <{shown}>{link.tail or ''}"


def _bare(address: str) -> str:
    """An address without what people leave out when they write it."""
    address = re.sub(r"\s+", "", address.lower())
    return re.sub(r"^(?:https?://|mailto:|tel:)", "", address).rstrip("/")


def _stripped(source: str) -> str:
    """The text without its tags, in time that grows with its length only."""
    for begin, end in zip(_UNSEEN, _UNSEEN_ENDS, strict=True):
        source = _without(source, begin, end)
    return html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", source)))


def _without(source: str, begin: str, end: str) -> str:
    """`source` without what stands between `begin` and `end`."""
    lowered = source.lower() if len(source.lower()) == len(source) else source
    kept: list[str] = []
    at = 0
    while (start := lowered.find(begin, at)) >= 0:
        kept.append(source[at:start])
        stop = lowered.find(end, start)
        if stop < 0:
            return "".join(kept)
        at = stop
    return "".join([*kept, source[at:]])
