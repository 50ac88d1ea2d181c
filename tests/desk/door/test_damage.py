"""Rows of the door that no vipdesk wrote are told as damage, whatever they would break."""

from collections.abc import Callable

import pytest

from tests.desk.door.kit import Door
from tests.kit import MARTA
from vipdesk.domain.commands import Reply
from vipdesk.domain.errors import StoreError
from vipdesk.domain.visit import digest_of

Look = Callable[[Door], object]


def visit(door: Door) -> object:
    """Who is signed in."""
    return door.reader.visit(digest_of("a browser"), door.real.now)


def at_the_door(door: Door) -> object:
    """All of them."""
    return door.real.reader.at_the_door(door.real.now)


def page(door: Door) -> object:
    """A ticket's words."""
    return door.page()


@pytest.mark.parametrize(
    ("damage", "look"),
    [
        ("UPDATE door_visit SET way = 'window'", visit),
        ("UPDATE door_visit SET at = 1e300", visit),
        ("UPDATE door_visit SET agent = x'00ff'", visit),
        ("UPDATE door_visit SET ends = 9223372036854775807", visit),
        ("UPDATE door_visit SET address = x'ff', ended = NULL", at_the_door),
        ("UPDATE door_link SET made_by = x'ff', used = NULL", at_the_door),
        ("UPDATE door_mark SET address = x'ff' WHERE address <> ''", page),
        ("UPDATE door_mark SET seen = 'far'", page),
        ("UPDATE message SET text = x'ff'", page),
        ("UPDATE message SET recipients = '[[1'", page),
    ],
)
def test_it_is_told(door: Door, damage: str, look: Look) -> None:
    door.link()
    door.enter()
    door.says("Hello")
    door.real.do(Reply(101, "Good morning"))
    with door.real.writer.transaction() as transaction:
        mark = "INSERT OR REPLACE INTO door_mark VALUES (101, ?, 1, 1)"
        transaction.connection.exec_driver_sql(mark, (MARTA.address,))
        transaction.connection.exec_driver_sql(damage)
    with pytest.raises(StoreError, match="no vipdesk wrote"):
        look(door)
