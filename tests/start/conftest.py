"""A start that is loaded from one file, in a folder of its own."""

import sys
from pathlib import Path

import pytest

from vipdesk import keeping_code, kept_code


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that is loaded from the one file."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "__pycache__").mkdir()
    for home in (kept_code, keeping_code):
        monkeypatch.setattr(home, "one_file", lambda: str(tmp_path / "kept" / "all"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.syspath_prepend(tmp_path)
    source = tmp_path / "kept_here.py"
    source.write_text("SAID = 'first'\n\n\ndef say():\n    return SAID\n")
    return source
