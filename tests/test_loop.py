"""What no screen needs of the standard library is not loaded with what it does need."""

import os
import subprocess
import sys
from pathlib import Path

LOADED = """
import os, sys
from vipdesk.loop import load_zones
load_zones()
import zoneinfo
print(zoneinfo.ZoneInfo("Europe/Rome"), "PYTHONTZPATH" in os.environ)
print(zoneinfo.TZPATH[0], any(name.startswith("_sysconfigdata") for name in sys.modules))
"""


def told(**more: str) -> list[str]:
    """What a Python of its own says."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=os.environ | more,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.split()


def test_time_zones_are_there_without_all_that_python_was_built_with() -> None:
    zone, *how = told()
    assert zone == "Europe/Rome"
    if os.path.isdir("/usr/share/zoneinfo"):  # else they come from a package of Python's
        assert how == ["False", "/usr/share/zoneinfo", "False"]


def test_where_somebody_says_that_zones_are_is_kept_to(tmp_path: Path) -> None:
    said = told(PYTHONTZPATH=f"{tmp_path}:/usr/share/zoneinfo")
    assert said == ["Europe/Rome", "True", str(tmp_path), "False"]


FINDERS = """
import sys
from contextlib import suppress
from vipdesk.__main__ import main

with suppress(SystemExit):
    main(["--version"])
print(*(getattr(each, "__name__", type(each).__name__) for each in sys.meta_path))
"""


def test_the_finder_leaves_with_the_command() -> None:
    asked = [sys.executable, "-c", FINDERS]
    ran = subprocess.run(asked, capture_output=True, text=True, check=True)
    finders = ran.stdout.splitlines()[-1].split()
    assert "PathFinder" in finders
    assert "KeptCode" not in finders
