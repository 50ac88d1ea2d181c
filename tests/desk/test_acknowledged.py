"""A note that a message arrived, in the store and on its ticket."""

from tests.desk.conftest import RealDesk
from tests.kit import MARTA, PAOLO, at
from vipdesk.domain.commands import SetContact
from vipdesk.domain.mail_commands import GiveUp, MarkLeft, Outgoing
from vipdesk.domain.message import Delivery
from vipdesk.store.arriving import message_noted

SATURDAY = "Sat 2026-11-21 12:00"


def test_it_waits_to_be_sent_and_stands_on_the_ticket(real: RealDesk) -> None:
    real.at(SATURDAY).mail(live=True)
    (note,) = real.acknowledgements_due()
    assert real.ticket().acknowledgements == (note,)
    assert (note.ticket, note.message, note.to) == (101, 1, MARTA)
    assert (note.at, note.opens) == (at(SATURDAY), at("Mon 2026-11-23 09:00"))
    assert note.due == at("Mon 2026-11-23 11:00")
    assert note.delivery is Delivery.QUEUED
    with real.writer.transaction() as transaction:
        message = message_noted(transaction.fetch, note)
    assert (message.message_id, message.at) == ("mail-1@acme.example.com", note.at)


def test_once_left_or_given_up_it_waits_no_longer(real: RealDesk) -> None:
    real.at(SATURDAY).mail(live=True)
    real.mail(PAOLO, live=True)
    real.do(MarkLeft(Outgoing.ACKNOWLEDGEMENT, 1))
    real.do(GiveUp(Outgoing.ACKNOWLEDGEMENT, 2, "too late"))
    assert real.acknowledgements_due() == ()
    notes = (*real.ticket(101).acknowledgements, *real.ticket(102).acknowledgements)
    assert [note.delivery for note in notes] == [Delivery.SENT, Delivery.FAILED]


def test_what_was_noted_counts_in_the_next_transaction(real: RealDesk) -> None:
    real.at(SATURDAY).mail(live=True)
    real.at("Sat 2026-11-21 12:30").mail(live=True, subject="another matter")
    real.mail(PAOLO, references=("mail-1@acme.example.com",), live=True)
    assert len(real.acknowledgements_due()) == 1


def test_in_the_language_that_was_set(real: RealDesk) -> None:
    real.do(SetContact(MARTA.address, language="IT"))
    assert real.board().client.languages == {MARTA.address: "it"}
    real.do(SetContact(MARTA.address, language="de"))
    real.at(SATURDAY).mail(live=True)
    assert [note.language for note in real.acknowledgements_due()] == ["de"]


def test_it_moves_no_clock(real: RealDesk) -> None:
    real.at(SATURDAY).mail(live=True)
    real.mail(PAOLO)
    noted, quiet = real.ticket(101), real.ticket(102)
    assert noted.ticket.facts == quiet.ticket.facts
    assert (noted.line.due, noted.line.status) == (quiet.line.due, quiet.line.status)
