"""A visitor sees and does what is theirs, and nothing of anybody else's."""

import pytest

from tests.desk.door.kit import NOBODY, Door, word
from tests.kit import MARTA, PAOLO, STRANGER
from vipdesk.domain.commands import (
    Command,
    LogCall,
    Note,
    Reply,
    SaveDraft,
    SetSeverity,
    SetStatus,
)
from vipdesk.domain.door_commands import MakeLink, MarkRead, MarkSeen
from vipdesk.domain.errors import Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Kind
from vipdesk.domain.people import Person
from vipdesk.domain.recutting import Merge, Split
from vipdesk.domain.visit import digest_of


@pytest.mark.parametrize("ticket", [101, 999])
def test_no_word_comes_on_anothers_ticket(door: Door, ticket: int) -> None:
    door.real.mail()
    with pytest.raises(Refusal, match="no such ticket of yours"):
        door.says("Hello", PAOLO, ticket=ticket)
    assert len(door.real.ticket().messages) == 1


def test_nothing_of_ours_but_the_public_words_is_shown(door: Door) -> None:
    door.says("Hello")
    door.real.do(Note(101, "a difficult one"))
    door.real.do(SaveDraft(101, "half an ans"))
    door.real.do(LogCall(101, reached=True, text="she was cross"))
    door.real.do(LogCall(101, reached=False, text="nobody there"))
    page = door.page()
    assert page is not None
    assert [(one.kind, one.text) for one in page.words] == [
        (Kind.RECEIVED, "Hello"),
        (Kind.CALL, ""),
    ]


def test_nobody_marks_for_another(door: Door) -> None:
    door.says("One")
    with pytest.raises(Refusal, match="can't be done here"):
        door.as_(PAOLO, MarkSeen(101, MARTA.address, 1, 1))
    with pytest.raises(Refusal, match="no such ticket of yours"):
        door.as_(PAOLO, MarkSeen(101, PAOLO.address, 1, 1))


@pytest.mark.parametrize(
    "command",
    [
        Reply(101, "Hello"),
        Note(101, "mine"),
        SetSeverity(101, 1, "down"),
        SetStatus(101, Status.RESOLVED),
        Merge(101, 102),
        MakeLink(PAOLO.address, digest_of("x")),
        MarkRead(101, 1),
        word("In another's name", "word-9", MARTA),
    ],
)
@pytest.mark.parametrize("visitor", [PAOLO, NOBODY])
def test_a_visitor_does_nothing_else(door: Door, visitor: Person, command: Command) -> None:
    door.says("Hello")
    before = door.real.reader.audit_head()
    with pytest.raises(Refusal, match="can't be done here"):
        door.as_(visitor, command)
    assert door.real.reader.audit_head() == before


def test_a_merge_shows_nobody_what_another_said(door: Door) -> None:
    door.says("My secret", PAOLO)
    door.real.do(Reply(101, "For Paolo only"))
    door.says("The same?")
    door.real.do(Merge(102, 101))
    assert door.reader.tickets(MARTA.address) == (101,)
    assert door.texts() == ["The same?"]
    door.says("Still here")
    assert door.real.numbers() == [101]
    door.real.do(Reply(101, "For Marta only"))
    assert door.texts() == ["The same?", "Still here", "For Marta only"]
    assert door.texts(visitor=PAOLO) == ["My secret", "For Paolo only"]


def test_a_merge_of_mails_shows_who_came_to_it_their_own_words(door: Door) -> None:
    door.real.mail(PAOLO, subject="My salary", text="A private matter")
    door.real.mail(subject="The printer", text="It jams")
    door.real.do(Merge(102, 101))
    assert door.texts() == ["It jams"]
    door.says("And again", ticket=101)
    assert door.texts() == ["It jams", "And again"]
    assert door.texts(visitor=PAOLO) == ["A private matter"]


def test_who_takes_part_in_a_mail_conversation_sees_it(door: Door) -> None:
    sent = door.real.mail(PAOLO, subject="The printer", text="It jams", message_id="one@acme")
    assert sent.change.ticket is not None
    assert door.page(101, MARTA) is None
    door.real.mail(text="Mine too", references=("one@acme",))
    assert door.texts() == ["It jams", "Mine too"]


def test_a_word_that_is_split_off_is_gone_from_its_page(door: Door) -> None:
    door.says("One")
    door.says("Another matter")
    before = door.page()
    assert before is not None
    door.real.do(Split(2))
    after = door.page(after=before.upto)
    assert after is not None
    assert after.gone == (2,)
    assert door.texts(102) == ["Another matter"]


def test_a_strangers_ticket_is_nobodys(door: Door) -> None:
    door.real.mail(STRANGER)
    assert door.reader.tickets(STRANGER.address) == ()
