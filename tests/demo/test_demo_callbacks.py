"""The demonstration's callbacks: one tried, one new and urgent, one that ended in a ticket."""

from tests.demo.conftest import Played
from tests.kit import at
from vipdesk.domain.callback import CallbackStatus, Outcome
from vipdesk.domain.message import Kind


def test_two_wait_and_the_first_is_to_be_called_again_at_once(played: Played) -> None:
    urgent, tried = played.board.callbacks
    assert (urgent.called, urgent.urgent, urgent.heard) == ("unknown caller", True, None)
    assert tried.called == "Paolo Bianchi"
    assert [attempt.outcome for attempt in tried.attempts] == [Outcome.NO_ANSWER]
    assert tried.next_try == at("Mon 2026-11-23 10:45")
    assert tried.transcript.startswith("Hi Jana, Paolo here.")
    assert tried.recordings[0].media_type == "audio/x-wav"


def test_one_was_reached_and_ended_in_a_ticket(played: Played) -> None:
    (done,) = (one for one in played.reader.callbacks() if one.status is CallbackStatus.REACHED)
    view = played.reader.ticket(done.ticket or 0)
    assert view is not None
    assert view.ticket.requester.name == "Giulia Conti"
    assert [message.kind for message in view.messages] == [Kind.RECEIVED, Kind.CALL]
    assert view.line.status == "resolved"
