"""A ticket opened by hand: a call that was taken, a word in the corridor."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct
from textual.suggester import Suggester
from textual.widget import Widget

from vipdesk.clock import Clock
from vipdesk.domain.board import Board
from vipdesk.domain.commands import OpenTicket
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _, in_context
from vipdesk.domain.policy import CHANNEL_WORDS, Channel
from vipdesk.domain.text import clean_line
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.moments import typed_moment
from vipdesk.screens.writing import Writing
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.contacts import Contacts
from vipdesk.widgets.typed import Input

CHANNELS = (Channel.MANUAL, Channel.PHONE, Channel.CHAT, Channel.EMAIL, Channel.VOICEMAIL)


class Beginning(Struct, frozen=True):
    """What is known of the new matter before anything is typed."""

    channel: Channel = Channel.MANUAL
    text: str = ""
    subject: str = ""
    requester: str = ""
    severity: int | None = None
    follows: int | None = None


UNKNOWN = Beginning()


class NewTicketDialog(Dialog):
    """Asks what the desk can't know; the rest has a sensible start."""

    DEFAULT_CSS = """
    NewTicketDialog #frame { height: 20; }
    """

    def __init__(self, board: Board, clock: Clock, do: Do, beginning: Beginning = UNKNOWN) -> None:
        follows = beginning.follows
        title = _("New ticket that goes on from #{number}") if follows else _("New ticket")
        super().__init__(title.format(number=follows), do)
        self._board, self._clock, self._beginning = board, clock, beginning
        self._contacts = Contacts(board.client.contacts)

    def fields(self) -> Iterable[Widget]:
        """Subject first; the text last, as long as it may be."""
        policy = self._board.policy
        levels = [
            (str(level), f"{level} {clean_line(severity.name, 40)}")
            for level, severity in sorted(policy.severities.items())
        ]
        level = self._beginning.severity or policy.default_severity
        channels = [(channel.value, _(CHANNEL_WORDS[channel])) for channel in CHANNELS]
        yield Field(
            _("subject"), _line("subject", _("in a few words"), begin=self._beginning.subject)
        )
        yield Field(_("severity"), Choice(levels, str(level), id="severity"))
        whose = _line("requester", _("a contact; empty for the client"), self._contacts)
        whose.value = self._beginning.requester
        yield Field(in_context("sender", "from"), whose)
        yield Field(_("came by"), Choice(channels, self._beginning.channel.value, id="channel"))
        yield Field(
            in_context("when", "received"),
            _line("received", _("now; or 09:15, yesterday 16:40, a date")),
        )
        yield Writing(self._beginning.text, placeholder=_("what the client said"), id="text")

    def command(self) -> OpenTicket:
        """The ticket as typed; BadInput where the instant is none."""
        zone = self._board.policy.hours.zone
        return OpenTicket(
            subject=self._typed("subject"),
            severity=int(self.query_one("#severity", Choice).value),
            channel=Channel(self.query_one("#channel", Choice).value),
            requester=self._contacts.address(self._typed("requester")),
            received=self._moment(zone),
            text=self.query_one(Writing).text,
            follows=self._beginning.follows,
        )

    def _moment(self, zone: ZoneInfo) -> datetime | None:
        try:
            return typed_moment(self._typed("received"), self._clock(), zone)
        except BadInput as problem:
            field = in_context("when", "received")
            raise BadInput(f"{field}: {problem}") from None

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Whoever goes on from a half-typed contact means the one that was offered."""
        if event.input.id == "requester":
            event.input.value = self._contacts.completed(event.input.value)

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value


def _line(
    field: str, placeholder: str, suggester: Suggester | None = None, begin: str = ""
) -> Input:
    line = Input(begin, id=field, placeholder=placeholder, suggester=suggester, compact=True)
    line.cursor_blink = False
    return line
