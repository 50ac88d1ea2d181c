"""What is a senior's, how it stands for them, and in which order."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from tests.kit import Story, at
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus
from vipdesk.domain.policy import Policy
from vipdesk.domain.senior_desk import Stands, in_order, is_shown, stands_for, theirs, to_accept
from vipdesk.domain.target import Band
from vipdesk.policies import policy_for, shipped_policy_text

NOON = at("Mon 2026-11-23 12:00")
ME, OTHER = 1, 2


def asked(senior: int, answer: Answer, accept_by: datetime = NOON) -> Asked:
    """Somebody who was asked."""
    return Asked(senior=senior, name=f"S{senior}", at=NOON, accept_by=accept_by, answer=answer)


def one(number: int, ticket: int, status: EscalationStatus, *asked: Asked) -> Escalation:
    """An escalation of a ticket."""
    over = status in (EscalationStatus.HANDED_BACK, EscalationStatus.WITHDRAWN)
    return Escalation(
        number=number,
        ticket=ticket,
        at=NOON,
        who="Jana",
        reason="r",
        tried="",
        status=status,
        asked=asked,
        ended=NOON if over else None,
    )


S, OTHER_ASKED = EscalationStatus, asked(OTHER, Answer.WAITING)


@pytest.mark.parametrize(
    ("escalation", "stands"),
    [
        (one(1, 101, S.ASKED, asked(ME, Answer.WAITING)), Stands.ASKED),
        (
            one(1, 101, S.ASKED, asked(ME, Answer.NONE), asked(OTHER, Answer.WAITING)),
            Stands.LEFT_OPEN,
        ),
        (one(1, 101, S.UNTAKEN, asked(ME, Answer.NONE)), Stands.LEFT_OPEN),
        (one(1, 101, S.ASKED, asked(ME, Answer.DECLINED), OTHER_ASKED), None),
        (one(1, 101, S.ASKED, OTHER_ASKED), None),
        (one(1, 101, S.ACCEPTED, asked(ME, Answer.ACCEPTED)), Stands.HAS),
        (one(1, 101, S.ACCEPTED, asked(ME, Answer.NONE), asked(OTHER, Answer.ACCEPTED)), None),
        (one(1, 101, S.HANDED_BACK, asked(ME, Answer.ACCEPTED)), Stands.BACK),
        (one(1, 101, S.HANDED_BACK, asked(ME, Answer.NONE), asked(OTHER, Answer.ACCEPTED)), None),
        (one(1, 101, S.WITHDRAWN, asked(ME, Answer.CALLED_OFF)), None),
    ],
)
def test_how_it_stands_for_them(escalation: Escalation, stands: Stands | None) -> None:
    assert stands_for(escalation, ME) is stands


def test_of_a_ticket_that_came_again_what_presses_most_is_shown() -> None:
    back = one(1, 101, S.HANDED_BACK, asked(ME, Answer.ACCEPTED))
    again = one(2, 101, S.ASKED, asked(ME, Answer.WAITING))
    others = one(3, 102, S.ASKED, asked(OTHER, Answer.WAITING))
    assert theirs((back, again, others), ME) == (again,)
    latest = one(4, 101, S.HANDED_BACK, asked(ME, Answer.ACCEPTED))
    assert theirs((back, latest), ME) == (latest,)


def test_what_was_handed_back_long_ago_is_not_shown() -> None:
    back = one(1, 101, S.HANDED_BACK, asked(ME, Answer.ACCEPTED))
    assert is_shown(back, at("Mon 2026-11-30 12:00"))
    assert not is_shown(back, at("Mon 2026-11-30 12:01"))
    assert is_shown(replace(back, ended=None), at("Mon 2027-11-29 12:00"))


def test_the_time_to_accept_runs_as_the_policy_says() -> None:
    policy: Policy = policy_for(shipped_policy_text())
    waiting = one(1, 101, S.ASKED, asked(ME, Answer.WAITING))
    left = to_accept(waiting, policy)
    assert left is not None
    assert left.band(policy, at("Mon 2026-11-23 11:46")) is Band.CALM
    assert left.band(policy, at("Mon 2026-11-23 12:01")) is Band.BREACHED
    assert to_accept(one(1, 101, S.ACCEPTED, asked(ME, Answer.ACCEPTED)), policy) is None
    assert to_accept(one(1, 101, S.UNTAKEN, asked(ME, Answer.NONE)), policy) is None


def test_what_is_asked_comes_first_then_theirs_then_what_is_back() -> None:
    late, soon = at("Mon 2026-11-23 12:30"), at("Mon 2026-11-23 12:10")
    before = replace(one(1, 101, S.HANDED_BACK, asked(ME, Answer.ACCEPTED)), ended=NOON)
    after = replace(one(2, 102, S.HANDED_BACK, asked(ME, Answer.ACCEPTED)), ended=late)
    has = one(3, 103, S.ACCEPTED, asked(ME, Answer.ACCEPTED))
    has_sooner = one(4, 104, S.ACCEPTED, asked(ME, Answer.ACCEPTED))
    asked_late = one(5, 105, S.ASKED, asked(ME, Answer.WAITING, late))
    asked_soon = one(6, 106, S.ASKED, asked(ME, Answer.WAITING, soon))
    found = (before, after, has, has_sooner, asked_late, asked_soon)
    story = Story(policy_for(shipped_policy_text()))
    story.mail()
    row = story.line()
    lines = [row._replace(number=each.ticket, position=-each.ticket) for each in found]
    ordered = [each.number for each in in_order(lines, found, ME)]
    assert ordered == [106, 105, 104, 103, 102, 101]
