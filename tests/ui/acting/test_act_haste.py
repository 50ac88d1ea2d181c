"""Keys pressed twice in haste, or while an act is still under way, do what one press does."""

from tests.ui.acting.stage import Scene, in_one_burst, sitting
from vipdesk.domain.event import What
from vipdesk.domain.message import Kind
from vipdesk.policies import policy_for
from vipdesk.screens.call import CallDialog
from vipdesk.screens.composer import Composer
from vipdesk.screens.go_to import GoTo
from vipdesk.screens.new_ticket import NewTicketDialog
from vipdesk.screens.writing import Writing
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer


async def test_a_number_is_gone_to_once_however_often_enter_is_pressed(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as here:
        await here.keys("number_sign")
        await here.until(lambda: isinstance(here.app.screen, GoTo))
        in_one_burst(here.app, *str(number), "enter", "enter", "enter")
        await here.until(lambda: here.app.board_screen.reading)
        await here.pilot.pause()
        assert here.app.screen is here.app.board_screen


async def test_a_call_becomes_one_new_ticket_dialog(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as here:
        await here.keys("c")
        await here.until(lambda: isinstance(here.app.screen, CallDialog))
        in_one_burst(here.app, "x", "ctrl+t", "ctrl+t", "ctrl+t")
        await here.until(lambda: isinstance(here.app.screen, NewTicketDialog))
        await here.pilot.pause()
        assert [type(screen) for screen in here.app.screen_stack[1:]] == [NewTicketDialog]


async def test_an_act_is_undone_once(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as here:
        await here.keys("s", "1", "x", "enter")
        await here.says("is severity 1")
        in_one_burst(here.app, "u", "u", "u")
        await here.says("nothing is left to undo")
    changes = [e for e in scene.view(number).events if e.what is What.SEVERITY_CHANGED]
    assert len(changes) == 1
    assert [e.what for e in scene.view(number).events][-1] is What.UNDONE
    assert scene.view(number).line.severity == 3


async def test_leaving_twice_leaves_once(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as here:
        await here.keys("n")
        in_one_burst(here.app, "escape", "escape", "escape")
        await here.until(lambda: here.app.screen is here.app.board_screen)
        await here.pilot.pause()
        assert here.app.screen_stack == [here.app.board_screen]


async def test_a_note_is_kept_once_and_nothing_else_is_closed(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as here:
        await here.keys("n")
        in_one_burst(here.app, "x", "ctrl+s", "ctrl+s", "escape", "ctrl+s")
        await here.says("note kept")
        await here.pilot.pause()
        assert here.app.screen_stack == [here.app.board_screen]
    assert [m.kind for m in scene.messages(number)].count(Kind.NOTE) == 1


async def test_an_act_is_about_the_ticket_that_the_moves_before_it_lead_to(scene: Scene) -> None:
    numbers = [scene.mail(f"Matter {place}") for place in range(4)]
    async with sitting(scene) as here:
        queue = here.app.board_screen.queue
        await here.until(lambda: len(queue.lines) == 4)
        third = queue.lines[2].number
        in_one_burst(here.app, "j", "j", "w")
        await here.says(f"#{third} waiting for the client")
    waiting = [n for n in numbers if scene.view(n).line.status == "waiting"]
    assert waiting == [third]


async def test_letters_that_come_with_the_key_to_find_are_looked_for(scene: Scene) -> None:
    number = scene.mail("A row of wires")
    async with sitting(scene) as here:
        board = here.app.board_screen
        await here.until(lambda: len(board.queue.lines) == 1)
        in_one_burst(here.app, "slash", "w", "s", "r", "n", "2")
        await here.until(lambda: board.filter == "wsrn2")
        assert here.app.screen is board
    assert scene.view(number).line.status == "open"


async def test_a_key_that_comes_with_undo_is_about_what_came_back(scene: Scene) -> None:
    first, second = scene.mail("Login"), scene.mail("Inbox")
    async with sitting(scene) as here:
        await here.reads(first)
        await here.keys("r")
        await here.says(f"#{first} resolved")
        await here.reads(second)
        in_one_burst(here.app, "u", "a")
        await here.until(lambda: isinstance(here.app.screen, Composer))
        composer = here.app.screen
        assert isinstance(composer, Composer)
        assert composer.number == first


async def test_two_acts_in_one_burst_are_about_two_tickets(scene: Scene) -> None:
    first, second, third = (scene.mail(f"Matter {place}") for place in range(3))
    async with sitting(scene) as here:
        await here.reads(first)
        in_one_burst(here.app, "r", "r")
        await here.says(f"#{second} resolved")
        await here.reads(third)
    assert scene.view(first).line.status == "resolved"


async def test_keys_do_not_wait_for_ever_for_an_act(scene: Scene) -> None:
    first, second = scene.mail("Login"), scene.mail("Inbox")
    async with sitting(scene) as here:
        await here.reads(first)
        with Writer(open_writer(scene.where), policy_for).transaction():
            in_one_burst(here.app, "w", "j")
            await here.reads(second)
            assert scene.view(first).line.status == "open"
        await here.says(f"#{first} waiting for the client")


async def test_a_key_behind_a_number_is_about_the_ticket_that_it_leads_to(scene: Scene) -> None:
    numbers = [scene.mail(f"Matter {place}") for place in range(3)]
    async with sitting(scene) as here:
        await here.until(lambda: len(here.app.board_screen.queue.lines) == 3)
        in_one_burst(here.app, "number_sign", *str(numbers[-1]), "enter", "a", "x", "y")
        await here.until(lambda: isinstance(here.app.screen, Composer))
        await here.until(lambda: [each.text for each in here.app.screen.query(Writing)] == ["xy"])
        assert isinstance(here.app.screen, Composer)
        assert here.app.screen.number == numbers[-1]


async def test_a_key_behind_what_is_stored_is_no_part_of_it(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as here:
        in_one_burst(here.app, "n", "x", "ctrl+s", "a", "y")
        await here.until(lambda: isinstance(here.app.screen, Composer))
        await here.until(lambda: [each.text for each in here.app.screen.query(Writing)] == ["y"])
    assert [m.text for m in scene.messages(number) if m.kind is Kind.NOTE] == ["x"]


async def test_a_key_behind_an_answer_is_about_what_needs_one_next(scene: Scene) -> None:
    first, second = scene.mail("First"), scene.mail("Second")
    async with sitting(scene) as here:
        await here.until(lambda: len(here.app.board_screen.queue.lines) == 2)
        in_one_burst(here.app, "a", *"one", "ctrl+s", "a", *"two", "ctrl+s")
        await here.until(lambda: scene.messages(second)[-1].text == "two")
    assert scene.messages(first)[-1].text == "one"
