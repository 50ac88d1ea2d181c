"""What is watched is taken in, whatever one message or one folder does."""

from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from tinytag import TinyTag

from tests.desk.conftest import RealDesk
from tests.kit import ACME
from tests.spool import Spool
from vipdesk.calls import calls_of
from vipdesk.domain.policy import Policy
from vipdesk.ingest_voicemail import VoicemailImport
from vipdesk.intake import Intake
from vipdesk.store.files import Files


@pytest.fixture
def told() -> list[str]:
    """What was said to be wrong, in its order."""
    return []


@pytest.fixture
def intake(real: RealDesk, policy: Policy, tmp_path: Path, told: list[str]) -> Intake:
    """Watches two spools."""
    files = Files(tmp_path / "desk.files")
    voicemails = VoicemailImport(real.desk, files, real.clock, calls_of(ACME, policy, files))
    return Intake([tmp_path / "one", tmp_path / "two"], voicemails, told.append)


def test_a_folder_that_is_missing_keeps_nobody_from_the_other(
    intake: Intake, real: RealDesk, told: list[str], tmp_path: Path
) -> None:
    Spool(tmp_path / "two").leave()
    intake.look()
    assert len(real.reader.callbacks()) == 1
    intake.look()
    assert told == [
        f"voicemail: {tmp_path / 'one'} is not there (yet): it is looked for until it is"
    ]
    Spool(tmp_path / "one", 1).leave()
    intake.look()
    assert len(real.reader.callbacks()) == 2
    assert told[1:] == [""]


def test_an_error_that_nobody_thought_of_keeps_nobody_from_the_next(
    intake: Intake,
    real: RealDesk,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spool, really = Spool(tmp_path / "one"), phonenumbers.parse
    spool.leave(callerid="<+390255509999>")
    spool.leave()
    (tmp_path / "two").mkdir()

    def parse(number: str, *how: Any) -> Any:
        if number.endswith("9999"):
            raise RecursionError
        return really(number, *how)

    monkeypatch.setattr(phonenumbers, "parse", parse)
    intake.look()
    assert [one.phone for one in real.reader.callbacks()] == ["+390255501234"]
    (kept,) = real.reader.kept_apart().unreadable
    assert (kept.label, "RecursionError" in kept.reason) == (
        "one/default/100/INBOX/msg0000.txt",
        True,
    )
    assert told == []


def test_a_recording_that_breaks_its_reader_keeps_nobody_from_the_next(
    intake: Intake, real: RealDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool, really = Spool(tmp_path / "one"), TinyTag.get
    spool.leave(audio=".mp3")
    spool.leave()

    def get(name: str, **how: Any) -> Any:
        if name.endswith(".mp3"):
            raise RuntimeError
        return really(name, **how)

    monkeypatch.setattr(TinyTag, "get", get)
    intake.look()
    assert len(real.reader.callbacks()) == 1
    (kept,) = real.reader.kept_apart().unreadable
    assert "RuntimeError" in kept.reason


def test_what_breaks_a_whole_look_is_told_in_one_line_and_tried_again(
    real: RealDesk, policy: Policy, told: list[str], tmp_path: Path
) -> None:
    broken = [True]

    def clock() -> Any:
        if broken:
            raise RuntimeError("a clock\nwithout a hand")
        return real.now

    files = Files(tmp_path / "desk.files")
    voicemails = VoicemailImport(real.desk, files, clock, calls_of(ACME, policy, files))
    Spool(tmp_path / "one").leave()
    intake = Intake([tmp_path / "one"], voicemails, told.append)
    intake.look()
    assert told == [f"voicemail: {tmp_path / 'one'} can't be read (RuntimeError)"]
    broken.clear()
    intake.look()
    assert told[1:] == [""]
    assert len(real.reader.callbacks()) == 1
