"""Each act, by its keys, on the whole desk: what it stores and what it says."""

import pytest

from tests.ui.acting.stage import MARTA, SAM, Scene, sitting
from vipdesk.domain.commands import Note, Reply, SetSeverity, SetStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Delivery, Kind
from vipdesk.screens.composer import Composer
from vipdesk.screens.identify import IdentifyDialog
from vipdesk.screens.writing import Writing
from vipdesk.widgets.keys import KeyLine


async def test_open_a_type_send_answers_the_most_urgent_ticket(scene: Scene) -> None:
    later = scene.mail("Later")
    urgent = scene.mail("Urgent")
    scene.do(SetSeverity(urgent, 1, "down"))
    async with sitting(scene) as desk:
        await desk.keys("a", *"ok", "ctrl+s")
        await desk.says(f"#{urgent}: answer to Marta Rossi queued, not sent yet")
        assert "not sent yet: no mail account" in desk.said
        assert "u undoes it" in desk.said
    answer = scene.messages(urgent)[-1]
    assert (answer.text, answer.delivery, answer.to) == ("ok", Delivery.QUEUED, (MARTA,))
    assert len(scene.messages(later)) == 1


async def test_a_note(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("n", *"asked", "ctrl+s")
        await desk.says(f"note kept on #{number} · u undoes it")
        await desk.until(lambda: "asked" in desk.shown)
    assert scene.messages(number)[-1].kind is Kind.NOTE


async def test_a_note_that_is_left_is_kept_as_its_key_says(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("n", *"ask")
        await desk.until(lambda: "^s save  esc keep for later" in desk.shown)
        await desk.keys("escape")
        await desk.says("not saved yet: n goes on with what you typed")
        await desk.keys("n")
        await desk.until(lambda: "esc keep for later" in desk.shown and "ask" in desk.shown)


async def test_severity_is_confirmed_by_two_keys(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("s", "enter")
        await desk.says(f"#{number} is severity 3")
    assert scene.view(number).line.triaged


async def test_a_changed_severity_is_undone(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("s", "1", "enter", *"down", "enter")
        await desk.says(f"#{number} is severity 1 · u undoes it")
        await desk.keys("u")
        await desk.says(f"#{number}: undone: severity changed, 3 to 1")
    view = scene.view(number)
    assert (view.line.severity, view.line.triaged) == (3, False)
    assert view.events[-1].detail == "severity changed, 3 to 1"


async def test_waiting_and_open_again(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("w")
        await desk.says(f"#{number} waiting for the client · u undoes it")
        assert scene.view(number).line.status == "waiting"
        await desk.until(lambda: "open again" in desk.shown)
        await desk.keys("w")
        await desk.says(f"#{number} open again")
    assert scene.view(number).line.status == "open"


async def test_the_keys_follow_though_a_layout_came_before(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        line = desk.app.board_screen.query_one(KeyLine)
        assert "wait for client" in desk.shown
        scene.do(SetStatus(number, Status.WAITING))
        await desk.app.look()
        line.get_content_height(line.size, line.size, line.size.width)
        desk.app.board_screen.refresh_bindings()
        await desk.until(lambda: "open again" in desk.shown)


async def test_a_resolved_ticket_is_undone_reopened_and_found_by_its_number(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("r")
        await desk.says(f"#{number} resolved · u undoes it")
        await desk.keys("u")
        await desk.says(f"#{number}: undone: resolved")
        await desk.reads(number)
        await desk.keys("r")
        await desk.says(f"#{number} resolved")
        await desk.until(lambda: not desk.app.board_screen.queue.lines)
        await desk.keys("number_sign", *str(number), "enter")
        await desk.reads(number)
        await desk.until(lambda: "reopen" in desk.shown)
        await desk.keys("r")
        await desk.says(f"#{number} open again")
    assert scene.view(number).line.status == "open"


async def test_undoing_the_resolving_of_a_waiting_ticket_lets_it_wait_again(scene: Scene) -> None:
    number = scene.mail()
    scene.do(SetStatus(number, Status.WAITING))
    async with sitting(scene) as desk:
        await desk.keys("r")
        await desk.says("resolved")
        await desk.keys("u")
        await desk.says(f"#{number}: undone: resolved")
    assert scene.view(number).line.status == "waiting"


async def test_undo_is_refused_where_the_ticket_has_gone_on(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("w")
        await desk.says("waiting for the client")
        scene.do(SetStatus(number, Status.OPEN))
        await desk.keys("u")
        await desk.says(f"not done: #{number} has gone on since")
        assert "u undo" not in keys_of(desk.shown)


async def test_a_thank_you_needs_no_answer(scene: Scene) -> None:
    number = scene.mail()
    scene.do(Reply(number, "Done.", Status.RESOLVED))
    scene.clock.on(hours=1)
    scene.mail(text="Thank you!", answers="mail-1@acme.example.com")
    async with sitting(scene) as desk:
        await desk.until(lambda: "thank-you" in desk.shown)
        await desk.keys("t")
        await desk.says(f"#{number}: no answer needed")
    assert scene.view(number).line.status == "resolved"


async def test_a_call_that_reached_the_client(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("c", *"told", "ctrl+s")
        await desk.says(f"call on #{number}: reached the client, counts as an answer")
    assert scene.view(number).line.client_waits_since is None


async def test_a_call_becomes_a_new_ticket(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("c", *"fire", "ctrl+t", *"Printer", "ctrl+s")
        await desk.says(f"#{number + 1} opened")
    assert scene.view(number + 1).ticket.channel == "phone"
    assert scene.messages(number + 1)[0].text == "fire"


async def test_a_ticket_by_hand_on_an_empty_desk(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.until(lambda: "N opens a ticket." in desk.shown)
        await desk.keys("N", *"Printer", "ctrl+s")
        await desk.says("#101 opened")
        await desk.reads(101)


async def test_answering_an_unknown_sender_first_asks_who_it_is(scene: Scene) -> None:
    number = scene.mail("Hello", sender=SAM)
    async with sitting(scene) as desk:
        await desk.keys("a")
        await desk.until(lambda: isinstance(desk.app.screen, IdentifyDialog))
        await desk.keys("enter")
        await desk.until(lambda: isinstance(desk.app.screen, Composer))
        await desk.keys(*"hi", "ctrl+s")
        await desk.says(f"#{number}: answer to Sam Sellers queued, not sent yet")
    assert scene.messages(number)[-1].kind is Kind.ANSWER


async def test_identifying_alone_says_what_it_did(scene: Scene) -> None:
    number = scene.mail("Hello", sender=SAM)
    async with sitting(scene) as desk:
        await desk.keys("i", "enter")
        await desk.says(f"#{number}: Sam Sellers is a contact from now on")
        assert "who is it" not in keys_of(desk.shown)


async def test_a_set_aside_mail_becomes_a_ticket(scene: Scene) -> None:
    number = scene.mail("Buy", sender=SAM)
    async with sitting(scene) as desk:
        await desk.keys("i", "ctrl+n", "y")
        await desk.says(f"#{number}: Sam Sellers is nobody of the client")
        scene.mail("Really, help", sender=SAM)
        desk.bell.ring()
        await desk.until(lambda: "kept apart" in desk.shown)
        await desk.keys("U")
        await desk.until(lambda: "make a ticket" in desk.shown)
        await desk.keys("m")
        await desk.says(f"#{number + 1} opened")
    assert scene.view(number + 1).ticket.subject == "Really, help"


async def test_a_number_that_is_no_ticket_is_told(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.keys("number_sign", "9", "9", "9", "enter")
        await desk.says("not done: there is no ticket #999")


async def test_what_comes_in_meanwhile_shows_beside_the_answer_and_spares_it(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("a", *"half")
        scene.clock.on(minutes=1)
        other = scene.mail("Another matter")
        scene.mail(text="And one more thing", answers="mail-1@acme.example.com")
        desk.bell.ring()
        await desk.until(lambda: "Another matter" in desk.shown)
        await desk.until(lambda: "meanwhile Marta Rossi" in desk.shown)
        await desk.keys(*"way", "ctrl+s")
        await desk.says(f"#{number}: answer")
        await desk.reads(other)
    assert scene.messages(number)[-1].text == "halfway"


async def test_the_selected_ticket_is_acted_on_though_others_come_in_above_it(
    scene: Scene,
) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        urgent = scene.mail("Urgent")
        scene.do(SetSeverity(urgent, 1, "down"))
        desk.bell.ring()
        await desk.until(lambda: len(desk.app.board_screen.queue.lines) == 2)
        await desk.keys("w")
        await desk.says(f"#{number} waiting")


async def test_a_refused_act_says_why_where_the_agent_looks(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        scene.do(SetStatus(number, Status.WAITING))
        await desk.keys("w")
        await desk.says(f"not done: #{number} is waiting already")


async def test_a_colleagues_note_shows_without_moving_anything(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        scene.do(Note(number, "from elsewhere"))
        desk.bell.ring()
        await desk.until(lambda: "from elsewhere" in desk.shown)
        assert desk.app.board_screen.number == number


def keys_of(shown: str) -> str:
    """The rows at the bottom, where the keys stand."""
    return "\n".join(shown.split("\n")[-3:])


@pytest.mark.parametrize(("key", "send"), [("n", "ctrl+s"), ("c", "ctrl+n")])
async def test_what_was_half_typed_beside_a_ticket_is_there_again(
    scene: Scene, key: str, send: str
) -> None:
    other = scene.mail("Other")
    number = scene.mail()
    scene.do(SetSeverity(number, 1, "down"))
    async with sitting(scene) as desk:
        await desk.keys(key, *"half", "escape")
        await desk.says(f"not saved yet: {key} goes on with what you typed")
        await desk.keys("j")
        await desk.reads(other)
        await desk.keys(key)
        await desk.until(lambda: desk.app.screen is not desk.app.board_screen)
        assert "half" not in desk.shown
        await desk.keys("escape", "k")
        await desk.reads(number)
        await desk.keys(key, *"way", send)
        await desk.until(lambda: scene.messages(number)[-1].text == "halfway")
        await desk.until(lambda: desk.app.screen is desk.app.board_screen)
        await desk.keys(key)
        await desk.until(lambda: desk.app.screen is not desk.app.board_screen)
        assert desk.app.screen.query_one(Writing).text == ""
