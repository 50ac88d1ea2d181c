"""What is asked of the store about hand-overs, shared by reader and writer."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from vipdesk.domain.event import What
from vipdesk.domain.handover import (
    Apart,
    Deed,
    DoneLine,
    Handover,
    Introduction,
    Passing,
    SheetNote,
    SheetStatus,
    away_since,
)
from vipdesk.domain.message import Delivery
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import instant, microseconds
from vipdesk.store import queries
from vipdesk.store.apart import folded
from vipdesk.store.calendar_queries import bookings, busy_times
from vipdesk.store.callback_queries import OPEN, callbacks
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.escalation_queries import STANDING, colleagues, escalations
from vipdesk.store.handover_values import (
    HANDOVER,
    INTRODUCTION,
    PASSING,
    SHEET_NOTE,
    handover_of,
    introduction_of,
    passing_of,
    sheet_note_of,
    taking_of,
)
from vipdesk.store.queries import Fetch

if TYPE_CHECKING:
    from vipdesk.domain.handing import Handing

REASON = "CASE WHEN json_valid(sheet) THEN json_extract(sheet, '$.reason') END"
LATEST = (
    f"SELECT {PASSING}, status, at, {REASON} FROM handover"
    f" WHERE status IN ('{SheetStatus.WAITING.value}',"
    f" '{SheetStatus.SIGNED.value}') ORDER BY number DESC LIMIT 2"
)
"""A sheet that waits, if there is one, and the one that was signed last."""

SIGNED = f"SELECT min(number) FROM event WHERE what = '{What.SHEET_SIGNED.value}' AND at = ?"
DONE = (
    "SELECT e.ticket, coalesce(t.subject, ''), e.what, count(*), max(e.at) FROM event e"
    f" LEFT JOIN ticket t ON t.number = e.ticket WHERE e.number > ({SIGNED})"
    " AND e.what NOT IN ({}) GROUP BY e.ticket, e.what"
    " ORDER BY e.ticket IS NULL, e.ticket, min(e.number)"
)
"""What happened since the desk was taken over, however the clock was set meanwhile."""

NO_DEEDS = (
    *(What.SENT, What.ACKNOWLEDGED, What.SHEET_MADE, What.SHEET_DROPPED, What.SHEET_SIGNED),
    *(What.SHEET_UNSIGNED, What.CLIENT_TOLD),
)
"""What says nothing of the client's matters."""


@damage_told
def passings(fetch: Fetch) -> tuple[Passing | None, Passing | None]:
    """How somebody else than the dedicated agent has the desk, and the sheet that waits."""
    cover = unsigned = None
    for row in fetch(LATEST, ()):
        check_texts(row[1], row[2], row[9] or "")
        found = replace(passing_of(row), taking=taking_of(row[8], row[9]))
        if row[7] == SheetStatus.WAITING.value:
            unsigned = found
        elif cover is None:
            cover = found
    return (None if cover is None or cover.back else cover), unsigned


@damage_told
def handovers(fetch: Fetch) -> tuple[Handover, ...]:
    """Every sheet that was ever made, in that order."""
    rows = fetch(f"SELECT {HANDOVER} FROM handover ORDER BY number", ())
    for row in rows:
        check_texts(row[1], row[2], row[8], *row[10:12])
    return tuple(map(handover_of, rows))


@damage_told
def introductions(
    fetch: Fetch, condition: str, values: Sequence[Any] = ()
) -> tuple[Introduction, ...]:
    """The mails to the client that meet `condition` (trusted SQL), oldest first."""
    sql = f"SELECT {INTRODUCTION} FROM introduction WHERE {condition} ORDER BY number"
    rows = fetch(sql, values)
    for row in rows:
        check_texts(*row[1:7])
    return tuple(map(introduction_of, rows))


@damage_told
def handing(fetch: Fetch, policy_for: Callable[[str], Policy]) -> "Handing":
    """What a sheet is made of, and the sheets that were made."""
    from vipdesk.domain.handing import Handing  # for who hands over, not for the first frame

    known, made = queries.registration(fetch), handovers(fetch)
    numbers = [row[0] for row in fetch(queries.OPEN_NUMBERS, ())]
    since = away_since(made)
    return Handing(
        client=known.client,
        agent=known.agent,
        policy=policy_for(known.policy_text),
        lines=queries.first_lines(fetch, -1),
        tickets=queries.tickets(fetch, numbers),
        callbacks=callbacks(fetch, OPEN),
        bookings=bookings(fetch, "status <> 'cancelled'"),
        busy=busy_times(fetch),
        escalations=escalations(fetch, STANDING),
        people=colleagues(fetch, "active"),
        notes=_notes(fetch),
        handovers=made,
        apart=Apart(
            unsent=queries.unsent(fetch),
            unreadable=queries.count(fetch, "unreadable"),
            set_aside=queries.count(fetch, "message", "ticket IS NULL"),
            flooded=folded(fetch, known.client),
        ),
        done=_done(fetch, since) if since is not None else (),
        answered=_answered(fetch),
        told=_told(fetch),
    )


def _notes(fetch: Fetch) -> tuple[SheetNote, ...]:
    rows = fetch(f"SELECT {SHEET_NOTE} FROM sheet_note ORDER BY ticket, author", ())
    for row in rows:
        check_texts(row[1], row[2])
    return tuple(map(sheet_note_of, rows))


def _done(fetch: Fetch, since: datetime) -> tuple[DoneLine, ...]:
    left_out = [one.value for one in NO_DEEDS]
    marks = ", ".join("?" * len(left_out))
    rows = fetch(DONE.format(marks), (microseconds(since), *left_out))
    found = []
    for (ticket, subject), of_ticket in groupby(rows, key=lambda row: (row[0], row[1])):
        check_texts(subject)
        deeds = tuple(Deed(What(row[2]).value, row[3], instant(row[4])) for row in of_ticket)
        found.append(DoneLine(ticket, subject, deeds))
    return tuple(found)


def _answered(fetch: Fetch) -> datetime | None:
    ((at,),) = fetch(
        "SELECT max(at) FROM message WHERE kind IN ('answer', 'call') AND fact IS NOT NULL AND"
        " (delivery IS NULL OR delivery <> 'taken back')",
        (),
    )
    return None if at is None else instant(at)


def _told(fetch: Fetch) -> dict[int, tuple[Delivery, ...]]:
    told: dict[int, list[Delivery]] = {}
    for number, delivery in fetch("SELECT handover, delivery FROM introduction", ()):
        told.setdefault(number, []).append(Delivery(delivery))
    return {number: tuple(found) for number, found in told.items()}
