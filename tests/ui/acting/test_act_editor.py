"""An editor of one's own, for an answer."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.ui.acting.stage import Scene, Stage, type_text, until
from vipdesk.domain.errors import BadInput
from vipdesk.editor import edited, editor_named
from vipdesk.screens.composer import Composer, Hand
from vipdesk.screens.writing import Writing


def composer(scene: Scene, hand: Hand, number: int) -> Composer:
    return Composer(scene.view(number).line, scene.board(), hand)


def typed(stage: Stage) -> str:
    return stage.dialog.query_one(Writing).text


async def test_without_a_terminal_of_its_own_the_editor_is_refused_in_place(
    scene: Scene, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    stage = Stage(composer(scene, hand, scene.mail()))
    async with stage.run_test() as pilot:
        await type_text(pilot, "text")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "an editor needs a terminal of its own" in stage.problem())
        assert typed(stage) == "text"


async def test_without_an_editor_the_composer_says_how_to_name_one(
    scene: Scene, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    stage = Stage(composer(scene, hand, scene.mail()))
    async with stage.run_test() as pilot:
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "set $EDITOR" in stage.problem())


def test_an_editor_works_on_a_private_file_that_is_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = (
        "import os, sys; p = sys.argv[-1]; t = open(p, encoding='utf-8').read();"
        f"open({str(seen)!r}, 'w').write(p + chr(10) + oct(os.stat(p).st_mode));"
        "open(p, 'w', encoding='utf-8').write(t.upper() + chr(10))"
    )
    assert edited("über", [sys.executable, "-c", script]) == "ÜBER"
    path, mode = seen.read_text().split("\n")
    assert stat.S_IMODE(int(mode, 8)) == 0o600
    assert not os.path.exists(path)


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (["false"], "false ended with 1: the text is as it was"),
        (["/nowhere/editor"], "could not be started"),
        (["sh", "-c", "printf '\\351' > $0"], "did not save UTF-8"),
        (["rm"], "can't be used .No such file or directory.: the text is as it was"),
    ],
)
def test_an_editor_that_fails_changes_nothing(command: list[str], problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        edited("text", command)


def test_an_interrupt_typed_in_the_editor_ends_neither_it_nor_the_desk() -> None:
    assert edited("text", ["sh", "-c", "kill -INT $PPID; printf 'more' > $0"]) == "more"


def test_a_folder_for_the_file_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(BadInput, match="editor's file in /nowhere can't be used"):
        edited("text", ["true"])


def test_an_editor_may_have_arguments_and_bad_quotes_are_told() -> None:
    assert editor_named({"EDITOR": "nano", "VISUAL": "vim -u 'my rc'"}) == ["vim", "-u", "my rc"]
    with pytest.raises(BadInput, match="mend its quotes"):
        editor_named({"EDITOR": "vim 'x"})
