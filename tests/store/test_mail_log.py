"""How mail stands can be read by everybody, and costs nothing where it can't be kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.kit import Programs
from vipdesk.store.courier_lock import courier_of, take_courier
from vipdesk.store.mail_log import (
    FULL,
    MailLog,
    Side,
    Standing,
    mail_notes,
    mail_state,
)

CARRY = """
import sys
from vipdesk.store.courier_lock import take_courier
print(bool(take_courier(sys.argv[1], "worker")), flush=True)
sys.stdin.readline()
"""
LOOK = """
import sys
from vipdesk.store.mail_log import mail_notes, mail_state
state = mail_state(sys.argv[1])
print(*(side.trouble for side in state.sides.values()), *(n.words for n in mail_notes(sys.argv[1])))
"""
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Hand:
    """Monday at nine."""
    return Hand()


@pytest.fixture
def place(shared_where: str) -> str:
    """A store's place, without a store: the log needs none."""
    return shared_where


def words(place: str) -> list[str]:
    """What happened, without its moment."""
    return [note.words for note in mail_notes(place)]


def test_before_anybody_carried_mail_there_is_nothing(place: str) -> None:
    assert mail_state(place).carrier == ""
    assert not mail_state(place).sides
    assert mail_notes(place) == ()
    assert list(Path(place).parent.iterdir()) == [], "a reader leaves no trace"


def test_one_carries_and_another_takes_over(place: str, programs: Programs) -> None:
    worker = programs.start(CARRY, place)
    assert worker.answer() == "True"
    assert (courier_of(place), take_courier(place, "Jana")) == ("worker", None)
    worker.kill()
    held = take_courier(place, "Jana")
    assert held is not None
    assert mail_state(place).carrier == "Jana"
    held.close()
    assert courier_of(place) == ""


def test_trouble_stands_since_it_began_until_it_is_over(place: str, clock: Hand) -> None:
    log = MailLog(place, clock)
    log.work(Side.IN)
    log.stand(Side.IN, "imap.example.com can't be reached: is it on?")
    clock.now += timedelta(minutes=5)
    log.stand(Side.IN, "imap.example.com can't be reached: is it on?")
    MailLog(place, clock).stand(Side.IN, "imap.example.com can't be reached: is it on?")
    state = mail_state(place).sides[Side.IN]
    assert (state.standing, state.since) == (Standing.TROUBLE, MONDAY)
    log.stand(Side.OUT, "")
    log.stand(Side.IN, "")
    assert {s.standing for s in mail_state(place).sides.values()} == {Standing.WELL}
    assert words(place) == [
        "in: imap.example.com can't be reached: is it on?",
        "in: all is well again",
    ]
    assert mail_notes(place)[1].at == clock.now


def test_what_is_told_is_fit_to_show_and_one_line(place: str, clock: Hand) -> None:
    log = MailLog(place, clock)
    log.note("it said \x1b[31mNO\r\nforged line" + "x" * 5000)
    log.stand(Side.OUT, "bad\x9b31m\nthing")
    for said in (*words(place), mail_state(place).sides[Side.OUT].trouble):
        assert said.isprintable()
        assert len(said) <= 400


def test_a_full_log_is_set_aside_and_the_last_is_still_there(place: str, clock: Hand) -> None:
    log = MailLog(place, clock)
    for number in range(FULL // 300 * 3):
        log.note(f"{number} " + "x" * 300)
    sizes = [path.stat().st_size for path in Path(place).parent.glob("*.mail.log*")]
    assert len(sizes) == 2
    assert max(sizes) < FULL + 1000
    assert words(place)[-1].startswith(f"{FULL // 300 * 3 - 1} ")
    assert len(mail_notes(place, 500)) == 500


@pytest.mark.parametrize(
    "said", ["", "[]", "{", '{"in": 1}', '{"in": {}}', '{"x": {}}', '{"in": {"standing": "well"}}']
)
def test_a_state_that_nobody_wrote_is_none(place: str, clock: Hand, said: str) -> None:
    MailLog(place, clock).stand(Side.IN, "x")
    (state,) = Path(place).parent.glob("*.mail.json")
    state.write_text(said)
    assert not mail_state(place).sides
    (log,) = Path(place).parent.glob("*.mail.log")
    log.write_bytes(b"\xff\xfe\n no instant\n2026-11-23T09:00:00 no zone\n")
    assert mail_notes(place) == ()


def test_a_place_that_can_not_be_written_stops_nothing(place: str, clock: Hand) -> None:
    Path(place).parent.rmdir()
    log = MailLog(place, clock)
    log.note("x")
    log.stand(Side.IN, "y")
    assert mail_notes(place) == ()


def test_a_watcher_may_read_it(place: str, clock: Hand, programs: Programs) -> None:
    MailLog(place, clock).stand(Side.IN, "refused")
    assert programs.start_as_watcher(LOOK, place).answer() == "refused in: refused"
