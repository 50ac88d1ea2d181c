"""Commands that run to their end."""

import os
import subprocess
import sys

VIPDESK = (sys.executable, "-m", "vipdesk")
"""The program, as its own process."""


def vipdesk(environment: dict[str, str], *arguments: str) -> str:
    """Run one command to its end."""
    done = subprocess.run(
        [*VIPDESK, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
