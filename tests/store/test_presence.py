"""Who is at the desk is known, and forgotten as soon as the desk is gone, however it went."""

import os
from pathlib import Path

import pytest

from tests.store.kit import Programs, until
from vipdesk.domain.errors import StoreError
from vipdesk.store.presence import PLACES, announce, at_the_desk, desk_is_open

SIT_DOWN = """
import sys
from vipdesk.store.presence import announce
place = announce(sys.argv[1], sys.argv[2])
print("there", flush=True)
sys.stdin.readline()
"""

SIT_DOWN_AND_FORK = """
import os, sys, time
from vipdesk.store.presence import announce
place = announce(sys.argv[1], "Ada")
child = os.fork()
if not child:
    os.close(1)
    time.sleep(60)
    os._exit(0)
print(child, flush=True)
sys.stdin.readline()
"""

WHO_IS_THERE = """
import sys
from vipdesk.store.presence import at_the_desk
print(", ".join(at_the_desk(sys.argv[1])), flush=True)
"""


@pytest.fixture
def place(shared_where: str) -> str:
    """A store's place, without a store: presence needs none."""
    return shared_where


def test_nobody_is_there_before_anybody_came(place: str) -> None:
    assert not desk_is_open(place)
    assert list(Path(place).parent.iterdir()) == []


def test_somebody_is_there_until_they_leave(place: str) -> None:
    ada = announce(place, "Ada")
    assert at_the_desk(place) == ("Ada",)
    assert at_the_desk(place) == ("Ada",), "asking does not let the place go"
    ada.close()
    ada.close()
    assert not desk_is_open(place)


def test_another_may_be_there_from_now_on(place: str) -> None:
    cleo, ada = announce(place, "Cleo"), announce(place, "Ada the Elder")
    ada.rename("Björn")
    assert at_the_desk(place) == ("Cleo", "Björn")
    assert ada.name == "Björn"
    ada.close()
    ada.rename("Cleo")
    assert at_the_desk(place) == ("Cleo",), "who has left has no name any more"
    cleo.close()


def test_several_may_be_there(place: str, programs: Programs) -> None:
    ada = announce(place, "Ada")
    assert programs.start(SIT_DOWN, place, "Björn").answer() == "there"
    assert at_the_desk(place) == ("Ada", "Björn")
    ada.close()
    assert at_the_desk(place) == ("Björn",)
    cleo = announce(place, "Cleo")
    assert at_the_desk(place) == ("Cleo", "Björn")
    cleo.close()


def test_a_killed_desk_is_gone(place: str, programs: Programs) -> None:
    desk = programs.start(SIT_DOWN, place, "Ada")
    assert desk.answer() == "there"
    assert desk_is_open(place)
    desk.kill()
    assert not desk_is_open(place)


def test_a_child_of_a_killed_desk_does_not_keep_its_place(place: str, programs: Programs) -> None:
    desk = programs.start(SIT_DOWN_AND_FORK, place)
    child = int(desk.answer())
    assert desk_is_open(place)
    desk.kill()
    until(lambda: not desk_is_open(place))
    os.kill(child, 9)


def test_who_may_only_read_can_ask(place: str, programs: Programs) -> None:
    ada = announce(place, "Ada")
    assert programs.start_as_watcher(WHO_IS_THERE, place).answer() == "Ada"
    ada.close()
    assert programs.start_as_watcher(WHO_IS_THERE, place).answer() == ""


def test_a_name_from_the_file_can_t_drive_the_terminal(place: str) -> None:
    ada = announce(place, "Ada \x1b[2J")
    assert "\x1b" not in at_the_desk(place)[0]
    ada.close()


def test_a_name_of_any_length_is_taken(place: str) -> None:
    ada, next_to_her = announce(place, "ü" * 1000), announce(place, "Björn")
    assert at_the_desk(place) == ("ü" * 128, "Björn")
    ada.close()
    next_to_her.close()


def test_too_many_desks_are_refused(place: str) -> None:
    there = [announce(place, str(number)) for number in range(PLACES)]
    with pytest.raises(StoreError, match="desks are open on this store already: close one"):
        announce(place, "one more")
    for each in there:
        each.close()


def test_where_nothing_can_be_written_down_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be used"):
        announce(str(tmp_path / "nowhere" / "desk.db"), "Ada")
