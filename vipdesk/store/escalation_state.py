"""What seniors have to do with a command, read inside its transaction."""

from msgspec import json

from vipdesk.domain.calendar_commands import AddBusy
from vipdesk.domain.circumstances import NOTHING_ESCALATED, Escalating
from vipdesk.domain.commands import Command, NoAnswerNeeded, Reply, SetStatus
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.escalation_commands import (
    AnswerBack,
    Escalate,
    OnEscalation,
    PeopleCommand,
    RemoveColleague,
    SetAway,
    SetColleague,
)
from vipdesk.domain.recutting import Merge, Unsplit
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.store.chain import ESCALATION as KEPT
from vipdesk.store.damage import damage_told
from vipdesk.store.escalation_queries import STANDING, TOLD_OF, colleagues, escalations
from vipdesk.store.queries import Fetch

OnTicket = Reply | SetStatus | NoAnswerNeeded | Escalate | Merge | Unsplit
Known = OnTicket | OnEscalation | PeopleCommand | AddBusy | Sweep


def escalation_state(fetch: Fetch, command: Command) -> Escalating:
    """Nothing for commands that escalations have no say in, and where there are no people."""
    if not isinstance(command, Known):
        return NOTHING_ESCALATED
    people = colleagues(fetch, "1 = 1")
    if not people and not isinstance(command, PeopleCommand):
        return NOTHING_ESCALATED
    found = escalations(fetch, TOLD_OF if isinstance(command, Sweep) else STANDING)
    return Escalating(
        escalation=_meant(fetch, command, found),
        before=_stood_before(fetch, command.done) if isinstance(command, AnswerBack) else None,
        escalations=found,
        people=people,
        next_escalation=_highest(fetch, "escalation") + 1,
        next_colleague=_highest(fetch, "colleague") + 1,
    )


def _meant(fetch: Fetch, command: Known, standing: tuple[Escalation, ...]) -> Escalation | None:
    """The escalation that is named, or the one that stands on the ticket."""
    match command:
        case Reply() | SetStatus() | NoAnswerNeeded() | Escalate() | Merge() | Unsplit():
            its_own = [one for one in standing if one.ticket == command.ticket]
            return next(iter(its_own), None)
        case SetColleague() | SetAway() | RemoveColleague() | AddBusy() | Sweep():
            return None
    return next(iter(escalations(fetch, "number = ?", (command.escalation,))), None)


def _highest(fetch: Fetch, table: str) -> int:
    ((highest,),) = fetch(f"SELECT coalesce(max(number), 0) FROM {table}", ())
    return int(highest)


@damage_told
def _stood_before(fetch: Fetch, done: Escalation) -> Escalation | None:
    """How an escalation stood before it came to stand as `done`; None where that is not kept."""
    rows = fetch(
        f"SELECT value FROM past WHERE kind = '{KEPT}' AND key = ? ORDER BY entry", (done.number,)
    )
    stood = [json.decode(value, type=Escalation) for (value,) in rows]
    place = stood.index(done) if done in stood else 0
    return stood[place - 1] if place else None
