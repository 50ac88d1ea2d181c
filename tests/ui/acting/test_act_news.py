"""What the client wrote while the agent looked elsewhere: a sign in the row, and one notice."""

import pytest

from tests.ui.acting.stage import SIZES, Scene, Sitting, sitting
from vipdesk.domain.commands import OpenTicket
from vipdesk.screens.desk import DeskScreen
from vipdesk.widgets.signs import UNREAD


def told(desk: Sitting) -> list[str]:
    """What notices have said of news."""
    return [each.message for each in desk.app._notifications if "new: " in each.message]


def row(desk: Sitting, subject: str) -> str:
    """The row of a ticket, as it is shown below the row that notices are in."""
    rows = (line for line in desk.shown.splitlines()[1:] if "●" in line)
    return next((line for line in rows if subject in line), "")


def board(desk: Sitting) -> DeskScreen:
    """The desk's own screen."""
    screen = desk.app.board_screen
    assert isinstance(screen, DeskScreen)
    return screen


async def settled(desk: Sitting) -> None:
    """Go on once the desk knows what there was when it opened."""
    await desk.until(lambda: board(desk)._known is not None)


@pytest.mark.parametrize("size", SIZES)
async def test_a_word_of_the_clients_is_marked_until_it_is_read_and_told_once(
    scene: Scene, size: tuple[int, int]
) -> None:
    scene.mail("First")
    scene.clock.on(minutes=1)
    scene.mail("Second")
    async with sitting(scene, size) as desk:
        await settled(desk)
        assert UNREAD not in desk.shown
        scene.mail("Re: Second", answers="mail-2@acme.example.com")
        desk.bell.ring()
        await desk.until(lambda: UNREAD in row(desk, "Second"))
        assert UNREAD not in row(desk, "First")
        await desk.until(lambda: len(told(desk)) == 1)
        assert told(desk) == [f"{UNREAD} 1 new: #102 Second · Marta Rossi"]
        await desk.keys("j", "enter")
        await desk.until(lambda: board(desk).unread == frozenset())
        await desk.keys("escape")
        await desk.until(lambda: "First" in desk.shown and UNREAD not in row(desk, "Second"))


async def test_what_comes_together_is_one_notice(scene: Scene) -> None:
    scene.mail("First")
    async with sitting(scene) as desk:
        await settled(desk)
        for subject in ("Second", "Third", "Fourth"):
            scene.mail(subject)
        desk.bell.ring()
        await desk.until(lambda: bool(told(desk)))
        assert told(desk) == [f"{UNREAD} 3 new: #102 Second, #103 Third, #104 Fourth"]


async def test_a_word_on_the_ticket_in_hand_is_unread_until_somebody_is_there(
    scene: Scene,
) -> None:
    scene.mail("First")
    async with sitting(scene) as desk:
        await settled(desk)
        scene.mail("Re: First", text="It is worse.", answers="mail-1@acme.example.com")
        desk.bell.ring()
        await desk.until(lambda: "It is worse." in desk.shown and UNREAD in row(desk, "First"))
        await desk.keys("z")
        await desk.until(lambda: UNREAD not in row(desk, "First"))


async def test_what_the_agent_wrote_is_no_news(scene: Scene) -> None:
    scene.mail("First")
    async with sitting(scene) as desk:
        await settled(desk)
        await board(desk).do(OpenTicket("By hand", 3, text="They rang."))
        await desk.until(lambda: "By hand" in desk.shown)
        scene.mail("Second")
        desk.bell.ring()
        await desk.until(lambda: bool(told(desk)))
        assert [UNREAD in row(desk, subject) for subject in ("By hand", "Second")] == [False, True]
        assert told(desk) == [f"{UNREAD} 1 new: #103 Second · Marta Rossi"]


async def test_what_came_while_the_desk_was_closed_is_marked_and_not_told_again(
    scene: Scene,
) -> None:
    scene.mail("First")
    async with sitting(scene) as desk:
        await settled(desk)
        book = board(desk).unread_book
        await desk.until(lambda: book is not None and book.read() is not None)
        await desk.keys("q")
    scene.mail("Second")
    for _ in range(2):
        async with sitting(scene) as desk:
            await desk.until(lambda: UNREAD in row(desk, "Second"))
            assert told(desk) == []


async def test_what_was_read_at_another_desk_of_the_agents_is_read(scene: Scene) -> None:
    for subject in ("First", "Second", "Third"):
        scene.mail(subject)
        scene.clock.on(minutes=1)
    async with sitting(scene) as desk, sitting(scene) as other:
        for each in (desk, other):
            await settled(each)
        scene.mail("Re: Second", answers="mail-2@acme.example.com")
        scene.mail("Re: Third", answers="mail-3@acme.example.com")
        for each in (desk, other):
            each.bell.ring()
        await desk.until(lambda: UNREAD in row(desk, "Third"))
        await other.until(lambda: UNREAD in row(other, "Third"))
        await desk.keys("j")
        await desk.until(lambda: UNREAD not in row(desk, "Second"))
        await other.keys("j", "j")
        await other.until(lambda: board(other).unread == frozenset())


async def test_nobody_who_wants_no_toast_gets_one(scene: Scene) -> None:
    scene.mail("First")
    async with sitting(scene) as desk:
        await settled(desk)
        screen = board(desk)
        screen.prefer(type(screen.preferences)(notify=frozenset()))
        scene.mail("Second")
        desk.bell.ring()
        await desk.until(lambda: UNREAD in row(desk, "Second"))
        await desk.until(lambda: not screen._arrived)
        assert told(desk) == []
