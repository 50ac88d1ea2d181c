"""What tests of alarms look at."""

from contextlib import closing

from tests.desk.conftest import RealDesk
from vipdesk.domain.alarm import Alarm
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.store.alarms import AlarmReader
from vipdesk.store.connections import open_reader


def kept(real: RealDesk) -> list[Alarm]:
    """All alarms there ever were, oldest first."""
    with closing(AlarmReader(open_reader(real.where))) as reader:
        return [*reversed(reader.latest(1000))]


def sweep(real: RealDesk, when: str = "") -> list[tuple[str, str]]:
    """For whom, and why, alarms are made then; looking again makes none."""
    if when:
        real.at(when)
    before = len(kept(real))
    real.do(Sweep())
    after = kept(real)
    real.do(Sweep())
    assert kept(real) == after
    return [(one.key.to, one.key.matter.cause.value) for one in after[before:]]


def standing(real: RealDesk) -> list[str]:
    """How far each alarm has come."""
    return [one.standing.value for one in kept(real)]
