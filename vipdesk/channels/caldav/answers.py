"""What a CalDAV server answers, read with care: it may be anything."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree
from msgspec import Struct

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
MOST_THINGS = 50_000
LONGEST_NAME = 1024


class Answer(Struct, frozen=True):
    """What a server says of one address: its decoded path, and what was asked of it."""

    path: str
    etag: str = ""
    raw: bytes = b""
    is_calendar: bool = False


def answers(body: bytes) -> Iterator[Answer]:
    """The parts of a multistatus answer (RFC 4918); BadInput where it is none.

    Nothing in it is fetched or expanded, and what a server could not give is left out.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.tag != f"{DAV}multistatus":
        raise BadInput(_("it does not answer as a calendar server does: check the address"))
    for count, response in enumerate(root.iterfind(f"{DAV}response")):
        if count >= MOST_THINGS:
            raise BadInput(
                _("it has more than {most:,} things: name one calendar of it").format(
                    most=MOST_THINGS
                )
            )
        if (answer := _answer(response)) is not None:
            yield answer


def path_of(href: str) -> str:
    """The path in an address, decoded: servers write one and the same in several ways."""
    try:
        return unquote(urlsplit(href.strip()).path)
    except ValueError:
        return ""


def _answer(response: etree._Element) -> Answer | None:
    path = path_of(response.findtext(f"{DAV}href") or "")
    if not path or len(path) > LONGEST_NAME:
        return None
    for found in response.iterfind(f"{DAV}propstat"):
        if " 200" not in (found.findtext(f"{DAV}status") or ""):
            continue
        prop = found.find(f"{DAV}prop")
        if prop is not None:
            return Answer(
                path,
                (prop.findtext(f"{DAV}getetag") or "").strip()[:LONGEST_NAME],
                (prop.findtext(f"{CALDAV}calendar-data") or "").encode(),
                prop.find(f"{DAV}resourcetype/{CALDAV}calendar") is not None,
            )
    return None
