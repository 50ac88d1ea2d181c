"""Files that go with an answer: picked by typing, bounded, kept when it is sent."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.acting.stage import SIZES, Scene, Stage, sitting, text_of, type_text, until
from vipdesk.domain.commands import Reply
from vipdesk.domain.message import Attachment, Kind
from vipdesk.screens.attaching import AttachDialog, Picked
from vipdesk.screens.composer import Composer, Hand


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the agent is, with files of theirs."""
    here = tmp_path / "work"
    (here / "reports").mkdir(parents=True)
    (here / "reports" / "march.pdf").write_bytes(b"%PDF march")
    (here / "reports" / "may.pdf").write_bytes(b"%PDF may")
    (here / "trace.log").write_bytes(b"x" * 2048)
    (here / "huge.iso").write_bytes(b"x" * 1_000_001)
    (here / ".hidden").write_bytes(b"secret")
    (here / "tra\x1b[31mp.log").write_bytes(b"hostile")
    monkeypatch.chdir(here)
    return here


def dialog(scene: Scene) -> AttachDialog:
    return AttachDialog((), scene.satchel)


def path_in(stage: Stage) -> str:
    return stage.dialog.query_one(Input).value


async def test_a_path_is_completed_as_far_as_it_is_clear(scene: Scene, folder: Path) -> None:
    stage = Stage(dialog(scene))
    async with stage.run_test() as pilot:
        await pilot.press("r", "tab")
        await until(pilot, lambda: path_in(stage) == "reports/")
        await pilot.press("m", "tab")
        await until(pilot, lambda: path_in(stage) == "reports/ma")
        assert stage.problem() == "march.pdf · may.pdf"
        await pilot.press("r", "tab")
        await until(pilot, lambda: path_in(stage) == "reports/march.pdf")
        await pilot.press("x", "tab")
        await until(pilot, lambda: "no path begins like that" in stage.problem())


async def test_what_is_hidden_or_hostile_is_not_offered(scene: Scene, folder: Path) -> None:
    stage = Stage(dialog(scene))
    async with stage.run_test() as pilot:
        await pilot.press("t", "tab")
        await until(pilot, lambda: path_in(stage) == "trace.log")
        assert scene.satchel().complete("") == ("huge.iso", "reports/", "trace.log")
        assert scene.satchel().complete(".h") == (".hidden",)
        assert scene.satchel().complete("nowhere/") == ()


async def test_files_are_listed_taken_out_and_given(scene: Scene, folder: Path) -> None:
    stage = Stage(dialog(scene))
    async with stage.run_test() as pilot:
        for path in ("trace.log", "reports/may.pdf"):
            await type_text(pilot, path)
            await pilot.press("enter")
            await until(pilot, lambda: not path_in(stage))
        assert "trace.log  2 kB" in text_of(stage)
        assert "2 kB of 977 kB that go" in text_of(stage)
        await pilot.press("up", "ctrl+d", "ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert stage.given == [(Picked("reports/may.pdf", 8),)]


async def test_a_path_that_was_typed_goes_without_being_added(scene: Scene, folder: Path) -> None:
    stage = Stage(dialog(scene))
    async with stage.run_test() as pilot:
        await type_text(pilot, "trace.log")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert stage.given == [(Picked("trace.log", 2048),)]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nothing", "nothing: no such file or directory"),
        ("reports", "reports is no file"),
        ("huge.iso", "the files have 1.0 MB: 1.0 MB go with one mail"),
    ],
)
async def test_what_can_not_go_is_told_where_it_is_typed(
    scene: Scene, folder: Path, path: str, why: str
) -> None:
    stage = Stage(dialog(scene))
    async with stage.run_test() as pilot:
        await type_text(pilot, path)
        await pilot.press("enter")
        await until(pilot, lambda: why in stage.problem())
        assert path_in(stage) == path


@pytest.mark.parametrize("size", SIZES)
async def test_an_answer_takes_its_files_along(
    scene: Scene, hand: Hand, folder: Path, size: tuple[int, int]
) -> None:
    number = scene.mail()
    stage = Stage(Composer(scene.view(number).line, scene.board(), hand))
    async with stage.run_test(size=size) as pilot:
        await type_text(pilot, "See the file.")
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(stage.screen, AttachDialog))
        await type_text(pilot, "reports/may.pdf")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "files   may.pdf 8 B" in text_of(stage))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    answer = scene.messages(number)[-1]
    (file,) = answer.attachments
    assert isinstance(file, Attachment)
    assert (answer.kind, file.name, file.media_type) == (Kind.ANSWER, "may.pdf", "application/pdf")
    (folder / "reports" / "may.pdf").unlink()
    assert scene.files.get(file.digest) == b"%PDF may"


async def test_a_file_that_is_gone_when_it_is_sent_keeps_the_answer_here(
    scene: Scene, hand: Hand, folder: Path
) -> None:
    number = scene.mail()
    stage = Stage(Composer(scene.view(number).line, scene.board(), hand))
    async with stage.run_test() as pilot:
        await type_text(pilot, "See the file.")
        await pilot.press("ctrl+f")
        await until(pilot, lambda: isinstance(stage.screen, AttachDialog))
        await type_text(pilot, "trace.log")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "files   trace.log" in text_of(stage))
        (folder / "trace.log").unlink()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "trace.log: no such file" in stage.problem())
    assert [m.kind for m in scene.messages(number)] == [Kind.RECEIVED]


async def test_the_desk_says_how_many_files_went(scene: Scene, folder: Path) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("a")
        await desk.until(lambda: isinstance(desk.app.screen, Composer))
        await desk.types("Here.")
        await desk.keys("ctrl+f")
        await desk.until(lambda: isinstance(desk.app.screen, AttachDialog))
        await desk.types("trace.log")
        await desk.keys("ctrl+s")
        await desk.until(lambda: "files   trace.log" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.says("answer to Marta Rossi with 1 file queued, not sent yet")


async def test_an_answer_that_is_taken_back_says_that_its_files_are_not(
    scene: Scene, folder: Path
) -> None:
    number = scene.mail()
    files = scene.satchel().enclose(["trace.log"])
    async with sitting(scene) as desk:
        await desk.app.board_screen.do(Reply(number, "Here.", None, files))  # type: ignore[attr-defined] # the acting board
        await desk.keys("u")
        await desk.says("undone: answer · its files are to be picked again")
