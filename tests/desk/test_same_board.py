"""A board that stands as it did is the very same one, and so is each row that has not changed."""

import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from tests.desk.conftest import RealDesk, desk_in
from vipdesk.domain.commands import Note, Reply, SetSeverity, SetStatus
from vipdesk.domain.errors import Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.policy import Policy
from vipdesk.domain.recutting import Merge, Pin
from vipdesk.policies import policy_for
from vipdesk.store import known_rows
from vipdesk.store.connections import open_reader
from vipdesk.store.reader import Reader


def test_what_the_board_does_not_tell_leaves_it_the_very_same(real: RealDesk) -> None:
    number = real.mail().change.tickets[0].number
    real.mail(subject="Another")
    before = real.board()
    real.do(SetSeverity(number, 2, "it is urgent"))
    after = real.board()
    assert after is not before
    changed = {line.number for line in after.lines if line not in before.lines}
    assert changed == {number}
    assert all(line in before.lines for line in after.lines if line.number not in changed)
    assert real.board() is after


def test_rows_that_have_not_changed_are_the_very_same(real: RealDesk) -> None:
    first = real.mail().change.tickets[0].number
    second = real.mail(subject="Another").change.tickets[0].number
    kept = real.board().line(first)
    real.do(SetSeverity(second, 2, "it is urgent"))
    assert real.board().line(first) is kept
    assert real.board().line(second) is not None


def test_a_row_that_changes_back_is_as_it_was(real: RealDesk) -> None:
    number = real.mail().change.tickets[0].number
    before = real.board().line(number)
    real.do(SetSeverity(number, 1, "it is urgent"))
    assert real.board().line(number) != before
    real.do(Note(number, "Seen"))
    assert real.board().line(number) == real.ticket(number).line


WAYS = ("mail", "severity", "resolve", "reopen", "wait", "answer", "pin", "merge")


@pytest.mark.parametrize("most", [500, 1])
@pytest.mark.parametrize("seed", range(4))
def test_the_rows_are_those_that_a_new_look_finds(
    real: RealDesk, monkeypatch: pytest.MonkeyPatch, seed: int, most: int
) -> None:
    monkeypatch.setattr(known_rows, "MOST_CHANGED", most)
    chance, numbers = random.Random(seed), [_opened(real)]
    for _ in range(30):
        real.now += timedelta(minutes=chance.choice((0, 1, 50)))
        with suppress(Refusal):
            _play(real, chance, numbers)
        if chance.random() < 0.6:
            anew = Reader(open_reader(real.where), policy_for)
            assert real.board().lines == anew.board().lines
            anew.close()
    assert len(numbers) > 1


def _opened(real: RealDesk) -> int:
    return real.mail(subject=f"Matter {real.mails}").change.tickets[0].number


def _play(real: RealDesk, chance: random.Random, numbers: list[int]) -> None:
    number, way = chance.choice(numbers), chance.choice(WAYS)
    match way:
        case "mail":
            numbers.append(_opened(real))
        case "severity":
            real.do(SetSeverity(number, chance.randint(1, 5), "it changed"))
        case "resolve":
            real.do(SetStatus(number, Status.RESOLVED))
        case "reopen":
            real.do(SetStatus(number, Status.OPEN))
        case "wait":
            real.do(SetStatus(number, Status.WAITING))
        case "answer":
            real.do(Reply(number, "Mended."))
        case "pin":
            real.do(Pin(number, chance.random() < 0.5))
        case "merge":
            real.do(Merge(number, chance.choice(numbers)))


def test_a_store_that_was_put_in_its_place_is_read_anew(
    real: RealDesk, tmp_path: Path, policy: Policy
) -> None:
    real.mail()
    assert [line.subject for line in real.board().lines] == ["New mail is not fetched"]
    with desk_in(tmp_path / "other", policy) as other:
        other.mail(subject="Somebody else's")
    real.desk.close()
    for path in Path(real.where).parent.glob(f"{Path(real.where).name}*"):
        path.unlink()
    copyfile(tmp_path / "other" / "desk.db", real.where)
    assert [line.subject for line in real.board().lines] == ["Somebody else's"]


def test_what_is_saved_of_a_resolved_ticket_leaves_the_board_the_very_same(real: RealDesk) -> None:
    resolved = _opened(real)
    _opened(real)
    real.do(SetStatus(resolved, Status.RESOLVED))
    before = real.board()
    real.do(Note(resolved, "It was the cable."))
    assert real.board() is before
