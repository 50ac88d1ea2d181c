"""Keys, clicks and the palette: what works is shown, and nothing typed goes astray."""

import pytest

from tests.ui.acting.stage import Scene, in_one_burst, sitting
from vipdesk.domain.commands import SetStatus
from vipdesk.domain.facts import Status
from vipdesk.screens.composer import Composer
from vipdesk.screens.writing import Writing


async def test_typing_ahead_lands_in_the_answer_and_never_acts(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        in_one_burst(desk.app, *"arrrw")
        await desk.until(lambda: isinstance(desk.app.screen, Composer))
        await desk.until(lambda: desk.app.screen.query_one(Writing).text == "rrrw")
    assert scene.view(number).line.status == "open"


async def test_the_help_finds_an_act_by_what_the_line_of_keys_calls_it(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.until(lambda: "N new" in desk.shown)
        await desk.keys("question_mark", *"new")
        await desk.until(lambda: "Nothing here" in desk.shown or "Signs" not in desk.shown)
        assert any(row.strip("│ ").startswith("N ") for row in desk.shown.splitlines())


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["a", *"okay", "ctrl+s"], "answer to Marta Rossi queued, not sent yet"),
        (["n", *"okay", "ctrl+s"], "note kept"),
        (["c", *"okay", "ctrl+n"], "reached nobody"),
        (["s", "1", "enter", *"okay", "enter"], "is severity 1"),
        (["N", *"okay", "ctrl+s"], "opened"),
    ],
)
async def test_a_burst_of_keys_loses_none_of_them(scene: Scene, keys: list[str], said: str) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        in_one_burst(desk.app, *keys)
        await desk.says(said)
    latest = max(line.number for line in scene.board().lines)
    texts = [scene.view(latest).ticket.subject, *(e.detail for e in scene.view(number).events)]
    texts += [m.text for m in scene.messages(number)]
    assert any("okay" in text for text in texts), texts


async def test_a_number_and_enter_in_one_burst_open_that_ticket(scene: Scene) -> None:
    number = scene.mail()
    scene.do(SetStatus(number, Status.RESOLVED))
    async with sitting(scene) as desk:
        in_one_burst(desk.app, "number_sign", *str(number), "enter")
        await desk.reads(number)


async def test_letters_typed_into_the_filter_are_letters(scene: Scene) -> None:
    number = scene.mail("arwn")
    async with sitting(scene) as desk:
        await desk.keys("slash", *"arwn")
        assert desk.app.board_screen.filter == "arwn"
    assert scene.view(number).line.status == "open"


async def test_the_footer_shows_only_what_works_here_and_now(scene: Scene) -> None:
    async with sitting(scene) as desk:
        empty = keys_of(desk.shown)
        assert "new" in empty
        assert not any(words in empty for words in ("answer", "resolve", "undo", "severity"))
        number = scene.mail()
        desk.bell.ring()
        await desk.reads(number)
        await desk.until(lambda: "a answer" in keys_of(desk.shown))
        there = keys_of(desk.shown)
        assert not any(words in there for words in ("thank-you", "who is it", "reopen", "undo"))


async def test_every_act_that_works_is_in_the_palette(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("ctrl+p")
        await desk.until(lambda: "Wait for the client (w)" in desk.shown)
        for says in ("Answer the client (a)", "Resolve the ticket (r)", "Open a ticket by hand"):
            assert says in desk.shown
        assert "Reopen" not in desk.shown
        await desk.types("wait for")
        await desk.keys("enter")
        await desk.says(f"#{number} waiting for the client")


async def test_a_click_in_the_footer_acts(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        rows = desk.shown.split("\n")
        row = next(i for i, text in enumerate(rows) if "w wait for client" in text)
        await desk.pilot.click(offset=(rows[row].index("w wait for client") + 3, row))
        await desk.says(f"#{number} waiting for the client")


async def test_help_lists_every_act(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene, (120, 100)) as desk:
        await desk.keys("question_mark")
        await desk.until(lambda: "Keys and signs" in desk.shown)
        for says in ("Answer the client", "Log a call with the client", "Go to a ticket"):
            assert says in desk.shown


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_answering_works_at_every_size(scene: Scene, size: tuple[int, int]) -> None:
    number = scene.mail()
    async with sitting(scene, size) as desk:
        await desk.keys("a", *"ok", "ctrl+r")
        await desk.says(f"#{number}: answer to Marta Rossi queued, not sent yet")
    assert scene.view(number).line.status == "resolved"


def keys_of(shown: str) -> str:
    """The rows at the bottom, where the keys stand."""
    return "\n".join(shown.split("\n")[-3:])


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("i", "the sender is known"),
        ("t", "the client has not written again"),
        ("u", "nothing is left to undo"),
    ],
)
async def test_a_key_that_does_nothing_here_says_why(scene: Scene, key: str, why: str) -> None:
    number = scene.mail()
    before = scene.view(number)
    async with sitting(scene) as desk:
        await desk.keys(key)
        await desk.says(f"not done: {why}")
    assert scene.view(number) == before


async def test_on_an_empty_desk_a_key_says_that_no_ticket_is_selected(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.keys("a")
        await desk.says("not done: no ticket is selected")


async def test_letters_typed_into_the_find_line_are_no_refused_acts(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("slash", *"uit")
        await desk.until(lambda: "Nothing" in desk.shown)
        assert desk.said == ""
