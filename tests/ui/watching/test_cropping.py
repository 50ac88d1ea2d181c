"""What is painted piece by piece looks exactly like the whole painted anew."""

import random
from collections.abc import Iterator

import pyte
import pytest
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tests.ui.watching.stage import NOW, POLICY, monday, morning_of, until
from vipdesk.domain.queue import QueueLine
from vipdesk.terminal.cropping import crop_updates, drawn
from vipdesk.widgets.frame import set_subtitle, set_title
from vipdesk.widgets.queue import Queue

WIDE, HIGH = 90, 16
SUBJECTS = ("日本語のメール が届かない", "Login page returns 502", "e\u0301te\u0301 🙂 smile", "x")


@pytest.fixture(autouse=True)
def cropping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what changes is painted, in this test."""
    for owner, name in (
        (ChopsUpdate, "render_segments"),
        (Compositor, "_render_chops"),
        (Screen, "_compositor_refresh"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    assert crop_updates()


class Over(ModalScreen[None]):
    """Stands on a part of the stage; the rest shines through."""

    CSS = """
    Over { align: right bottom; background: transparent; }
    Over.-dim { background: black 60%; }
    Over #sheet { width: 40; height: 9; border: round white; background: blue; }
    """

    def compose(self) -> ComposeResult:
        yield Static("over it", id="sheet")


class Stage(App[None]):
    """A queue beside something else; what would go to the terminal goes to one that can be read."""

    CSS = "Queue { border: round white; width: 2fr; } Static { width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.terminal = pyte.Screen(WIDE, HIGH)
        self._stream = pyte.Stream(self.terminal)
        self.sent: list[str] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Queue()
            yield Static("beside", id="beside")

    def _display(self, screen: Screen[object], renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            self.sent.append(renderable.render_segments(self.console))
            self._stream.feed(self.sent[-1])
        super()._display(screen, None)

    @property
    def anew(self) -> pyte.Screen:
        """The whole, painted on an empty terminal."""
        fresh = pyte.Screen(WIDE, HIGH)
        compositor = self.screen._compositor
        whole = compositor.render_update(full=True, screen_stack=self._background_screens)
        assert isinstance(whole, CompositorUpdate)
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


async def painted(pilot: Pilot[None]) -> None:
    """What changed below another screen is told to that one first, and then painted."""
    for _ in range(3):
        await pilot.pause()


@pytest.mark.parametrize("look", ["", "-dim"])
@pytest.mark.parametrize("seed", range(2))
async def test_so_they_do_below_another_screen(seed: int, look: str) -> None:
    chance, app, over = random.Random(seed), Stage(), Over(classes=look)
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        queue, beside = app.query_one(Queue), app.query_one("#beside", Static)
        rows = changing(morning_of(monday()).board_now.lines, chance)
        queue.update(next(rows), NOW, POLICY)
        await app.push_screen(over)
        await pilot.pause()
        for step in range(40):
            later = NOW.replace(second=step % 60)
            match chance.randrange(4):
                case 0:
                    queue.update(next(rows), later, POLICY)
                case 1:
                    queue.action_move(chance.choice((1, -1, 9, -9)))
                case 2:
                    beside.update(chance.choice(SUBJECTS))
                case 3:
                    over.query_one("#sheet", Static).update(chance.choice(SUBJECTS))
            await painted(pilot)
            fresh = app.anew
            assert cells(app.terminal) == cells(fresh), f"after step {step}"


async def test_what_changes_below_another_screen_is_painted_alone_and_where_it_is_seen() -> None:
    app = Stage()
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        queue = app.query_one(Queue)
        lines = morning_of(monday()).board_now.lines
        queue.update(lines, NOW, POLICY)
        await app.push_screen(Over())
        await until(pilot, lambda: any("over it" in row for row in app.terminal.display))
        await painted(pilot)
        app.sent.clear()
        queue.update((lines[0]._replace(severity=5), *lines[1:]), NOW, POLICY)
        await until(pilot, lambda: bool(app.sent))
        assert len("".join(app.sent)) < 100
        app.sent.clear()
        sheet = app.screen.query_one("#sheet").region
        queue.refresh(Region(sheet.x, sheet.y, 4, 2).translate(-queue.content_region.offset))
        await painted(pilot)
        assert not "".join(app.sent), "what is behind the sheet was painted"


async def test_a_screen_that_is_seen_through_may_be_smaller_yet_than_the_one_on_top() -> None:
    app = Stage()
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        app.query_one(Queue).update(morning_of(monday()).board_now.lines, NOW, POLICY)
        await app.push_screen(Over())
        await pilot.pause()
        below = app.screen_stack[0]._compositor
        rows = drawn(below, Region(0, 0, WIDE + 20, HIGH + 10), lambda _: True)
        assert len(rows) == HIGH
        assert all(rows)
        app.screen._refresh_layout(Size(WIDE + 20, HIGH + 10))
        assert len(app.screen._compositor.cuts) == HIGH + 10


async def test_what_is_typed_is_painted_in_the_frame_of_what_changes_below() -> None:
    app, over = Stage(), Over()
    async with app.run_test(size=(WIDE, HIGH)) as pilot:
        queue, lines = app.query_one(Queue), morning_of(monday()).board_now.lines
        queue.update(lines, NOW, POLICY)
        below = app.screen
        await app.push_screen(over)
        await painted(pilot)
        sheet = over.query_one("#sheet", Static)
        sheet.update("typed", layout=False)
        queue.update((lines[0]._replace(severity=5), *lines[1:]), NOW, POLICY)
        over._dirty_widgets.add(sheet)  # as their messages do
        below._dirty_widgets.add(queue)
        below._on_timer_update()
        await painted(pilot)
        assert any("typed" in row for row in app.terminal.display)
        assert cells(app.terminal) == cells(app.anew)
