"""Servers that are none, answer anything, or ask for what is not theirs: one line, no harm."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendar_server import PASSWORD, USER, CalendarServer
from vipdesk.channels.caldav import collection as collections
from vipdesk.channels.caldav.answers import answers
from vipdesk.channels.caldav.collection import Collection
from vipdesk.domain.errors import BadInput, ChannelError

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FOUND = """<multistatus xmlns="DAV:">{parts}</multistatus>"""
PART = """<response><href>{href}</href><propstat><prop><getetag>"1"</getetag></prop>
<status>HTTP/1.1 200 OK</status></propstat></response>"""


@contextmanager
def answering(status: int, body: bytes, **headers: str) -> Iterator[str]:
    """A server that says the same to everything."""

    class Says(BaseHTTPRequestHandler):
        def _say(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PROPFIND = do_REPORT = do_PUT = do_DELETE = _say

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Says)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/jana/work/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def listed(url: str) -> dict[str, str]:
    """What is listed there."""
    with Collection(url, "", "") as collection:
        return collection.listing(NOW)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, "VIPDESK_CALDAV_USER"),
        (403, "VIPDESK_CALDAV_USER"),
        (404, "not there"),
        (405, "is no calendar"),
        (302, "has moved to another address"),
        (412, "HTTP 412"),
        (500, "HTTP 500"),
        (507, "no room left"),
    ],
)
def test_a_refusal_says_what_can_be_done(status: int, why: str) -> None:
    with answering(status, b"") as url, pytest.raises(ChannelError, match=why):
        listed(url)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>hello</html>", b"\x00\xff\x1b[31m", b"<multistatus xmlns='DAV:'>", b"<a" * 9000],
)
def test_what_is_no_answer_of_a_calendar_server_is_told(body: bytes) -> None:
    with answering(207, body) as url, pytest.raises(ChannelError, match="check the address"):
        listed(url)


def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collections, "LONGEST_WAIT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/jana/work/"
        with pytest.raises(ChannelError, match="can't be reached"):
            listed(url)


def test_nobody_there_is_told() -> None:
    with answering(207, b"") as url:
        pass
    with pytest.raises(ChannelError, match="can't be reached"):
        listed(url)


def test_a_redirect_is_not_followed_and_shown_clean() -> None:
    for place in ("https://evil.example.org/", "https://evil.example.org/\x1b[31m"):
        with answering(301, b"", Location=place) as url, pytest.raises(ChannelError) as told:
            listed(url)
        assert str(told.value).isprintable()


def test_an_endless_answer_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collections, "MOST_BYTES", 10_000)
    too_much, why = answering(207, b" " * 20_000), "more than a calendar"
    with too_much as url, pytest.raises(ChannelError, match=why):
        listed(url)


@pytest.mark.parametrize(
    "href",
    [
        "https://elsewhere.example.org/secret.ics",
        "/jana/other/a.ics",
        "/jana/work/",
        "/jana/work/../../etc/passwd",
        "/jana/work/%2e%2e/other/a.ics",
        "//[",
    ],
)
def test_addresses_outside_of_the_calendar_are_left_alone(href: str) -> None:
    parts = PART.format(href=href) + PART.format(href="/jana/work/a%40b.ics")
    with answering(207, FOUND.format(parts=parts).encode()) as url:
        assert listed(url) == {"/jana/work/a@b.ics": '"1"'}


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = bomb + FOUND.format(parts=PART.format(href="/jana/work/&x;&f;a.ics"))
    assert "boom" not in str(list(answers(body.encode())))
    assert "root:" not in str(list(answers(body.encode())))


def within(text: str) -> bytes:
    """An answer with that in it."""
    return FOUND.format(parts=text).encode()


@given(st.binary(max_size=200) | st.text(max_size=200).map(within))
def test_no_answer_ends_otherwise_than_told(body: bytes) -> None:
    with suppress(BadInput):
        list(answers(body))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("cal.example.org/jana", "is no address"),
        ("ftp://cal.example.org/", "is no address"),
        ("https://[x/", "is no address"),
        ("https://jana:secret@cal.example.org/", "leave name and password out"),
        ("http://cal.example.org/jana/", "send the password openly"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(url: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as told:
        Collection(url, "jana", "secret")
    assert "secret@" not in str(told.value)


def test_a_wrong_password_and_a_folder_of_calendars_are_told(calendars: CalendarServer) -> None:
    there = calendars.calendar()
    home = there.url.rsplit("/", 2)[0]
    for url, password, why in (
        (there.url, "wrong", "lets us not in"),
        (home, PASSWORD, "is no calendar: name one of /jana/work-"),
    ):
        with Collection(url, USER, password) as tried, pytest.raises(ChannelError, match=why):
            tried.check()
