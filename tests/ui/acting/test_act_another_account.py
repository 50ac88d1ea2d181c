"""Who comes by a key on somebody else's account has the desk, and not the account."""

from pathlib import Path

import pytest
from platformdirs import user_downloads_path
from textual.widgets import TextArea

from tests.ui.acting.stage import Scene, sitting
from vipdesk.cli.desk import _open_satchel, _open_shelf, personal
from vipdesk.config import Settings, settings_from
from vipdesk.domain.actor import Actor
from vipdesk.domain.colleagues import Role
from vipdesk.domain.errors import BadInput
from vipdesk.personal import Personal
from vipdesk.policies import shipped_policy_text
from vipdesk.satchel import LocalSatchel
from vipdesk.screens.composer import Composer
from vipdesk.screens.policy import PolicyFile, PolicyScreen

COVER = Actor("Petra Short", Role.COVER, 2)


@pytest.fixture
def below(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The downloads of an account that has secrets beside them."""
    home = tmp_path / "home"
    folder = home / "Downloads"
    (folder / "march").mkdir(parents=True)
    (folder / "march" / "report.pdf").write_bytes(b"%PDF")
    (folder / ".hidden").write_bytes(b"secret")
    (folder / "link").symlink_to(home)
    (home / "secret.txt").write_bytes(b"secret")
    (home / "policy.toml").write_text(shipped_policy_text())
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_DOWNLOAD_DIR", raising=False)
    monkeypatch.chdir(home)
    return folder


OUTSIDE = [
    *("~/secret.txt", "../secret.txt", "link/secret.txt", "/etc/passwd"),
    *(".hidden", "~/Downloads/.hidden", "~nobody-here/x", "/no/such/file", "a\0b"),
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_other_file_of_the_account_goes_with_an_answer(
    scene: Scene, below: Path, path: str
) -> None:
    satchel = LocalSatchel(scene.files, 1_000_000, below)
    with pytest.raises(BadInput, match="only files in"):
        satchel.measure(path, [])
    with pytest.raises(BadInput, match="only files in"):
        satchel.enclose([path])
    with pytest.raises(BadInput, match="only files in"):
        satchel.real(path)


def test_files_in_the_one_folder_go(scene: Scene, below: Path) -> None:
    satchel = LocalSatchel(scene.files, 1_000_000, below)
    for path in (
        "march/report.pdf",
        "~/Downloads/march/report.pdf",
        "link/Downloads/march/report.pdf",
    ):
        assert satchel.measure(path, []) == 4
        assert [one.name for one in satchel.enclose([path])] == ["report.pdf"]


def test_nothing_else_is_named_while_a_path_is_typed(scene: Scene, below: Path) -> None:
    satchel = LocalSatchel(scene.files, 1_000_000, below)
    assert satchel.complete("") == ("link/", "march/")
    assert satchel.complete("ma") == ("march/",)
    assert satchel.complete("~/Downloads/march/") == ("~/Downloads/march/report.pdf",)
    for begun in (".", ".h", "~/", "link/", "../", "/etc/"):
        assert satchel.complete(begun) == ()


def test_a_name_that_was_given_says_that_the_account_is_not_theirs(
    scene: Scene, below: Path
) -> None:
    def settings(name: str | None) -> Settings:
        return settings_from({}, store=scene.where, acting_as=name)

    guest, owner = settings(COVER.name), settings(None)
    assert personal(guest, COVER).below == user_downloads_path() == below
    assert personal(owner, COVER).below is None
    assert personal(settings("Jana"), Actor("Jana", at_own_desk=True)).below is None
    with pytest.raises(BadInput, match="only files in"):
        _open_satchel(guest, below).measure("/etc/passwd", [])
    assert _open_satchel(owner, None).measure("/etc/passwd", [])


def test_nothing_is_opened_with_a_program_of_the_account(
    scene: Scene, below: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text("#!/bin/sh\n")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    settings = settings_from({}, store=scene.where)
    assert _open_shelf(settings, None).opens
    assert not _open_shelf(settings, below).opens


async def test_no_editor_is_started_for_an_answer(
    scene: Scene, below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("vipdesk.screens.composer.edited_outside", lambda *it: started.append(it))
    scene.mail()
    async with sitting(scene, personal=Personal(below=below)) as desk:
        await desk.keys("a")
        await desk.until(lambda: isinstance(desk.app.screen, Composer))
        await desk.keys("ctrl+e", "f7", "x")
        await desk.until(lambda: "x" in desk.app.screen.query_one("#text", TextArea).text)
        assert "^e" not in desk.shown
    assert not started


async def test_no_editor_is_started_for_a_policy_and_its_file_is_from_the_folder(
    scene: Scene, below: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("vipdesk.screens.policy.edited_outside", lambda *it: started.append(it))
    async with sitting(scene, personal=Personal(below=below)) as desk:
        await desk.keys("comma", "ctrl+o")
        await desk.until(lambda: isinstance(desk.app.screen, PolicyScreen))
        await desk.keys("e", "f")
        await desk.until(lambda: isinstance(desk.app.screen, PolicyFile))
        await desk.types("~/policy.toml")
        await desk.keys("enter")
        await desk.until(lambda: "only files in" in desk.shown)
    assert not started
