"""Words at the door: which ticket they come to, once each, and how many."""

from datetime import timedelta

import pytest

from tests.desk.door.kit import Door
from tests.kit import MARTA, PAOLO
from vipdesk.domain.audit import AT_DOOR, Wanted
from vipdesk.domain.commands import (
    OpenTicket,
    Reply,
)
from vipdesk.domain.errors import BadInput
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import FLOOD
from vipdesk.domain.message import Attachment, Delivery, Kind
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder import Occasion


def test_the_first_word_opens_a_ticket(door: Door) -> None:
    done = door.says("The login page\nis white since nine.")
    (line,) = door.real.board().lines
    assert (line.subject, line.channel, line.severity, line.triaged) == (
        "The login page",
        "chat",
        3,
        False,
    )
    view = door.real.ticket()
    assert view.ticket.requester == MARTA
    (message,) = view.messages
    assert message == done.change.messages[0]
    assert (message.channel, message.kind, message.text) == (
        Channel.CHAT,
        Kind.RECEIVED,
        "The login page\nis white since nine.",
    )
    assert message.at == door.real.now


def test_its_clock_starts_at_once_though_the_desk_is_closed(door: Door) -> None:
    door.real.at("Mon 2026-11-23 22:00")
    door.says("Is anybody there?")
    (line,) = door.real.board().lines
    assert line.clock_start == line.received
    assert door.real.acknowledgements_due() == ()


def test_more_words_are_the_same_conversation(door: Door) -> None:
    door.says("One")
    door.says("Two")
    assert door.real.numbers() == [101]
    assert door.texts() == ["One", "Two"]


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("\n\n  Hello there  \nmore", "Hello there"),
        ("x" * 200, f"{'x' * 79}…"),
        (f"{'word ' * 40}", f"{'word ' * 15}word…"),
        ("\x1b[31mred", "\u241b[31mred"),
    ],
)
def test_the_subject_is_the_first_line_cut_at_a_word(door: Door, said: str, subject: str) -> None:
    door.says(said)
    assert door.real.ticket().ticket.subject == subject


def test_a_file_alone_is_a_word(door: Door) -> None:
    file = Attachment("screen.png", "image/png", 10, "d" * 64)
    door.says("", files=(file,))
    assert door.real.ticket().ticket.subject == "screen.png"
    assert door.reader.attachment(MARTA.address, 101, 1, 0) == file
    assert door.reader.attachment(MARTA.address, 101, 1, 1) is None
    assert door.reader.attachment(PAOLO.address, 101, 1, 0) is None


@pytest.mark.parametrize(
    ("said", "why"), [("", "is empty"), (" \n ", "is empty"), ("x" * 20_001, "20,000 are the most")]
)
def test_words_that_are_none_are_refused(door: Door, said: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        door.says(said)
    assert door.real.numbers() == []


@pytest.mark.parametrize("identity", ["\x1b", "i" * 101])
def test_an_identity_that_can_not_be_kept_is_refused(door: Door, identity: str) -> None:
    with pytest.raises(BadInput, match="no identity"):
        door.says("Hello", identity=identity)


def test_the_same_word_is_taken_once(door: Door) -> None:
    first = door.says("Hello", identity="same")
    again = door.says("Hello", identity="same")
    assert (first.duplicate, again.duplicate) == (False, True)
    assert door.texts() == ["Hello"]
    sent = door.reader.word(MARTA.address, "same")
    assert sent is not None
    assert (sent.number, sent.ticket, sent.identity) == (1, 101, "same")
    assert door.reader.word(PAOLO.address, "same") is None


def test_another_contact_has_their_own_though_they_say_the_same(door: Door) -> None:
    door.says("Hello", identity="same")
    door.says("Hello", PAOLO, identity="same")
    assert sorted(door.real.numbers()) == [101, 102]
    assert door.reader.tickets(MARTA.address) == (101,)
    assert door.reader.tickets(PAOLO.address) == (102,)
    assert door.page(101, PAOLO) is None
    assert door.page(102, PAOLO) is not None


def test_a_word_reopens_what_was_resolved_a_while_ago(door: Door) -> None:
    door.says("Hello")
    door.real.do(Reply(101, "Solved", then=Status.RESOLVED))
    door.real.at("Wed 2026-12-02 10:00")
    door.says("Not quite")
    assert door.real.numbers() == [101]


def test_what_was_resolved_long_ago_is_not_opened_again(door: Door) -> None:
    door.says("Hello")
    door.real.do(Reply(101, "Solved", then=Status.RESOLVED))
    door.real.at("Wed 2027-01-13 10:00")
    assert door.reader.chat_ticket(MARTA.address, door.real.now) is None
    door.says("Something else")
    assert door.real.numbers() == [102]
    assert door.real.ticket(102).ticket.linked_to is None


def test_the_page_knows_where_a_word_would_go(door: Door) -> None:
    assert door.reader.chat_ticket(MARTA.address, door.real.now) is None
    door.says("Hello")
    assert door.reader.chat_ticket(MARTA.address, door.real.now) == 101
    assert door.reader.chat_ticket(PAOLO.address, door.real.now) is None


def test_a_word_on_a_ticket_that_came_by_mail(door: Door) -> None:
    door.real.mail(subject="No mail since nine")
    door.says("By the way", ticket=101)
    assert door.real.numbers() == [101]
    assert door.texts() == ["Please help.", "By the way"]
    door.says("Something else")
    assert sorted(door.real.numbers()) == [101, 102]


def test_a_chat_elsewhere_that_was_written_down_is_answered_by_mail(door: Door) -> None:
    door.real.do(OpenTicket("Chat", 3, Channel.CHAT, MARTA.address))
    (answer,) = door.real.do(Reply(101, "Good morning")).change.messages
    assert (answer.channel, answer.delivery) == (Channel.EMAIL, Delivery.QUEUED)


def test_words_in_the_audit_are_the_contacts(door: Door) -> None:
    door.says("Hello")
    entry = door.real.reader.audit(Wanted())[-1]
    assert (entry.what, entry.who, entry.worked_by, entry.role, entry.terminal) == (
        "opened",
        "Marta Rossi",
        "",
        AT_DOOR,
        "page, 203.0.113.5",
    )


def test_too_many_words_are_kept_and_not_taken(door: Door) -> None:
    most = door.real.reader.policy().chat.most_an_hour
    for count in range(most + 3):
        done = door.says(f"word {count}")
        door.real.now += timedelta(seconds=1)
    (message,) = done.change.messages
    assert (message.ticket, message.why) == (None, FLOOD)
    assert len(door.real.ticket(101).messages) == most
    (flood,) = door.real.reader.kept_apart().floods
    assert (flood.sender, len(flood.numbers)) == (MARTA, 3)
    (told,) = door.real.board().reminders
    assert told.key.occasion is Occasion.ONLY_KEPT
    only_kept = "chat of Marta Rossi is only kept and not taken: more than"
    assert told.text == f"{only_kept} {most} in an hour"
    door.says("I am calm", PAOLO)
    assert len(door.real.numbers()) == 2
    door.real.now += timedelta(hours=1)
    door.says("I am calm again")
    assert len(door.real.ticket(101).messages) == most + 1
