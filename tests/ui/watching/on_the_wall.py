"""The wallboard of a morning with something of everything on it."""

from msgspec.structs import replace
from textual.pilot import Pilot

from tests.kit import MARTA, at
from tests.ui.watching.stage import (
    Morning,
    monday,
    morning_of,
    ready,
    until,
)
from vipdesk.domain.callback import Callback
from vipdesk.domain.colleagues import Colleague, Role
from vipdesk.domain.escalation import Asked, Escalation, EscalationStatus
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.screens.wallboard import WallboardScreen
from vipdesk.watch import WatchApp
from vipdesk.widgets.wall import WallView

PAVEL = Colleague(number=1, person=Person("Pavel Horák", ""), role=Role.SENIOR)


def morning() -> Morning:
    """The morning, with a senior who was asked, and somebody who called yesterday."""
    boards = morning_of(monday())
    asked = Asked(
        senior=1,
        name="Pavel Horák",
        at=at("Mon 2026-11-23 10:30"),
        accept_by=at("Mon 2026-11-23 10:45"),
    )
    escalation = Escalation(
        number=1,
        ticket=104,
        at=asked.at,
        who="Jana",
        reason="down",
        tried="",
        status=EscalationStatus.ASKED,
        asked=(asked,),
    )
    callback = Callback(
        number=7,
        channel=Channel.VOICEMAIL,
        external_id="call-7",
        caller=MARTA,
        phone="+390255501234",
        shown="+39 02 5550 1234",
        received=at("Sun 2026-11-22 18:40"),
    )
    boards.board_now = replace(
        boards.board_now, escalations=(escalation,), callbacks=(callback,), people=(PAVEL,)
    )
    return boards


def wall(app: WatchApp) -> WallView:
    """The rows."""
    return app.screen.query_one(WallView)


async def opened(pilot: Pilot[None], app: WatchApp) -> None:
    """The wallboard, counted."""
    await ready(pilot, app)
    await pilot.press("B")
    await until(pilot, lambda: isinstance(app.screen, WallboardScreen))
    await until(pilot, lambda: wall(app).row is not None)


async def go_to(pilot: Pilot[None], app: WatchApp, words: str) -> None:
    """Go down until the row with these words."""
    for _ in range(80):
        row = wall(app).row
        if row is not None and words in "".join(text for text, _look in row.line):
            return
        await pilot.press("down")
    raise AssertionError(f"no row says {words}:\n{wall(app).text}")
