"""Escalations, for who only looks: a sign in the queue, who has it at the ticket, no key."""

import pytest
from msgspec.structs import replace

from tests.kit import at
from tests.ui.watching.stage import (
    SMALL,
    WIDE,
    Pulled,
    a_watch,
    monday,
    morning_of,
    press,
    ready,
    seen,
    until,
)
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus

ASKED = Asked(
    senior=1,
    name="Pavel Horák",
    at=at("Mon 2026-11-23 10:31"),
    accept_by=at("Mon 2026-11-23 10:46"),
)
WAITING = Escalation(
    number=1,
    ticket=104,
    at=ASKED.at,
    who="Jana Nováková",
    reason="the proxy",
    tried="",
    status=EscalationStatus.ASKED,
    asked=(ASKED,),
)
TAKEN = replace(
    WAITING,
    status=EscalationStatus.ACCEPTED,
    asked=(replace(ASKED, answer=Answer.ACCEPTED, answered=at("Mon 2026-11-23 10:40")),),
)
UNTAKEN = replace(
    WAITING, status=EscalationStatus.UNTAKEN, asked=(replace(ASKED, answer=Answer.NONE),)
)


@pytest.mark.parametrize("size", [WIDE, SMALL])
@pytest.mark.parametrize(
    ("escalation", "sign", "words"),
    [
        (WAITING, "⇑? Login", "⇑? Pavel Horák asked 10:31"),
        (TAKEN, "⇑ Login", "⇑ Pavel Horák has it since 10:40"),
        (UNTAKEN, "⇑! Login", "⇑! nobody took it"),
    ],
)
async def test_it_is_seen_and_nothing_can_be_done(
    size: tuple[int, int], escalation: Escalation, sign: str, words: str
) -> None:
    boards, feed = morning_of(monday()), Pulled()
    app = a_watch(boards, feed=feed)
    async with app.run_test(size=size) as pilot:
        await ready(pilot, app)
        assert "⇑" not in seen(pilot)
        boards.board_now = replace(boards.board_now, escalations=(escalation,))
        boards.views[104] = replace(boards.views[104], escalations=(escalation,))
        feed.pull()
        await until(pilot, lambda: sign in seen(pilot))
        shown = await press(pilot, "e", "enter")
        assert words in shown
        assert "escalate" not in shown
