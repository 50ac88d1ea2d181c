"""Files that go with an answer: picked by typing, bounded, kept when it is sent."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.acting.stage import SIZES, Scene, Sitting, Stage, sitting, text_of, type_text, until
from vipdesk.domain.errors import BadInput
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
        assert "2 kB of 1.0 MB that go" in text_of(stage)
        await pilot.press("up", "ctrl+d", "ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert stage.given == [(Picked("reports/may.pdf", 8, str(folder / "reports" / "may.pdf")),)]


async def test_a_path_that_was_typed_goes_without_being_added(scene: Scene, folder: Path) -> None:
    stage = Stage(dialog(scene))
    async with stage.run_test() as pilot:
        await type_text(pilot, "trace.log")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert stage.given == [(Picked("trace.log", 2048, str(folder / "trace.log")),)]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nothing", "nothing: no such file or directory"),
        ("reports", "reports is no file"),
        ("huge.iso", "the files have 1.1 MB: 1.0 MB go with one mail"),
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


async def attached(desk: Sitting, *paths: str) -> None:
    """Have files go with the answer that is being written."""
    await desk.keys("ctrl+f")
    await desk.until(lambda: isinstance(desk.app.screen, AttachDialog))
    for path in paths:
        await desk.types(path)
        await desk.keys("enter")
        await desk.until(lambda: not desk.app.screen.query_one(Input).value)
    await desk.keys("ctrl+s")
    await desk.until(lambda: isinstance(desk.app.screen, Composer))


async def test_files_stay_with_a_draft_and_come_back_with_an_answer_that_is_taken_back(
    scene: Scene, folder: Path
) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("a")
        await desk.types("Here.")
        await attached(desk, "trace.log")
        await desk.keys("escape")
        await desk.says("goes on with it and its files")
        await desk.keys("a")
        await desk.until(lambda: "files   trace.log" in desk.shown)
        await attached(desk, "reports/may.pdf")
        await desk.keys("ctrl+s")
        await desk.says("with 2 files")
        (folder / "trace.log").unlink()
        await desk.keys("u")
        await desk.says("undone: answer · its files go with it again")
        await desk.keys("a")
        await desk.until(lambda: "files   trace.log 2 kB, may.pdf 8 B" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.until(lambda: len(scene.messages(number)) == 3)
    again = scene.messages(number)[-1]
    assert [one.name for one in again.attachments] == ["trace.log", "may.pdf"]
    assert again.attachments == scene.messages(number)[1].attachments


async def test_a_file_goes_once_however_it_is_called(scene: Scene, folder: Path) -> None:
    stage = Stage(dialog(scene))
    async with stage.run_test() as pilot:
        await type_text(pilot, "trace.log")
        await pilot.press("enter")
        await until(pilot, lambda: not path_in(stage))
        await type_text(pilot, "reports/../trace.log")
        await pilot.press("enter")
        await until(pilot, lambda: "that one goes already" in stage.problem())
    with pytest.raises(BadInput, match=r"trace.log is named twice: once is enough"):
        scene.satchel().enclose(["trace.log", f"{folder}/./trace.log"])
