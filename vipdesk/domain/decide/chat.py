"""What visitors say at the client's own door, and how far words have come there and here."""

from typing import assert_never

from msgspec.structs import replace

from vipdesk.domain.at_door import DoorChange
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.course import follow
from vipdesk.domain.decide.arrival import arrive, message_from, open_from, too_late_to_reopen
from vipdesk.domain.decide.severity import LONGEST_REASON, check_level
from vipdesk.domain.decide.ticket import came_in, happened
from vipdesk.domain.door_commands import (
    Chat,
    MarkRead,
    MarkSeen,
    ProposeSeverity,
    SendByMail,
    TalkCommand,
)
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import FLOOD, Inbound
from vipdesk.domain.language import _
from vipdesk.domain.message import Attachment, Delivery, Kind
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.reminder import About, Key, Occasion, Reminder
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.visitor import door_identity
from vipdesk.domain.why_not import Declined, WhyNot

LONGEST_WORD = 20_000
MOST_FILES, LONGEST_FILE_NAME = 10, 200
LONGEST_SUBJECT, LONGEST_NAME = 80, 60
MOST_SIGNS = 100
"""Of what a browser calls a word of its visitor's."""


def on_talk(command: TalkCommand, here: Circumstances) -> Change:
    """Words, and how far they have come."""
    match command:
        case Chat():
            return chat(command, here)
        case ProposeSeverity():
            return propose_severity(command, here)
        case MarkSeen():
            return mark_seen(command, here)
        case MarkRead():
            return mark_read(command, here)
        case SendByMail():
            return send_by_mail(here)
        case _:
            assert_never(command)


def chat(command: Chat, here: Circumstances) -> Change:
    """Take a word: the next one on its ticket, or a new one."""
    return _said(_fit(command.message, here), command.ticket, here)


def propose_severity(command: ProposeSeverity, here: Circumstances) -> Change:
    """A word that says which severity and why: the agent is told, and decides."""
    ticket = here.the_ticket()
    check_level(command.level, here.policy)
    course, reason = follow(ticket, here.policy), clean_line(command.reason, LONGEST_REASON)
    if not reason:
        raise BadInput(_("say why the severity should be another one"))
    if course.status is Status.RESOLVED:
        words = _("this matter is closed: write a word to open it again")
        raise Declined(WhyNot.MATTER_CLOSED, words)
    if command.level == course.severity:
        words = _("it has severity {level} already").format(level=command.level)
        raise Declined(WhyNot.SEVERITY_SAME, words)
    proposal = f"proposes severity {command.level}"
    word = Inbound(
        channel=Channel.CHAT,
        external_id=door_identity(command.visitor.address, command.identity),
        sender=command.visitor,
        received=here.now,
        text=f"{proposal}: {reason}",
    )
    change = _said(_fit(word, here), ticket.number, here)
    if change.ticket is None:  # of too many
        return change
    event = happened(here, What.SEVERITY_PROPOSED, ticket.number, f"{command.level}: {reason}")
    told = _proposed(ticket, command, here)
    return replace(change, events=(*change.events, event), reminders=(*change.reminders, told))


def mark_seen(command: MarkSeen, here: Circumstances) -> Change:
    """Never backwards, and never beyond what there is."""
    was, latest = here.door.marks_of(here.the_ticket().number, command.address), here.door.latest
    now = was.further(min(command.delivered, latest), min(command.read, latest))
    return Change() if now == was else Change(door=DoorChange(marks=(now,)))


def mark_read(command: MarkRead, here: Circumstances) -> Change:
    """The same on our side."""
    was = here.door.marks_of(here.the_ticket().number, "")
    now = was.further(0, min(command.upto, here.door.latest))
    return Change() if now == was else Change(door=DoorChange(marks=(now,)))


def send_by_mail(here: Circumstances) -> Change:
    """An answer that reached no page goes by mail, as if it had been written so."""
    answer = here.message
    if answer is None or answer.kind is not Kind.ANSWER or answer.channel is not Channel.CHAT:
        raise Refusal(_("this is no answer in a chat"))
    waits = answer.delivery is Delivery.SENT and not here.door.reached_somebody(answer.number)
    if not waits or not answer.to:
        return Change()
    mailed = replace(answer, channel=Channel.EMAIL, delivery=Delivery.QUEUED)
    return Change(messages=(mailed,), events=(came_in(here, What.SENT_BY_MAIL, answer.ticket, ""),))


def _fit(inbound: Inbound, here: Circumstances) -> Inbound:
    """The word as it is kept; BadInput says what is wrong with it."""
    text = clean_block(inbound.text).strip("\n").rstrip()
    if not text.strip() and not inbound.attachments:
        raise BadInput(_("{what} is empty: write something first").format(what=_("the message")))
    if len(text) > LONGEST_WORD:
        raise BadInput(
            _("{what} has {count:,} characters: {most:,} are the most").format(
                what=_("the message"), count=len(text), most=LONGEST_WORD
            )
        )
    if len(inbound.attachments) > MOST_FILES:
        raise BadInput(
            _("{count} files are too many: {most} go with a message").format(
                count=len(inbound.attachments), most=MOST_FILES
            )
        )
    identity = inbound.external_id.removeprefix(door_identity(inbound.sender.address, ""))
    if not 0 < len(identity) <= MOST_SIGNS or clean_line(identity) != identity:
        raise BadInput(_("the message has no identity that could be kept: load the page anew"))
    files = tuple(map(_named_cleanly, inbound.attachments))
    return replace(
        inbound,
        text=text,
        subject=subject_of(text) or clean_line(files[0].name, LONGEST_SUBJECT),
        attachments=files,
        received=here.now,
        live=True,
    )


def _named_cleanly(file: Attachment) -> Attachment:
    name = clean_line(file.name, LONGEST_FILE_NAME).strip() or "file"
    return replace(file, name=name, media_type=clean_line(file.media_type, LONGEST_FILE_NAME))


def subject_of(text: str) -> str:
    """The first line that says something, cut at a word."""
    first = clean_line(next((line for line in text.splitlines() if line.strip()), "")).strip()
    if len(first) <= LONGEST_SUBJECT:
        return first
    cut = first[:LONGEST_SUBJECT].rpartition(" ")[0] or first[: LONGEST_SUBJECT - 1]
    return f"{cut.rstrip()}…"


def _said(inbound: Inbound, named: int | None, here: Circumstances) -> Change:
    contact = here.client.contact(inbound.sender.address)
    if contact is None:
        raise Refusal(_("this door is for contacts of the client only"))
    name = contact.name or clean_line(inbound.sender.name, LONGEST_NAME)
    author = Person(name, contact.address)
    if here.door.lately >= here.policy.chat.most_an_hour:
        return _kept_apart(inbound, author, here)
    change = _arrived(inbound, author, named, here)
    (message,) = change.messages
    ticket = change.tickets[0].number
    if here.ticket is not None and here.ticket.number == ticket:
        message = replace(message, subject="")
    waits = here.door.marks_of(ticket, "").further(message.number, 0)
    return replace(
        change,
        messages=(message,),
        events=tuple(replace(event, who=author.called) for event in change.events),
        door=DoorChange(marks=(waits,)),
    )


def _arrived(inbound: Inbound, author: Person, named: int | None, here: Circumstances) -> Change:
    """On the ticket that is named, else on the conversation that is open, else on a new one."""
    ticket = here.ticket if named is None else here.the_ticket()
    over = ticket is not None and too_late_to_reopen(follow(ticket, here.policy), here.now)
    if ticket is None or ticket.sender_unknown or (over and named is None):
        return open_from(inbound, here, author, known=True)
    return arrive(inbound, here, author, ticket, known=True)


def _kept_apart(inbound: Inbound, author: Person, here: Circumstances) -> Change:
    """Too many within the hour: kept, not taken; the agent is told once."""
    message = message_from(inbound, here, author, Kind.AUTOMATIC, None, None)
    event = happened(here, What.SET_ASIDE, None, f"{FLOOD}: {inbound.subject}")
    return Change(
        messages=(replace(message, why=FLOOD),),
        events=(replace(event, who=author.called),),
        reminders=_only_kept(author, here),
    )


def _only_kept(author: Person, here: Circumstances) -> tuple[Reminder, ...]:
    if here.door.told:
        return ()
    key = Key(About.APART, here.next_message, Occasion.ONLY_KEPT, here.now)
    who, most = clean_line(author.called, 60), here.policy.chat.most_an_hour
    text = f"chat of {who} is only kept and not taken: more than {most} in an hour"
    return (Reminder(number=here.next_reminder, key=key, text=text, fired=here.now),)


def _proposed(ticket: Ticket, command: ProposeSeverity, here: Circumstances) -> Reminder:
    key = Key(About.TICKET, ticket.number, Occasion.PROPOSED, here.now)
    name, who = clean_line(ticket.subject, 60), clean_line(command.visitor.called, 60)
    text = f"#{ticket.number} {name}: {who} proposes severity {command.level}"
    return Reminder(number=here.next_reminder, key=key, text=text, fired=here.now)
