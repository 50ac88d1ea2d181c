"""On the smallest screen nothing that is said is cut without saying so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tests.ui.acting.planning import booked
from tests.ui.acting.stage import PAOLO, SAM, Scene, sitting
from tests.ui.acting.test_act_callbacks import rang
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Reply
from vipdesk.domain.escalation_commands import Escalate, SetColleague
from vipdesk.widgets.typed import shortened

WAYS = {
    "a": "^n ready answer",
    "a ctrl+n": "words, or a language",
    "n": "Note on #102",
    "s": "confirms it: due",
    "s 1": "→ due",
    "ctrl+a s": "Severity of 3 tickets",
    "e": "Escalation of #102",
    "j e": "Escalate #101",
    "p": '15:00, "tomorrow 10:00"',
    "ctrl+a p": "#102 #101 #103: I",
    "c": "Call on #102",
    "b": "pick one below",
    "N": "now; or 09:15",
    "F": "goes on from #102",
    "M": "number or words",
    "y": "Copy of #102",
    "x": "initial response",
    "number_sign": "Go to ticket",
    "comma": "the machine's",
    "comma ctrl+k": "press another",
    "comma ctrl+o": "Policy in force",
    "question_mark": "type what you look for: answer",
    "slash": "words, sev:1 from:rossi …",
    "enter slash": "words in this ticket",
    "slash p enter equals_sign": "under a digit",
    "G i": "Who is this?",
    "D": "nobody is known who",
    "v": "please call me back",
    "v M": "Missed call",
    "v y": "Call Marta R. again",
    "v t": "Put on a ticket",
    "v i": "Who called from",
    "v r": "Reached · Marta R.",
    "C": "training with Marta Rossi",
    "C B": "Busy time, or time off",
    "C m": "Move the training",
    "C x": "Cancel the training",
}
"""The keys to each screen and dialog, and what is seen there."""


def cut(app: App[None]) -> Iterator[str]:
    """What has more to say than it has room for, and does not show that it does."""
    for widget in app.screen.walk_children(Widget):
        if widget.display and widget.size:
            match widget:
                case Input() if not widget.value:
                    if cell_len(widget.placeholder) > widget.scrollable_content_region.width:
                        yield f"hint: {widget.placeholder}"
                case TextArea() | Input():
                    pass
                case Static():
                    if _is_cut(widget, app):
                        yield f"text: {widget.render()}"


def _is_cut(widget: Widget, app: App[None]) -> bool:
    width = min(widget.size.width, app.size.width - widget.region.x)
    needed = widget.get_content_height(widget.container_size, app.size, width)
    says_so = widget.styles.text_overflow == "ellipsis" and widget.styles.text_wrap == "nowrap"
    return not says_so and needed > widget.size.height


@pytest.fixture
def full(scene: Scene, tmp_path: Path) -> Scene:
    """A desk with something of everything."""
    scene.do(SetColleague("Pavel Horák", Role.SENIOR, "pavel@vipdesk.example.org", ("proxy",)))
    scene.mail()
    scene.clock.on(minutes=1)
    scene.do(Escalate(scene.mail("Inbox crawls", sender=PAOLO), "the proxy drops node 3"))
    scene.do(Reply(101, "Since when?"))
    scene.clock.on(minutes=1)
    scene.mail("Offer for your team", sender=SAM)
    rang(scene, tmp_path)
    booked(scene, "24 10:00")
    return scene


@pytest.mark.parametrize(("way", "seen"), WAYS.items())
async def test_nothing_is_cut_without_saying_so(full: Scene, way: str, seen: str) -> None:
    async with sitting(full, (40, 12)) as desk:
        for key in way.split():
            await desk.keys(key)
            await desk.pilot.pause()
        await desk.until(lambda: seen in desk.shown)
        await desk.until(lambda: not [*cut(desk.app)])


async def test_a_dialog_that_takes_a_digit_says_how_to_leave(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene, (40, 12)) as desk:
        await desk.keys("slash", "p", "enter", "equals_sign")
        await desk.until(lambda: "esc leave" in desk.shown)


async def test_a_hint_is_whole_again_where_there_is_room(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene, (40, 12)) as desk:
        await desk.keys("p")
        await desk.until(lambda: 'by         15:00, "tomorrow 10:00"' in desk.shown)
        assert '"fri' not in desk.shown
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: '"tomorrow 10:00", "fri 16:30"' in desk.shown)


@pytest.mark.parametrize(
    ("hint", "room", "said"),
    [
        ("a contact; empty for the client", 31, "a contact; empty for the client"),
        ("a contact; empty for the client", 30, "a contact"),
        ("now; or 09:15, yesterday 16:40", 29, "now; or 09:15"),
        ("words, sev:1 from:rossi is:resolved", 30, "words, sev:1 from:rossi …"),
        ("the day it comes again", 12, "the day it …"),
        ("unbreakable", 5, "…"),
        ("日本語、英語, イタリア語", 14, "日本語、英語"),
    ],
)
def test_a_hint_ends_where_it_makes_sense(hint: str, room: int, said: str) -> None:
    assert shortened(hint, room) == said
