"""What writes is slow to load: the first frame never waits for it, nor does the first act."""

import sys
from pathlib import Path

from tests.whole.terminal import Terminal

LOOKED_INTO = """
import os, sys, threading
from vipdesk.__main__ import main
from vipdesk.loop import load_loop
load_loop()
from vipdesk.watch import WatchApp

def loaded():
    return sorted({name.partition(".")[0] for name in sys.modules})

def tell(name):
    with open(os.environ["TOLD"] + name, "w") as file:
        file.write(" ".join(loaded()))

def painted(app):
    if app.board_screen.queue.lines and not os.path.exists(os.environ["TOLD"] + "first"):
        tell("first")

def later():
    while "sqlmodel" not in loaded():
        threading.Event().wait(0.05)
    tell("later")

WatchApp.post_display_hook = painted
threading.Thread(target=later, daemon=True).start()
sys.exit(main([]))
"""
SLOW = {"sqlmodel", "sqlalchemy", "pydantic", "ssl", "hashlib", "json", "gettext"}


def modules(told: Path, name: str) -> set[str]:
    """The packages that were loaded then; nothing where it has not come to that."""
    path = told / name
    return set(path.read_text().split()) if path.exists() else set()


def test_what_writes_is_loaded_after_the_first_frame_and_before_the_first_act(
    demonstration: dict[str, str], tmp_path: Path
) -> None:
    told = {**demonstration, "TOLD": f"{tmp_path}/"}
    with Terminal(environment=told, program=(sys.executable, "-c", LOOKED_INTO)) as agent:
        agent.see("Login page")
        agent.wait(lambda: bool(modules(tmp_path, "first")), "the first frame")
        assert not modules(tmp_path, "first") & SLOW
        assert "textual" in modules(tmp_path, "first")
        agent.wait(lambda: modules(tmp_path, "later") >= {"sqlmodel"}, "the writer")
