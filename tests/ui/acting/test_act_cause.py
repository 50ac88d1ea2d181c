"""The cause of a breach at the desk: a key, a line, shown beside the ticket, taken back by u."""

import pytest

from tests.ui.acting.stage import SIZES, Scene, sitting, text_of
from vipdesk.domain.cause import GiveCause
from vipdesk.domain.commands import Reply
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.domain.target import TargetKind
from vipdesk.screens.told_reminders import TellReminders


def causes(scene: Scene) -> list[str]:
    """What is stored."""
    return [one.text for one in scene.view(101).causes]


@pytest.fixture
def late(scene: Scene) -> Scene:
    """A desk with one ticket that is late."""
    scene.mail()
    scene.clock.on(hours=2, minutes=20)
    return scene


async def test_it_is_given_by_a_key_shown_and_taken_back(late: Scene) -> None:
    async with sitting(late) as desk:
        assert "∵? nobody has said why yet" in desk.shown
        await desk.keys("Y")
        await desk.until(lambda: "initial, due Mon 23 Nov 12:42, 20 min late" in desk.shown)
        await desk.keys(*"power cut", "enter")
        await desk.says("the cause is kept on #101 · u undoes it")
        await desk.until(lambda: "∵ power cut" in desk.shown)
        assert "∵ Login page" in desk.shown, "the row says that there is one"
        await desk.keys("u")
        await desk.says("#101: its cause is not given any more")
        assert causes(late) == []


@pytest.mark.parametrize("size", SIZES)
async def test_it_can_be_given_at_every_size(late: Scene, size: tuple[int, int]) -> None:
    async with sitting(late, size) as desk:
        await desk.keys("Y")
        await desk.until(lambda: "why was it missed?" in desk.shown)
        assert "esc leave" in text_of(desk.app)
        await desk.keys(*"power cut", "enter")
        await desk.says("the cause is kept on #101")
        assert causes(late) == ["power cut"]


async def test_what_was_given_is_there_to_be_corrected(late: Scene) -> None:
    late.do(GiveCause(101, TargetKind.INITIAL, "power"))
    async with sitting(late) as desk:
        await desk.keys("Y", *" cut", "enter")
        await desk.says("the cause is kept on #101")
        assert causes(late) == ["power cut"]


async def test_of_several_the_one_without_a_cause_comes_first(late: Scene) -> None:
    late.do(Reply(101, "We are on it."))
    late.do(GiveCause(101, TargetKind.INITIAL, "power cut"))
    late.clock.on(days=4)
    async with sitting(late) as desk:
        await desk.keys("Y")
        await desk.until(lambda: "follow-up, due" in desk.shown)
        await desk.keys("tab", "right")
        await desk.until(lambda: "initial, due" in desk.shown)
        assert "power cut" in desk.shown
        await desk.keys("right", "shift+tab", *"vendor", "enter")
        await desk.says("the cause is kept on #101")
        assert sorted(causes(late)) == ["power cut", "vendor"]


async def test_where_nothing_was_missed_the_key_says_so(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("Y")
        await desk.says("no target was missed")


async def test_a_breach_asks_at_the_moment_it_happens(late: Scene) -> None:
    asks = "say why it was missed"
    async with sitting(late) as desk:
        late.do(Sweep())
        desk.bell.ring()
        await desk.until(lambda: "reminders: !" in desk.shown)
        await desk.keys("exclamation_mark")
        await desk.until(lambda: isinstance(desk.app.screen, TellReminders))
        await desk.until(lambda: f"#101 Login page returns 502: {asks}" in desk.shown)
        await desk.keys("down", "enter")
        await desk.until(lambda: "why was it missed?" in desk.shown)
        await desk.keys(*"power cut", "enter")
        await desk.says("the cause is kept on #101")
        await desk.keys("exclamation_mark")
        await desk.until(lambda: "Reminders" in desk.shown)
        assert asks not in desk.shown
