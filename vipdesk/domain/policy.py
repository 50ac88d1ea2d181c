"""The policy: office hours, severities, channels, aims, as the contract with the client says."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.duration import Duration, Unit
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.language import N_

MOST_AN_HOUR = 30
"""So many mails of one sender are taken as they come within an hour, where no policy says more."""

MOST_WORDS_AN_HOUR = 200
"""The same for words in a chat, which are short."""

MOST_GUESTS, LIMIT_OF_GUESTS = 5, 20
"""So many come to a call besides who books it, where no policy says else; and the most of all."""


class Channel(StrEnum):
    """The way a message took."""

    EMAIL = "email"
    VOICEMAIL = "voicemail"
    CHAT = "chat"
    PHONE = "phone"
    BOOKING = "booking"
    MANUAL = "manual"


CHANNEL_WORDS: Mapping[Channel, str] = {
    Channel.EMAIL: N_("e-mail"),
    Channel.VOICEMAIL: N_("voicemail"),
    Channel.CHAT: N_("chat"),
    Channel.PHONE: N_("phone"),
    Channel.BOOKING: N_("booked call"),
    Channel.MANUAL: N_("by hand"),
}
"""Each channel as people call it."""


class Starts(StrEnum):
    """When a channel's clock starts (spec: clock, when a ticket's clock starts)."""

    IMMEDIATE = "immediate"
    NEXT_OPENING = "next opening"


class Confirm(StrEnum):
    """Who confirms a booking."""

    AUTOMATIC = N_("automatic")
    AGENT = N_("agent")


class Severity(Struct, frozen=True):
    """One level: its name, what it is, and its targets; no follow-up where none was promised."""

    level: int
    name: str
    meaning: str
    initial: Duration
    follow_up: Duration | None = None


class Bookings(Struct, frozen=True):
    """The kinds of call with their lengths, when they may be booked, how many `guests` may come."""

    kinds: Mapping[str, Duration]
    notice: Duration
    horizon: Duration
    buffer: Duration
    confirm: Confirm
    guests: int = MOST_GUESTS


class ChatRules(Struct, frozen=True):
    """What is said of chat: after which time an answer that reached no page goes by mail.

    `most_an_hour` are the words of one contact that are taken within an hour.
    """

    mail_after: Duration = Duration(10, Unit.MINUTE, business=False)
    most_an_hour: int = MOST_WORDS_AN_HOUR


class Policy(Struct, frozen=True, kw_only=True):
    """A policy file as values; `text` is the file, `version` tells it from any other text."""

    service: str
    plan: str
    fee_eur_per_month: int
    hours: OfficeHours
    severities: Mapping[int, Severity]
    starts: Mapping[Channel, Starts]
    default_severity: int
    reopen_within: Duration
    send_hold: Duration
    warn: float
    urgent: float
    callback_aim: Duration
    bookings: Bookings
    accept_within: Duration
    most_an_hour: int = MOST_AN_HOUR
    chat: ChatRules = ChatRules()
    text: str
    version: str

    def clock_start(self, channel: Channel, received: datetime) -> datetime:
        """When the clock of a message starts that reached us at `received` (spec: clock)."""
        if self.starts[channel] is Starts.IMMEDIATE:
            return received
        return self.hours.next_opening(received)
