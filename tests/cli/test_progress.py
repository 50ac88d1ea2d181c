"""A person who waits for an import sees how far it is; a script sees nothing of that."""

import json
import mailbox
import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run


def an_archive(path: Path) -> Path:
    """An mbox of three mails."""
    archive = mailbox.mbox(path)
    for number in range(3):
        archive.add(f"From: marta.rossi@acme.example.com\nMessage-ID: <{number}@a>\n\nHello\n")
    archive.close()
    return path


def read_all(terminal: int) -> str:
    """What was shown until nobody shows anything any more."""
    shown = b""
    try:
        while piece := os.read(terminal, 65536):
            shown += piece
    except OSError:  # what a terminal says when its last writer has gone
        pass
    return shown.decode()


def test_an_import_shows_on_a_terminal_how_far_it_is(desk: Run, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    arguments = ("ingest", "mail", str(an_archive(tmp_path / "three.mbox")), "--json")
    with subprocess.Popen(
        [sys.executable, "-m", "vipdesk", *arguments],
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as importing:
        os.close(theirs)
        shown = read_all(ours)
        assert importing.stdout is not None
        said = json.loads(importing.stdout.read())
    os.close(ours)
    size = (tmp_path / "three.mbox").stat().st_size
    assert f"{size}/{size} bytes" in shown
    assert said["messages_new"] == 3


def test_where_no_person_looks_no_bar_is_drawn(desk: Run, tmp_path: Path) -> None:
    said = desk("ingest", "mail", str(an_archive(tmp_path / "three.mbox")), "--json")
    assert said.data["messages_new"] == 3
    assert said.err == ""
