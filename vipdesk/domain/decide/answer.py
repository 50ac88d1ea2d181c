"""Our side speaks: an answer, a note, a call (spec: clock, initial response and follow-up)."""

from vipdesk.domain.at_door import NOTHING_OF_IT, DoorChange
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import LogCall, Note, Reply, SaveDraft
from vipdesk.domain.decide.promise import promise_ended
from vipdesk.domain.decide.ticket import happened, judged, with_facts
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.facts import Answered, Fact, StatusSet
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Attachment, Delivery, Draft, Kind, Message
from vipdesk.domain.people import Client, Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import TakeBack
from vipdesk.domain.text import clean_block
from vipdesk.domain.ticket import Ticket
from vipdesk.domain.token import subject_token, without_token
from vipdesk.domain.visitor import is_door_word

LONGEST_TEXT = 1_000_000
MOST_ATTACHMENTS = 50


def reply(command: Reply, here: Circumstances) -> Change:
    """Answer in public: it counts from now on, and is queued for sending, or there at once.

    Where the client's last word came in a chat, it stands on their page.
    """
    ticket, text = here.the_ticket(), written(command.text, N_("the answer"))
    if ticket.sender_unknown:
        raise Refusal(
            _("#{ticket}: nobody has said yet who {who} is: say it first, then answer").format(
                ticket=ticket.number, who=ticket.requester.spoken
            )
        )
    answer = Answered(ticket.next_fact, here.now)
    facts: list[Fact] = [answer]
    if command.then is not None:
        facts.append(StatusSet(answer.number + 1, here.now, command.then, answer.number))
    then = f"then {command.then.value}" if command.then else ""
    return Change(
        tickets=(judged(with_facts(ticket, *facts), here.policy),),
        messages=(_answer(ticket, command, text, answer.number, here),),
        events=(
            happened(here, What.ANSWERED, ticket.number, then, answer.number),
            *promise_ended(ticket, here, answered=True),
        ),
        draft=Draft(ticket.number, here.who, "", here.now),
        door=_read(ticket, here),
        back=(
            TakeBack(
                ticket.number,
                "answer",
                facts[-1].number,
                tuple(fact.number for fact in facts),
                message=here.next_message,
            ),
        ),
    )


def note(command: Note, here: Circumstances) -> Change:
    """Write down what only our side sees; it moves no clock."""
    ticket, text = here.the_ticket(), written(command.text, N_("the note"))
    return Change(
        tickets=(ticket,),
        messages=(_entry(ticket, here, Kind.NOTE, text),),
        events=(happened(here, What.NOTED, ticket.number),),
        back=(TakeBack(ticket.number, "note", message=here.next_message),),
    )


def log_call(command: LogCall, here: Circumstances) -> Change:
    """A call that reached the client is a public answer; an attempt is only written down."""
    ticket, said = here.the_ticket(), clean_block(command.text).strip()
    result = "reached the client" if command.reached else "reached nobody"
    fact = Answered(ticket.next_fact, here.now) if command.reached else None
    entry = _entry(ticket, here, Kind.CALL, said, fact=fact.number if fact else None, why=result)
    after = judged(with_facts(ticket, fact), here.policy) if fact else ticket
    event = happened(here, What.CALLED, ticket.number, result, fact.number if fact else None)
    ended = promise_ended(ticket, here, answered=True) if fact else ()
    return Change(
        tickets=(after,),
        messages=(entry,),
        events=(event, *ended),
        back=(
            TakeBack(
                ticket.number,
                "call",
                fact.number if fact else 0,
                (fact.number,) if fact else (),
                message=here.next_message,
            ),
        ),
    )


def save_draft(command: SaveDraft, here: Circumstances) -> Change:
    """Keep what is half typed, for this desk and the next."""
    ticket = here.the_ticket()
    text = clean_block(command.text)[:LONGEST_TEXT]
    return Change(draft=Draft(ticket.number, here.who, text, here.now))


def written(text: str, what: str) -> str:
    """Text that somebody typed, fit to keep; BadInput where there is none or far too much."""
    cleaned = clean_block(text).strip("\n").rstrip()
    if not cleaned.strip():
        raise BadInput(_("{what} is empty: write something first").format(what=_(what)))
    if len(cleaned) > LONGEST_TEXT:
        raise BadInput(
            _("{what} has {count:,} characters: {most:,} are the most").format(
                what=_(what), count=len(cleaned), most=LONGEST_TEXT
            )
        )
    return cleaned


def _entry(
    ticket: Ticket,
    here: Circumstances,
    kind: Kind,
    text: str,
    *,
    fact: int | None = None,
    why: str = "",
) -> Message:
    channel = Channel.PHONE if kind is Kind.CALL else Channel.MANUAL
    return Message(
        number=here.next_message,
        ticket=ticket.number,
        kind=kind,
        channel=channel,
        author=Person(here.who),
        at=here.now,
        text=text,
        fact=fact,
        why=why,
    )


def _answer(ticket: Ticket, command: Reply, text: str, fact: int, here: Circumstances) -> Message:
    asked = here.message
    thread = (*asked.references, asked.message_id) if asked else ()
    host = here.agent.address.rpartition("@")[2] or "vipdesk.invalid"
    chats = in_chat(asked)
    return Message(
        number=here.next_message,
        ticket=ticket.number,
        kind=Kind.ANSWER,
        channel=Channel.CHAT if chats else Channel.EMAIL,
        author=Person(here.holder, here.agent.address),
        at=here.now,
        subject=f"{answer_subject(ticket, asked)} {subject_token(here.secret, ticket.number)}",
        text=text,
        to=recipients(ticket, asked, here.client),
        attachments=_enclosed(command.attachments),
        delivery=Delivery.SENT if chats else Delivery.QUEUED,
        fact=fact,
        message_id=f"{here.fresh_id}@{host}",
        references=tuple(reference for reference in thread if reference),
    )


def in_chat(asked: Message | None) -> bool:
    """Whether what is answered was written at the client's own door."""
    return asked is not None and is_door_word(asked.external_id)


def _read(ticket: Ticket, here: Circumstances) -> DoorChange:
    """Who answers has read what was said in the chat."""
    if here.message is None or not in_chat(here.message):
        return NOTHING_OF_IT
    was = here.door.marks_of(ticket.number, "")
    now = was.further(0, here.message.number)
    return NOTHING_OF_IT if now == was else DoorChange(marks=(now,))


def _enclosed(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    if len(attachments) > MOST_ATTACHMENTS:
        raise BadInput(f"{len(attachments)} files are too many: {MOST_ATTACHMENTS} go with a mail")
    return attachments


def answer_subject(ticket: Ticket, asked: Message | None) -> str:
    """What an answer to `asked` is about, as people read it."""
    subject = without_token(asked.subject if asked and asked.subject else ticket.subject)
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def recipients(ticket: Ticket, asked: Message | None, client: Client) -> tuple[Person, ...]:
    """Whoever wrote last; for a matter opened by hand, whom it is from, or the first contact."""
    candidates = [asked.author if asked else ticket.requester, ticket.requester]
    candidates += client.contacts[:1]
    return tuple(person for person in candidates if person.address)[:1]
