"""From where somebody works: their terminal, and the address they came from through SSH."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vipdesk.domain.text import clean_line

if TYPE_CHECKING:
    from vipdesk.domain.audit import Terminal

DESK, COMMAND_LINE, SETTING_UP = "desk", "command line", "first use"
INTAKE, REMINDERS, CALENDAR, DEMO = "intake", "reminders", "calendar", "demo"
MAIL_IN, MAIL_OUT, COPIES = "mail in", "mail out", "copies of mail"
ALARMS = "notifications"
LONGEST = 60
"""Signs of each part: what the environment says may be anything."""


def sat_at(part: str, environment: Mapping[str, str] | None = None) -> "Terminal":
    """Where somebody sits who works this part of the program."""
    from vipdesk.domain.audit import Terminal  # for what writes

    return Terminal(_words(part, os.environ if environment is None else environment))


def left_alone(part: str, environment: Mapping[str, str] | None = None) -> "Terminal":
    """Where a part goes on by itself."""
    from vipdesk.domain.audit import Terminal  # as above

    return Terminal(_words(part, os.environ if environment is None else environment), alone=True)


def _words(part: str, environment: Mapping[str, str]) -> str:
    line, far = _line(), _far(environment)
    return f"{part}{f' on {line}' if line else ''}{f' from {far}' if far else ''}"


def _line() -> str:
    """The terminal's name, of the first of the three streams that has one."""
    for stream in range(3):
        try:
            return clean_line(os.ttyname(stream).removeprefix("/dev/"), LONGEST)
        except OSError:
            continue
    return ""


def _far(environment: Mapping[str, str]) -> str:
    """The address of the other end, as SSH tells it."""
    said = environment.get("SSH_CONNECTION") or environment.get("SSH_CLIENT") or ""
    return clean_line(said.partition(" ")[0], LONGEST)
