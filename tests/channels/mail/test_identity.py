"""The same mail found again is known; another under the same Message-ID is not taken for it."""

import pytest

from tests.channels.mail.letters import letter, opened


def identity(raw: bytes) -> str:
    return opened(raw).external_id


WRITTEN = letter(body="One\n\nFrom here on\n>From there\ntwo\n")


@pytest.mark.parametrize(
    "again",
    [
        WRITTEN.replace(b"\n", b"\r\n"),
        WRITTEN + b"\n",
        WRITTEN.rstrip(b"\n"),
        b"\n" + WRITTEN,
        b"Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0000\n" + WRITTEN,
        b"Return-Path: <marta@example.com>\nDelivered-To: desk@example.org\n" + WRITTEN,
        b"X-Mozilla-Status: 0001\nX-Mozilla-Keys: \nStatus: RO\nX-UID: 7\n" + WRITTEN,
        b"Content-Length: 40\nLines: 5\nX-Spam-Score: 1\nDKIM-Signature: v=1\n" + WRITTEN,
        WRITTEN.replace(b"\nFrom here", b"\n>From here").replace(b">From there", b">>From there"),
        WRITTEN.replace(b"Subject: Import stopped", b"Subject: Import\n stopped"),
        WRITTEN.replace(b"To: Desk", b"to:  Desk"),
        b"From marta@example.com Mon Nov 23 10:00:00 2026\n" + WRITTEN,
    ],
    ids=range(12),
)
def test_what_is_added_on_the_way_makes_no_other_mail(again: bytes) -> None:
    assert identity(again) == identity(WRITTEN)


@pytest.mark.parametrize(
    "other",
    [
        WRITTEN.replace(b"two", b"three"),
        WRITTEN.replace(b"marta@", b"paolo@"),
        WRITTEN.replace(b"10:00:00", b"10:00:01"),
        WRITTEN.replace(b"stopped", b"started"),
        WRITTEN.replace(b"first@", b"second@"),
        WRITTEN.replace(b"Message-ID: <first@example.com>\n", b""),
    ],
    ids=range(6),
)
def test_another_mail_is_another_even_under_the_same_id(other: bytes) -> None:
    assert identity(other) != identity(WRITTEN)


def alert(hour: int, *lines: bytes) -> bytes:
    """What a machine sends that writes neither Message-ID nor Date, as the last server left it."""
    received = b"Received: from x by y; Mon, 23 Nov 2026 %02d:00:00 +0000" % hour
    written = (
        b"From: nagios@example.com",
        b"Subject: ALERT: server down",
        b"",
        b"server down",
        b"",
    )
    return b"\n".join([received, *lines, *written])


def test_two_alerts_in_the_same_words_are_two_and_each_is_found_again() -> None:
    assert identity(alert(7)) != identity(alert(8))
    assert identity(alert(7)) == identity(alert(7).replace(b"\n", b"\r\n"))
    assert identity(alert(7)) == identity(alert(7, b"Received: from w by x; earlier", b"X-UID: 7"))


@pytest.mark.parametrize("line", [b"Message-ID: <1@x>", b"Date: Mon, 23 Nov 2026 10:00:00 +0100"])
def test_with_a_field_of_its_own_no_server_makes_it_another(line: bytes) -> None:
    assert identity(alert(7, line)) == identity(alert(8, line))


def test_the_same_words_in_another_answer_are_another_mail() -> None:
    one, two = (letter(f"In-Reply-To: <{n}@example.org>", body="Thanks") for n in "12")
    assert identity(one) != identity(two)


@pytest.mark.parametrize(
    "added",
    [
        b"Auto-Submitted: auto-replied\n",
        b"Precedence: list\nList-Id: <all.example.com>\nList-Unsubscribe: <mailto:x@example.com>\n",
    ],
)
def test_a_copy_that_no_person_sent_does_not_stand_for_the_one_that_was(added: bytes) -> None:
    assert identity(added + WRITTEN) != identity(WRITTEN)
    assert identity(b"Received: by b; x\n" + added + WRITTEN) == identity(added + WRITTEN)
