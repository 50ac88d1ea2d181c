"""Who is told what is the desk's: whoever has it as it is told, not as it was found out."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from vipdesk.domain.alarm import Alarm, Cause, Key, Matter, Standing
from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.colleagues import Role

UNTOLD = (Standing.OVER, Standing.FAILED)


def holders(here: Circumstances) -> list[str]:
    """Who took the desk over; where nobody did its agent, and whoever stands in for them now."""
    if here.cover is not None:
        return [here.cover.taker]
    names = {here.agent.name.casefold(): here.agent.name}
    for name in _standing_in(here):
        names.setdefault(name.casefold(), name)
    return list(names.values())


def _standing_in(here: Circumstances) -> Iterator[str]:
    """Whom the agent's time off names; the cover agents who are there where it names nobody."""
    off = here.absences.now(here.agent.name, here.now)
    yield from (one.cover for one in off if one.cover)
    if off and not any(one.cover for one in off):
        today = here.policy.hours.local(here.now).date()
        covers = (one for one in here.escalating.people if one.active and one.role is Role.COVER)
        yield from (one.name for one in covers if not one.is_away(today))


def passed_on(
    here: Circumstances, over: Mapping[Key, Alarm], noted_by: Mapping[Matter, str]
) -> Iterator[Alarm]:
    """The desk's alarms that wait for who has it no more, ended, and the same for who has it.

    None for who noted it down themselves, and none anew for who was told. `over` are those that
    end by themselves now; who has one of them had it waiting for too long.
    """
    heirs = {name.casefold(): name for name in holders(here)}
    known, next_alarm = {one.key: over.get(one.key, one) for one in here.alarms}, here.next_alarm
    for one in tuple(known.values()):
        matter = one.key.matter
        waits = one.standing is Standing.QUEUED and matter.cause is not Cause.ASKED
        if not waits or one.key.to.casefold() in heirs:
            continue
        yield replace(one, standing=ended(one), next_try=None)
        for name in heirs.values():
            key = Key(matter, name)
            before = known.get(key)
            if name == noted_by.get(matter) or key in over or _was_told(before):
                continue
            number = before.number if before else next_alarm
            again = replace(one, number=number, key=key, standing=Standing.QUEUED)
            known[key] = replace(again, tries=0, told=False, next_try=None)
            next_alarm += before is None
            yield known[key]


def _was_told(before: Alarm | None) -> bool:
    return before is not None and before.standing not in UNTOLD


def ended(alarm: Alarm) -> Standing:
    """What an alarm that waits no longer came to."""
    if alarm.told:
        return Standing.SENT
    return Standing.FAILED if alarm.tries else Standing.OVER
