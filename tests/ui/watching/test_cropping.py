"""What is painted piece by piece looks exactly like the whole painted anew."""

import random
from collections.abc import Iterator

import pyte
import pytest
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tests.ui.watching.stage import NOW, POLICY, monday, morning_of
from vipdesk.domain.queue import QueueLine
from vipdesk.terminal.cropping import crop_updates
from vipdesk.widgets.frame import set_subtitle, set_title
from vipdesk.widgets.queue import Queue

WIDE, HIGH = 90, 16
SUBJECTS = ("日本語のメール が届かない", "Login page returns 502", "e\u0301te\u0301 🙂 smile", "x")


@pytest.fixture(autouse=True)
def cropping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what changes is painted, in this test."""
    for owner, name in ((ChopsUpdate, "render_segments"), (Compositor, "_render_chops")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    assert crop_updates()


class Stage(App[None]):
    """A queue beside something else; what would go to the terminal goes to one that can be read."""

    CSS = "Queue { border: round white; width: 2fr; } Static { width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.terminal = pyte.Screen(WIDE, HIGH)
        self._stream = pyte.Stream(self.terminal)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Queue()
            yield Static("beside", id="beside")

    def _display(self, screen: Screen[object], renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            self._stream.feed(renderable.render_segments(self.console))
        super()._display(screen, None)

    @property
    def anew(self) -> pyte.Screen:
        """The whole, painted on an empty terminal."""
        fresh = pyte.Screen(WIDE, HIGH)
        whole = self.screen._compositor.render_full_update()
        pyte.Stream(fresh).feed(whole.render_segments(self.console))
        return fresh


def cells(terminal: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """Every cell with its colours."""
    return [[tuple(terminal.buffer[y][x]) for x in range(WIDE)] for y in range(HIGH)]


def changing(
    lines: tuple[QueueLine, ...], chance: random.Random
) -> Iterator[tuple[QueueLine, ...]]:
    """The rows as they might stand a moment later."""
    rows = [line._replace(number=100 + n) for n, line in enumerate(lines * 6)]
    while True:
        place = chance.randrange(len(rows))
        rows[place] = rows[place]._replace(
            subject=chance.choice(SUBJECTS), severity=chance.randint(1, 5)
        )
        shown = [*rows]
        del shown[: chance.choice((0, 0, 0, 3))]
        yield tuple(shown[: chance.choice((len(shown), len(shown), 4, 0))])


@pytest.mark.parametrize("seed", range(4))
async def test_pieces_add_up_to_the_whole(seed: int) -> None:
    chance, app = random.Random(seed), Stage()
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        queue, beside = app.query_one(Queue), app.query_one("#beside", Static)
        rows = changing(morning_of(monday()).board_now.lines, chance)
        for step in range(120):
            later = NOW.replace(second=step % 60, minute=42 + step // 60)
            match chance.randrange(6):
                case 0:
                    queue.update(next(rows), later, POLICY)
                case 1 | 2:
                    queue.action_move(chance.choice((1, -1, 9, -9, 100)))
                case 3:
                    set_title(queue, Content("Queue · " + "9" * chance.randint(1, 12)))
                    set_subtitle(
                        queue, Content(chance.choice(("", "stands still", "stands 2 ill", "日本")))
                    )
                case 4:
                    beside.update(chance.choice(SUBJECTS))
                case 5:
                    queue.update(queue.lines, later, POLICY)
            await pilot.pause()
            anew = app.anew
            assert app.terminal.display == anew.display, f"after step {step}"
            assert cells(app.terminal) == cells(anew), f"after step {step}"
