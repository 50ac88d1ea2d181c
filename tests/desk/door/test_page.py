"""What a visitor's page shows of a chat: what is new, taken back, delivered and read."""

import pytest

from tests.desk.door.kit import Door
from tests.kit import MARTA, PAOLO, at
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.commands import (
    Command,
    MarkSent,
    Reply,
    SetSeverity,
)
from vipdesk.domain.door_commands import MarkRead, MarkSeen
from vipdesk.domain.errors import Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.mail_commands import Carry
from vipdesk.domain.message import Delivery
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import TakeBack
from vipdesk.domain.visit import Marks


def test_an_answer_in_a_chat_is_there_at_once(door: Door) -> None:
    door.says("Hello")
    done = door.real.do(Reply(101, "Good morning"))
    (answer,) = done.change.messages
    assert (answer.channel, answer.delivery, answer.to) == (Channel.CHAT, Delivery.SENT, (MARTA,))
    page = door.page()
    assert page is not None
    assert [(one.text, one.ours, one.mine, one.author) for one in page.words] == [
        ("Hello", False, True, "Marta Rossi"),
        ("Good morning", True, False, "Jana Nováková"),
    ]
    assert door.real.board().queued == 0
    assert door.real.board().lines[0].client_waits_since is None


def test_an_answer_to_a_mail_goes_by_mail_and_shows_once_it_left(door: Door) -> None:
    door.real.do(Carry("jana@imap.example.org"))
    door.real.mail()
    (answer,) = door.real.do(Reply(101, "Good morning")).change.messages
    assert (answer.channel, answer.delivery) == (Channel.EMAIL, Delivery.QUEUED)
    assert door.texts() == ["Please help."]
    before = door.page()
    assert before is not None
    door.real.do(MarkSent(answer.number))
    new = door.page(after=before.upto)
    assert new is not None
    assert [one.text for one in new.words] == ["Good morning"]


def test_what_is_new_since_the_last_look(door: Door) -> None:
    door.says("One")
    first = door.page()
    assert first is not None
    door.says("Two")
    door.says("Mine", PAOLO)
    second = door.page(after=first.upto)
    assert second is not None
    assert [one.text for one in second.words] == ["Two"]
    third = door.page(after=second.upto)
    assert third is not None
    assert (third.words, third.gone) == ((), ())
    ahead = door.page(after=third.upto + 1000)
    assert ahead is not None
    assert [one.text for one in ahead.words] == ["One", "Two"], "the store was put back"


def test_what_was_taken_back_is_gone(door: Door) -> None:
    door.says("One")
    done = door.real.do(Reply(101, "Oops"))
    seen = door.page()
    assert seen is not None
    (back,) = done.change.back
    door.real.do(back)
    after = door.page(after=seen.upto)
    assert after is not None
    assert (after.words, after.gone) == ((), (2,))
    assert door.texts() == ["One"]


def test_where_no_mail_leaves_an_answer_to_a_mail_shows_at_once(door: Door) -> None:
    door.real.mail()
    before = door.page()
    assert before is not None
    (back,) = door.real.do(Reply(101, "Good morning")).change.back
    assert door.texts() == ["Please help.", "Good morning"]
    (standing,) = door.reader.where_things_stand(MARTA.address)
    assert standing.unread == 1
    door.real.do(back)
    after = door.page(after=before.upto)
    assert after is not None
    assert (after.words, after.gone) == ((), (2,))


def test_a_chat_answer_is_taken_back_until_it_reached_a_page(door: Door) -> None:
    door.says("One")
    (back,) = door.real.do(Reply(101, "Oops")).change.back
    assert isinstance(back, TakeBack)
    door.as_(MARTA, MarkSeen(101, MARTA.address, delivered=2))
    with pytest.raises(Refusal, match="has the answer on their page"):
        door.real.do(back)


def test_marks_only_go_forward_and_not_beyond_what_there_is(door: Door) -> None:
    door.says("One")
    door.real.do(Reply(101, "Two"))
    for delivered, read in ((2, 0), (1, 0), (0, 99), (0, 1)):
        door.as_(MARTA, MarkSeen(101, MARTA.address, delivered, read))
    assert door.reader.seen(MARTA.address, 101) == Marks(101, MARTA.address, 2, 2)
    assert door.reader.seen(PAOLO.address, 101) is None


def test_the_page_learns_how_far_we_have_read(door: Door) -> None:
    door.says("One")
    door.says("Two")
    door.real.do(MarkRead(101, 1))
    page = door.page()
    assert page is not None
    assert page.we_read == 1
    door.real.do(Reply(101, "Yes"))
    page = door.page()
    assert page is not None
    assert page.we_read == 2


def test_marks_are_no_acts_for_the_audit(door: Door) -> None:
    door.says("One")
    door.real.do(Reply(101, "Two"))
    before = door.real.reader.audit_head()
    door.as_(MARTA, MarkSeen(101, MARTA.address, 2, 2))
    door.real.do(MarkRead(101, 1))
    assert door.real.reader.audit_head() == before


def test_where_things_stand(door: Door) -> None:
    door.says("Hello")
    door.says("Other", PAOLO)
    (standing,) = door.reader.where_things_stand(MARTA.address)
    assert (standing.number, standing.severity, standing.severity_name) == (101, 3, "Standard")
    assert (standing.owes.value, standing.due, standing.unread) == (
        "the agent",
        at("Mon 2026-11-23 11:30"),
        0,
    )
    door.real.do(Reply(101, "Which browser?", then=Status.WAITING))
    (standing,) = door.reader.where_things_stand(MARTA.address)
    assert (standing.owes.value, standing.due, standing.unread) == ("the client", None, 1)
    door.as_(MARTA, MarkSeen(101, MARTA.address, 3, 3))
    (standing,) = door.reader.where_things_stand(MARTA.address)
    assert standing.unread == 0


def test_the_desk_knows_what_it_has_not_read(door: Door) -> None:
    door.says("One")
    door.says("Two")
    door.real.mail(subject="By mail")
    assert door.real.board().unread_chat == {101: 2}
    door.real.do(MarkRead(101, 1))
    assert door.real.board().unread_chat == {101: 1}
    door.real.do(Reply(101, "Yes"))
    assert door.real.board().unread_chat == {}
    door.as_(MARTA, MarkSeen(101, MARTA.address, 4, 4))
    assert Marks(101, MARTA.address, 4, 4) in door.real.ticket().marks


def test_what_is_resolved_is_shown_for_the_latest_only(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vipdesk.store.door_queries.MOST_RESOLVED", 2)
    for number in range(101, 106):
        door.real.mail()
        door.real.do(Reply(number, "Done.", then=Status.RESOLVED))
    door.real.mail(PAOLO)
    door.real.mail()
    standings = door.reader.where_things_stand(MARTA.address)
    assert [one.number for one in standings] == [107, 105, 104]
    one = door.reader.where_it_stands(MARTA.address, 101)
    assert one is not None
    assert one.status == "resolved"
    assert door.reader.where_it_stands(MARTA.address, 106) is None


def test_a_page_of_where_things_stand_is_told_of_what_changes_it_alone(door: Door) -> None:
    def changed(*commands: Command) -> bool:
        before = door.reader.standings_state(MARTA.address)
        for command in commands:
            door.real.do(command)
        return door.reader.standings_state(MARTA.address) != before

    door.says("Hello")
    door.says("Other", PAOLO)
    assert changed(Reply(101, "Which browser?"))
    assert not changed(Reply(102, "Which browser?"))
    assert changed(MarkSeen(101, MARTA.address, 3, 3))
    assert changed(SetSeverity(101, 2, "All of them wait."))
    assert changed(Book("training", at("Tue 2026-11-24 10:00"), MARTA.address))
    assert not changed(Book("training", at("Tue 2026-11-24 14:00"), PAOLO.address))
    door.real.do(Carry("jana@imap.example.org"))
    door.real.mail()
    (answer,) = door.real.do(Reply(103, "Good morning")).change.messages
    assert changed(MarkSent(answer.number)), "until it left, it was no new word"
