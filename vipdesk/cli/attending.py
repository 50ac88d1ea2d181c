"""Opens what goes on while nobody types: intake, reminders, mail, alarms; slow to import."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from vipdesk.calendar_sync import BACK, CalendarSync
from vipdesk.calls import calls_of
from vipdesk.cli.alarming import alarming
from vipdesk.cli.alongside import alongside
from vipdesk.cli.calendar_elsewhere import both, open_collection
from vipdesk.cli.carrying import carrying
from vipdesk.cli.commits import Commits
from vipdesk.cli.stores import reading
from vipdesk.cli.whence import CALENDAR, INTAKE, REMINDERS, left_alone
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.domain.elsewhere import is_waiting
from vipdesk.in_flight import InFlight
from vipdesk.ingest_voicemail import VoicemailImport
from vipdesk.intake import Intake, Tell
from vipdesk.lull import Lull
from vipdesk.reminders import Reminders
from vipdesk.store.files import Files, files_beside
from vipdesk.store.presence import CalledNow
from vipdesk.subscription import Subscription


@contextmanager
def attending(
    settings: Settings,
    clock: Clock,
    tell: Tell,
    name: CalledNow,
    lull: Lull,
    in_flight: InFlight | None = None,
) -> Iterator[Intake]:
    """The intake, with reminders, calendar, mail and alarms beside it, each on a desk of its own.

    Mail is carried under `name`. What is committed is looked at in a `lull`. Raises StoreError
    where the store can't be opened.
    """
    desk = open_desk(settings, clock, left_alone(INTAKE))
    sweeping = open_desk(settings, clock, left_alone(REMINDERS))
    committed = Commits(settings)
    reminders = Reminders(sweeping, clock, lambda: not lull.left and committed(), tell)
    try:
        with reading(settings, writes_too=True) as reader:
            board = reader.board()
        files = Files(files_beside(settings.store))
        calls = calls_of(board.client, board.policy, files)
        reminders.start()
        try:
            mail = carrying(settings, clock, tell, name, lull, in_flight)
            told = alarming(settings, clock, tell, name)
            with subscribed(settings, clock, tell), mail, told:
                yield Intake(settings.voicemail, VoicemailImport(desk, files, clock, calls), tell)
        finally:
            reminders.stop()
    finally:
        sweeping.close()
        desk.close()


@contextmanager
def subscribed(settings: Settings, clock: Clock, tell: Tell) -> Iterator[None]:
    """The calendar elsewhere is kept up to date, where one is set, in a thread of its own."""
    where = settings.calendar
    if where is None:
        yield
        return
    desk = open_desk(settings, clock, left_alone(CALENDAR))
    sync, waits = CalendarSync(desk, both(settings), clock), _waits(settings, clock)
    subscription = Subscription(lambda: open_collection(where), sync, waits, tell)
    try:
        with alongside("calendar", subscription.attend) as thread:
            yield
    finally:
        if not thread.is_alive():
            desk.close()


def _waits(settings: Settings, clock: Clock) -> Callable[[], bool]:
    """Says whether what was committed since it was asked last is still to go elsewhere."""
    committed, read = Commits(settings), both(settings)

    def waits() -> bool:
        return committed() and is_waiting(read()[1], clock() - BACK)

    return waits
