"""What was done with somebody of our side, in a line for whoever did it, and for the audit."""

from collections.abc import Iterator

from vipdesk.domain.colleagues import Colleague, DaysAway


def done(people: tuple[Colleague, ...], after: Colleague) -> str:
    """The difference to who was known before."""
    before = next((one for one in people if one.number == after.number), None)
    if before is None:
        return f"{after.name} is {after.role.words} from now on"
    if not after.active:
        return f"{after.name}, {after.role.words}, is removed"
    changes = list(_changes(before, after)) or ["nothing is changed"]
    return f"{after.name}, {after.role.words}: {'; '.join(changes)}"


def _changes(before: Colleague, after: Colleague) -> Iterator[str]:
    if not before.active:
        yield "is back"
    if before.role is not after.role:
        yield f"was {before.role.words} before"
    if before.away != after.away:
        yield _away(after.away)
    for what, was, now in (
        ("address", before.person.address, after.person.address),
        ("skills", ", ".join(before.skills), ", ".join(after.skills)),
        ("hours", before.hours, after.hours),
        ("logins", ", ".join(before.logins), ", ".join(after.logins)),
    ):
        if was != now:
            yield f"{what} {now}" if now else f"no {what}"


def _away(away: tuple[DaysAway, ...]) -> str:
    days = [f"{one.first:%d %b} to {one.last:%d %b}" for one in away]
    return f"away {', '.join(days)}" if days else "no days off"
