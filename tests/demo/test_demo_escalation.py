"""The demonstration's seniors: two are in, and one is asked to take a ticket."""

from tests.demo.conftest import Played
from tests.kit import at
from vipdesk.domain.colleagues import Role, in_office
from vipdesk.domain.escalation import EscalationStatus


def test_two_seniors_are_in(played: Played) -> None:
    now, hours = at("Mon 2026-11-23 10:42"), played.board.policy.hours
    seniors = [one for one in played.board.people if one.role is Role.SENIOR]
    assert [one.name for one in seniors] == ["Pavel Horák", "Eva Marková"]
    assert all(one.skills for one in seniors)
    assert all(in_office(one, hours, now) for one in played.board.people)


def test_one_escalation_waits_to_be_accepted(played: Played) -> None:
    (waiting,) = played.board.escalations
    assert (waiting.status, waiting.with_whom) == (EscalationStatus.ASKED, "Eva Marková")
    assert waiting.current is not None
    assert waiting.current.accept_by == at("Mon 2026-11-23 10:55")
    line = played.board.line(waiting.ticket)
    assert line is not None
    assert line.subject == "Inbox crawls since the weekend"
    (mail,) = played.reader.notices(waiting.number)
    assert mail.to.address == "eva.markova@vipdesk.example.org"
