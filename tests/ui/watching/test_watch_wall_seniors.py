"""How long seniors took, on the wallboard."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.kit import at
from tests.ui.watching.on_the_wall import go_to, morning, opened, wall
from tests.ui.watching.stage import (
    SMALL,
    SMALLEST,
    WIDE,
    a_watch,
    seen,
)
from vipdesk.domain.escalation import Answer, Asked, Escalation, EscalationStatus


def taken(number: int, accept: int, back: int | None) -> Escalation:
    """One that was accepted after so many minutes, and handed back after so many more."""
    asked = at("Mon 2026-11-23 09:00")
    accepted = asked + timedelta(minutes=accept)
    one = Asked(
        senior=1,
        name="Pavel Horák",
        at=asked,
        accept_by=asked + timedelta(minutes=15),
        answer=Answer.ACCEPTED,
        answered=accepted,
    )
    status = EscalationStatus.ACCEPTED if back is None else EscalationStatus.HANDED_BACK
    return Escalation(
        number=number,
        ticket=104,
        at=asked,
        who="Jana",
        reason="down",
        tried="",
        status=status,
        asked=(one,),
        ended=None if back is None else accepted + timedelta(minutes=back),
    )


@pytest.mark.parametrize("size", [WIDE, SMALL, SMALLEST])
async def test_it_tells_how_long_seniors_took(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    boards = morning()
    counted = boards.figures
    made = (taken(1, 4, 30), taken(2, 14, 125), taken(3, 6, None))
    monkeypatch.setattr(
        boards, "figures", lambda *asked: replace(counted(*asked), escalations=made)
    )
    app = a_watch(boards)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app)
        told = " ".join(wall(app).text.split())
        for words in ("3 in Nov 2026", "to accept 0h 06m, worst 0h 14m", "back 0h 30m, worst 2h"):
            assert words in told, told
        await go_to(pilot, app, "asked Pavel")
        assert "Escalations that no senior has" in seen(pilot)
        if size == WIDE:
            assert "Escalations of the month." in seen(pilot)
