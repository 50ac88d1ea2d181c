"""A sign of its own for each band and channel, so that no colour is needed."""

from vipdesk.domain.escalation import EscalationStatus
from vipdesk.domain.language import N_
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
PROMISED = "⚑"
MARKED, PINNED = "✓", "↑"
UNREAD = "✱"
HAS_GONE, HAS_COME, HAS_READ = "›", "✓", "✓✓"
ON_PAGE, LOOKS_AWAY, NOT_ON_PAGE = "●", "◐", "○"
REMINDED = "◔"
ESCALATED, NOT_ACCEPTED, UNTAKEN, HANDED_BACK = "⇑", "⇑?", "⇑!", "⇓"
SENIOR: dict[EscalationStatus, str] = {
    EscalationStatus.ASKED: NOT_ACCEPTED,
    EscalationStatus.ACCEPTED: ESCALATED,
    EscalationStatus.UNTAKEN: UNTAKEN,
}
BOOKED, BUSY, AWAY, FREE, NOW, NEXT = CHANNEL[Channel.BOOKING], "▒", "⌂", "·", "◂", "▸"
OTHERWISE = "≠"
CAUSE, NO_CAUSE = "∵", "∵?"
MAIL: dict[Light, str] = {
    Light.OFF: "○",
    Light.WELL: "●",
    Light.WORKING: "⇅",
    Light.TROUBLE: "✕",
}
DRAFT, STRANGER, NOT_ENTITLED, UNTRIAGED, STANDS_STILL = "✎", "?", "⊘", "?", "·"


LEGEND: tuple[tuple[str, str], ...] = (
    (BAND[Band.BREACHED], N_("breached: more time is used than was promised")),
    (BAND[Band.URGENT], N_("urgent: most of the time is used")),
    (BAND[Band.WARN], N_("warn: half of the time is used, or more")),
    (BAND[Band.CALM], N_("calm")),
    (BAND[Band.PAUSED], N_("paused: we wait for the client")),
    (STANDS_STILL, N_("after the time left: stands still, the desk is closed")),
    (f"3{UNTRIAGED}", N_("severity not confirmed by a person yet")),
    (f"{STRANGER}Sam", N_("sender is none of the client's contacts")),
    (UNREAD, N_("the client wrote since you last had it open")),
    (
        f"{HAS_GONE} {HAS_COME} {HAS_READ}",
        N_("in a chat: sent, has come to the client's page, was read there"),
    ),
    (
        f"{ON_PAGE} {LOOKS_AWAY} {NOT_ON_PAGE}",
        N_("in a chat: the client is on the page, looks elsewhere, is not there"),
    ),
    (PROMISED, N_("a promise of ours is due before the target")),
    (ESCALATED, N_("a senior has it; ⇑? not accepted yet, ⇑! nobody left to ask")),
    (CAUSE, N_("late for a cause that was given; ∵? nobody has said why yet")),
    (HANDED_BACK, N_("a senior has handed it back")),
    (DRAFT, N_("an answer is half written")),
    (MARKED, N_("marked: the next act is done on all that are")),
    (PINNED, N_("pinned: stays on top")),
    (NOT_ENTITLED, N_("came while the client was not entitled")),
    (CHANNEL[Channel.EMAIL], N_("came by e-mail")),
    (CHANNEL[Channel.VOICEMAIL], N_("came by voicemail")),
    (CHANNEL[Channel.CHAT], N_("came by chat")),
    (CHANNEL[Channel.PHONE], N_("came by phone")),
    (CHANNEL[Channel.BOOKING], N_("came by booked call")),
    (CHANNEL[Channel.MANUAL], N_("entered by hand")),
    (BOOKED, N_("in the calendar: a call that is booked; as a block, ██")),
    (BUSY, N_("busy: time of the agent's own; as a block, ▒▒")),
    (AWAY, N_("time off; as a block, ▒▒")),
    (OTHERWISE, N_("a call that stands otherwise in the calendar elsewhere")),
    (FREE * 2, N_("free, while the desk is open")),
    (NEXT, N_("what runs now, or is next")),
    (NOW, N_("now, in a day or week")),
    (
        f"{MAIL[Light.WELL]} {MAIL[Light.WORKING]} {MAIL[Light.TROUBLE]} {MAIL[Light.OFF]}",
        N_("on top: mail is well, at work, in trouble, or no mailbox is set"),
    ),
)
"""Each sign beside what it means, for the help, which says it."""
