"""Copy, files, numbers in a text, ready answers: by their keys, on the whole desk."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.ui.acting.stage import MARTA, Scene, sitting
from vipdesk.domain.commands import Receive, Reply, SetStatus
from vipdesk.domain.errors import BadInput
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.message import Attachment
from vipdesk.domain.policy import Channel
from vipdesk.screens.canned import CannedDialog
from vipdesk.screens.composer import Composer
from vipdesk.screens.copying import MOST, CopyDialog
from vipdesk.screens.files import FilesDialog
from vipdesk.screens.writing import Writing
from vipdesk.shelf import LocalShelf
from vipdesk.widgets.picking import PickList

ITALIAN = "Buongiorno, non ci arrivano le mail: può aiutarci? È il problema di ieri."


def with_files(scene: Scene, *names: str) -> int:
    """A mail that brings files; its ticket."""
    brought = tuple(
        Attachment(name, "text/plain", 5, scene.files.put(f"in {name}".encode())) for name in names
    )
    said = Inbound(
        channel=Channel.EMAIL,
        external_id="with files",
        sender=MARTA,
        received=scene.clock.at,
        subject="Logs",
        text="See the logs.",
        attachments=brought,
    )
    ticket = scene.do(Receive(said)).change.ticket
    assert ticket is not None
    return ticket.number


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The agent's downloads."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "b.log").write_text("somebody else's")
    monkeypatch.setattr("vipdesk.downloads.user_downloads_path", lambda: folder)
    return folder


async def test_what_the_client_wrote_is_copied_by_two_keys(scene: Scene) -> None:
    number = scene.mail(text="Since twenty past nine")
    async with sitting(scene) as desk:
        await desk.keys("y")
        await desk.until(lambda: isinstance(desk.app.screen, CopyDialog))
        await desk.keys("2")
        await desk.says("copied: what the client wrote last")
        assert desk.app.clipboard == "Since twenty past nine"
        await desk.keys("y")
        await desk.until(lambda: isinstance(desk.app.screen, CopyDialog))
        await desk.keys("enter")
        await desk.says("copied: number and subject")
        assert desk.app.clipboard == f"#{number} Login page returns 502"


async def test_copied_text_can_t_act_on_a_terminal(scene: Scene) -> None:
    scene.mail(text="evil\x1b]52;c;aGk=\x07 text")
    async with sitting(scene) as desk:
        await desk.keys("y", "2")
        await desk.says("copied")
        assert "\x1b" not in desk.app.clipboard


async def test_more_than_a_terminal_takes_is_told_and_not_cut(scene: Scene) -> None:
    scene.mail(text="long " * (MOST // 4))
    async with sitting(scene) as desk:
        await desk.keys("y", "2")
        await desk.until(lambda: "more than a terminal takes" in desk.shown)
        assert desk.app.clipboard == ""


async def test_files_are_saved_each_under_a_name_of_its_own(scene: Scene, downloads: Path) -> None:
    with_files(scene, "a.log", "b.log")
    async with sitting(scene) as desk:
        await desk.keys("A")
        await desk.until(lambda: isinstance(desk.app.screen, FilesDialog))
        await desk.keys("enter")
        await desk.until(lambda: (downloads / "a.log").exists())
        await desk.until(lambda: "saved as" in desk.shown)
        await desk.keys("down", "enter")
        await desk.until(lambda: (downloads / "b (2).log").exists())
    assert (downloads / "a.log").read_text() == "in a.log"
    assert (downloads / "b.log").read_text() == "somebody else's"


async def test_a_ticket_without_files_says_so(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("A")
        await desk.says("not done: no file came with it")


def test_over_ssh_nothing_is_opened_and_what_may_run_is_only_saved(
    scene: Scene, downloads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}:/usr/bin:/bin")
    content = scene.files.put(b"content")
    picture = Attachment("screen.png", "image/png", 7, content)
    far = LocalShelf(scene.files, {"DISPLAY": ":0", "SSH_CONNECTION": "x"})
    assert not far.opens
    with pytest.raises(BadInput, match="no screen here"):
        far.open(picture)
    near = LocalShelf(scene.files, {"DISPLAY": ":0"})
    assert near.opens
    assert near.open(picture) == downloads / "screen.png"
    with pytest.raises(BadInput, match="may run something"):
        near.open(Attachment("run.sh", "text/plain", 7, content))


async def test_a_number_in_the_text_is_gone_to_by_key_and_by_click(scene: Scene) -> None:
    old = scene.mail("Old matter")
    scene.do(SetStatus(old, Status.RESOLVED))
    number = scene.mail("New matter", text=f"It is like #{old} again")
    async with sitting(scene) as desk:
        await desk.keys("number_sign")
        await desk.until(lambda: "Go to ticket" in desk.shown)
        await desk.keys("enter")
        await desk.reads(old)
        await desk.keys("escape")
        await desk.reads(number)
        row = next(y for y, text in enumerate(desk.shown.split("\n")) if "It is like #" in text)
        column = desk.shown.split("\n")[row].index(f"#{old} again")
        await desk.pilot.click(offset=(column + 1, row))
        await desk.reads(old)


async def test_a_ready_answer_is_found_filled_in_and_sent(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("a")
        await desk.until(lambda: isinstance(desk.app.screen, Composer))
        await desk.keys("ctrl+n")
        await desk.until(lambda: isinstance(desk.app.screen, CannedDialog))
        await desk.until(lambda: "ask for details" in desk.shown)
        await desk.types("en working")
        await desk.until(lambda: "Dear {first_name}" in desk.shown)
        await desk.until(lambda: "ask for details" not in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "Dear Marta," in desk.shown)
        await desk.keys("ctrl+s")
        await desk.says("answer to Marta")
    text = scene.messages(number)[-1].text
    assert text.startswith('Dear Marta,\n\nI am working on "Login page returns 502"')
    assert "by Mon 23 Nov 12:42 at the latest" in text
    assert text.endswith("Jana Nováková")


@pytest.mark.parametrize(
    ("text", "first"),
    [("Nobody can log in.", "ask for details"), (ITALIAN, "chiedi dettagli")],
)
async def test_ready_answers_in_the_clients_language_come_first(
    scene: Scene, text: str, first: str
) -> None:
    scene.mail(text=text)
    async with sitting(scene) as desk:
        await desk.keys("a", "ctrl+n")
        await desk.until(lambda: first in desk.shown)
        picks = desk.app.screen.query_one(PickList)
        assert str(picks.get_option_at_index(0).prompt).endswith(first)


async def test_a_ready_answer_promises_no_moment_that_is_over(scene: Scene) -> None:
    scene.mail()
    scene.clock.at += timedelta(days=2)
    async with sitting(scene) as desk:
        await desk.keys("a", *"Hello", "ctrl+n")
        await desk.until(lambda: isinstance(desk.app.screen, CannedDialog))
        await desk.types("en working")
        await desk.until(lambda: "ask for details" not in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "to be filled in by hand: {due}" in desk.shown)
        assert "Hello\n\nDear Marta,\n" in desk.app.screen.query_one(Writing).text


async def test_words_that_no_ready_answer_has_are_told(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("a", "ctrl+n")
        await desk.until(lambda: "ask for details" in desk.shown)
        await desk.types("zebra")
        await desk.until(lambda: "no ready answer has these words" in desk.shown)
        await desk.keys(*["backspace"] * 5)
        await desk.until(lambda: "no ready answer has" not in desk.shown)


async def test_a_place_that_nothing_is_known_for_is_told(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "parcel.txt").write_text("Parcel {parcel} for {contact}")
    scene.ready = (tmp_path / "own",)
    number = scene.mail()
    scene.do(Reply(number, "first"))
    async with sitting(scene) as desk:
        await desk.keys("a", "ctrl+n")
        await desk.until(lambda: "Parcel {parcel}" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "Parcel {parcel} for Marta Rossi" in desk.shown)
        await desk.until(lambda: "to be filled in by hand: {parcel}" in desk.shown)
