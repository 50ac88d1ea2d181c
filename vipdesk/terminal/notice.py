"""Telling somebody who looks elsewhere: what a terminal passes on to the desktop around it."""

from vipdesk.domain.text import clean_line

BELL = "\a"
LONGEST = 120


def osc9(text: str) -> str:
    """A notification as iTerm2, WezTerm, kitty and Windows Terminal show it."""
    return f"\x1b]9;{_plain(text)}\a"


def osc777(title: str, text: str) -> str:
    """A notification as urxvt, foot and VTE terminals show it."""
    return f"\x1b]777;notify;{_plain(title)};{_plain(text)}\a"


def _plain(text: str) -> str:
    """One line without what would end the sequence, or a part of it."""
    return clean_line(text, LONGEST).replace(";", ",")
