"""The policy on screen: read, another one looked at, and put in force by one key."""

import sys
from pathlib import Path

import pytest
from textual.app import App

from tests.ui.acting.stage import SIZES, Scene, Sitting, sitting
from vipdesk.policies import shipped_policy_text
from vipdesk.screens.policy import PolicyFile, PolicyScreen
from vipdesk.screens.policy_preview import PolicyPreviewScreen

SOONER = shipped_policy_text().replace('initial = "2 business hours"', 'initial = "1 hour"')


@pytest.fixture
def sooner(tmp_path: Path) -> Path:
    """A policy whose severity 3 is due an hour after it came."""
    path = tmp_path / "sooner.toml"
    path.write_text(SOONER, encoding="utf-8")
    return path


async def opened(desk: Sitting) -> None:
    await desk.keys("comma", "ctrl+o")
    await desk.until(lambda: isinstance(desk.app.screen, PolicyScreen))


async def named(desk: Sitting, path: Path) -> None:
    await opened(desk)
    await desk.keys("f")
    await desk.until(lambda: isinstance(desk.app.screen, PolicyFile))
    await desk.types(str(path))
    await desk.keys("enter")


async def previewed(desk: Sitting) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, PolicyPreviewScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_in_force_is_read_and_left(scene: Scene, size: tuple[int, int]) -> None:
    async with sitting(scene, size) as desk:
        await opened(desk)
        await desk.until(lambda: "Europe/Bratislava" in desk.shown)
        assert "e edit a copy" in desk.shown
        await desk.keys("escape", "escape")
        await desk.until(lambda: desk.app.screen is desk.app.board_screen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_is_looked_at_and_enter_puts_it_in_force(
    scene: Scene, sooner: Path, size: tuple[int, int]
) -> None:
    number = scene.mail()
    scene.clock.on(minutes=90)
    async with sitting(scene, size) as desk:
        await named(desk, sooner)
        await previewed(desk)
        told = " ".join(desk.shown.replace("│", " ").split())
        assert "1 of 1 moves, 1 would be overdue at once" in told
        assert f"■ #{number} Mon 23 Nov 12:42 → Mon 23 Nov 11:42" in told
        assert scene.board().policy.text == shipped_policy_text()
        await desk.keys("enter")
        await desk.says("the policy is in force")
    assert scene.board().policy.text == SOONER
    due = scene.view(number).line.countdown
    assert due is not None
    assert f"{due.due.astimezone(scene.board().policy.hours.zone):%H:%M}" == "11:42"


async def test_escape_changes_nothing(scene: Scene, sooner: Path) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await named(desk, sooner)
        await previewed(desk)
        assert "severity 3: Standard: first word within 2 business hours" in desk.shown
        await desk.keys("escape")
        await desk.until(lambda: isinstance(desk.app.screen, PolicyScreen))
    assert scene.board().policy.text == shipped_policy_text()


async def test_the_policy_in_force_is_not_offered_again(scene: Scene, tmp_path: Path) -> None:
    same = tmp_path / "same.toml"
    same.write_text(shipped_policy_text(), encoding="utf-8")
    async with sitting(scene) as desk:
        await named(desk, same)
        await previewed(desk)
        assert "word for word" in desk.shown
        assert "put it in force" not in desk.shown


@pytest.mark.parametrize(
    ("text", "said"),
    [("[service]\nname = 3\n", "is missing; add [tickets]"), (None, "no such file")],
)
async def test_a_file_that_cannot_be_right_is_said_in_place(
    scene: Scene,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str | None,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("w.toml")  # a long one would be told in several rows
    if text is not None:
        (tmp_path / path).write_text(text, encoding="utf-8")
    async with sitting(scene) as desk:
        await named(desk, path)
        await desk.until(lambda: said in " ".join(desk.shown.split()))
        assert isinstance(desk.app.screen, PolicyFile)


class Suspended:
    """A terminal that is given away for a while."""

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that writes what is in a file of ours; give the file."""
    words = tmp_path / "words"
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        f"pathlib.Path(sys.argv[1]).write_text(pathlib.Path({str(words)!r}).read_text())\n",
        encoding="utf-8",
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.setattr(App, "suspend", lambda _: Suspended())
    return words


def saves(editor: Path, text: str) -> None:
    """What the agent saves in the editor next."""
    editor.write_text(text, encoding="utf-8")


async def test_a_copy_is_edited_until_it_can_be_right(scene: Scene, editor: Path) -> None:
    scene.mail()
    saves(editor, SOONER.replace('"1 hour"', '"1 our"'))
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("e")
        await desk.until(lambda: "the copy" in desk.shown and "not done" in desk.shown)
        saves(editor, SOONER)
        await desk.keys("e")
        await previewed(desk)
        await desk.keys("enter")
        await desk.says("the policy is in force")
    assert scene.board().policy.text.strip() == SOONER.strip()
