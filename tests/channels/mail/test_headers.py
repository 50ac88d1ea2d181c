"""Who wrote a mail, about what, in answer to which, and when it reached us."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.mail.letters import FILED, NOW, letter, opened
from vipdesk.channels.mail.message import Address


def sender(*lines: str) -> Address:
    return opened(letter(*lines)).sender


@pytest.mark.parametrize(
    ("field", "name", "address"),
    [
        ("Marta Rossi <Marta@Example.com>", "Marta Rossi", "marta@example.com"),
        ("marta@example.com", "", "marta@example.com"),
        ("marta@example.com (Marta Rossi)", "Marta Rossi", "marta@example.com"),
        ('"Rossi, Marta" <marta@example.com>', "Rossi, Marta", "marta@example.com"),
        ("Rossi, Marta <marta@example.com>", "Rossi, Marta", "marta@example.com"),
        ("=?utf-8?q?Marta_R=C3=B6ssi?= <marta@example.com>", "Marta Rössi", "marta@example.com"),
        ("=?iso-8859-2?b?Suphbg==?= <jan@example.com>", "Jęan", "jan@example.com"),
        ("Zoë <zoe@exämple.com>", "Zoë", "zoe@exämple.com"),
        ("<@relay.example.org:marta@example.com>", "", "marta@example.com"),
        ("'marta@example.com' <marta@example.com>", "", "marta@example.com"),
        ("A\x1b[31m\x07 <marta@example.com>", "A␛[31m␇", "marta@example.com"),
    ],
)
def test_the_writer_is_read_as_it_is_written(field: str, name: str, address: str) -> None:
    assert sender(f"From: {field}") == Address(name, address)


@pytest.mark.parametrize(
    "field",
    [
        "client@example.com <evil@example.org>",
        "=?utf-8?q?=22Client=22_=3Cclient=40example=2Ecom=3E?= <evil@example.org>",
        '"client@example.com" <evil@example.org>',
        "evil@example.org (a remark (in a remark) <client@example.com>)",
        r"evil@example.org (a remark \) (in a remark) <client@example.com>)",
    ],
)
def test_an_address_in_a_name_is_only_a_name(field: str) -> None:
    assert sender(f"From: {field}").address == "evil@example.org"


@pytest.mark.parametrize(
    "lines",
    [
        ("From: client@example.com", "From: evil@example.org"),
        ("From: client@example.com, evil@example.org",),
        ("From: <client@example.com> <evil@example.org>",),
        ('From: "client@example.com"@example.org',),
        ("From: client@example.com\x00@example.org",),
        ("From: nobody",),
        ('From: "client@example.com"',),
        ("From: <evil@example.org:client@example.com>",),
        ("From: clien\u212a@example.com",),
        (f"From: client@example.com ({'a' * 70_000}) <evil@example.org>",),
        (f"From: {', '.join(f'n{n} <client@example.com>' for n in range(500))}, evil@example.org",),
    ],
)
def test_a_writer_who_is_not_clear_has_no_address(lines: tuple[str, ...]) -> None:
    assert sender(*lines).address == ""


def test_of_two_writers_the_one_who_sent_it_counts() -> None:
    both = "From: Marta <marta@example.com>, Paolo <paolo@example.com>"
    assert sender(both, "Sender: paolo@example.com") == Address("Paolo", "paolo@example.com")


def test_everyone_who_got_it_is_listed_once() -> None:
    mail = opened(
        letter(
            "To: Team: a@example.com, B <b@example.com>;, a@example.com",
            "Cc: undisclosed-recipients:;, C <c@example.com>",
            "Reply-To: later@example.com",
        )
    )
    assert [one.address for one in mail.to] == ["a@example.com", "b@example.com"]
    assert mail.cc == (Address("C", "c@example.com"),)
    assert mail.reply_to == (Address("", "later@example.com"),)


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("=?utf-8?q?Hell=C3=B6?= there", "Hellö there"),
        ("=?utf-8?q?a?=\n =?utf-8?q?b?=", "ab"),
        ("=?utf-8?b?w5w=?= =?utf-8?q?=C3?=\n =?utf-8?q?=9F?=", "Üß"),
        ("=?utf-8*en?q?with_a_tongue?=", "with a tongue"),
        ("=?utf-8?q?with space?=", "with space"),
        ("=?nonsense?q?caf=C3=A9?=", "café"),
        ("=?utf-7?q?+AGE-?=", "+AGE-"),
        ("=?unicode_escape?q?=5Cx1b?=", "\\x1b"),
        ("=?utf-8?b?!!!?=", ""),
        ("=?utf-8?q?=1B[31mred?=", "␛[31mred"),
        ("=?utf-8?q?line=0D=0AX-Evil:_1?=", "line ↵ X-Evil: 1"),
        ("naïve bytes", "naïve bytes"),
        ("[/red] [link=http://example.com]x[/link]", "[/red] [link=http://example.com]x[/link]"),
    ],
)
def test_the_subject_is_decoded_and_harmless(field: str, shown: str) -> None:
    assert opened(letter(f"Subject: {field}")).subject == shown


def test_a_subject_in_an_undeclared_charset_is_still_read() -> None:
    raw = letter("Subject: X").replace(b"Subject: X", b"Subject: caff\xe8")
    assert opened(raw).subject == "caffè"


def test_a_conversation_is_told_by_ids_without_brackets_oldest_first() -> None:
    mail = opened(
        letter(
            "Message-ID: <third@example.com>",
            "References: <first@example.com>\n\t<second@example.com>",
            "In-Reply-To: <second@example.com>",
        )
    )
    assert mail.message_id == "third@example.com"
    assert mail.references == ("first@example.com", "second@example.com")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("In-Reply-To: <one@example.com>",), ("one@example.com",)),
        (("References: one@example.com two@example.com",), ("one@example.com", "two@example.com")),
        (("In-Reply-To: Your message of Monday",), ()),
        (
            ("References: <one@example.com><two@example.com>",),
            ("one@example.com", "two@example.com"),
        ),
    ],
)
def test_broken_threading_fields_give_what_they_hold(
    lines: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert opened(letter(*lines)).references == expected


def test_of_a_very_long_conversation_the_beginning_and_the_latest_are_kept() -> None:
    ids = [f"{n}@example.com" for n in range(1000)]
    mail = opened(letter("References: " + "\n ".join(f"<{one}>" for one in ids)))
    assert mail.references[0] == "0@example.com"
    assert mail.references[-1] == "999@example.com"
    assert len(mail.references) == 200


def received(*lines: str) -> datetime:
    return opened(letter(*lines)).received


MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
SERVER = "Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0100 (CET)"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((SERVER, "Received: by c; Sun, 22 Nov 2026 10:00:00 +0000"), MONDAY),
        ((SERVER, "Date: Fri, 20 Nov 2026 10:00:00 +0000"), MONDAY),
        (("Date: Mon, 23 Nov 2026 10:00:00 +0100",), MONDAY),
        (("Date: 23 Nov 26 09:00 GMT",), MONDAY),
        (("Received: from a by b; whenever", "Date: Mon, 23 Nov 2026 09:00:00 +0000"), MONDAY),
        (("Received: from a by b", "Date: Mon, 23 Nov 2026 09:00:00 +0000"), MONDAY),
        (("Received: by b; Mon, 23 Nov 1970 09:00:00 +0000", SERVER), MONDAY),
        (("Date: Thu, 01 Jan 1970 00:00:00 +0000",), FILED),
        (("Date: Mon, 99 Nov 2026 10:00:00 +0100",), FILED),
        (("Date: Mon, 23 Nov 2026 10:00:00 +9999",), FILED),
        (("Date: Mon, 23 Nov 99999 10:00:00",), FILED),
        (("Date: ",), FILED),
    ],
)
def test_a_server_is_believed_before_the_writer_and_the_writer_before_the_file(
    lines: tuple[str, ...], expected: datetime
) -> None:
    assert received(*lines) == expected
    assert received(*lines).tzinfo is UTC


def test_nothing_was_received_after_now() -> None:
    later = NOW + timedelta(days=3)
    assert received(f"Received: by b; {later:%a, %d %b %Y %H:%M:%S} +0000") == NOW


def test_a_broken_header_keeps_what_can_be_read_of_it() -> None:
    raw = letter("Subject: Kept", "no field at all", "X-Other: 1")
    mail = opened(raw)
    assert mail.subject == "Kept"
    assert mail.text == "Hello"
