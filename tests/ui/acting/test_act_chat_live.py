"""A chat at the desk, as it goes on: who is there, what has come and was read, what is told."""

import math
import time
from typing import Any

import pytest

from tests.ui.acting.chatting import Client, answers, in_chat, sent
from tests.ui.acting.stage import MARTA, PAOLO, Scene, sitting
from vipdesk.screens.chat import ChatPane
from vipdesk.store.moment import PageMoments
from vipdesk.store.moment_reading import typed_at_desks
from vipdesk.widgets.signs import HAS_COME, HAS_GONE, HAS_READ, UNREAD


async def test_it_is_told_how_far_an_answer_has_come(scene: Scene) -> None:
    marta = Client(scene)
    number = marta.says("Hello?")
    async with sitting(scene) as desk:
        await in_chat(desk)
        await desk.types("Yes?\n")
        await sent(desk, number, 1)
        answer = scene.messages(number)[-1].number
        await desk.until(lambda: f"{HAS_GONE} sent" in desk.shown)
        marta.has(number, answer)
        desk.bell.ring()
        await desk.until(lambda: f"{HAS_COME} delivered" in desk.shown)
        marta.has(number, answer, answer)
        desk.bell.ring()
        await desk.until(lambda: f"{HAS_READ} read" in desk.shown)
        await desk.keys("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, ChatPane))
        await desk.until(lambda: f"{HAS_READ} read" in desk.shown)


async def test_who_is_on_the_page_and_types_is_seen_and_sees_us_type(scene: Scene) -> None:
    number = Client(scene).says("Hello?")
    pages = PageMoments(scene.where)
    async with sitting(scene) as desk:
        await in_chat(desk)
        await desk.until(lambda: "Marta Rossi: not on the page, last wrote 10:42" in desk.shown)
        pages.keep({MARTA.address: True}, {MARTA.address: (number, time.time() + 50)})
        await desk.until(lambda: "Marta Rossi: on the page now" in desk.shown)
        await desk.until(lambda: "Marta Rossi types …" in desk.shown)
        pages.keep({MARTA.address: False}, {})
        await desk.until(lambda: "Marta Rossi: looks elsewhere" in desk.shown)
        assert "types …" not in desk.shown
        pages.keep({}, {})
        await desk.until(lambda: "Marta Rossi: left 10:42" in desk.shown)
        assert typed_at_desks(scene.where) == frozenset()
        await desk.types("I am")
        await desk.until(lambda: typed_at_desks(scene.where) == {number})
        await desk.keys("enter")
        await desk.until(lambda: typed_at_desks(scene.where) == frozenset())
    pages.close()


async def test_the_agent_has_read_what_was_before_their_eyes(scene: Scene) -> None:
    marta = Client(scene)
    other = scene.mail("First")
    scene.clock.on(minutes=1)
    number = marta.says("Hello?")
    async with sitting(scene) as desk:
        await desk.reads(other)
        assert scene.board().unread_chat == {number: 1}
        assert f"{UNREAD}1 Hello?" in desk.shown
        assert f"{UNREAD} 1 in chat" in desk.shown
        await desk.keys("j")
        await desk.reads(number)
        await desk.until(lambda: not scene.board().unread_chat)
        desk.bell.ring()
        await desk.until(lambda: "in chat" not in desk.shown)
        await in_chat(desk)
        marta.says("Still there?")
        desk.bell.ring()
        await desk.until(lambda: "Still there?" in desk.shown)
        await desk.until(lambda: not scene.board().unread_chat)
        desk.bell.ring()
        await desk.until(lambda: UNREAD not in desk.shown)


async def test_a_word_in_a_chat_is_told_while_another_ticket_is_in_hand(scene: Scene) -> None:
    marta = Client(scene)
    first = marta.says("Hello?")
    scene.clock.on(minutes=1)
    async with sitting(scene) as desk:
        await in_chat(desk)
        await desk.until(lambda: not scene.board().unread_chat)
        await desk.types("I am ")
        marta.says("It is me")
        second = Client(scene, PAOLO).says("And me.")
        desk.bell.ring()
        told = f"{UNREAD} 1 new: #{second} And me. · Paolo Bianchi"
        await desk.until(lambda: told in [one.message for one in desk.app._notifications])
        await desk.types("here.\n")
        await sent(desk, first, 1)
    assert answers(scene, first) == ["I am here."]


async def test_the_words_are_scrolled_while_one_types(scene: Scene) -> None:
    marta = Client(scene)
    for count in range(40):
        scene.clock.on(minutes=3)
        number = marta.says(f"word {count}")
    async with sitting(scene, (80, 24)) as desk:
        await in_chat(desk)
        await desk.until(lambda: "word 39" in desk.shown)
        await desk.types("a")
        await desk.keys("pageup", "pageup")
        await desk.until(lambda: "word 39" not in desk.shown)
        marta.says("word 40", number)
        desk.bell.ring()
        await desk.until(lambda: len(desk.scene.messages(number)) == 41)
        assert "word 40" not in desk.shown
        await desk.keys(*["pagedown"] * 4)
        await desk.until(lambda: "word 40" in desk.shown)


async def test_words_come_while_one_types(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def come(within: float = math.inf) -> None:
        waits.append(within)

    marta = Client(scene)
    number = marta.says("Hello?")
    async with sitting(scene) as desk:
        await in_chat(desk)
        monkeypatch.setattr(desk.app.lull, "come", come)
        marta.says("One more thing.", number)
        desk.bell.ring()
        await desk.until(lambda: "One more thing." in desk.shown)
        assert max(waits) < 0.4
        assert desk.bell.in_haste
        await desk.keys("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, ChatPane))
        desk.bell.ring()
        await desk.until(lambda: not desk.bell.in_haste)


async def test_letters_and_words_that_come_lay_out_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    marta = Client(scene)
    number = marta.says("Hello?")
    async with sitting(scene) as desk:
        pane = await in_chat(desk)
        await desk.types("a")
        await desk.until(lambda: not scene.board().unread_chat)
        laid_out: list[str] = []
        layout = pane._refresh_layout

        def laying_out(*how: Any, **more: Any) -> None:
            laid_out.append(desk.shown)
            layout(*how, **more)

        monkeypatch.setattr(pane, "_refresh_layout", laying_out)
        await desk.types("nd so on")
        marta.says("One more thing.", number)
        desk.bell.ring()
        await desk.until(lambda: "One more thing." in desk.shown)
        await desk.types(", now")
        assert laid_out == []
