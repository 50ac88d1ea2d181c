"""A new ticket that is left half typed: it is there again, with what a call said."""

from tests.ui.acting.stage import Scene, sitting


async def test_a_new_ticket_that_is_left_is_kept_as_its_key_says(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.keys("N", *"Down", "tab", "1", "tab", *"pao", "tab", "c", "tab", *"09:15")
        await desk.keys("tab", *"it is")
        await desk.until(lambda: "esc keep for later" in desk.shown)
        await desk.keys("escape")
        await desk.says("not saved yet: N goes on with what you typed")
        await desk.keys("N")
        await desk.until(lambda: "it is" in desk.shown and "‹ Chat ›" in desk.shown.title())
        await desk.keys("ctrl+s")
        await desk.says("opened")
        await desk.keys("N")
        await desk.until(lambda: "New ticket" in desk.shown and "a contact; empty" in desk.shown)
        await desk.keys("escape")
        await desk.until(lambda: desk.app.screen is desk.app.board_screen)
        assert "not saved yet" not in desk.said
    (line,) = scene.board().lines
    assert (line.subject, line.severity, line.requester) == ("Down", 1, "Paolo Bianchi")
    ticket = scene.view(line.number).ticket
    assert ticket.opened_at.isoformat() == "2026-11-23T08:15:00+00:00"
    assert scene.messages(line.number)[0].text == "it is"


async def test_what_a_call_said_is_kept_with_the_new_ticket_that_is_left(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("N", *"Down", "escape")
        await desk.says("not saved yet: N goes on with what you typed")
        await desk.keys("c", *"said so", "ctrl+t")
        await desk.until(lambda: "Down" in desk.shown and "said so" in desk.shown)
        await desk.keys("escape")
        await desk.until(lambda: desk.app.screen is desk.app.board_screen)
        await desk.keys("N")
        await desk.until(lambda: "Down" in desk.shown and "said so" in desk.shown)
