"""What is half typed is never lost, and comes back."""

import asyncio

from msgspec.structs import replace

from tests.ui.acting.stage import JANA, Scene, Stage, text_of, type_text, until
from vipdesk.desk import Desk
from vipdesk.domain.board import TicketView
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Note, SaveDraft
from vipdesk.domain.errors import BadInput
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.pen import Pen
from vipdesk.policies import policy_for
from vipdesk.screens.composer import Composer, Hand
from vipdesk.screens.drafting import SOON
from vipdesk.screens.writing import Writing
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer


def composer(scene: Scene, hand: Hand, number: int) -> Composer:
    return Composer(scene.view(number).line, scene.board(), hand)


def typed(stage: Stage) -> str:
    return stage.dialog.query_one(Writing).text


def no_desk() -> Desk:
    """A desk that can't be opened."""
    raise BadInput("the disk is full: make room")


def reading_after(read: asyncio.Event, scene: Scene, hand: Hand) -> Hand:
    """The hand, on a store that answers only then."""

    async def slowly(number: int) -> TicketView | None:
        await read.wait()
        return scene.reader.ticket(number)

    return replace(hand, look=slowly)


def stored_draft(scene: Scene, number: int) -> str | None:
    draft = scene.view(number).draft_of(JANA.name)
    return draft.text if draft else None


async def test_a_draft_is_in_the_store_soon_after_the_last_key(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "half a sent")
        await until(pilot, lambda: stored_draft(scene, number) == "half a sent")
        await until(pilot, lambda: "draft kept" in text_of(stage))


async def test_leaving_keeps_the_draft_and_coming_back_brings_it(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    told: list[str] = []
    stage = Stage(composer(scene, replace(hand, tell=told.append), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "half a sent")
        await pilot.press("escape")
        await until(pilot, lambda: bool(stage.given))
        assert stored_draft(scene, number) == "half a sent"
    assert told == [f"draft kept on #{number}: a goes on with it"]
    again = Stage(composer(scene, hand, number))
    async with again.run_test() as pilot:
        await until(pilot, lambda: typed(again) == "half a sent")
        await type_text(pilot, "ence")
        assert typed(again) == "half a sentence"


async def test_the_end_of_the_program_keeps_what_was_typed_last(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "subject" in text_of(stage))
        await pilot.press("l", "a", "s", "t")
        stage.exit(return_code=129)
    await hand.do(Note(number, "the pen has come this far"))
    assert stored_draft(scene, number) == "last"


async def test_wiping_the_text_forgets_the_draft(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    scene.do(SaveDraft(number, "no"))
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: typed(stage) == "no")
        await pilot.press("backspace", "backspace", "escape")
        await until(pilot, lambda: scene.view(number).drafts == ())


async def test_what_is_typed_before_the_ticket_is_read_goes_behind_its_draft(
    scene: Scene, hand: Hand
) -> None:
    number = scene.mail()
    scene.do(SaveDraft(number, "Dear Marta, "))
    read = asyncio.Event()
    stage = Stage(composer(scene, reading_after(read, scene, hand), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "thank you")
        await pilot.press("ctrl+s")
        read.set()
        await until(pilot, lambda: "read it, then send again" in stage.problem())
        assert not stage.given, "nothing leaves that the agent has not seen whole"
        assert typed(stage) == "Dear Marta, thank you"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert scene.messages(number)[-1].text == "Dear Marta, thank you"
    assert scene.view(number).drafts == ()


async def test_what_is_sent_before_the_ticket_is_read_leaves_once_no_draft_was_there(
    scene: Scene, hand: Hand
) -> None:
    number = scene.mail()
    read = asyncio.Event()
    stage = Stage(composer(scene, reading_after(read, scene, hand), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "thank you")
        await pilot.press("ctrl+s")
        assert not stage.given
        read.set()
        await until(pilot, lambda: bool(stage.given))
    assert scene.messages(number)[-1].text == "thank you"


async def test_a_colleagues_draft_is_told_and_can_be_taken_over(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    scene.do(SetColleague("Pavel", Role.COVER))
    pavel = Desk(Writer(open_writer(scene.where), policy_for), scene.clock, "Pavel")
    scene.opened.append(pavel)
    pavel.execute(SaveDraft(number, "It is the proxy."))
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "Pavel has begun an answer" in text_of(stage))
        assert typed(stage) == ""
        await pilot.press("ctrl+l")
        assert typed(stage) == "It is the proxy."
        await type_text(pilot, " Sorry.")
        await until(pilot, lambda: stored_draft(scene, number) == "It is the proxy. Sorry.")


async def test_a_draft_that_can_not_be_kept_is_told_at_once(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    broken = Pen(lambda: no_desk())
    stage = Stage(composer(scene, replace(hand, keep=broken.submit), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "precious")
        await until(pilot, lambda: "your draft is not kept: the disk is full" in stage.problem())
        assert typed(stage) == "precious"
    assert broken.close(5)


async def test_typing_never_waits_for_a_store_that_is_locked(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "subject" in text_of(stage))
        with Writer(open_writer(scene.where), policy_for).transaction():
            await type_text(pilot, "half")
            await pilot.pause(2 * SOON)
            await type_text(pilot, " a sentence")
            assert typed(stage) == "half a sentence"
            assert stored_draft(scene, number) is None
        await until(pilot, lambda: stored_draft(scene, number) == "half a sentence")
