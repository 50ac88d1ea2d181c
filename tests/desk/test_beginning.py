"""The beginning of a desk: its first rows, and of the rest what the counts need."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk.conftest import RealDesk
from vipdesk.domain.board import Board
from vipdesk.domain.commands import Reply, SetSeverity, SetStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.recutting import Pin
from vipdesk.store import driver, first_rows


@pytest.fixture(autouse=True)
def _few_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_rows, "FIRST", 3)


def some_tickets(real: RealDesk) -> list[int]:
    """Seven tickets of every kind."""
    numbers = []
    for severity in (1, 2, 3, 4, 5, 3, 2):
        number = real.mail(subject=f"Matter {severity}").change.tickets[0].number
        real.do(SetSeverity(number, severity, "it is"))
        real.now += timedelta(minutes=20)
        numbers.append(number)
    real.do(SetStatus(numbers[3], Status.WAITING))
    real.do(Reply(numbers[4], "Mended."))
    return numbers


def begun(real: RealDesk) -> tuple[Board, Board]:
    """The beginning, and the whole."""
    return real.reader.beginning(), real.board()


def test_its_first_rows_are_those_of_the_whole_board(real: RealDesk) -> None:
    some_tickets(real)
    beginning, whole = begun(real)
    assert not beginning.is_whole
    assert whole.is_whole
    assert beginning.lines == whole.lines[:3]
    assert beginning.rest == tuple(line.ticking for line in whole.lines[3:])


@pytest.mark.parametrize("hours", [0, 2, 5, 30, 200])
def test_its_counts_are_those_of_the_whole_board(real: RealDesk, hours: int) -> None:
    some_tickets(real)
    beginning, whole = begun(real)
    now = real.now + timedelta(hours=hours)
    assert beginning.count == whole.count == 7
    assert beginning.bands.counted(whole.policy, now) == whole.bands.counted(whole.policy, now)
    assert beginning.slack(now) == whole.slack(now) is not None


def test_few_tickets_are_whole_at_once(real: RealDesk) -> None:
    real.mail()
    assert real.reader.beginning() == real.board()
    assert real.reader.beginning().is_whole


def test_what_is_pinned_is_among_the_first_whatever_it_takes(real: RealDesk) -> None:
    some_tickets(real)
    last = real.numbers()[-1]
    real.do(Pin(last))
    assert real.reader.beginning() == real.board()
    real.do(Pin(last, False))
    real.do(Pin(real.numbers()[0]))
    assert not real.reader.beginning().is_whole


def test_rows_of_an_earlier_policy_are_worked_out_before_any_is_shown(real: RealDesk) -> None:
    last = some_tickets(real)[-1]
    raw = driver.connect(Path(real.where), "mode=rw")
    raw.execute("UPDATE ticket SET policy_version = 'of another program' WHERE number = ?", (last,))
    raw.close()
    assert real.reader.beginning() == real.board()
