"""What is done at the door is sealed as all else: the doctor has nothing to say of it."""

from datetime import timedelta

from tests.desk.door.kit import Door, word
from tests.desk.test_audit import faults
from tests.kit import MARTA, at
from vipdesk.domain.calendar_commands import Book, CancelBooking, MoveBooking
from vipdesk.domain.commands import Reply
from vipdesk.domain.door_commands import (
    EndVisit,
    EndVisits,
    MarkRead,
    MarkSeen,
    ProposeSeverity,
    RenewFeed,
    SendByMail,
)
from vipdesk.domain.mail_commands import Carry, Leave, MarkLeft, Outgoing
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Person
from vipdesk.domain.visit import digest_of

LOG = Attachment("log.txt", "text/plain", 1, "0" * 64)
GUEST = Person("Chiara", "chiara@example.net")


def test_a_talk_is_sealed_from_the_link_to_the_end(door: Door) -> None:
    door.link()
    door.enter()
    door.says("Hello", files=(LOG,))
    door.real.do(MarkRead(101, 1))
    (answer,) = door.real.do(Reply(101, "Good morning")).change.messages
    door.as_(MARTA, MarkSeen(101, MARTA.address, answer.number, answer.number))
    proposed = ProposeSeverity(101, 1, "All wait", MARTA, "a proposal")
    door.as_(MARTA, proposed)
    assert faults(door.real) == []
    (back,) = door.real.do(Reply(101, "Which browser?")).change.back
    door.real.do(back)
    door.as_(MARTA, RenewFeed(MARTA.address))
    door.as_(MARTA, EndVisit(digest_of("a browser")))
    door.real.do(EndVisits(MARTA.address))
    assert faults(door.real) == []


def test_a_flood_is_sealed(door: Door) -> None:
    most = door.reader.policy().chat.most_an_hour
    for number in range(most + 2):
        door.as_(MARTA, word("Again", f"again-{number}"))
    assert faults(door.real) == []


def test_an_answer_that_goes_by_mail_is_sealed_on_its_way(door: Door) -> None:
    door.real.do(Carry("jana@imap.example.org"))
    door.says("Hello")
    (answer,) = door.real.do(Reply(101, "Good morning")).change.messages
    door.real.now += timedelta(hours=1)
    for act in (
        SendByMail(answer.number),
        Leave(Outgoing.ANSWER, answer.number),
        MarkLeft(Outgoing.ANSWER, answer.number),
    ):
        door.real.do(act)
        assert faults(door.real) == []


def test_a_call_with_guests_is_sealed(door: Door) -> None:
    start = at("Tue 2026-11-24 10:00")
    acts = (
        Book("training", start, MARTA.address, by_client=True, others=(GUEST,)),
        MoveBooking(1, start + timedelta(days=1), by_client=True),
        CancelBooking(1),
    )
    for act in acts:
        door.as_(MARTA, act)
        assert faults(door.real) == []
