"""An app that nobody gets out of: it writes no picture, opens no link, leaves no shell below it."""

from typing import TypeVar

from vipdesk.terminal.themed import Themed

Result = TypeVar("Result")


class Sealed(Themed[Result]):
    """Does none of what the library offers beside the screens."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Nothing here writes a file."""

    async def action_simulate_key(self, key: str) -> None:
        """No text that is clicked on presses keys."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No link starts a program."""

    def action_suspend_process(self) -> None:
        """The screens stay: a shell below them would be somebody else's."""
