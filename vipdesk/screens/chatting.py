"""A chat before somebody's eyes: who only looks sees the words, who is there and who types."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from vipdesk.domain.board import Board
from vipdesk.domain.on_pages import NOBODY, OnPages
from vipdesk.domain.policy import Channel
from vipdesk.screens.on_page import OnPage
from vipdesk.screens.panes import Panes

if TYPE_CHECKING:
    from vipdesk.screens.chat_look import ChatLook
    from vipdesk.screens.chat_parts import Under


def nobody() -> OnPages:
    """There are no pages."""
    return NOBODY


class Chatting(Panes, part=True):
    """Opens the chat of the ticket in hand, and keeps it up to date; `pages` may block."""

    pages: Callable[[], OnPages] = staticmethod(nobody)
    _chat_look: "ChatLook | None" = None

    @cached_property
    def on_page(self) -> OnPage:
        """Who is on the client's page, as far as anybody has looked."""
        return OnPage(lambda: self.pictures.ask(self.pages))

    @property
    def has_chat(self) -> bool:
        """Whether something was said in a chat on the ticket that keys are about."""
        view = self.view_at_hand
        if view is not None:
            return any(message.channel is Channel.CHAT for message in view.messages)
        return self.selected is not None and self.selected.channel == Channel.CHAT

    @property
    def in_a_talk(self) -> bool:
        """Whether a chat is before somebody's eyes."""
        return self._chat_look is not None and self.app.screen is self._chat_look

    def watch_board(self, board: Board | None) -> None:
        """Another picture: an open chat may have gone on."""
        super().watch_board(board)
        if self._chat_look is not None and self.app.screen is self._chat_look:
            self._chat_look.look_soon()

    def action_chat(self) -> None:
        """The chat of the ticket in hand, live."""
        from vipdesk.screens.chat_look import ChatLook

        line, under = self.selected, self.under_a_chat()
        if line is not None and under is not None:
            self._chat_look = ChatLook(line, self.pictures.ticket, under)
            self.app.push_screen(self._chat_look)

    def under_a_chat(self) -> "Under | None":
        """What a chat is shown under; None before the first board."""
        from vipdesk.screens.chat_parts import Under

        if self.board is None or self.now is None:
            return None
        now = self.now
        return Under(self.board.policy, lambda: self.now or now, self.zone, self.on_page)
