"""Telling people for real: each once, not in quiet hours, again where it fails, never in vain."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from zoneinfo import ZoneInfo

import pytest

from tests.desk.alarm_kit import kept, standing
from tests.desk.conftest import EVA, PETRA, RealDesk
from tests.desk.leaving import handed_over
from tests.kit import JANA, at
from tests.push_server import TOKEN, PushServer, push_server
from tests.store.kit import until
from vipdesk import pusher
from vipdesk.alarm_book import AlarmBook, BookFile, Reach
from vipdesk.channels.push import push
from vipdesk.desk import Desk
from vipdesk.domain.commands import OpenTicket, Reply
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.quiet import Quiet, read_quiet
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.policies import policy_for
from vipdesk.pusher import Pusher, Telling
from vipdesk.store.alarms import AlarmReader
from vipdesk.store.connections import open_reader
from vipdesk.store.courier_lock import take_pusher
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer

NIGHT = "Mon 2026-11-23 22:00"
GO_ON = Event()
QUIET = read_quiet("22:00-07:00")

Teller = Callable[[], Telling]


@pytest.fixture
def server() -> Iterator[PushServer]:
    with push_server() as made:
        yield made


@pytest.fixture
def other() -> Iterator[PushServer]:
    with push_server() as made:
        yield made


@pytest.fixture
def night(real: RealDesk) -> RealDesk:
    """A client waits since ten in the evening, and the agent is to be told."""
    real.at(NIGHT).do(OpenTicket("Down", 1, Channel.CHAT))
    real.do(Sweep())
    return real


@pytest.fixture
def teller(real: RealDesk, policy: Policy) -> Iterator[Teller]:
    """Makes who tells, as a process of its own would be."""
    readers: list[AlarmReader] = []

    def zone() -> ZoneInfo:
        return policy.hours.zone

    def desk() -> Desk:
        return Desk(Writer(open_writer(real.where), policy_for), real.clock)

    def make() -> Telling:
        readers.append(AlarmReader(open_reader(real.where, writes_too=True)))
        return Telling(real.where, lambda: "worker", readers[-1], desk, zone, real.clock, push)

    yield make
    for reader in readers:
        reader.close()


def jana(*to: str, quiet: Quiet | None = None) -> AlarmBook:
    """A book in which the agent stands alone."""
    return AlarmBook((Reach(JANA.name, to, quiet),))


def test_each_address_is_told_once(night: RealDesk, teller: Teller, server: PushServer) -> None:
    telling, book = teller(), jana(server.ntfy, server.webhook)
    for _ in range(3):
        assert telling.look(book, GO_ON) == ""
    assert [one.title for one in server.taken] == ["#101 severity 1: Down"] * 2
    assert standing(night) == ["sent"]
    assert teller().look(book, GO_ON) == ""
    assert server.came == 2


def test_quiet_hours_are_waited_out(night: RealDesk, teller: Teller, server: PushServer) -> None:
    telling, book = teller(), jana(server.ntfy, quiet=QUIET)
    for when in (NIGHT, "Tue 2026-11-24 03:00", "Tue 2026-11-24 06:59"):
        night.at(when)
        assert telling.look(book, GO_ON) == ""
    assert (server.came, kept(night)[0].tries) == (0, 0)
    night.at("Tue 2026-11-24 07:00")
    telling.look(book, GO_ON)
    assert (len(server.taken), standing(night)) == (1, ["sent"])


def test_what_waited_in_quiet_hours_is_told_to_who_has_the_desk_by_then(
    leaving: RealDesk, teller: Teller, server: PushServer, other: PushServer
) -> None:
    leaving.at(NIGHT).do(OpenTicket("Down", 1, Channel.CHAT))
    leaving.do(Sweep())
    quiet = read_quiet("22:00-10:00")
    book = AlarmBook((Reach(JANA.name, (server.ntfy,), quiet), Reach(PETRA, (other.ntfy,), quiet)))
    handed_over(leaving.at("Tue 2026-11-24 09:30"))
    telling = teller()
    assert telling.look(book, GO_ON) == ""
    leaving.at("Tue 2026-11-24 09:59")
    assert telling.look(book, GO_ON) == ""
    assert (server.came, other.came) == (0, 0)
    leaving.at("Tue 2026-11-24 10:00")
    assert telling.look(book, GO_ON) == ""
    assert (server.came, len(other.taken)) == (0, 1)
    leaving.at("Tue 2026-11-24 10:01").do(Sweep())
    assert telling.look(book, GO_ON) == ""
    assert (server.came, other.came) == (0, 1)
    assert standing(leaving) == ["over", "sent"]


def test_a_failure_is_told_by_name_and_scheme_and_tried_again_where_it_failed(
    night: RealDesk, teller: Teller, server: PushServer, other: PushServer
) -> None:
    telling, book = teller(), jana(server.ntfy, other.webhook)
    server.answers = [503, 403]
    trouble = telling.look(book, GO_ON)
    assert trouble == f"{JANA.name} by ntfy: its server answered 503 Service Unavailable"
    assert telling.look(book, GO_ON) == trouble
    assert (server.came, len(other.taken)) == (1, 1)
    night.now += timedelta(minutes=1)
    assert telling.look(book, GO_ON).endswith("403 Forbidden")
    night.now += timedelta(minutes=1)
    telling.look(book, GO_ON)
    assert server.came == 2, "the second pause is two minutes"
    night.now += timedelta(minutes=1)
    assert telling.look(book, GO_ON) == ""
    assert (len(server.taken), len(other.taken), standing(night)) == (1, 1, ["sent"])
    assert TOKEN not in trouble


def test_what_was_answered_is_not_told_though_nobody_has_swept(
    night: RealDesk, teller: Teller, server: PushServer
) -> None:
    night.at("Mon 2026-11-23 22:01").do(Reply(101, "We are on it."))
    assert teller().look(jana(server.ntfy), GO_ON) == ""
    assert (server.came, standing(night)) == (0, ["over"])


def test_what_fails_for_long_is_given_up_and_its_trouble_is_over(
    night: RealDesk, teller: Teller, server: PushServer
) -> None:
    telling, book = teller(), jana(server.ntfy)
    server.answers = [500] * 100
    while standing(night) == ["queued"]:
        assert night.now <= at("Tue 2026-11-24 10:31")
        telling.look(book, GO_ON)
        night.now += timedelta(minutes=45)
        night.do(Sweep())
    assert standing(night) == ["failed"]
    assert telling.look(book, GO_ON) == ""
    assert server.came > 12


def test_who_was_told_in_one_way_was_told(
    night: RealDesk, teller: Teller, server: PushServer, other: PushServer
) -> None:
    server.answers = [500]
    teller().look(jana(server.ntfy, other.ntfy), GO_ON)
    night.at("Tue 2026-11-24 10:01").do(Sweep())
    assert standing(night) == ["sent"]


def test_somebody_in_no_book_here_is_left_to_others(
    night: RealDesk, teller: Teller, server: PushServer
) -> None:
    book = AlarmBook((Reach(EVA, (server.ntfy,)),))
    assert teller().look(book, GO_ON) == ""
    assert (server.came, standing(night)) == (0, ["queued"])
    teller().look(jana(server.ntfy), GO_ON)
    assert standing(night) == ["sent"]


def test_one_process_tells_at_a_time(night: RealDesk, teller: Teller, server: PushServer) -> None:
    telling, book = teller(), jana(server.ntfy)
    held = take_pusher(night.where, "another")
    assert held is not None
    with closing(held):
        telling.look(book, GO_ON)
        assert server.came == 0
    telling.look(book, GO_ON)
    assert len(server.taken) == 1


def test_many_at_once_tell_each_alarm_once(
    night: RealDesk, teller: Teller, server: PushServer
) -> None:
    for _ in range(3):
        night.do(OpenTicket("Down", 2, Channel.CHAT))
    night.do(Sweep())
    book, tellers = jana(server.webhook), [teller() for _ in range(4)]

    def until_told(telling: Telling) -> None:
        until(lambda: bool(telling.look(book, GO_ON)) or set(standing(night)) == {"sent"})

    threads = [Thread(target=until_told, args=(one,)) for one in tellers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.title[:4] for one in server.taken) == ["#101", "#102", "#103", "#104"]


def test_a_clock_that_was_set_back_keeps_nobody_waiting(
    night: RealDesk, teller: Teller, server: PushServer
) -> None:
    telling, book = teller(), jana(server.ntfy)
    server.answers = [500]
    telling.look(book, GO_ON)
    night.now -= timedelta(hours=2)
    telling.look(book, GO_ON)
    assert len(server.taken) == 1


def test_troubles_are_told_once_and_that_they_are_over_and_a_file_is_taken_up(
    night: RealDesk,
    teller: Teller,
    server: PushServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pusher, "LOOK_EVERY", 0.01)
    file, told, stop = tmp_path / "config.toml", list[str](), Event()
    server.answers = [500]
    thread = Thread(
        target=Pusher(BookFile(file).read, teller(), told.append).attend, args=(stop,), daemon=True
    )
    thread.start()
    try:
        file.write_text(f'[alarm."{JANA.name}"]\nto = ["{server.ntfy}"]\n')
        until(lambda: len(told) == 1)
        file.chmod(0o600)
        until(lambda: len(told) == 2)
        night.now += timedelta(minutes=1)
        until(lambda: len(told) == 3)
    finally:
        stop.set()
        thread.join()
    assert told[0].startswith(f"alarms: {file} may be read by others")
    assert told[1].startswith(f"alarms: {JANA.name} by ntfy: its server answered 500")
    assert told[2] == ""
    assert TOKEN not in "".join(told)
    assert len(server.taken) == 1
