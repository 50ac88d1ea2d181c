"""Which words on a ticket are a visitor's to see: the public ones, and no other's private chat.

Tickets are merged by our side, and that must show nobody what was said to another contact.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from vipdesk.domain.door_view import Word
from vipdesk.domain.message import Delivery, Kind, Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.visitor import door_identity


class Sight(Struct, frozen=True):
    """What somebody with this address may see of a ticket.

    `parts` are the tickets, itself or merged into it, whose words are theirs too; `unsent` is set
    where no mail leaves, so that an answer which waits for that would never be seen.
    """

    address: str
    ticket: int
    parts: frozenset[int]
    unsent: bool = False

    def sees(self, message: Message) -> bool:
        """Whether it is a public word that stands, and is for their eyes."""
        if message.ticket != self.ticket or not self._is_public(message):
            return False
        if message.author.address == self.address and message.kind is Kind.RECEIVED:
            return True
        to_them = any(one.address == self.address for one in message.to)
        if message.kind is Kind.ANSWER and to_them:
            return True
        in_part = (message.came_from or self.ticket) in self.parts
        return in_part and message.channel is not Channel.CHAT

    def _is_public(self, message: Message) -> bool:
        """What the client said, what has left for them, calls that reached them."""
        match message.kind:
            case Kind.RECEIVED:
                return message.stands
            case Kind.ANSWER:
                waits = self.unsent and message.delivery is Delivery.QUEUED
                return waits or message.delivery is Delivery.SENT
            case Kind.CALL:
                return message.stands and message.fact is not None
        return False

    def word(self, message: Message) -> Word:
        """The word as they are shown it: of a call no more than that there was one."""
        mine = message.kind is Kind.RECEIVED and message.author.address == self.address
        own = door_identity(self.address, "")
        identity = message.external_id or ""
        call = message.kind is Kind.CALL
        return Word(
            number=message.number,
            ticket=self.ticket,
            kind=message.kind,
            channel=message.channel,
            author=message.author.name,
            ours=message.kind is not Kind.RECEIVED,
            mine=mine,
            at=message.at,
            text="" if call else message.text,
            identity=identity.removeprefix(own) if mine and identity.startswith(own) else "",
            attachments=() if call else message.attachments,
        )


def sight(
    address: str,
    ticket: int,
    own: Iterable[int | None],
    requesters: Mapping[int, str],
    *,
    unsent: bool = False,
) -> Sight:
    """What somebody may see of a ticket; `own` is where each of their words on it came from.

    `requesters` are the addresses of those whose tickets it is, and those merged into it. Who came
    to it by a merge sees of the others' words none.
    """
    parts = {number for number, requester in requesters.items() if requester == address}
    own = set(own)
    if own == {None}:
        parts.add(ticket)
    return Sight(address, ticket, frozenset(parts), unsent)
