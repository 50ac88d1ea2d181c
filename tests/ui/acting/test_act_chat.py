"""A chat at the desk: enter sends, the conversation goes on, and nothing typed is lost."""

import pytest

from tests.ui.acting.chatting import Client, answers, chat_shown, in_chat, sent
from tests.ui.acting.stage import MARTA, PAOLO, SIZES, Scene, sitting
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Delivery
from vipdesk.domain.policy import Channel
from vipdesk.screens.attaching import AttachDialog
from vipdesk.screens.canned import CannedDialog
from vipdesk.screens.chat import ChatPane
from vipdesk.screens.composer import Composer
from vipdesk.screens.severity import SeverityDialog
from vipdesk.screens.writing import Writing
from vipdesk.widgets.signs import HAS_COME, HAS_GONE


@pytest.mark.parametrize("size", SIZES)
async def test_enter_sends_and_the_chat_goes_on(scene: Scene, size: tuple[int, int]) -> None:
    marta = Client(scene)
    number = marta.says("Is anybody there?")
    async with sitting(scene, size) as desk:
        pane = await in_chat(desk)
        assert "Is anybody there?" in desk.shown
        assert f"Chat · #{number}" in desk.shown
        await desk.types("Yes, good morning.\n")
        await sent(desk, number, 1)
        await desk.until(lambda: f"{HAS_GONE} sent" in desk.shown)
        marta.says("Splendid!")
        desk.bell.ring()
        await desk.until(lambda: "Splendid!" in desk.shown)
        await desk.types("What is it?\n")
        await sent(desk, number, 2)
        assert desk.app.screen is pane
        assert "enter send" in desk.shown
    assert answers(scene, number) == ["Yes, good morning.", "What is it?"]
    last = scene.messages(number)[-1]
    assert (last.channel, last.delivery, last.to) == (Channel.CHAT, Delivery.SENT, (MARTA,))
    assert scene.view(number).drafts == ()


async def test_what_is_typed_while_a_word_is_stored_is_the_next_one(scene: Scene) -> None:
    number = Client(scene).says("Hello?")
    async with sitting(scene) as desk:
        await in_chat(desk)
        await desk.types("one\ntwo\nthree")
        await sent(desk, number, 2)
        assert desk.app.screen.query_one(Writing).text == "three"
    assert answers(scene, number) == ["one", "two"]


@pytest.mark.parametrize("key", ["ctrl+j", "alt+enter", "shift+enter"])
async def test_a_word_may_have_lines(scene: Scene, key: str) -> None:
    number = Client(scene).says("Hello?")
    async with sitting(scene) as desk:
        await in_chat(desk)
        await desk.keys("a", key, "b", "enter")
        await sent(desk, number, 1)
    assert answers(scene, number) == ["a\nb"]


async def test_enter_with_nothing_typed_says_nothing(scene: Scene) -> None:
    number = Client(scene).says("Hello?")
    async with sitting(scene) as desk:
        await in_chat(desk)
        await desk.keys("enter", "space", "enter", "o", "k", "enter")
        await sent(desk, number, 1)
    assert answers(scene, number) == [" ok"]


async def test_two_chats_and_a_mail_keep_what_is_half_typed(scene: Scene) -> None:
    mail = scene.mail("Invoice", sender=PAOLO)
    scene.clock.on(minutes=1)
    first = Client(scene).says("My login fails.")
    scene.clock.on(minutes=1)
    second = Client(scene, PAOLO).says("Where is the export?")
    async with sitting(scene) as desk:
        desk.app.board_screen.queue.select(first)
        await desk.reads(first)
        await in_chat(desk)
        await desk.types("for Marta")
        await desk.keys("ctrl+o")
        await desk.until(lambda: f"Chat · #{second}" in desk.shown)
        await desk.types("for Paolo")
        await desk.keys("escape")
        await desk.says(f"draft kept on #{second}")
        desk.app.board_screen.queue.select(mail)
        await desk.reads(mail)
        await desk.keys("a")
        await desk.until(lambda: type(desk.app.screen) is Composer)
        await desk.types("by mail")
        await desk.keys("escape")
        await desk.says(f"draft kept on #{mail}")
        desk.app.board_screen.queue.select(first)
        await desk.reads(first)
        await in_chat(desk)
        await desk.until(lambda: "for Marta" in desk.shown)
        await desk.types(", now")
        await desk.keys("enter")
        await sent(desk, first, 1)
    kept = {one: [d.text for d in scene.view(one).drafts] for one in (mail, first, second)}
    assert kept == {mail: ["by mail"], first: [], second: ["for Paolo"]}
    assert answers(scene, first) == ["for Marta, now"]


async def test_a_desk_that_goes_keeps_the_draft_of_a_chat(scene: Scene) -> None:
    number = Client(scene).says("Hello?")
    async with sitting(scene) as desk:
        await in_chat(desk)
        await desk.types("half")
    assert [one.text for one in scene.view(number).drafts] == ["half"]


async def test_an_answer_is_taken_back_while_nobody_has_it(scene: Scene) -> None:
    marta = Client(scene)
    number = marta.says("Hello?")
    async with sitting(scene) as desk:
        await in_chat(desk)
        assert "take back" not in desk.shown
        await desk.types("Not what I meant\n")
        await sent(desk, number, 1)
        await desk.until(lambda: "take back" in desk.shown)
        await desk.keys("ctrl+b")
        await desk.until(lambda: answers(scene, number) == [])
        await desk.until(lambda: "take back" not in desk.shown)
        await desk.types(", sorry\n")
        await sent(desk, number, 1)
        marta.has(number, scene.messages(number)[-1].number)
        desk.bell.ring()
        await desk.until(lambda: f"{HAS_COME} delivered" in desk.shown)
        await desk.until(lambda: "take back" not in desk.shown)
        await desk.keys("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, ChatPane))
        await desk.keys("u")
        await desk.says("the client has the answer on their page")
    assert answers(scene, number) == ["Not what I meant, sorry"]


async def test_the_severity_is_set_from_the_chat_and_the_chat_goes_on(scene: Scene) -> None:
    number = Client(scene).says("Nobody can log in!")
    async with sitting(scene) as desk:
        pane = await in_chat(desk)
        await desk.types("I see")
        await desk.keys("ctrl+g")
        await desk.until(lambda: isinstance(desk.app.screen, SeverityDialog))
        await desk.keys("1")
        await desk.until(lambda: desk.app.screen.focused is not None)
        await desk.keys("tab")
        await desk.types("all are locked out")
        await desk.keys("ctrl+s")
        await desk.until(lambda: scene.view(number).line.severity == 1)
        desk.bell.ring()
        await desk.until(lambda: desk.app.screen is pane and "1 Critical" in desk.shown)
        await desk.types(", at once\n")
        await sent(desk, number, 1)
    assert answers(scene, number) == ["I see, at once"]


async def test_a_last_word_resolves(scene: Scene) -> None:
    number = Client(scene).says("Thank you!")
    async with sitting(scene) as desk:
        await in_chat(desk)
        await desk.types("You are welcome.")
        await desk.keys("ctrl+r")
        await desk.until(lambda: not isinstance(desk.app.screen, ChatPane))
    assert scene.view(number).line.status == Status.RESOLVED
    assert answers(scene, number) == ["You are welcome."]


async def test_ready_answers_and_files_go_in_a_chat(scene: Scene) -> None:
    Client(scene).says("Hello?")
    async with sitting(scene) as desk:
        pane = await in_chat(desk)
        await desk.keys("ctrl+n")
        await desk.until(lambda: isinstance(desk.app.screen, CannedDialog))
        await desk.keys("escape")
        await desk.until(lambda: desk.app.screen is pane)
        await desk.keys("ctrl+f")
        await desk.until(lambda: isinstance(desk.app.screen, AttachDialog))


async def test_a_clock_that_runs_at_night_is_told_in_the_chat(scene: Scene) -> None:
    scene.clock.on(hours=14)
    Client(scene).says("It is down.")
    async with sitting(scene) as desk:
        await in_chat(desk)
        assert "starts at once, at night too" in desk.shown


async def test_a_word_that_can_not_be_stored_is_in_the_line_again(scene: Scene) -> None:
    number = Client(scene).says("Hello?")
    async with sitting(scene) as desk:
        await in_chat(desk)
        long = "x" * 1_000
        pane = await chat_shown(desk)
        pane._writing.rewrite("\n".join([long] * 1_100))
        await desk.keys("enter", "z")
        await desk.until(lambda: "the answer has 1,101,099 characters" in desk.shown)
        assert pane._writing.text.startswith(long)
        assert pane._writing.text.endswith("z")
    assert answers(scene, number) == []
