"""Policies come from files: a file that can't be read is refused in one line, and never hangs."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from vipdesk.data import data_path
from vipdesk.domain.errors import BadInput
from vipdesk.policies import policy_for, read_policy, shipped_policy_text


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        read_policy(path)
    said = str(refused.value)
    assert said.isprintable()
    return said


def test_a_policy_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(shipped_policy_text(), encoding="utf-8")
    assert read_policy(path).version == policy_for(shipped_policy_text()).version


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_bytes(b"\xef\xbb\xbf" + shipped_policy_text().replace("\n", "\r\n").encode())
    assert read_policy(path).severities == policy_for(shipped_policy_text()).severities


def test_the_same_text_is_read_once() -> None:
    assert policy_for(shipped_policy_text()) is policy_for(shipped_policy_text())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    assert refusal(path) == f"{path}: no such file or directory; name a policy file you may read"


def test_a_folder_or_a_pipe_is_no_policy(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refusal(tmp_path).endswith("this is no file; name a policy file")
    assert refusal(pipe).endswith("this is no file; name a policy file")


def test_a_path_that_can_be_none_is_refused() -> None:
    assert refusal(Path("a\0b")).endswith("name a policy file")
    assert "name too long" in refusal(Path("x" * 5000))


def test_a_giant_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "giant.toml"
    path.write_bytes(b"#" * 10_000_000)
    assert "more than 256 kB" in refusal(path)


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('[service]\nname = "Prémium"\n'.encode("latin-1"))
    assert refusal(path).endswith("line 2: this is not UTF-8; save the file as UTF-8")


def test_a_mistake_is_named_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text("[service\n", encoding="utf-8")
    assert refusal(path).startswith(f"{path}: line 1")


def test_the_shipped_policy_is_found_in_the_source_tree_and_in_a_wheel(tmp_path: Path) -> None:
    package = tmp_path / "vipdesk"
    package.mkdir()
    source = Path(__file__).parents[2] / "vipdesk"
    for name in ("__init__.py", "data.py"):
        (package / name).write_bytes((source / name).read_bytes())
    copytree(data_path(), package / "data")
    asked = "from vipdesk.data import data_path; print(data_path('policy.toml'))"
    found = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()) == package / "data" / "policy.toml"
    assert data_path("policy.toml").is_file()


def test_no_holiday_package_is_loaded_for_a_policy_that_names_no_region() -> None:
    asked = (
        "import sys; from vipdesk.policies import policy_for, shipped_policy_text;"
        "policy_for(shipped_policy_text()); print('holidays' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"
