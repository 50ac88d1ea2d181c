"""Whatever a stranger sends is read or kept, quickly and harmlessly, and the next mail is read."""

import contextlib
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from tests.channels.mail.hostile import corpus
from tests.channels.mail.letters import FILED, NOW, letter, opened
from vipdesk.channels.mail.bounds import NoMail, TooMuch
from vipdesk.channels.mail.files import MailFile
from vipdesk.channels.mail.message import MailMessage, Unreadable
from vipdesk.channels.mail.parser import MailParser
from vipdesk.domain.text import UNSAFE

CORPUS = corpus()
SLOWEST = 5.0  # seconds of waiting for one mail, on a machine that others use, too

Read = dict[str, tuple[MailMessage | Unreadable, float]]


def strings(value: object) -> Iterator[str]:
    """Every string in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name))


def assert_harmless(mail: MailMessage | Unreadable) -> None:
    """No string drives a terminal; what is shown on one line is one."""
    blocks = {mail.text, mail.quoted, mail.signature} if isinstance(mail, MailMessage) else set()
    for text in strings(mail):
        assert not UNSAFE.search(text.replace("\n", "") if text in blocks else text)
        assert text in blocks or "\n" not in text
        text.encode()


@pytest.fixture(scope="module")
def read() -> Read:
    """The whole corpus read by one parser, with an ordinary mail after each."""
    plain = MailFile(Path("plain"), "plain", letter(), FILED, 1)
    items = [
        item
        for name, raw in CORPUS.items()
        for item in (MailFile(Path("x"), name, raw, FILED, len(raw)), plain)
    ]
    found: Read = {}
    with MailParser() as parser:
        last = time.monotonic()
        for item, mail in parser.parse_all(items, NOW):
            now = time.monotonic()
            if item is plain:
                assert isinstance(mail, MailMessage)
                assert mail.text == "Hello"
            else:
                found[item.label] = (mail, now - last)
            last = now
    return found


def test_the_corpus_is_large(read: Read) -> None:
    assert len(read) >= 300
    assert list(read) == list(CORPUS)


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_mail_is_read_or_kept_in_time_and_can_do_no_harm(read: Read, name: str) -> None:
    mail, seconds = read[name]
    assert seconds < SLOWEST
    assert_harmless(mail)
    assert mail.raw == CORPUS[name]
    if isinstance(mail, MailMessage):
        assert mail.received <= NOW
        assert all("/" not in file.name and file.name for file in mail.attachments)


def test_most_of_them_are_read_and_the_rest_say_why(read: Read) -> None:
    kept = {name: mail.reason for name, (mail, _) in read.items() if isinstance(mail, Unreadable)}
    assert len(kept) < 40
    assert kept["10000 parts"] == "it has more than 2000 parts"
    assert kept["nested 5000 deep"] == "its parts are nested more than 50 deep"
    assert kept["a megabyte as Subject"] == "its header is longer than 256 kB"
    assert kept["empty"] == kept["blank"] == "it is empty"
    assert kept["no header"].startswith("it has no header")
    assert not any("failed" in reason or "died" in reason for reason in kept.values())


def read_if_it_is_a_mail(raw: bytes) -> MailMessage | None:
    """The mail, or None where the bytes are none; any other end is a mistake."""
    with contextlib.suppress(NoMail, TooMuch):
        return opened(raw)
    return None


@given(st.binary(max_size=4000))
@settings(deadline=None, max_examples=300)
def test_arbitrary_bytes_are_a_mail_or_none(raw: bytes) -> None:
    read_if_it_is_a_mail(raw)
    assert_harmless(opened(letter(body=raw)))
    assert_harmless(opened(letter("Content-Type: text/html", body=raw)))


PIECES = st.sampled_from(
    [b"From: ", b"To: ", b"Subject: ", b"Content-Type: ", b"Date: ", b"\n", b"\r\n", b"\n\n", b" ",
     b"multipart/mixed; boundary=b", b"multipart/alternative; boundary=b", b"\n--b\n", b"--b--",
     b"text/html", b"; charset=", b"utf-16", b"; name*0*=utf-8''%00", b"=?utf-8?q?=1B?=",
     b"<p style='display:none'>", b"<a href='http://x'>", b"</", b"&#27;", b"\x1b", b"\xff", b"> ",
     b"Content-Disposition: attachment; filename=", b"..", b"/", b"Message-ID: ", b"wrote:",
     b"Content-Transfer-Encoding: ", b"base64", b"quoted-printable", b"=", b"message/rfc822", b'"',
     b"<a@b>", b"-- \n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map(b"".join))
@settings(deadline=None, max_examples=500)
def test_mails_put_together_from_pieces_are_read(raw: bytes) -> None:
    read_if_it_is_a_mail(raw)
    assert_harmless(opened(b"From: a@example.com\n" + raw))


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))  # noqa: DTZ001 the zone follows
@settings(deadline=None)
def test_a_date_is_plausible_or_left_alone(moment: datetime) -> None:
    mail = opened(letter(f"Date: {moment:%d %b %Y %H:%M:%S} +0000"))
    assert mail.received <= NOW
    assert mail.received.year >= 1980
