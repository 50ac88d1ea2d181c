"""A ticket opened by hand: a call that was taken, a word in the corridor."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widget import Widget

from vipdesk.clock import Clock
from vipdesk.domain.board import Board
from vipdesk.domain.commands import Command, OpenTicket
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _, in_context
from vipdesk.domain.policy import CHANNEL_WORDS, Channel
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.jotting import HalfTyped
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
TYPED, PICKED = ("subject", "requester", "received", "text"), ("severity", "channel")


class NewTicketDialog(Dialog):
    """Asks what the desk can't know; the rest has a sensible start.

    What is typed is kept in `half_typed` when it is left, until it is stored.
    """

    DEFAULT_CSS = """
    NewTicketDialog #frame { height: 20; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("keep for later"), key_display="esc", priority=True),
    ]

    def __init__(
        self,
        board: Board,
        clock: Clock,
        do: Do,
        beginning: Beginning = UNKNOWN,
        half_typed: HalfTyped | None = None,
    ) -> None:
        follows = beginning.follows
        title = _("New ticket that goes on from #{number}") if follows else _("New ticket")
        super().__init__(title.format(number=follows), do)
        self._board, self._clock, self._beginning = board, clock, beginning
        self._half_typed: HalfTyped = {} if half_typed is None else half_typed
        self._contacts = Contacts(board.client.contacts)

    def fields(self) -> Iterable[Widget]:
        """Subject first; the text last, as long as it may be."""
        policy = self._board.policy
        levels = [
            (str(level), f"{level} {clean_line(severity.name, 40)}")
            for level, severity in sorted(policy.severities.items())
        ]
        channels = [(channel.value, _(CHANNEL_WORDS[channel])) for channel in CHANNELS]
        begun = self._begun()
        yield Field(_("subject"), _line("subject", _("in a few words"), begin=begun["subject"]))
        yield Field(_("severity"), Choice(levels, begun["severity"], id="severity"))
        whose = _line("requester", _("a contact; empty for the client"), self._contacts)
        whose.value = begun["requester"]
        yield Field(in_context("sender", "from"), whose)
        yield Field(_("came by"), Choice(channels, begun["channel"], id="channel"))
        hint = _("now; or 09:15, yesterday 16:40, a date")
        received = _line("received", hint, begin=begun["received"])
        yield Field(in_context("when", "received"), received)
        yield Writing(begun["text"], placeholder=_("what the client said"), id="text")

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

    def leave(self) -> None:
        """Go; what is typed so far is kept for the next time."""
        self._forget()
        typed = self._filled()
        # What a call said is not there again by itself.
        anew = self._first(self._beginning if self._beginning.follows else UNKNOWN)
        if any(typed[field].strip() != anew[field].strip() for field in TYPED):
            self._half_typed.update({self._key(field): typed[field] for field in typed})
        super().leave()

    @property
    def left_half_typed(self) -> bool:
        """Whether something typed is kept for the next time."""
        return self._key("text") in self._half_typed

    async def carry_out(self, command: Command) -> Executed:
        """Have it stored; then it is not half typed any more."""
        executed = await super().carry_out(command)
        self._forget()
        return executed

    def _begun(self) -> dict[str, str]:
        """What the fields begin with; what a call said goes below what was left."""
        begun = self._first(self._beginning)
        if not self.left_half_typed:
            return begun
        left = {field: self._half_typed[self._key(field)] for field in begun}
        if self._beginning.follows is None and self._beginning.text:
            texts = (left["text"].rstrip(), self._beginning.text)
            left["text"] = "\n\n".join(text for text in texts if text)
        return left

    def _first(self, beginning: Beginning) -> dict[str, str]:
        level = beginning.severity or self._board.policy.default_severity
        return {
            "subject": beginning.subject,
            "requester": beginning.requester,
            "received": "",
            "text": beginning.text,
            "severity": str(level),
            "channel": beginning.channel.value,
        }

    def _filled(self) -> dict[str, str]:
        lines = {field: self._typed(field) for field in TYPED if field != "text"}
        picked = {field: self.query_one(f"#{field}", Choice).value for field in PICKED}
        return lines | picked | {"text": self.query_one(Writing).text}

    def _key(self, field: str) -> str:
        return f"{self.heading}: {field}"

    def _forget(self) -> None:
        for field in (*TYPED, *PICKED):
            self._half_typed.pop(self._key(field), None)

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
