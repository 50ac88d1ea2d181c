"""What can be done at the desk: each act with its key, its words, and where it works."""

from collections.abc import Callable

from msgspec import Struct

from vipdesk.domain.board import TicketView
from vipdesk.domain.facts import Status
from vipdesk.domain.language import N_, _
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.thanks import thanks


class Place(Struct, frozen=True):
    """Where the agent is: the ticket in hand, as its row and, once it has been read, whole.

    It is `late` where more of its target is used than was promised.
    """

    line: QueueLine | None = None
    view: TicketView | None = None
    undo: bool = False
    no_undo: str = N_("nothing is left to undo")
    reminders: int = 0
    searching: bool = False
    reading: bool = False
    late: bool = False


class Act(Struct, frozen=True):
    """`action` is what a screen calls it, `words` what the footer says, `says` all of it.

    `unless` says why it does not work on a ticket where it does not.
    """

    action: str
    key: str
    words: str
    says: str
    works: Callable[[Place], bool]
    shown: bool = True
    unless: str = ""


def _anywhere(place: Place) -> bool:
    return True


def _on_a_ticket(place: Place) -> bool:
    return place.line is not None


def _where_open(place: Place) -> bool:
    return place.line is not None and place.line.status == Status.OPEN


def _where_unresolved(place: Place) -> bool:
    return place.line is not None and place.line.status != Status.RESOLVED


def _where_resolved(place: Place) -> bool:
    return place.line is not None and place.line.status == Status.RESOLVED


def _where_waiting(place: Place) -> bool:
    return place.line is not None and place.line.status == Status.WAITING


def _where_unknown(place: Place) -> bool:
    return place.line is not None and place.line.sender_unknown


def _where_client_wrote_again(place: Place) -> bool:
    """The client wrote last, and it is not what the ticket was opened with."""
    if place.line is None or place.line.client_waits_since is None:
        return False
    return place.view is None or thanks(place.view.ticket) is not None


def _where_promisable(place: Place) -> bool:
    return _where_unresolved(place) and not _where_unknown(place)


def _where_reminded(place: Place) -> bool:
    return place.reminders > 0


def _where_known(place: Place) -> bool:
    return place.line is not None and not place.line.sender_unknown


def _where_files(place: Place) -> bool:
    """As long as it has not been read, it may have some."""
    if place.view is None:
        return place.line is not None
    return any(message.attachments for message in place.view.messages)


def _where_missed(place: Place) -> bool:
    """It is late now, or was; a promise of ours is another matter."""
    if place.late or (place.line is not None and place.line.breach is not None):
        return True
    verdicts = place.view.ticket.verdicts.values() if place.view else ()
    return any(verdict.breach is not None for verdict in verdicts)


def _in_the_queue(place: Place) -> bool:
    return place.line is not None and not place.reading


def _where_searched(place: Place) -> bool:
    return place.searching


def _where_undoable(place: Place) -> bool:
    return place.undo


ACTS = (
    Act("answer", "a", N_("answer"), N_("Answer the client"), _on_a_ticket),
    Act(
        "identify",
        "i",
        N_("who is it"),
        N_("Say who the unknown sender is"),
        _where_unknown,
        unless=N_("the sender is known"),
    ),
    Act("note", "n", N_("note"), N_("Write a note that only our side sees"), _on_a_ticket),
    Act("severity", "s", N_("severity"), N_("Confirm or change the severity"), _on_a_ticket),
    Act(
        "escalate",
        "e",
        N_("escalate"),
        N_("Escalate to a senior agent, or say what they answered"),
        _where_promisable,
        unless=N_("it is resolved, or its sender is unknown"),
    ),
    Act(
        "promise",
        "p",
        N_("promise"),
        N_("Promise to write by a moment"),
        _where_promisable,
        unless=N_("it is resolved, or its sender is unknown"),
    ),
    Act(
        "cause",
        "Y",
        N_("cause"),
        N_("Say why a target was missed"),
        _where_missed,
        unless=N_("no target was missed"),
    ),
    Act("wait", "w", N_("wait for client"), N_("Wait for the client"), _where_open),
    Act(
        "no_answer",
        "t",
        N_("thank-you"),
        N_("No answer is needed"),
        _where_client_wrote_again,
        unless=N_("the client has not written again"),
    ),
    Act("resolve", "r", N_("resolve"), N_("Resolve the ticket"), _where_unresolved),
    Act("reopen", "r", N_("reopen"), N_("Reopen the ticket"), _where_resolved),
    Act(
        "unwait",
        "w",
        N_("open again"),
        N_("Stop waiting for the client"),
        _where_waiting,
        unless=N_("it is resolved: reopen it first"),
    ),
    Act("merge", "M", N_("merge"), N_("Merge it into another ticket"), _where_known, shown=False),
    Act(
        "split",
        "S",
        N_("split"),
        N_("Make a ticket of one of its messages"),
        _where_known,
        shown=False,
    ),
    Act(
        "follow_on",
        "F",
        N_("follow-on"),
        N_("Open a ticket in which it goes on"),
        _where_known,
        shown=False,
    ),
    Act(
        "pin",
        "P",
        N_("pin"),
        N_("Keep it on top of the queue, or let it go"),
        _on_a_ticket,
        shown=False,
    ),
    Act(
        "owe",
        "W",
        N_("vendor's word"),
        N_("Say that the vendor owes the next word, or we again"),
        _where_unresolved,
        shown=False,
        unless=N_("it is resolved: reopen it first"),
    ),
    Act(
        "files",
        "A",
        N_("files"),
        N_("Save or open a file of the ticket"),
        _where_files,
        shown=False,
        unless=N_("no file came with it"),
    ),
    Act("copy", "y", N_("copy"), N_("Copy a part of the ticket"), _on_a_ticket, shown=False),
    Act(
        "mark",
        "asterisk",
        N_("mark"),
        N_("Mark the ticket: acts are for all marked"),
        _in_the_queue,
    ),
    Act(
        "mark_all",
        "ctrl+a",
        N_("mark all"),
        N_("Mark all in the queue, or none"),
        _in_the_queue,
        shown=False,
    ),
    Act("call", "c", N_("call"), N_("Log a call with the client"), _anywhere),
    Act("book", "b", N_("book"), N_("Book a call with a contact"), _anywhere),
    Act("new_ticket", "N", N_("new"), N_("Open a ticket by hand"), _anywhere),
    Act(
        "hand_over",
        "D",
        N_("hand over"),
        N_("Make, read or sign the sheet by which the desk is handed over"),
        _anywhere,
        shown=False,
    ),
    Act(
        "undo",
        "u",
        N_("undo"),
        N_("Undo the last act"),
        _where_undoable,
    ),
    Act(
        "reminders",
        "exclamation_mark",
        N_("reminders"),
        N_("Show what you were reminded of"),
        _where_reminded,
        unless=N_("nothing is left to remind of"),
    ),
    Act(
        "go_to",
        "number_sign",
        N_("go to"),
        N_("Go to a ticket by its number, a resolved one too"),
        _anywhere,
    ),
    Act(
        "keep_view",
        "equals_sign",
        N_("keep view"),
        N_("Keep what is searched for under a digit"),
        _where_searched,
    ),
)
"""In the order of the footer."""


def refused(key: str, place: Place) -> str:
    """Why nothing comes of a key here; nothing where it works, or is no act's."""
    acts = [act for act in ACTS if act.key == key]
    if not acts or any(act.works(place) for act in acts):
        return ""
    if acts[0].action == "undo":
        return _(place.no_undo)
    unless = next((act.unless for act in acts if act.unless), "")
    no_ticket = place.line is None and acts[0].action != "reminders"
    return _("no ticket is selected") if no_ticket else _(unless)
