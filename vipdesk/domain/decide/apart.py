"""What is kept apart: mail that can't be read, and making a ticket of mail set aside."""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import KeepUnreadable, MakeTicket
from vipdesk.domain.decide.receive import open_set_aside, take
from vipdesk.domain.decide.ticket import came_in
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import What
from vipdesk.domain.inbound import FLOOD, Inbound
from vipdesk.domain.language import _
from vipdesk.domain.message import Message


def keep_unreadable(command: KeepUnreadable, here: Circumstances) -> Change:
    """Keep what could not be read for a person to look at."""
    said = f"{command.what.label}: {command.what.reason}"
    event = came_in(here, What.COULD_NOT_BE_READ, None, said)
    return Change(unreadable=command.what, events=(event,))


def make_ticket(command: MakeTicket, here: Circumstances) -> Change:
    """The message that was set aside is a person's word after all."""
    aside = here.message
    if aside is None or aside.ticket is not None:
        raise Refusal(
            _("message {message} is not set aside: look at the list again").format(
                message=command.message
            )
        )
    taken = take if aside.why == FLOOD else open_set_aside
    change = taken(as_it_came(aside), here)
    kept = tuple(replace(message, number=aside.number) for message in change.messages)
    events = tuple(replace(event, who=here.who) for event in change.events)
    return replace(change, messages=kept, events=events)


def as_it_came(message: Message) -> Inbound:
    """A message that was kept, as its channel handed it over."""
    return Inbound(
        channel=message.channel,
        external_id=message.external_id or "",
        sender=message.author,
        received=message.at,
        subject=message.subject,
        text=message.text,
        quoted=message.quoted,
        signature=message.signature,
        to=message.to,
        attachments=message.attachments,
        message_id=message.message_id,
        references=message.references,
        raw=message.raw,
    )
