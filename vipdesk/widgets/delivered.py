"""How far a word has come: of ours to the client, of theirs to our side."""

from collections.abc import Collection

from vipdesk.domain.language import N_, _, in_context
from vipdesk.domain.message import Delivery, Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.visit import Marks
from vipdesk.widgets import signs
from vipdesk.widgets.lines import Piece

DELIVERY: dict[Delivery, Piece] = {
    Delivery.QUEUED: (N_("not sent yet"), "warn"),
    Delivery.LEAVING: (N_("leaving"), "warn"),
    Delivery.SENT: (N_("sent"), "met"),
    Delivery.FAILED: (N_("NOT DELIVERED"), "breached"),
    Delivery.TAKEN_BACK: (N_("taken back"), "muted"),
}


def reached(message: Message, marks: Collection[Marks]) -> Piece | None:
    """How far a word of ours has come; None for what is none."""
    if message.delivery is None:
        return None
    if message.channel is not Channel.CHAT or message.delivery is not Delivery.SENT:
        words, look = DELIVERY[message.delivery]
        return _(words), look
    to = {one.address for one in message.to}
    theirs = [one for one in marks if one.address in to]
    if any(one.read >= message.number for one in theirs):
        return _signed(signs.HAS_READ, in_context("mark", "read")), "met"
    if any(one.delivered >= message.number for one in theirs):
        return _signed(signs.HAS_COME, _("delivered")), "met"
    return _signed(signs.HAS_GONE, _("sent")), "muted"


def has_come(message: Message, marks: Collection[Marks]) -> bool:
    """Whether a word of ours is on somebody's page."""
    return any(one.address and one.delivered >= message.number for one in marks)


def is_unread(message: Message, marks: Collection[Marks]) -> bool:
    """Whether nobody of our side has had this word of the client's before their eyes."""
    ours = next((one for one in marks if not one.address), None)
    said = message.was_said and message.channel is Channel.CHAT
    return said and ours is not None and message.number > ours.read


def _signed(sign: str, words: str) -> str:
    return f"{sign} {words}"
