"""What no screen needs of the standard library is not loaded with what it does need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.skipif(not os.path.isdir("/usr/share/zoneinfo"), reason="zones are elsewhere")
def test_time_zones_are_there_without_all_that_python_was_built_with() -> None:
    assert told() == ["Europe/Rome", "False", "/usr/share/zoneinfo", "False"]


def test_where_somebody_says_that_zones_are_is_kept_to(tmp_path: Path) -> None:
    said = told(PYTHONTZPATH=f"{tmp_path}:/usr/share/zoneinfo")
    assert said == ["Europe/Rome", "True", str(tmp_path), "False"]
