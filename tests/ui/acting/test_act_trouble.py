"""A store that can't be read or written for a while costs no text and does not end the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from msgspec.structs import replace

from tests.ui.acting.stage import JANA, Scene, Stage, type_text, until
from vipdesk.desk import Desk
from vipdesk.domain.board import TicketView
from vipdesk.domain.errors import StoreError
from vipdesk.pen import Pen
from vipdesk.screens.composer import Composer, Hand
from vipdesk.screens.writing import Writing

LOCKED = "the store is locked"


@dataclass
class Fault:
    """Something that is wrong for as long as it is there."""

    there: bool = True

    def strike(self) -> None:
        if self.there:
            raise StoreError(LOCKED)


def composer(scene: Scene, hand: Hand, number: int) -> Composer:
    return Composer(scene.view(number).line, scene.board(), hand)


def typed(stage: Stage) -> str:
    return stage.dialog.query_one(Writing).text


def stored_draft(scene: Scene, number: int) -> str | None:
    draft = scene.view(number).draft_of(JANA.name)
    return draft.text if draft else None


@contextmanager
def failing_pen(scene: Scene, fault: Fault) -> Iterator[Pen]:
    """A pen that writes once the fault is gone."""

    def opened() -> Desk:
        fault.strike()
        return scene.open_desk()

    pen = Pen(opened)
    yield pen
    assert pen.close(10)


def reading_with(scene: Scene, fault: Fault, hand: Hand) -> Hand:
    """The hand, with a store that is read once the fault is gone."""

    async def look(number: int) -> TicketView | None:
        fault.strike()
        return scene.reader.ticket(number)

    return replace(hand, look=look)


async def test_a_ticket_that_can_not_be_read_yet_is_read_later(scene: Scene, hand: Hand) -> None:
    number, fault = scene.mail(), Fault()
    stage = Stage(composer(scene, reading_with(scene, fault, hand), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "Hello")
        await until(pilot, lambda: LOCKED in stage.problem())
        await pilot.press("ctrl+s")
        fault.there = False
        await until(pilot, lambda: bool(stage.given))
    assert scene.messages(number)[-1].text == "Hello"


async def test_news_that_can_not_be_read_end_nothing(scene: Scene, hand: Hand) -> None:
    number, fault = scene.mail(), Fault(there=False)
    stage = Stage(composer(scene, reading_with(scene, fault, hand), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "Hello")
        await until(pilot, lambda: stored_draft(scene, number) == "Hello")
        scene.mail(text="It works again!", answers="mail-1@acme.example.com")
        fault.there = True
        assert isinstance(stage.dialog, Composer)
        stage.dialog.look_soon()
        await until(pilot, lambda: LOCKED in stage.problem())
        fault.there = False
        await until(pilot, lambda: "It works again!" in stage.problem())
        assert typed(stage) == "Hello"


async def test_a_draft_that_could_not_be_kept_is_kept_once_it_can_be(
    scene: Scene, hand: Hand
) -> None:
    number, fault = scene.mail(), Fault()
    with failing_pen(scene, fault) as pen:
        stage = Stage(composer(scene, replace(hand, keep=pen.submit), number))
        async with stage.run_test() as pilot:
            await type_text(pilot, "precious")
            await until(pilot, lambda: LOCKED in stage.problem())
            fault.there = False
            await until(pilot, lambda: stored_draft(scene, number) == "precious")


async def test_leaving_tries_once_more_what_could_not_be_kept(scene: Scene, hand: Hand) -> None:
    number, fault = scene.mail(), Fault()
    told: list[str] = []
    with failing_pen(scene, fault) as pen:
        stage = Stage(composer(scene, replace(hand, keep=pen.submit, tell=told.append), number))
        async with stage.run_test() as pilot:
            await type_text(pilot, "precious")
            await until(pilot, lambda: LOCKED in stage.problem())
            fault.there = False
            await pilot.press("escape")
            await until(pilot, lambda: bool(stage.given))
            assert stored_draft(scene, number) == "precious"
    assert told == [f"draft kept on #{number}: a goes on with it"]


async def test_nobody_is_told_that_a_draft_is_kept_before_it_is(scene: Scene, hand: Hand) -> None:
    number, told = scene.mail(), list[str]()
    with failing_pen(scene, Fault()) as pen:
        stage = Stage(composer(scene, replace(hand, keep=pen.submit, tell=told.append), number))
        async with stage.run_test() as pilot:
            await type_text(pilot, "precious")
            await pilot.press("escape")
            await until(pilot, lambda: "esc again leaves without it" in stage.problem())
            assert not stage.given
            assert typed(stage) == "precious"
            await pilot.press("escape")
            await until(pilot, lambda: bool(stage.given))
    assert told == []


async def test_a_ticket_that_is_gone_holds_nobody_in_the_composer(scene: Scene, hand: Hand) -> None:
    number = scene.mail()

    async def gone(number: int) -> TicketView | None:
        return None

    stage = Stage(composer(scene, replace(hand, look=gone), number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "not in the store any more" in stage.problem())
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "the answer is empty" in stage.problem())
        await pilot.press("escape")
        await until(pilot, lambda: bool(stage.given))
