"""Whoever pretends to be the client or the agent, or to be heard already, is seen through.

From the bytes of the mail to the ticket: none of these is ever taken for the client's word or ours
(design: safety, P6).
"""

from collections.abc import Callable

import pytest

from tests.channels.mail.letters import FILED, letter
from tests.desk.conftest import RealDesk
from tests.kit import JANA, MARTA
from vipdesk.channels.mail.field_writing import spellings
from vipdesk.channels.mail.read import read
from vipdesk.domain.commands import Receive, Reply, SetContact
from vipdesk.domain.message import Kind, Message
from vipdesk.ingest import inbound

EVIL = "sam@elsewhere.example.org"
Forged = Callable[[Message], bytes]


MAILBOX = "support@vendor.example.org"
"""What our mails leave from, where that is not the agent's own address."""


def arrives(real: RealDesk, raw: bytes) -> None:
    """A mail comes in live."""
    mail = read(raw, FILED, real.now)
    mailbox = spellings(MAILBOX)
    real.do(Receive(inbound(mail, (), "", real.now, live=True, mailbox=mailbox)))


def answered(real: RealDesk) -> Message:
    """The client wrote #101, and we answered."""
    real.mail(message_id="first@acme.example.com")
    return real.do(Reply(101, "Which folder?")).change.messages[0]


def told(sender: str, *lines: str) -> bytes:
    """A mail that says it is from there."""
    return letter(f"From: {sender}", "Message-ID: <new@elsewhere.example.org>", *lines)


CLIENT, AGENT = MARTA.address, JANA.address
SPOOFS: dict[str, Forged] = {
    "our token, a stranger": lambda a: told(EVIL, f"Subject: {a.subject}"),
    "In-Reply-To our answer": lambda a: told(EVIL, f"In-Reply-To: <{a.message_id}>"),
    "References to the thread": lambda a: told(
        EVIL, f"References: <first@acme.example.com> <{a.message_id}>"
    ),
    "the client's name": lambda a: told(f'"{MARTA.name}" <{EVIL}>', f"Subject: {a.subject}"),
    "the client's address as a name": lambda a: told(
        f'"{CLIENT}" <{EVIL}>', f"Subject: {a.subject}"
    ),
    "the address in an encoded word": lambda a: told(
        f"=?utf-8?q?{MARTA.name.replace(' ', '_')}_=3C{CLIENT.replace('@', '=40')}=3E?= <{EVIL}>",
        f"Subject: {a.subject}",
    ),
    "two addresses in angles": lambda a: told(f"<{CLIENT}> <{EVIL}>", f"Subject: {a.subject}"),
    "two From fields": lambda a: told(
        f"{CLIENT}\nFrom: {EVIL}", f"Subject: {a.subject}", f"Sender: {CLIENT}"
    ),
    "two writers": lambda a: told(f"{CLIENT}, {EVIL}", f"Subject: {a.subject}"),
    "a domain that looks alike": lambda a: told(
        CLIENT.replace("acme", "аcme"), f"Subject: {a.subject}"
    ),
    "the client's domain in front": lambda a: told(f"{CLIENT}.evil.org", f"Subject: {a.subject}"),
    "a route": lambda a: told(f"<@{CLIENT.partition('@')[2]}:{EVIL}>", f"Subject: {a.subject}"),
    "a comment": lambda a: told(f"{EVIL} ({CLIENT})", f"Subject: {a.subject}"),
    "Reply-To and Return-Path of the client": lambda a: told(
        EVIL, f"Subject: {a.subject}", f"Reply-To: {CLIENT}", f"Return-Path: <{CLIENT}>"
    ),
}


@pytest.mark.parametrize("forged", SPOOFS.values(), ids=SPOOFS)
def test_nobody_speaks_as_the_client(real: RealDesk, forged: Forged) -> None:
    answer = answered(real)
    before = real.ticket()
    arrives(real, forged(answer))
    assert real.ticket() == before
    stranger = real.ticket(102)
    assert stranger.line.sender_unknown
    assert stranger.line.due is None
    assert stranger.messages[0].author.address != CLIENT
    assert "it claims to belong to #101" in stranger.messages[0].why
    assert stranger.events[0].detail.endswith("claims #101")


OWN: dict[str, tuple[Forged, str]] = {
    "the agent's address": (lambda a: told(AGENT, f"Subject: {a.subject}"), "own mail"),
    "our Message-ID": (
        lambda a: letter(f"From: {CLIENT}", f"Message-ID: <{a.message_id}>"),
        "own mail",
    ),
    "through our hands": (
        lambda a: told(CLIENT, f"Subject: {a.subject}", f"X-Loop: {AGENT.upper()}"),
        "mail loop: it went through our hands already",
    ),
    "the mailbox's address": (lambda a: told(MAILBOX, f"Subject: {a.subject}"), "own mail"),
    "through the mailbox's hands": (
        lambda a: told(CLIENT, f"Subject: {a.subject}", f"X-Loop: {MAILBOX}"),
        "mail loop: it went through our hands already",
    ),
}


@pytest.mark.parametrize(("forged", "why"), OWN.values(), ids=OWN)
def test_our_own_and_what_loops_is_set_aside(real: RealDesk, forged: Forged, why: str) -> None:
    answer = answered(real)
    before = real.ticket()
    arrives(real, forged(answer))
    assert real.ticket() == before
    assert [m.why for m in real.reader.kept_apart().set_aside] == [why]


def test_a_mailbox_that_is_a_contacts_gets_no_note_from_itself(real: RealDesk) -> None:
    real.do(SetContact(MAILBOX))
    real.at("Sat 2026-11-21 12:00")
    arrives(real, told(MAILBOX, "Date: Sat, 21 Nov 2026 11:58:00 +0100"))
    assert real.acknowledgements_due() == ()
    assert real.board().set_aside == 1


@pytest.mark.parametrize(
    ("user", "shown"),
    [
        ("Support@Vendor.example", ("support@vendor.example",)),
        ("jana@bücher.example", ("jana@bücher.example", "jana@xn--bcher-kva.example")),
        ("jana", ()),
    ],
)
def test_a_mailbox_is_known_however_it_is_spelled(user: str, shown: tuple[str, ...]) -> None:
    assert spellings(user) == shown


def test_the_agents_name_is_not_the_agent(real: RealDesk) -> None:
    answer = answered(real)
    arrives(real, told(f'"{JANA.name}" <{EVIL}>', f"Subject: {answer.subject}"))
    (message,) = real.ticket(102).messages
    assert message.kind is Kind.RECEIVED
    assert message.author.address == EVIL


def test_a_stranger_who_was_said_to_be_nobody_is_set_aside_with_what_they_claim(
    real: RealDesk,
) -> None:
    from vipdesk.domain.commands import Identify

    answer = answered(real)
    arrives(real, told(EVIL))
    real.do(Identify(102, None))
    again = "Message-ID: <again@elsewhere.example.org>"
    arrives(real, told(EVIL, f"Subject: {answer.subject}", again))
    (aside,) = real.reader.kept_apart().set_aside
    assert aside.why.startswith("not of the client; it claims to belong to #101")


@pytest.mark.parametrize(
    ("wanted", "beware"),
    [
        (
            "marta@evil.example.org",
            f"it wants answers at marta@evil.example.org, an answer goes to {CLIENT}",
        ),
        (f"Marta <{CLIENT}>", ""),
        ("desk@acme.example.com", ""),
    ],
)
def test_answers_that_are_wanted_elsewhere(real: RealDesk, wanted: str, beware: str) -> None:
    arrives(real, told(CLIENT, f"Reply-To: {wanted}"))
    assert real.ticket().messages[0].why == beware
    answer = real.do(Reply(101, "Which folder?")).change.messages[0]
    assert [person.address for person in answer.to] == [CLIENT]


def test_a_strangers_own_thread_goes_on(real: RealDesk) -> None:
    arrives(real, told(EVIL))
    second = "In-Reply-To: <new@elsewhere.example.org>"
    arrives(real, letter(f"From: {EVIL}", "Message-ID: <b@elsewhere.example.org>", second))
    assert [m.why for m in real.ticket().messages] == ["", ""]
