"""A sheet taken back, a signature undone, and when it is too late for that."""

from datetime import timedelta

import pytest

from tests.desk.conftest import PETRA, RealDesk
from tests.desk.leaving import (
    JANA,
    TEMPLATES,
    deliveries,
    handed_over,
    made,
)
from vipdesk.domain.commands import LogCall, Reply
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.handover_commands import (
    DropSheet,
    MakeSheet,
    SignSheet,
    UnsignSheet,
    WriteForSheet,
)
from vipdesk.domain.message import Delivery
from vipdesk.domain.recutting import WayBack


def undone(real: RealDesk, back: tuple[WayBack, ...]) -> None:
    for command in back:
        real.do(command)


def test_signing_is_undone_as_long_as_nothing_was_said_by_it(leaving: RealDesk) -> None:
    leaving.do(WriteForSheet(101, "Ask Pavel."))
    made(leaving)
    back = leaving.do(SignSheet(1, PETRA, TEMPLATES)).change.back
    assert leaving.reader.handing().notes == (), "what the sheet says is written for no other"
    undone(leaving, back)
    assert leaving.board().holder == JANA
    assert leaving.board().unsigned is not None, "it waits again"
    assert deliveries(leaving) == [Delivery.TAKEN_BACK]
    assert leaving.reader.handing().notes_of(JANA) == {101: "Ask Pavel."}


def test_signing_stays_once_somebody_knows_of_it(leaving: RealDesk) -> None:
    handed_over(leaving)
    with leaving.writer.transaction() as transaction:
        transaction.connection.exec_driver_sql("UPDATE introduction SET delivery = 'sent'")
    with pytest.raises(Refusal, match="the client was told already"):
        leaving.do(UnsignSheet(1))


def test_signing_stays_once_the_cover_has_answered(leaving: RealDesk) -> None:
    handed_over(leaving).now += timedelta(minutes=1)
    leaving.do(Reply(101, "It works again."))
    with pytest.raises(Refusal, match="Petra Nová has answered since"):
        leaving.do(UnsignSheet(1))


def test_a_call_that_reached_nobody_is_no_answer(leaving: RealDesk) -> None:
    handed_over(leaving).now += timedelta(minutes=1)
    leaving.do(LogCall(101, reached=False))
    leaving.do(UnsignSheet(1))
    assert leaving.board().holder == JANA


def test_signing_stays_once_another_sheet_is_made(leaving: RealDesk) -> None:
    made(handed_over(leaving))
    with pytest.raises(Refusal, match="another sheet has been made since"):
        leaving.do(UnsignSheet(1))


def test_a_sheet_is_taken_back_and_its_notes_stay(leaving: RealDesk) -> None:
    leaving.do(WriteForSheet(0, "All is quiet."))
    undone(leaving, leaving.do(MakeSheet()).change.back)
    assert leaving.board().unsigned is None
    assert made(leaving).sheet.note == "All is quiet."
    with pytest.raises(Refusal, match="taken back"):
        leaving.do(DropSheet(1))


def test_a_note_is_on_a_ticket_that_is_there(leaving: RealDesk) -> None:
    with pytest.raises(BadInput, match="there is no such ticket"):
        leaving.do(WriteForSheet(999, "?"))
    leaving.do(WriteForSheet(101, "Ask Pavel."))
    leaving.do(WriteForSheet(101, ""))
    assert leaving.reader.handing().notes == ()
