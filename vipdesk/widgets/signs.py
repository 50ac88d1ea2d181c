"""A sign of its own for each band and channel, so that no colour is needed."""

from vipdesk.domain.escalation import EscalationStatus
from vipdesk.domain.mail_light import Light
from vipdesk.domain.policy import Channel
from vipdesk.domain.target import Band

BAND: dict[Band, str] = {
    Band.BREACHED: "■",
    Band.URGENT: "▲",
    Band.WARN: "◆",
    Band.CALM: "●",
    Band.PAUSED: "‖",
    Band.NONE: " ",
}
CHANNEL: dict[Channel, str] = {
    Channel.EMAIL: "✉",
    Channel.VOICEMAIL: "◉",
    Channel.CHAT: "▤",
    Channel.PHONE: "☎",
    Channel.BOOKING: "◷",
    Channel.MANUAL: "✍",
}
SPOKEN: dict[Channel, str] = {
    Channel.EMAIL: "e-mail",
    Channel.VOICEMAIL: "voicemail",
    Channel.CHAT: "chat",
    Channel.PHONE: "phone",
    Channel.BOOKING: "booked call",
    Channel.MANUAL: "by hand",
}
PROMISED = "⚑"
MARKED, PINNED = "✓", "↑"
REMINDED = "◔"
ESCALATED, NOT_ACCEPTED, UNTAKEN = "⇑", "⇑?", "⇑!"
SENIOR: dict[EscalationStatus, str] = {
    EscalationStatus.ASKED: NOT_ACCEPTED,
    EscalationStatus.ACCEPTED: ESCALATED,
    EscalationStatus.UNTAKEN: UNTAKEN,
}
BOOKED, BUSY, AWAY, FREE, NOW, NEXT = CHANNEL[Channel.BOOKING], "▒", "⌂", "·", "◂", "▸"
OTHERWISE = "≠"
MAIL: dict[Light, str] = {
    Light.OFF: "○",
    Light.WELL: "●",
    Light.WORKING: "⇅",
    Light.TROUBLE: "✕",
}
DRAFT, STRANGER, NOT_ENTITLED, UNTRIAGED, STANDS_STILL = "✎", "?", "⊘", "?", "·"


def _came(channel: Channel) -> str:
    return "entered by hand" if channel is Channel.MANUAL else f"came by {SPOKEN[channel]}"


LEGEND: tuple[tuple[str, str], ...] = (
    (BAND[Band.BREACHED], "breached: more time is used than was promised"),
    (BAND[Band.URGENT], "urgent: most of the time is used"),
    (BAND[Band.WARN], "warn: half of the time is used, or more"),
    (BAND[Band.CALM], "calm"),
    (BAND[Band.PAUSED], "paused: we wait for the client"),
    (STANDS_STILL, "after the time left: stands still, the desk is closed"),
    (f"3{UNTRIAGED}", "severity not confirmed by a person yet"),
    (f"{STRANGER}Sam", "sender is none of the client's contacts"),
    (PROMISED, "a promise of ours is due before the target"),
    (ESCALATED, f"a senior has it; {NOT_ACCEPTED} not accepted yet, {UNTAKEN} nobody left to ask"),
    (DRAFT, "an answer is half written"),
    (MARKED, "marked: the next act is done on all that are"),
    (PINNED, "pinned: stays on top"),
    (NOT_ENTITLED, "came while the client was not entitled"),
    *((CHANNEL[channel], _came(channel)) for channel in Channel),
    (BOOKED, "in the calendar: a call that is booked; as a block, ██"),
    (BUSY, "busy: time of the agent's own; as a block, ▒▒"),
    (AWAY, "time off; as a block, ▒▒"),
    (OTHERWISE, "a call that stands otherwise in the calendar elsewhere"),
    (FREE * 2, "free, while the desk is open"),
    (NEXT, "what runs now, or is next"),
    (NOW, "now, in a day or week"),
    (
        f"{MAIL[Light.WELL]} {MAIL[Light.WORKING]} {MAIL[Light.TROUBLE]} {MAIL[Light.OFF]}",
        "on top: mail is well, at work, in trouble, or no mailbox is set",
    ),
)
"""Each sign beside what it means, for the help."""
