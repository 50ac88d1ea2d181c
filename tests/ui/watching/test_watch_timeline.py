"""A ticket's timeline: what is folded, cut, wrapped, marked, and where reading begins."""

import time
from datetime import timedelta

import pytest
from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from tests.kit import PAOLO
from tests.ui.watching.stage import NOW, POLICY, grid, monday, morning_of
from vipdesk.domain.board import TicketView
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Delivery, Kind
from vipdesk.domain.queue import instant
from vipdesk.widgets.lines import plain
from vipdesk.widgets.promises import head
from vipdesk.widgets.timeline import Timeline


class Stage(App[None]):
    """A timeline alone."""

    CSS = "Timeline { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield Timeline()

    @property
    def timeline(self) -> Timeline:
        return self.query_one(Timeline)

    def show(self, view: TicketView | None, **later: float) -> None:
        self.timeline.update(view, NOW + timedelta(**later), POLICY)


def ticket(number: int = 104, *texts: str) -> TicketView:
    """Monday's ticket; with texts, those are what the client wrote."""
    view = morning_of(monday()).views[number]
    if texts:
        said = tuple(
            replace(view.messages[0], number=n, text=text, at=NOW - timedelta(minutes=90 - n))
            for n, text in enumerate(texts, 1)
        )
        view = replace(view, messages=said, events=())
    return view


async def test_a_text_without_end_is_laid_out_in_no_time() -> None:
    app = Stage()
    async with app.run_test(size=(100, 40)) as pilot:
        for endless in ("a\n" * 200_000, "x" * 1_000_000, "ab " * 300_000, "日" * 300_000):
            began = time.process_time()
            app.show(ticket(104, endless))
            await pilot.pause()
            assert time.process_time() - began < 2
            assert app.timeline.left_out == 1
            app.show(None)


async def test_reading_begins_at_the_clients_first_word_that_waits_for_an_answer() -> None:
    view = ticket(104, "old\n" * 40, "first to wait\n" * 40, "second to wait\n" * 40)
    waits = view.line.client_waits_since
    assert waits is not None
    messages = tuple(
        replace(message, at=instant(waits) + timedelta(minutes=n))
        for n, message in enumerate(view.messages, -1)
    )
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(replace(view, messages=messages))
        await pilot.pause()
        rows = [row.strip() for row in grid(app.screen)]
        assert (rows.count("old"), rows.count("second to wait")) == (0, 0)
        assert rows.count("first to wait") > 10
        assert rows[0].startswith("1 Critical")


async def test_in_a_low_pane_reading_begins_at_the_words_and_not_at_the_head() -> None:
    app = Stage()
    async with app.run_test(size=(40, 6)) as pilot:
        app.show(ticket(104, "Nobody can log in."))
        await pilot.pause()
        assert "Nobody can log in." in "\n".join(grid(app.screen))


@pytest.mark.parametrize("narrower", [0, 20])
async def test_what_is_read_stays_at_the_top_when_the_pane_grows_or_shrinks(narrower: int) -> None:
    app = Stage()
    async with app.run_test(size=(80, 10)) as pilot:
        app.show(ticket(104, "\n".join(f"line {n}." for n in range(90))))
        await pilot.pause()
        for height in (24, 10, 30):
            await pilot.resize_terminal(80 - narrower, height)
            await pilot.pause()
            assert "Marta Rossi · 09:13 · e-mail" in "\n".join(grid(app.screen))
            assert "line 0." in "\n".join(grid(app.screen))


async def test_the_frame_says_how_much_is_out_of_sight_and_the_key_that_goes_on() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(ticket(104, "\n".join(f"line {n}" for n in range(60))))
        await pilot.pause()
        timeline = app.timeline
        hidden = len(timeline.text.splitlines()) - 24
        assert timeline.border_subtitle == f"↓ {hidden} more: space"
        timeline.action_page_down()
        assert timeline.border_subtitle.startswith("↑ ")
        timeline.scroll_end(animate=False)
        await pilot.pause()
        assert timeline.border_subtitle == f"↑ {hidden}"
        app.show(None)
        await pilot.pause()
        assert timeline.border_subtitle == ""


@pytest.mark.parametrize("height", [8, 24])
async def test_no_line_is_lost_under_the_head_when_turning_pages(height: int) -> None:
    app = Stage()
    async with app.run_test(size=(80, height)) as pilot:
        app.show(ticket(104, "\n".join(f"line {n}." for n in range(100))))
        seen = set[str]()
        for _ in range(40):
            await pilot.pause()
            seen |= {row[:79].strip() for row in grid(app.screen)}
            app.timeline.action_page_down()
        assert {f"line {n}." for n in range(100)} <= seen
        for _ in range(40):
            app.timeline.action_page_up()
        await pilot.pause()
        assert app.timeline.scroll_offset.y == 0


async def test_reading_begins_at_the_clients_last_word_where_none_waits() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(ticket(104, "first\n" * 40, "second\n" * 40, "Any news?"))
        await pilot.pause()
        assert "Any news?" in "\n".join(grid(app.screen))
        assert grid(app.screen)[0].startswith("1 Critical")


async def test_a_short_ticket_begins_at_its_beginning() -> None:
    app = Stage()
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(ticket(104, "first", "second"))
        await pilot.pause()
        assert app.timeline.scroll_offset.y == 0
        app.show(None)
        await pilot.pause()
        assert "".join(grid(app.screen)) == ""


async def test_the_place_is_kept_when_something_is_added_or_the_window_changes() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        long = ["\n".join(f"{word} {n}" for n in range(30)) for word in ("one", "two", "three")]
        app.show(ticket(104, *long))
        await pilot.pause()
        app.timeline.scroll_to(y=45, animate=False, force=True)
        await pilot.pause()
        top = grid(app.screen)[6]
        assert top.strip().startswith("two")
        app.show(ticket(104, *long, "four"))
        await pilot.pause()
        assert grid(app.screen)[6] == top
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert grid(app.screen)[6].strip() == top.strip()


async def test_folded_text_is_shown_in_place_when_it_is_asked_for() -> None:
    view = ticket()
    first = replace(view.messages[0], quoted="> what was said before", signature="-- \nMarta")
    view = replace(view, messages=(first, *view.messages[1:]))
    app = Stage()
    async with app.run_test(size=(80, 30)) as pilot:
        app.show(view)
        await pilot.pause()
        assert "… 3 quoted lines: o unfolds" in app.timeline.text
        app.timeline.unfold()
        assert "> what was said before" in app.timeline.text
        app.show(view, seconds=1)
        assert "> what was said before" in app.timeline.text
        app.show(ticket(105))
        app.show(view)
        assert "> what was said before" not in app.timeline.text


async def test_everything_that_happened_stands_in_one_column() -> None:
    story = monday()
    story.at("Mon 2026-11-23 10:40").answer(ticket=104)
    story.status(Status.WAITING, ticket=104)
    view = morning_of(story).views[104]
    app = Stage()
    async with app.run_test(size=(100, 50)) as pilot:
        app.show(view)
        await pilot.pause()
        rows = [row.strip() for row in app.timeline.text.splitlines()]
        told = [
            "Marta Rossi · 09:30 · e-mail",
            "· severity changed: 3 to 1: seen the effect · 09:30 · Jana Nováková",
            "note · Jana Nováková · 09:41",
            "call · Jana Nováková · 09:41 · reached nobody",
            "Jana Nováková · 10:40 · not sent yet",
            "· waiting for the client · 10:40 · Jana Nováková",
            "· initial response ■ breached · 1 h 10 min of 1 h used · 10:40",
        ]
        assert [row for row in rows if row in told] == told
        assert "initial    ■ breached · 1 h 10 min of 1 h used" in rows
        assert "follow-up  ‖ paused, we wait for the client" in rows


@pytest.mark.parametrize(
    ("number", "rows"),
    [
        (104, ["1 Critical · open · e-mail", "initial    ■ due 10:30 · 0h 12m over"]),
        (106, ["3 Standard · not confirmed yet · open · e-mail"]),
        (
            107,
            [
                "? unknown sender: no clock runs until a person says who",
                "follow-up  2 business days from our answer",
            ],
        ),
        (103, ["follow-up  none promised · the client waits 2d 17h"]),
        (101, ["3 Standard · waiting for the client · e-mail"]),
    ],
)
async def test_the_head_says_how_the_promises_stand(number: int, rows: list[str]) -> None:
    app = Stage()
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(ticket(number))
        await pilot.pause()
        shown = [row.strip() for row in grid(app.screen)]
        assert [row for row in rows if row not in shown] == []


async def test_the_head_says_what_the_ticket_continues_and_that_nobody_is_entitled() -> None:
    view = ticket()
    view = replace(
        view,
        continued_by=(120, 121),
        ticket=replace(view.ticket, linked_to=90),
        line=view.line._replace(entitled=False),
    )
    app = Stage()
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(view)
        await pilot.pause()
        for words in (
            "continues #90",
            "continued by #120, #121",
            "while the client was not entitled",
        ):
            assert words in app.timeline.text


@pytest.mark.parametrize(
    ("delivery", "said"),
    [
        (Delivery.QUEUED, "not sent yet"),
        (Delivery.SENT, "sent"),
        (Delivery.FAILED, "NOT DELIVERED"),
        (Delivery.TAKEN_BACK, "taken back"),
    ],
)
async def test_an_answer_says_how_far_it_has_come(delivery: Delivery, said: str) -> None:
    view = ticket()
    answer = replace(view.messages[0], number=80, kind=Kind.ANSWER, author=PAOLO, delivery=delivery)
    app = Stage()
    async with app.run_test(size=(100, 30)) as pilot:
        app.show(replace(view, messages=(*view.messages, answer)))
        await pilot.pause()
        assert f"Paolo Bianchi · 09:30 · {said}" in app.timeline.text


async def test_marked_text_can_be_copied() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show(ticket(104, "copy me, please"))
        await pilot.pause()
        rows = app.timeline.text.splitlines()
        row = next(n for n, text in enumerate(rows) if "copy me" in text)
        marked = Selection(Offset(2, row), Offset(9, row))
        assert app.timeline.get_selection(marked) == ("copy me", "\n")
        await pilot.mouse_down(Timeline, offset=(2, row))
        await pilot.hover(Timeline, offset=(8, row))
        await pilot.mouse_up(Timeline, offset=(8, row))
        assert app.screen.get_selected_text() == "copy me"


def test_the_sender_is_named_with_an_address() -> None:
    lines = head(ticket(), POLICY, NOW, POLICY.hours.zone)
    assert "Marta Rossi <marta.rossi@acme.example.com>" in map(plain, lines)
