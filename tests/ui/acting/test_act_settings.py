"""The settings of whoever sits at the desk: looked at, kept, and left."""

import re
from functools import partial
from pathlib import Path

import pytest

from tests.ui.acting.stage import SIZES, Scene, Sitting, in_one_burst, sitting
from vipdesk.appearance import Appearance, Shows
from vipdesk.domain.facts import Status
from vipdesk.keys import NAMES, VI_MOVES, Keys, KeySet
from vipdesk.personal import Personal
from vipdesk.preferences import Preferences, read_preferences
from vipdesk.preferences_file import keep_preferences
from vipdesk.screens.composer import Composer
from vipdesk.screens.own_keys import OwnKeys, PressKey
from vipdesk.screens.settings import KEY_SETS, SettingsForm
from vipdesk.screens.writing import Writing


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own" / "config.toml"


@pytest.fixture
def half_wrong(own: Path) -> Personal:
    """Somebody whose file has a key that another act has."""
    own.parent.mkdir()
    own.write_text('[keys]\nanswer = "r"\nnote = "%"\n', encoding="utf-8")
    preferences, complaints = read_preferences(own)
    return Personal(preferences=preferences, complaints=complaints)


def somebody(own: Path, chosen: Preferences | None = None) -> Personal:
    return Personal(preferences=chosen or Preferences(), keep=partial(keep_preferences, own))


DARK = Preferences(theme=Appearance.DARK)


def with_keys(own: Path, **keys: str) -> Personal:
    return somebody(own, Preferences(keys=Keys(keys)))


async def opened(desk: Sitting) -> None:
    await desk.keys("comma")
    await desk.until(lambda: isinstance(desk.app.screen, SettingsForm))


async def own_keys(desk: Sitting) -> OwnKeys:
    await opened(desk)
    await desk.keys("ctrl+k")
    await desk.until(lambda: isinstance(desk.app.screen, OwnKeys))
    screen = desk.app.screen
    assert isinstance(screen, OwnKeys)
    return screen


async def test_a_theme_is_seen_while_it_is_looked_for_and_put_back(scene: Scene, own: Path) -> None:
    async with sitting(scene, personal=somebody(own, DARK)) as desk:
        await opened(desk)
        await desk.keys("right")
        await desk.until(lambda: desk.app.theme == "light")
        await desk.keys("escape")
        await desk.until(lambda: desk.app.theme == "dark")
    assert read_preferences(own) == (Preferences(), ())


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_chosen_is_kept(scene: Scene, own: Path, size: tuple[int, int]) -> None:
    scene.mail()
    async with sitting(scene, size, somebody(own, DARK)) as desk:
        await opened(desk)
        await desk.keys("right", "tab", "right", "tab")
        await desk.types("lisbon")
        await desk.until(lambda: "Europe/Lisbon: it is" in desk.shown)
        await desk.keys("tab", "right", "ctrl+s")
        await desk.says("settings kept")
    kept, wrong = read_preferences(own)
    assert wrong == ()
    assert kept == Preferences(
        theme=Appearance.LIGHT,
        key_set=KeySet.VI,
        zone="Europe/Lisbon",
        notify=frozenset({"bell"}),
    )


async def test_a_zone_that_is_none_is_said_in_place(scene: Scene, own: Path) -> None:
    async with sitting(scene, personal=somebody(own)) as desk:
        await opened(desk)
        await desk.keys("tab", "tab", *"Atlantis", "ctrl+s")
        await desk.until(lambda: "there is no zone Atlantis" in desk.shown)
        assert isinstance(desk.app.screen, SettingsForm)


async def test_the_chosen_zone_is_the_one_that_z_shows(scene: Scene, own: Path) -> None:
    scene.mail()
    async with sitting(scene, personal=somebody(own, Preferences(zone="America/New_York"))) as desk:
        assert "12:42" in desk.shown
        await desk.keys("z")
        await desk.until(lambda: "EST" in desk.shown and "06:42" in desk.shown)
        await desk.keys("z")
        await desk.until(lambda: "12:42" in desk.shown)


async def test_a_file_that_cannot_be_written_is_said_and_the_choice_holds(
    scene: Scene, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    async with sitting(scene, personal=somebody(tmp_path / "file" / "config.toml")) as desk:
        await opened(desk)
        await desk.keys("right", "ctrl+s")
        await desk.says("not kept:")
        assert desk.app.theme == "dark"


async def test_where_nothing_may_be_kept_it_holds_until_the_end(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("right", "ctrl+s")
        await desk.says("until you leave")
        assert desk.app.theme == "dark"


async def test_without_colours_it_says_why(scene: Scene) -> None:
    only = Shows(Appearance.NONE, "NO_COLOR is set")
    async with sitting(scene, personal=Personal(shows=only)) as desk:
        await opened(desk)
        assert "NO_COLOR is set: no colour is shown" in desk.shown
        await desk.keys("right")
        assert desk.app.theme == "none"


async def test_the_palette_has_the_themes_and_keeps_the_choice(scene: Scene, own: Path) -> None:
    async with sitting(scene, personal=somebody(own)) as desk:
        await desk.keys("ctrl+p", *"colour-blind")
        await desk.until(lambda: "Theme: colour-blind" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: desk.app.theme == "colour-blind")
        await desk.says("settings kept")
    assert read_preferences(own)[0].theme is Appearance.COLOUR_BLIND


async def test_another_key_is_pressed_and_holds_everywhere(scene: Scene, own: Path) -> None:
    number = scene.mail()
    async with sitting(scene, personal=somebody(own)) as desk:
        await own_keys(desk)
        await desk.keys("enter", "n")
        await desk.until(lambda: "n is the key of “Write a note" in desk.shown)
        await desk.keys("j")
        await desk.until(lambda: "j: it moves" in desk.shown)
        await desk.keys("Z", "escape", "ctrl+s")
        await desk.says("settings kept")
        assert "Z answer" in desk.shown
        assert "a answer" not in desk.shown
        await desk.keys("a")
        assert not isinstance(desk.app.screen, Composer)
        await desk.keys("question_mark")
        await desk.until(lambda: "Z           Answer the client" in desk.shown)
        await desk.keys("escape", "ctrl+p", *"answer the")
        await desk.until(lambda: "Answer the client (Z)" in desk.shown)
        await desk.keys("escape")
        in_one_burst(desk.app, *"Za")
        await desk.until(lambda: isinstance(desk.app.screen, Composer))
        await desk.until(lambda: desk.app.screen.query_one(Writing).text == "a")
    assert scene.view(number).line.status == Status.OPEN
    assert read_preferences(own)[0].keys.chosen == {"answer": "Z"}


async def test_what_is_said_names_the_keys_as_they_are_now(scene: Scene, own: Path) -> None:
    mine = with_keys(own, undo="%", new_ticket="Z", callbacks="f5", unfold="O")
    async with sitting(scene, personal=mine) as desk:
        await desk.until(lambda: "Z opens a ticket." in desk.shown)
        scene.mail(text="Still broken.\n\n> what was\n> said")
        desk.bell.ring()
        await desk.reads(101)
        await desk.keys("w")
        await desk.says("% undoes it")


async def test_a_click_on_the_footer_does_what_its_new_key_does(scene: Scene, own: Path) -> None:
    scene.mail()
    async with sitting(scene, personal=with_keys(own, answer="Z")) as desk:
        row = next(y for y, line in enumerate(desk.shown.split("\n")) if "Z answer" in line)
        column = desk.shown.split("\n")[row].index("Z answer")
        await desk.pilot.click(offset=(column, row))
        await desk.until(lambda: isinstance(desk.app.screen, Composer))


async def test_keys_are_put_back_one_by_one_or_all(scene: Scene, own: Path) -> None:
    mine = with_keys(own, answer="Z", note="%", resolve="ctrl+x")
    async with sitting(scene, personal=mine) as desk:
        screen = await own_keys(desk)
        await desk.until(lambda: "instead of a" in desk.shown)
        await desk.keys("delete")
        assert screen.keys.chosen == {"note": "%", "resolve": "ctrl+x"}
        await desk.keys("ctrl+r")
        assert screen.keys.chosen == {}
        await desk.keys("escape", "ctrl+s")
        await desk.says("settings kept")
    assert read_preferences(own)[0].keys.chosen == {}


async def test_a_key_whose_usual_place_is_taken_is_not_put_back(scene: Scene, own: Path) -> None:
    async with sitting(scene, personal=with_keys(own, answer="n", note="a")) as desk:
        screen = await own_keys(desk)
        await desk.keys("delete")
        await desk.until(lambda: "a is the key of “Write a note" in desk.shown)
        assert screen.keys.chosen == {"answer": "n", "note": "a"}


async def test_a_key_is_left_as_it_is_by_escape(scene: Scene, own: Path) -> None:
    async with sitting(scene, personal=somebody(own)) as desk:
        screen = await own_keys(desk)
        await desk.keys("enter")
        await desk.until(lambda: isinstance(desk.app.screen, PressKey))
        await desk.keys("escape")
        await desk.until(lambda: desk.app.screen is screen)
        assert screen.keys.chosen == {}


async def test_a_moved_key_that_does_not_work_here_says_why(scene: Scene, own: Path) -> None:
    async with sitting(scene, personal=with_keys(own, undo="%")) as desk:
        await desk.keys("u")
        assert desk.said == ""
        await desk.keys("percent_sign")
        await desk.says("nothing is left to undo")


async def test_the_vi_set_moves_by_half_pages_and_to_what_is_in_sight(
    scene: Scene, own: Path
) -> None:
    for place in range(40):
        scene.mail(f"Matter {place}")
    async with sitting(scene, personal=somebody(own, Preferences(key_set=KeySet.VI))) as desk:
        queue = desk.app.board_screen.queue
        first = queue.number
        await desk.keys("ctrl+d")
        lower = queue.number
        assert lower != first
        await desk.keys("ctrl+u")
        assert queue.number == first
        await desk.keys("L")
        last = queue.number
        assert last not in (first, queue.lines[-1].number)
        await desk.keys("H")
        assert queue.number == first
        await desk.keys("G")
        end = queue.number
        await desk.keys("g", "g")
        assert (queue.number, end) == (first, queue.lines[-1].number)
        await desk.keys("slash", *"HML")
        assert desk.app.board_screen.find_bar.words == "HML"


def test_the_vi_set_is_told_with_the_keys_that_it_has_beside_the_acts() -> None:
    told = dict(KEY_SETS)[KeySet.VI.value].partition(": ")[2].split()
    assert [key.replace("^", "ctrl+") for key in told] == [*VI_MOVES]


def test_the_readme_names_every_act_that_may_have_another_key() -> None:
    text = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    listed = text.partition("\n[keys]")[2].partition("```")[0]
    assert set(NAMES) <= set(re.findall(r"[a-z_]+", listed))


async def test_without_the_vi_set_its_keys_do_nothing(scene: Scene, own: Path) -> None:
    for place in range(5):
        scene.mail(f"Matter {place}")
    async with sitting(scene, personal=somebody(own)) as desk:
        first = desk.app.board_screen.queue.number
        await desk.keys("L", "ctrl+d")
        assert desk.app.board_screen.queue.number == first


async def test_a_wrong_line_in_the_file_is_said_and_the_desk_opens(
    scene: Scene, half_wrong: Personal
) -> None:
    scene.mail()
    async with sitting(scene, personal=half_wrong) as desk:
        assert "line 2: keys.answer: r is the key of" in desk.said
        assert "% note" in desk.shown
        await desk.keys("a")
        await desk.until(lambda: isinstance(desk.app.screen, Composer))
