"""Who of our side there is to be told off the terminal, and how each is."""

from collections.abc import Sequence

from msgspec import Struct

from vipdesk.alarm_book import AlarmBook, Reach
from vipdesk.cli.stores import reading, store_exists
from vipdesk.config import Settings
from vipdesk.domain.busy import Busy
from vipdesk.domain.colleagues import Colleague, Role

TOLD = (Role.DEDICATED, Role.COVER, Role.SENIOR)
"""Who may have to be told; supervisors look for themselves."""


class Member(Struct, frozen=True):
    """Somebody, what they are to the desk (empty for nobody's name), and how they are told.

    `has_desk` is whether it is with them now.
    """

    name: str
    role: str
    reach: Reach | None
    has_desk: bool = False


def members(settings: Settings, book: AlarmBook) -> list[Member]:
    """All who may have to be told, then whoever else stands in the book."""
    roles, holder = _roles(settings)
    found = [Member(name, role, book.of(name), name == holder) for name, role in roles.items()]
    known = {name.casefold() for name in roles}
    rest = [one for one in book.reaches if one.name.casefold() not in known]
    return [*found, *(Member(one.name, "", one) for one in rest)]


def _roles(settings: Settings) -> tuple[dict[str, str], str]:
    """Names and roles, and who has the desk; nobody's where there is no store yet."""
    if not store_exists(settings):
        return {}, ""
    with reading(settings) as reader:
        board = reader.board()
    names = {board.agent.name: Role.DEDICATED.value}
    told = [(one.name, one.role.value) for one in board.people if one.role in TOLD]
    for name, role in [*told, *_covers(board.calendar.busy, board.people)]:
        if name.casefold() not in {known.casefold() for known in names}:
            names[name] = role
    return names, board.holder


def _covers(busy: Sequence[Busy], people: Sequence[Colleague]) -> list[tuple[str, str]]:
    """Who stands in on days off that are in the calendar, as they are called among our people."""
    called = {one.name.casefold(): one.name for one in people}
    return [
        (called.get(one.cover.casefold(), one.cover), Role.COVER.value)
        for one in busy
        if one.away and one.cover
    ]
