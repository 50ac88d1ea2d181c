"""The one file that a start is loaded from: it holds under the terms of Python's own."""

import errno
import inspect
import os
import sys
from importlib.util import cache_from_source
from pathlib import Path
from random import Random

import pytest

import vipdesk
from tests.start.one_file import hurried, kept_in
from vipdesk import keeping_code, kept_code
from vipdesk.keeping_code import keep_code
from vipdesk.kept_code import BEGINNING, FromOneFile, KeptCode, begins, terms


def load() -> tuple[str, bool]:
    """What a module says that is loaded anew, whether from the one file; then it is kept."""
    sys.modules.pop("kept_here", None)
    with KeptCode():
        import kept_here  # type: ignore[import-not-found] # made by the test

        assert kept_here.__spec__.has_location
        assert kept_here.__cached__ == cache_from_source(str(kept_here.__file__))
        assert inspect.getsource(kept_here.say).startswith("def say")
        keep_code(hurried())
    del sys.modules["kept_here"]
    return str(kept_here.say()), isinstance(kept_here.__spec__.loader, FromOneFile)


@pytest.mark.usefixtures("module")
def test_what_was_loaded_once_is_loaded_from_the_file() -> None:
    assert load() == ("first", False)
    assert load() == ("first", True)


def test_a_source_that_has_changed_is_read_anew_and_kept(module: Path) -> None:
    load()
    module.write_text(module.read_text().replace("first", "second"))
    assert load() == ("second", False)
    assert load() == ("second", True)


def test_a_module_that_is_gone_is_not_there(module: Path) -> None:
    load()
    module.unlink()
    with KeptCode() as kept:
        assert kept.find_spec("kept_here") is None


OURS = terms()
OTHERS = [("another Python", *OURS[1:]), (OURS[0], [], OURS[2]), (*OURS[:2], (0, 0))]


@pytest.mark.parametrize("terms", OTHERS)
@pytest.mark.usefixtures("module")
def test_code_of_other_terms_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, terms: tuple[object, ...]
) -> None:
    with monkeypatch.context() as other:
        other.setattr(kept_code, "terms", lambda: terms)
        load()
    assert load() == ("first", False)


def test_a_module_that_comes_to_stand_before_another_is_taken(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = module.parent / "before"
    before.mkdir()
    monkeypatch.syspath_prepend(before)
    load()
    (before / module.name).write_text(module.read_text().replace("first", "other"))
    assert load()[0] == "other"


def test_what_comes_into_the_folder_one_is_in_changes_no_terms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = terms()
    (tmp_path / "letter.txt").touch()
    assert terms() == before


def test_there_are_terms_in_a_folder_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend("")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert terms() == terms()


def test_terms_tell_one_folder_from_another_that_is_only_called_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend("")
    before = terms()
    monkeypatch.chdir(tmp_path)
    assert terms() != before


@pytest.mark.usefixtures("module")
def test_what_the_program_adds_to_the_path_is_no_reason_to_load_all_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sys.modules.pop("kept_here", None)
    with KeptCode(), monkeypatch.context() as run:
        import kept_here  # noqa: F401 made by the test

        run.syspath_prepend(tmp_path / "later")
        keep_code(hurried())
    assert load() == ("first", True)


@pytest.mark.parametrize("left", [0, 4, 30, -40])
def test_a_file_that_was_cut_short_is_as_if_it_was_not_there(module: Path, left: int) -> None:
    load()
    file = kept_in(module)
    file.write_bytes(file.read_bytes()[:left])
    assert load() == ("first", False)
    assert load() == ("first", True)


@pytest.mark.parametrize("part", ["contents", "codes"])
def test_a_file_that_was_spoilt_is_as_if_it_was_not_there(
    module: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    load()
    file = kept_in(module)
    whole = file.read_bytes()
    codes = BEGINNING + begins(whole[:BEGINNING])[0]
    at, end = (BEGINNING, codes) if part == "contents" else (codes, len(whole))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # nor is it kept anew in between
    for seed in range(8):
        file.write_bytes(whole[:at] + Random(seed).randbytes(end - at) + whole[end:])
        assert file.stat().st_size == len(whole)
        assert load()[0] == "first", seed


def test_nothing_is_kept_where_python_keeps_nothing(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    load()
    assert not kept_in(module).exists()


def test_where_it_cant_be_kept_nobody_hears_of_it(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = str(module.with_name("no folder") / "all")
    monkeypatch.setattr(keeping_code, "one_file", lambda: nowhere)
    assert load() == ("first", False)


@pytest.mark.parametrize(("at", "length"), [(8, 2**63), (8, 2**62), (8, 2**64 - 1), (24, 7)])
def test_a_beginning_that_is_damaged_is_as_if_there_was_none(
    module: Path, at: int, length: int
) -> None:
    load()
    file = kept_in(module)
    spoilt = bytearray(file.read_bytes())
    spoilt[at : at + 8 if at == 8 else 28] = length.to_bytes(8 if at == 8 else 4, "little")
    file.write_bytes(spoilt)
    assert load() == ("first", False)
    assert load() == ("first", True)


def test_contents_that_are_damaged_are_not_believed(module: Path) -> None:
    """A source that is another, in a place of the same length."""
    load()
    file = kept_in(module)
    file.write_bytes(file.read_bytes().replace(b"kept_here.py", b"kept_hers.py", 1))
    with KeptCode() as kept:
        assert not kept.known


def test_code_that_is_nowhere_in_the_file_is_read_from_the_source(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load()
    for error in (OverflowError, MemoryError):
        monkeypatch.setattr(KeptCode, "raw", lambda *_, error=error: (_ for _ in ()).throw(error))
        assert load()[0] == "first"


def test_a_pipe_in_its_place_is_not_waited_for(module: Path) -> None:
    os.mkfifo(kept_in(module))
    assert load() == ("first", False)
    assert load() == ("first", True)


def test_of_what_python_keeps_a_part_that_was_cut_is_left_out(module: Path) -> None:
    module.with_name("also_here.py").write_text("VALUE = 7\n")
    load()
    (compiled,) = (module.parent / "__pycache__").glob("kept_here.*.pyc")
    compiled.write_bytes(compiled.read_bytes()[:20])
    with KeptCode():
        import also_here  # type: ignore[import-not-found] # noqa: F401 made by the test

        keep_code(hurried())
    del sys.modules["also_here"]
    with KeptCode() as kept:
        assert "also_here" in kept.known
        assert "kept_here" not in kept.known


@pytest.mark.usefixtures("module")
def test_whatever_goes_wrong_nobody_hears_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(keeping_code, "_put_together", fails)
    assert load() == ("first", False)


@pytest.mark.parametrize("is_known", [True, False])
def test_nothing_is_put_together_that_could_not_be_written(
    module: Path, monkeypatch: pytest.MonkeyPatch, is_known: bool
) -> None:
    """The program of another account, and a Python that keeps no code anywhere."""
    monkeypatch.setattr(keeping_code, "_put_together", lambda *_: pytest.fail("for nothing"))
    if is_known:
        refuses = os.open

        def read_only(path: str, flags: int, *rest: int) -> int:
            if flags & os.O_CREAT and Path(path).parent == kept_in(module).parent:
                raise OSError(errno.EROFS, "Read-only file system")
            return refuses(path, flags, *rest)

        monkeypatch.setattr(os, "open", read_only)
        sys.modules.pop("kept_here", None)
        with KeptCode():
            import kept_here  # noqa: F401 made by the test

            keep_code(hurried())
        del sys.modules["kept_here"]
    else:
        monkeypatch.undo()
        monkeypatch.setattr(vipdesk.__spec__, "cached", None)
        monkeypatch.setattr(keeping_code, "_put_together", lambda *_: pytest.fail("for nothing"))
    with KeptCode() as kept:
        assert not kept.known
        keep_code(hurried())


def test_what_was_left_by_one_that_was_ended_while_it_wrote_goes(module: Path) -> None:
    left = kept_in(module).with_name("all.4711")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    written = kept_in(module).with_name(f"all.{os.getpid()}")
    written.write_bytes(b"half")
    load()
    assert not left.exists()
    assert written.exists()
    assert kept_in(module).exists()


def test_of_a_full_disk_nothing_is_left(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert load() == ("first", False)
    assert not [*kept_in(module).parent.iterdir()]
