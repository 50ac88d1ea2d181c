"""One calendar on a CalDAV server (RFC 4791), over HTTP; every call waits for the network."""

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, quote, urlsplit
from xml.sax.saxutils import escape

import httpx

from vipdesk.channels.caldav.answers import Answer, answers, path_of
from vipdesk.domain.errors import BadInput, ChannelError
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line

MOST_BYTES = 20 * 1024 * 1024
LONGEST_WAIT, LONGEST_ANSWER = 15.0, 90.0
"""Seconds for each step, and for a whole answer."""

AT_ONCE = 50
"""So many things are asked for in one request."""

HERE = frozenset({"localhost", "127.0.0.1", "::1"})

_IS_CALENDAR = '<propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>'
_LISTING = (
    '<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop><getetag/></prop>'
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
    '<C:time-range start="{start}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>'
)
_READING = (
    '<C:calendar-multiget xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    "<prop><getetag/><C:calendar-data/></prop>{hrefs}</C:calendar-multiget>"
)


class Changed(Exception):
    """The thing is no longer there as it was known: nothing was written."""


class Collection:
    """A calendar at `url`; one thread at a time. Raises ChannelError, one line with the mend.

    Things in it are named by their decoded path. No other host and no other folder is ever asked,
    whatever the server says.
    """

    def __init__(self, url: str, user: str, password: str) -> None:
        """BadInput for an address that can't be one, or that would send the password openly."""
        self._shown = clean_line(url, 200)
        parts = _checked(url, password)
        self._root = f"{parts.scheme}://{parts.netloc}"
        self.path = path_of(url).rstrip("/") + "/"
        self._client = httpx.Client(
            auth=httpx.BasicAuth(user, password) if user else None,
            timeout=LONGEST_WAIT,
            headers={"User-Agent": "vipdesk"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    @property
    def address(self) -> str:
        """The whole address of the calendar, in one form."""
        return f"{self._root}{self.path}"

    def check(self) -> None:
        """Whether a calendar is there, and may be read."""
        found = self._asked("PROPFIND", self.path, _IS_CALENDAR, depth="0")
        if not any(one.is_calendar for one in found):
            inside = self._asked("PROPFIND", self.path, _IS_CALENDAR, depth="1")
            named = [clean_line(one.path, 100) for one in inside if one.is_calendar][:5]
            told = _("{calendar} is no calendar: check VIPDESK_CALDAV")
            if named:
                told = _("{calendar} is no calendar: name one of {names}")
            raise ChannelError(told.format(calendar=self._shown, names=", ".join(named)))

    def listing(self, since: datetime) -> dict[str, str]:
        """The events that are not over by `since` (aware): their version, by path."""
        start = f"{since.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        found = self._asked("REPORT", self.path, _LISTING.format(start=start), depth="1")
        return {one.path: one.etag for one in found if self._is_inside(one.path)}

    def read(self, paths: Sequence[str]) -> list[Answer]:
        """These things, with their content; what is gone meanwhile is left out."""
        found: list[Answer] = []
        for first in range(0, len(paths), AT_ONCE):
            some = paths[first : first + AT_ONCE]
            hrefs = "".join(f"<href>{escape(_quoted(path))}</href>" for path in some)
            answered = self._asked("REPORT", self.path, _READING.format(hrefs=hrefs), depth="1")
            wanted = set(some)
            kept = (one for one in answered if one.path in wanted and one.raw)
            found += sorted(kept, key=lambda one: one.path)
        return found

    def write(self, path: str, raw: bytes, etag: str = "") -> str:
        """Write a thing over version `etag`, or a new one; gives its version where told.

        Raises Changed where another version is there.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        kind = {"Content-Type": "text/calendar; charset=utf-8"}
        answered = self._send("PUT", path, raw, condition | kind)
        return str(answered.headers.get("ETag", ""))

    def remove(self, path: str, etag: str) -> None:
        """Remove version `etag` of a thing; one that is gone already is well."""
        self._send("DELETE", path, b"", {"If-Match": etag}, missing=True)

    def _is_inside(self, path: str) -> bool:
        return path.startswith(self.path) and path != self.path and "/.." not in path

    def _asked(self, method: str, path: str, body: str, *, depth: str) -> Iterable[Answer]:
        headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
        answered = self._send(method, path, body.encode(), headers)
        try:
            return list(answers(answered.content))
        except BadInput as why:
            raise ChannelError(f"{self._shown}: {why}") from None

    def _send(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        *,
        missing: bool = False,
    ) -> httpx.Response:
        try:
            answered = self._whole(method, path, body, headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            why = clean_line(str(error), 120) or type(error).__name__
            told = _("{calendar} can't be reached ({why}): it is tried again")
            raise ChannelError(told.format(calendar=self._shown, why=why)) from None
        if answered.status_code == 412 and method in ("PUT", "DELETE"):
            raise Changed
        if answered.status_code == 404 and missing:
            return answered
        if not answered.is_success:
            raise ChannelError(_refusal(self._shown, answered))
        return answered

    def _whole(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> httpx.Response:
        """The answer, read to its end where that comes, and no further than makes sense."""
        ends, content = time.monotonic() + LONGEST_ANSWER, bytearray()
        url = f"{self._root}{_quoted(path)}"
        with self._client.stream(method, url, content=body, headers=dict(headers)) as streamed:
            for part in streamed.iter_bytes():
                content += part
                if len(content) > MOST_BYTES or time.monotonic() > ends:
                    told = _("{calendar} sends more than a calendar has: check it")
                    raise ChannelError(told.format(calendar=self._shown))
            plain = {
                name: value
                for name, value in streamed.headers.items()
                if name.lower() in ("etag", "location")
            }
            return httpx.Response(streamed.status_code, content=bytes(content), headers=plain)


def _checked(url: str, password: str) -> SplitResult:
    shown = clean_line(url, 200)
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise _no_address(shown) from None
    if parts.scheme not in ("http", "https") or not host:
        raise _no_address(shown)
    if parts.username or parts.password:
        raise BadInput(_("VIPDESK_CALDAV: leave name and password out of it: VIPDESK_CALDAV_USER"))
    if parts.scheme == "http" and password and host not in HERE:
        raise BadInput(_("VIPDESK_CALDAV: http:// would send the password openly: use https://"))
    return parts


def _no_address(shown: str) -> BadInput:
    told = _(
        "VIPDESK_CALDAV: {shown} is no address: give one like https://cal.example.org/jana/work/"
    )
    return BadInput(told.format(shown=shown))


def _quoted(path: str) -> str:
    return quote(path, safe="/@:!$&'()*+,;=~")


def _refusal(calendar: str, answered: httpx.Response) -> str:
    """What went wrong, and what can be done."""
    to = clean_line(answered.headers.get("Location", ""), 200) or _("another address")
    match answered.status_code:
        case 401 | 403:
            told = _("{calendar} lets us not in: check VIPDESK_CALDAV_USER and its password")
        case 404 | 410:
            told = _("{calendar} is not there: check VIPDESK_CALDAV")
        case 405 | 501:
            told = _("{calendar} is no calendar: check VIPDESK_CALDAV")
        case status if 300 <= status < 400:
            told = _("{calendar} has moved to {to}: give that as VIPDESK_CALDAV")
        case 507 | 413:
            told = _("{calendar} has no room left: make some there")
        case _:
            told = _("{calendar} can't do it now (HTTP {status}): it is tried again")
    return told.format(calendar=calendar, to=to, status=answered.status_code)
