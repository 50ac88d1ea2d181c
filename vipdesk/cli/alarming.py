"""Opens what tells people off the terminal while the desk or the worker runs; slow to import."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from threading import Event
from zoneinfo import ZoneInfo

from vipdesk.alarm_book import BookFile
from vipdesk.channels.push import push
from vipdesk.cli.alongside import alongside
from vipdesk.cli.stores import policy_rules
from vipdesk.cli.whence import ALARMS, left_alone
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.intake import Tell
from vipdesk.pusher import Pusher, Telling
from vipdesk.store.alarms import AlarmReader
from vipdesk.store.connections import ReadConnection
from vipdesk.store.place import store_path
from vipdesk.store.presence import CalledNow


@contextmanager
def alarming(settings: Settings, clock: Clock, tell: Tell, name: CalledNow) -> Iterator[None]:
    """People are told under `name` as the settings say; a demonstration tells nobody."""
    if not settings.mail:
        yield
        return
    with alongside("alarms", partial(_attend, settings, clock, tell, name)):
        yield


def _attend(settings: Settings, clock: Clock, tell: Tell, name: CalledNow, stop: Event) -> None:
    connection = ReadConnection(store_path(settings.store), writes_too=True)
    with closing(AlarmReader(connection)) as reader:
        rules = policy_rules(settings)

        def zone() -> ZoneInfo:
            return rules(reader.policy_text()).hours.zone

        opened = partial(open_desk, settings, clock, left_alone(ALARMS))
        telling = Telling(settings.store, name, reader, opened, zone, clock, push)
        Pusher(BookFile(settings.own_file).read, telling, tell).attend(stop)
