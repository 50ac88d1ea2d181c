"""A chat in Italian: nothing of the original is left, and what matters finds room."""

import time

import pytest

from tests.ui.acting.chatting import Client, in_chat
from tests.ui.acting.stage import MARTA, SIZES, Scene, sitting
from tests.ui.italian.reading import left_over
from vipdesk.screens.board import BoardScreen
from vipdesk.screens.chat_look import ChatLook
from vipdesk.store.moment import PageMoments

pytestmark = pytest.mark.usefixtures("italian")


@pytest.mark.parametrize("size", SIZES)
async def test_a_chat_says_all_in_italian(scene: Scene, size: tuple[int, int]) -> None:
    marta, pages = Client(scene), PageMoments(scene.where)
    number = marta.says("Non funziona niente.")
    async with sitting(scene, size) as desk:
        pane = await in_chat(desk)
        await desk.until(lambda: "non è sulla pagina" in desk.shown)
        assert "scrivi qualcosa: invio lo manda" in desk.shown
        await desk.types("Arrivo.\n")
        await desk.until(lambda: "inviat" in desk.shown and not pane._sending)
        answer = scene.messages(number)[-1].number
        assert left_over(desk.shown) == []
        marta.has(number, answer, answer)
        pages.keep({MARTA.address: True}, {MARTA.address: (number, time.time() + 50)})
        desk.bell.ring()
        await desk.until(lambda: "✓✓ letto" in desk.shown)
        await desk.until(lambda: "Marta Rossi scrive …" in desk.shown)
        assert "Marta Rossi: ora sulla pagina" in desk.shown
        assert left_over(desk.shown) == []
        pages.keep({MARTA.address: False}, {})
        await desk.until(lambda: "guarda altrove" in desk.shown)
        assert left_over(desk.shown) == []
        pages.keep({}, {})
        await desk.until(lambda: "via da 10:42" in desk.shown)
        screen = desk.app.board_screen
        assert isinstance(screen, BoardScreen)
        under, line = screen.under_a_chat(), screen.selected
        assert under is not None
        assert line is not None
        await desk.app.push_screen(ChatLook(line, desk.app.pictures.ticket, under))
        await desk.until(lambda: "Arrivo." in desk.shown)
        assert left_over(desk.shown) == []
    pages.close()
