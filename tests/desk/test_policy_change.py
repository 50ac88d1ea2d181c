"""Another policy on a real store: from one commit on, for every process, and nothing else."""

import pytest

from tests.desk.conftest import RealDesk
from tests.kit import at
from vipdesk.desk import Desk
from vipdesk.domain.commands import OpenTicket, Reply, SetSeverity, SetStatus
from vipdesk.domain.errors import Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_change import PutPolicy
from vipdesk.policies import policy_for
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer


def sooner(policy: Policy) -> Policy:
    return policy_for(policy.text.replace('initial = "1 hour"', 'initial = "30 minutes"'))


@pytest.fixture
def open_one(real: RealDesk) -> int:
    """A ticket of severity 1, received at half past nine."""
    real.at("Mon 2026-11-23 09:30")
    opened = real.do(OpenTicket("Login page returns 502", 1)).change.ticket
    assert opened is not None
    real.at("Mon 2026-11-23 09:40")
    return opened.number


def due(real: RealDesk, number: int) -> object:
    line = real.reader.board().line(number)
    assert line is not None
    assert line.countdown is not None
    return line.countdown.due


def test_open_tickets_are_due_by_it_and_their_rows_are_written_anew(
    real: RealDesk, policy: Policy, open_one: int
) -> None:
    assert due(real, open_one) == at("Mon 2026-11-23 10:30")
    change = real.do(PutPolicy(sooner(policy))).change
    assert due(real, open_one) == at("Mon 2026-11-23 10:00")
    assert real.reader.policy().version == sooner(policy).version
    (row,) = real.reader.queue(10)
    assert row.policy_version == sooner(policy).version
    assert "1 tickets move" in change.events[0].detail


def test_what_was_judged_stays_as_it_was_judged(
    real: RealDesk, policy: Policy, open_one: int
) -> None:
    real.at("Mon 2026-11-23 10:10").do(Reply(open_one, "We are on it."))
    before = real.ticket(open_one).ticket.verdicts
    real.do(PutPolicy(sooner(policy)))
    assert real.ticket(open_one).ticket.verdicts == before
    assert [verdict.outcome.value for verdict in before.values()] == ["met"]


def test_the_policy_before_can_be_put_in_force_again(
    real: RealDesk, policy: Policy, open_one: int
) -> None:
    real.do(PutPolicy(sooner(policy)))
    real.do(PutPolicy(policy))
    assert due(real, open_one) == at("Mon 2026-11-23 10:30")


def test_the_one_in_force_is_not_put_in_force_again(real: RealDesk, policy: Policy) -> None:
    with pytest.raises(Refusal, match="in force already"):
        real.do(PutPolicy(policy))


def test_a_severity_that_an_open_ticket_has_is_not_taken_away(
    real: RealDesk, policy: Policy, open_one: int
) -> None:
    real.do(SetSeverity(open_one, 5, "a wish"))
    start, end = policy.text.index("[severity.5]"), policy.text.index("[channel.email]")
    without = policy_for(policy.text[:start] + policy.text[end:])
    with pytest.raises(Refusal, match="severity 5"):
        real.do(PutPolicy(without))
    assert real.reader.policy().version == policy.version
    real.do(SetStatus(open_one, Status.RESOLVED))
    real.do(PutPolicy(without))
    assert real.reader.policy().version == without.version


def test_a_desk_under_a_named_policy_refuses_it(
    real: RealDesk, policy: Policy, open_one: int
) -> None:
    named = policy_for(policy.text + "\n# named\n")
    desk = Desk(Writer(open_writer(real.where), lambda _: named), real.clock)
    try:
        with pytest.raises(Refusal, match="named by --policy"):
            desk.execute(PutPolicy(sooner(policy)))
    finally:
        desk.close()
    assert real.reader.policy().version == policy.version
