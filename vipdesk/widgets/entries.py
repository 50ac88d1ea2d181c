"""What was said and what happened on a ticket, in one column, oldest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from vipdesk.domain.acknowledgement import Acknowledgement
from vipdesk.domain.board import TicketView
from vipdesk.domain.event import Event, What
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Attachment, Delivery, Draft, Kind, Message, NextTry
from vipdesk.domain.people import Person
from vipdesk.domain.policy import CHANNEL_WORDS
from vipdesk.domain.retold import detail_said, retold
from vipdesk.domain.target import TargetKind
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.domain.verdict import Outcome, Verdict
from vipdesk.domain.wall_words import length_words
from vipdesk.widgets import signs
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.delivered import DELIVERY, reached
from vipdesk.widgets.lines import Entry, Line, Piece, joined, line

SAID = frozenset(
    {What.OPENED, What.RECEIVED, What.ANSWERED, What.SENT, What.NOTED, What.CALLED}
    | {What.ACKNOWLEDGED}
)
"""Events that stand beside a message of their own."""

MESSAGE, EVENT, VERDICT, DRAFT = range(4)

LOOK = {Kind.RECEIVED: "client", Kind.ANSWER: "ours", Kind.CALL: "ours", Kind.NOTE: "note"}
OUTCOME: dict[Outcome, Piece] = {
    Outcome.MET: (N_("✓ in time"), "met"),
    Outcome.BREACHED: (N_("■ breached"), "breached"),
    Outcome.LATE_AT_REGRADING: (N_("■ late at re-grading"), "breached"),
    Outcome.STOPPED: (N_("stopped, neither kept nor missed"), "muted"),
}
OURS = (Kind.CALL, Kind.AUTOMATIC)
"""Where the reason is one of ours; elsewhere it is somebody's own words."""
KILOBYTE, MEGABYTE = 1_000, 1_000_000
"""As settings and mail servers count them."""


def entries(view: TicketView, now: datetime, zone: tzinfo | None) -> tuple[Entry, ...]:
    """Messages, notes, calls, clock events and verdicts of a ticket; moments in `zone`."""
    found = [
        *(_message(message, now, zone, view) for message in view.messages),
        *(_event(event, now, zone) for event in view.events if event.what not in SAID),
        *(
            _verdict(verdict, view.cause_of(verdict), now, zone)
            for verdict in view.ticket.verdicts.values()
        ),
    ]
    found += [_note(note, now, zone) for note in view.acknowledgements]
    found += [_draft(draft, now, zone) for draft in view.drafts]
    return tuple(sorted(found, key=lambda entry: (entry.at, entry.order)))


def reading_begins(entries: Sequence[Entry], waits_since: datetime | None) -> int:
    """The client's first word that waits for an answer, else the last one; else the top."""
    clients = [n for n, entry in enumerate(entries) if any(k == "client" for _, k in entry.heading)]
    waiting = [n for n in clients if waits_since is not None and entries[n].at >= waits_since]
    return next(iter([*waiting[:1], *clients[-1:]]), 0)


def named(person: Person) -> str:
    """A person as name and address, for whoever has to tell two of them apart."""
    name, address = clean_line(person.name, 60), clean_line(person.address, 80)
    return f"{name} <{address}>" if name and address else name or address or _("somebody")


def size(count: int) -> str:
    """A number of bytes as people say it."""
    if count < KILOBYTE:
        return f"{count} B"
    if count < MEGABYTE:
        return f"{count / KILOBYTE:.0f} kB"
    return f"{count / MEGABYTE:.1f} MB"


def used(verdict: Verdict) -> str:
    """How much of the promised time a closed target took."""
    words = _("{used} of {length} used")
    return words.format(used=length_words(verdict.used), length=length_words(verdict.length))


def why_said(message: Message) -> str:
    """The reason given; one that we have written ourselves in the language spoken."""
    why = clean_line(message.why, 300)
    return retold(why) if message.kind in OURS else why


def judged(outcome: Outcome) -> Piece:
    """How a target was judged, and the look of that."""
    words, look = OUTCOME[outcome]
    return _(words), look


def _message(message: Message, now: datetime, zone: tzinfo | None, view: TicketView) -> Entry:
    stands = message.stands
    look = LOOK.get(message.kind, "muted") if stands else "muted"
    by = message.author.name or message.author.address
    far = reached(message, view.marks)
    why = why_said(message)
    heading = joined(
        (kind_said(message.kind), look),
        (clean_line(by, 60) or _("somebody"), look),
        (f" · {timestamp(message.at, now, zone)}", "muted"),
        (_came_by(message), "muted"),
        (f" · {far[0]}", far[1]) if far else None,
        (_came_from(message), "muted"),
        (f" · {why}" if why and message.kind is Kind.CALL else "", "muted"),
    )
    because = (_because(message.kind, why),) if why and message.kind is not Kind.CALL else ()
    return Entry(
        at=message.at,
        order=(MESSAGE, message.number),
        heading=heading,
        text=clean_block(message.text).strip("\n"),
        look="plain" if stands and message.kind is not Kind.AUTOMATIC else "muted",
        folded="\n".join(
            filter(
                None,
                (clean_block(part).strip("\n") for part in (message.signature, message.quoted)),
            )
        ),
        below=(
            *map(attached, message.attachments),
            *because,
            *_next_try(message, now, zone, view.next_tries),
        ),
    )


def _because(kind: Kind, why: str) -> Line:
    """Why it is so; of what the client is said to have written, what to beware of."""
    if kind is Kind.RECEIVED:
        return line(_("beware: {why}").format(why=why), "warn")
    return line(_("because: {why}").format(why=why), "muted")


def _note(note: Acknowledgement, now: datetime, zone: tzinfo | None) -> Entry:
    """That it arrived, told by itself while the desk was closed."""
    to = clean_line(note.to.called, 60)
    heading = joined(
        (_("automatic · acknowledged to {name}").format(name=to), "muted"),
        (f" · {timestamp(note.at, now, zone)}", "muted"),
        _delivery(note.delivery),
    )
    opens = timestamp(note.opens, now, zone)
    told = [_("it arrived"), _("the desk opens {moment}").format(moment=opens)]
    if note.due is not None:
        due = timestamp(note.due, now, zone)
        told.append(_("an answer is due {moment}").format(moment=due))
    said = f"{'; '.join(told)} ({clean_line(note.language, 10)})"
    return Entry(note.at, (MESSAGE, note.message), heading, said, "muted")


def _next_try(
    message: Message, now: datetime, zone: tzinfo | None, tries: Mapping[int, NextTry]
) -> tuple[Line, ...]:
    """What kept an answer from leaving, and when it is tried again."""
    again = tries.get(message.number)
    if again is None:
        return ()
    at = timestamp(again.at, now, zone)
    told = _("not sent yet: {why} · next try {moment}")
    return (line(told.format(why=clean_line(again.why, 300), moment=at), "warn"),)


def kind_said(kind: Kind) -> str:
    """What stands before who it is by, where that is no word to or from the client."""
    match kind:
        case Kind.NOTE:
            return _("note · ")
        case Kind.CALL:
            return _("call · ")
        case Kind.AUTOMATIC:
            return _("automatic · ")
    return ""


def _delivery(delivery: Delivery) -> Piece:
    words, look = DELIVERY[delivery]
    return f" · {_(words)}", look


def _came_by(message: Message) -> str:
    return f" · {_(CHANNEL_WORDS[message.channel])}" if message.kind is Kind.RECEIVED else ""


def _came_from(message: Message) -> str:
    if not message.came_from:
        return ""
    return _(" · from #{number}").format(number=message.came_from)


def attached(attachment: Attachment) -> Line:
    """A file that goes with a word."""
    return joined(
        ("+ ", "muted"),
        (clean_line(attachment.name, 120) or _("a file without a name"), "plain"),
        (f"  {size(attachment.size)}", "muted"),
    )


def _event(event: Event, now: datetime, zone: tzinfo | None) -> Entry:
    bad = event.what is What.NOT_DELIVERED
    said = (
        f"{_(event.what.value)}{': ' if event.detail else ''}{clean_line(detail_said(event), 300)}"
    )
    heading = joined(
        ("· ", "muted"),
        (said, "breached" if bad else "muted"),
        (f" · {timestamp(event.at, now, zone)}", "muted"),
        (f" · {clean_line(event.who, 60)}" if event.who else "", "muted"),
    )
    return Entry(event.at, (EVENT, event.fact or 0), heading)


def _verdict(verdict: Verdict, cause: str, now: datetime, zone: tzinfo | None) -> Entry:
    heading = joined(
        ("· ", "muted"),
        (f"{_response(verdict)} ", "muted"),
        judged(verdict.outcome),
        (f" · {used(verdict)} · {timestamp(verdict.ended, now, zone)}", "muted"),
    )
    why = (line(f"  {signs.CAUSE} {clean_line(cause, 300)}", "muted"),) if cause else ()
    return Entry(verdict.ended, (VERDICT, verdict.closed_by), heading, below=why)


def _response(verdict: Verdict) -> str:
    initial = verdict.kind is TargetKind.INITIAL
    return _("initial response") if initial else _("follow-up response")


def _draft(draft: Draft, now: datetime, zone: tzinfo | None) -> Entry:
    heading = joined(
        (signs.DRAFT + _(" draft"), "warn"),
        (f" · {clean_line(draft.author, 60)} · {timestamp(draft.at, now, zone)}", "muted"),
        (_(" · not sent"), "muted"),
    )
    return Entry(draft.at, (DRAFT, 0), heading, clean_block(draft.text), "muted")
