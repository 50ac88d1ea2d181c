"""What the command palette offers, loaded when somebody asks for it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.command import Provider


def verbs() -> "type[Provider]":
    """All that works on the screen."""
    from vipdesk.palette import Verbs

    return Verbs


def themes() -> "type[Provider]":
    """All themes."""
    from vipdesk.palette import Themes

    return Themes
