"""Finding at the desk: what was written, resolved tickets below the open ones, other orders."""

from functools import partial

import pytest

from tests.ui.acting.stage import PAOLO, SIZES, Scene, Sitting, in_one_burst, sitting
from vipdesk.domain.commands import Note, SetStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.saved_view import SaveView
from vipdesk.screens import seeking


def rows(desk: Sitting) -> list[int]:
    """The tickets of the queue, from the top."""
    return [line.number for line in desk.app.board_screen.queue.lines]


async def orders(desk: Sitting, *names: str) -> None:
    """Another order, time and again; the head says which."""
    for name in names:
        await desk.keys("O")
        await desk.until(partial(lambda said: said in desk.shown, name))


def history(scene: Scene) -> None:
    """Two open tickets and three resolved ones, by what is said on them."""
    scene.mail("Login is slow", "the aubergine is unripe")
    scene.mail("Webhook is late", "since Sunday")
    for subject in ("Aubergine 502", "Inbox", "Archive"):
        scene.clock.on(minutes=1)
        scene.do(SetStatus(scene.mail(subject, "old"), Status.RESOLVED))
    scene.do(Note(104, "an aubergine was the cause"))


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_resolved_stands_below_and_is_opened_again(
    scene: Scene, size: tuple[int, int]
) -> None:
    history(scene)
    async with sitting(scene, size) as desk:
        await desk.until(lambda: len(rows(desk)) == 2)
        await desk.keys("slash", *"auberg")
        await desk.until(lambda: rows(desk) == [101, 104, 103])
        await desk.until(lambda: "── resolved · 2 ──" in desk.shown)
        await desk.keys("enter", "j")
        await desk.reads(104)
        await desk.keys("enter", "G")
        await desk.until(lambda: "an aubergine was the cause" in desk.shown)
        await desk.keys("r")
        await desk.until(lambda: scene.view(104).line.status == Status.OPEN)
        await desk.keys("escape")
        await desk.until(lambda: rows(desk) == [101, 104, 103] and "resolved · 1" in desk.shown)
        assert desk.app.board_screen.number == 104
        await desk.keys("r")
        await desk.until(lambda: "resolved · 2" in desk.shown)
        assert rows(desk) == [101, 104, 103]


async def test_only_what_is_resolved_or_what_has_something(scene: Scene) -> None:
    history(scene)
    async with sitting(scene) as desk:
        await desk.until(lambda: len(rows(desk)) == 2)
        await desk.keys("slash", *"is:resolved")
        await desk.until(lambda: rows(desk) == [105, 104, 103])
        assert "0 of 2 open" in desk.shown
        await desk.keys(*" has:note")
        await desk.until(lambda: rows(desk) == [104])
        await desk.keys("escape")
        await desk.until(lambda: rows(desk) == [101, 102])
        await desk.until(lambda: "resolved" not in desk.shown)
        await desk.keys("slash", *"is:unanswered")
        await desk.until(lambda: "2 of 2 open" in desk.shown)
        assert rows(desk) == [101, 102], "who looks for what is to be done means nothing resolved"


async def test_nothing_is_said_to_be_nothing(scene: Scene) -> None:
    history(scene)
    async with sitting(scene) as desk:
        await desk.until(lambda: len(rows(desk)) == 2)
        await desk.keys("slash", *"cucumber")
        await desk.until(lambda: "resolved · none" in desk.shown)
        assert "Nothing open matches: esc shows all." in desk.shown


async def test_what_comes_in_is_found_too(scene: Scene) -> None:
    history(scene)
    async with sitting(scene) as desk:
        await desk.until(lambda: len(rows(desk)) == 2)
        await desk.keys("slash", *"auberg")
        await desk.until(lambda: rows(desk) == [101, 104, 103])
        late = scene.mail("Help", "another aubergine")
        desk.bell.ring()
        await desk.until(lambda: late in rows(desk))
        assert rows(desk)[-2:] == [104, 103]


@pytest.mark.parametrize("size", SIZES)
async def test_the_queue_in_another_order_keeps_its_ticket(
    scene: Scene, size: tuple[int, int]
) -> None:
    scene.mail("Login is slow")
    scene.clock.on(minutes=1)
    scene.mail("Webhook is late", sender=PAOLO)
    scene.clock.on(minutes=1)
    scene.mail("Archive")
    async with sitting(scene, size) as desk:
        await desk.until(lambda: rows(desk) == [101, 102, 103])
        await orders(desk, "severity", "newest")
        assert rows(desk) == [103, 102, 101]
        assert desk.app.board_screen.number == 101
        await orders(desk, "unanswered", "sender")
        assert rows(desk) == [101, 103, 102]
        await desk.keys("O")
        await desk.until(lambda: rows(desk) == [101, 102, 103])


async def test_a_view_keeps_its_order(scene: Scene) -> None:
    scene.do(SaveView(1, "sort:newest"))
    scene.mail("Login is slow")
    scene.clock.on(minutes=1)
    scene.mail("Webhook is late")
    async with sitting(scene) as desk:
        await desk.until(lambda: rows(desk) == [101, 102])
        await desk.keys("1")
        await desk.until(lambda: rows(desk) == [102, 101])
        assert "2 of 2 open · newest first" in desk.shown
        await desk.keys("1")
        await desk.until(lambda: rows(desk) == [101, 102])
        await desk.keys("O", "O", "slash", *"i", "enter", "=")
        await desk.until(lambda: "under a digit" in desk.shown)
        await desk.keys("6")
        await desk.until(lambda: scene.board().views.get(6) == "i sort:newest")


async def test_letters_that_come_with_the_key_are_looked_for_in_the_ticket(scene: Scene) -> None:
    scene.mail("Login is slow", "we wait for an answer")
    async with sitting(scene) as desk:
        await desk.keys("enter")
        await desk.until(lambda: desk.app.board_screen.reading)
        in_one_burst(desk.app, "slash", *"wait", "enter")
        await desk.until(lambda: "1 of 1" in desk.shown)
        assert scene.view(101).line.status == Status.OPEN
        await desk.keys("w")
        await desk.until(lambda: scene.view(101).line.status == Status.WAITING)
        await desk.keys("escape", "escape")
        await desk.until(lambda: not desk.app.board_screen.reading)


async def test_the_word_that_found_a_ticket_is_offered_in_it(scene: Scene) -> None:
    history(scene)
    async with sitting(scene) as desk:
        await desk.until(lambda: len(rows(desk)) == 2)
        await desk.keys("slash", *"-x auberg sev:3", "enter")
        await desk.until(lambda: "resolved · 2" in desk.shown and rows(desk)[0] == 101)
        await desk.keys("g")
        await desk.reads(101)
        await desk.keys("enter", "slash")
        await desk.until(lambda: "1 of 1" in desk.shown)
        await desk.keys(*"unripe")
        timeline = desk.app.board_screen.timeline
        await desk.until(lambda: timeline.sought == "unripe" and "1 of 1" in desk.shown)


async def test_the_line_goes_before_the_key_and_the_key_goes_on_from_it(scene: Scene) -> None:
    scene.mail("Login is slow")
    scene.clock.on(minutes=1)
    scene.mail("Webhook is late")
    async with sitting(scene) as desk:
        await desk.until(lambda: rows(desk) == [101, 102])
        await desk.keys("slash", *"is sort:newest", "enter")
        await desk.until(lambda: rows(desk) == [102, 101])
        await desk.keys("O")
        await desk.until(lambda: "longest unanswered first" in desk.shown)
        assert desk.app.board_screen.filter == "is"


async def test_keys_behind_enter_are_about_what_was_found(scene: Scene) -> None:
    history(scene)
    async with sitting(scene) as desk:
        await desk.until(lambda: len(rows(desk)) == 2)
        in_one_burst(desk.app, "slash", *"webhook", "enter", "w")
        await desk.says("#102 waiting for the client")
        assert desk.app.board_screen.filter == "webhook"
    assert scene.view(101).line.status == Status.OPEN


async def test_keys_behind_enter_wait_for_what_the_store_finds(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeking, "LONGEST_HELD", 20.0)
    history(scene)
    async with sitting(scene) as desk:
        await desk.until(lambda: len(rows(desk)) == 2)
        in_one_burst(desk.app, "slash", *"sunday", "enter", "w")
        await desk.says("#102 waiting for the client")
        assert desk.app.board_screen.filter == "sunday"


async def test_keys_behind_escape_are_about_the_whole_queue(scene: Scene) -> None:
    history(scene)
    async with sitting(scene) as desk:
        await desk.until(lambda: len(rows(desk)) == 2)
        in_one_burst(desk.app, "slash", *"web", "escape", "g", "w")
        await desk.says("#101 waiting for the client")
        assert desk.app.board_screen.filter == ""
        assert rows(desk) == [101, 102]


async def test_keys_behind_enter_are_acts_in_a_ticket_too(scene: Scene) -> None:
    scene.mail("Login is slow", "we wait for an answer")
    async with sitting(scene) as desk:
        await desk.keys("enter")
        await desk.until(lambda: desk.app.board_screen.reading)
        in_one_burst(desk.app, "slash", *"wait", "enter", "w")
        await desk.says("#101 waiting for the client")
        assert desk.app.board_screen.ticket_find.words == "wait"
        in_one_burst(desk.app, "slash", *"ing", "escape", "w")
        await desk.until(lambda: scene.view(101).line.status == Status.OPEN)
        assert desk.app.board_screen.ticket_find.words == ""


@pytest.mark.parametrize(
    ("typed", "hint"), [("sevv:1", "sev:1"), ("sev:9", "severity: takes one of 1, 2, 3, 4")]
)
async def test_a_wrong_term_narrows_nothing_and_says_what_would_be_right(
    scene: Scene, typed: str, hint: str
) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("slash")
        await desk.types(typed)
        await desk.until(lambda: hint in desk.shown)
        assert [line.number for line in desk.app.board_screen.queue.lines] == [number]
