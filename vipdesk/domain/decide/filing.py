"""The ticket that a callback ends in: what was said on the phone stands on its timeline."""

from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.domain.callback import Attempt, Callback, Outcome
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import Filing
from vipdesk.domain.decide.arrival import arrive, open_from
from vipdesk.domain.decide.promise import promise_ended
from vipdesk.domain.decide.ticket import judged, with_facts
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.facts import Answered
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.language import _
from vipdesk.domain.message import Kind, Message
from vipdesk.domain.people import Person, Phone
from vipdesk.domain.policy import Channel
from vipdesk.domain.text import clean_line
from vipdesk.domain.ticket import Ticket

LONGEST_SUBJECT = 500


class Filed(Struct, frozen=True):
    """A callback with its ticket so far, and what is still to be written down of both."""

    callback: Callback
    ticket: Ticket | None
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()
    phones: tuple[Phone, ...] = ()

    @classmethod
    def before(cls, callback: Callback, here: Circumstances) -> Self:
        """As it stood before the command."""
        return cls(callback, here.ticket if callback.ticket else None)

    def change(self, *events: Event) -> Change:
        """All of it, to be saved together."""
        return Change(
            callbacks=(self.callback,),
            tickets=(self.ticket,) if self.ticket else (),
            messages=self.messages,
            events=(*self.events, *events),
            phones=self.phones,
        )


def file(callback: Callback, filing: Filing, here: Circumstances) -> Filed:
    """Put the call, and the tries so far, on the ticket that was named, or on a new one."""
    if callback.ticket is not None:
        raise Refusal(
            _("callback {number} is on #{ticket} already").format(
                number=callback.number, ticket=callback.ticket
            )
        )
    came = _came(callback, filing, here)
    ticket, called_at = came.tickets[0], callback.number
    events = tuple(replace(event, callback=called_at, who=here.who) for event in came.events)
    filed = replace(callback, ticket=ticket.number, caller=_caller(callback, ticket, filing, here))
    said = Event(
        here.now, What.CALLBACK_FILED, here.who, ticket.number, callback.called, None, called_at
    )
    whole = Filed(filed, ticket, came.messages, (*events, said), _learnt(filed, here))
    for attempt in callback.attempts:
        whole = logged(whole, attempt, here)
    return whole


def logged(filed: Filed, attempt: Attempt, here: Circumstances) -> Filed:
    """The try on the ticket's timeline, if it has one; who was reached was answered in public."""
    ticket = filed.ticket
    if ticket is None:
        return filed
    reached = attempt.outcome is Outcome.REACHED
    fact = Answered(ticket.next_fact, here.now) if reached else None
    words = "reached the client" if reached else f"reached nobody: {attempt.outcome.words}"
    entry = Message(
        number=here.next_message + len(filed.messages),
        ticket=ticket.number,
        kind=Kind.CALL,
        channel=Channel.PHONE,
        author=Person(attempt.who),
        at=attempt.at,
        text=attempt.note,
        fact=fact.number if fact else None,
        why=words,
    )
    told = replace(filed, messages=(*filed.messages, entry))
    if fact is None:
        return told
    ended = promise_ended(ticket, here, answered=True)
    after = judged(with_facts(ticket, fact), here.policy)
    return replace(told, ticket=after, events=(*filed.events, *ended))


def _came(callback: Callback, filing: Filing, here: Circumstances) -> Change:
    """The call as a word of the client's, which reached us when it was made."""
    author = _author(callback, filing, here)
    inbound = _inbound(callback, filing, author)
    if filing.ticket is None:
        return open_from(inbound, here, author, known=True)
    ticket = here.the_ticket()
    if ticket.sender_unknown:
        raise Refusal(
            _("#{ticket}: say first who {who} is").format(
                ticket=ticket.number, who=ticket.requester.spoken
            )
        )
    return arrive(inbound, here, author, ticket, known=True)


def _author(callback: Callback, filing: Filing, here: Circumstances) -> Person:
    """Who called; a person who puts the call on a ticket answers for its being the client's."""
    if filing.requester:
        contact = here.client.contact(filing.requester)
        if contact is None:
            said = clean_line(filing.requester, 60)
            raise BadInput(
                _("{who} is no contact of the client: `vipdesk contacts` lists them").format(
                    who=said
                )
            )
        return contact
    if callback.known:
        return callback.caller
    if filing.ticket is not None and callback.caller.name:
        return callback.caller
    return Person(here.client.name)


def _inbound(callback: Callback, filing: Filing, author: Person) -> Inbound:
    missed = callback.channel is Channel.PHONE
    subject = clean_line(filing.subject, LONGEST_SUBJECT)
    what = f"{'Missed call' if missed else 'Voicemail'} from {callback.called}"
    return Inbound(
        channel=callback.channel,
        external_id=callback.external_id,
        sender=author,
        received=callback.received,
        subject=subject or what,
        text=callback.transcript or _without_words(callback),
        attachments=callback.recordings,
    )


def _without_words(callback: Callback) -> str:
    """What stands on the timeline of a call that nobody has written down."""
    what = "missed call" if callback.channel is Channel.PHONE else "voicemail"
    length = f", {callback.length.total_seconds():.0f} s" if callback.length else ""
    return f"({what} from {callback.shown or callback.called}{length})"


def _caller(callback: Callback, ticket: Ticket, filing: Filing, here: Circumstances) -> Person:
    named = here.client.contact(filing.requester) if filing.requester else None
    return named or callback.caller


def _learnt(filed: Callback, here: Circumstances) -> tuple[Phone, ...]:
    """The number of a contact who was not known to call from it."""
    if not filed.known or not filed.phone or filed.phone in here.client.phones:
        return ()
    return (Phone(filed.caller.address, filed.phone, filed.shown),)
