"""Who else is to come to a call, as a visitor names them: what is wrong is told at its field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct
from starlette.datastructures import FormData

from vipdesk.domain.errors import DeskError
from vipdesk.domain.guests import BadGuest, Why
from vipdesk.domain.people import Person
from vipdesk.domain.policy import LIMIT_OF_GUESTS
from vipdesk.door.door import Door
from vipdesk.door.limits import What
from vipdesk.door.pages import Look
from vipdesk.door.texts import T_

MOST_FIELDS = 2_100
"""Of a form: a thousand guests are told that they are too many, as any other number is."""

LONGEST_TYPED = 300
WORDS: Mapping[Why, str] = {
    Why.NO_ADDRESS: T_("This is no e-mail address. Write one like name@example.com."),
    Why.BAD_NAME: T_("Write the name in one plain line, with no hidden signs, or leave it out."),
    Why.TWICE: T_("This address is there twice."),
    Why.BOOKS: T_("You are invited anyway."),
    Why.OURS: T_("This is the desk's own address. Whom you talk to is there anyway."),
    Why.TOO_MANY: T_("These are too many guests: %(most)s can come along."),
}


class Row(Struct, frozen=True):
    """A guest as they were typed, and what is wrong there."""

    name: str = ""
    address: str = ""
    wrong: str = ""
    of_name: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed there."""
        return not (self.name.strip() or self.address.strip())


class Rows(Struct, frozen=True):
    """The fields of the page: as many as guests may come along; `wrong` is told of all of them."""

    rows: tuple[Row, ...] = ()
    wrong: str = ""

    @property
    def is_used(self) -> bool:
        """Whether they are to be shown open."""
        return bool(self.wrong) or not all(row.is_empty for row in self.rows)


def typed(form: FormData) -> tuple[Row, ...]:
    """What was typed, an address for each name."""
    names, addresses = _texts(form, "guest_name"), _texts(form, "guest")
    longest = max(len(names), len(addresses))
    names += [""] * (longest - len(names))
    addresses += [""] * (longest - len(addresses))
    return tuple(map(Row, names, addresses))


def people(rows: tuple[Row, ...]) -> tuple[Person, ...]:
    """Who is meant; what was left empty is nobody."""
    return tuple(Person(row.name, row.address) for row in rows if not row.is_empty)


@contextmanager
def room_for(door: Door, address: str, others: tuple[Person, ...]) -> Iterator[None]:
    """Count whom a contact has written to: anybody's address may be among them.

    Those who are not invited in the end do not count; Again where it was too many in a short time.
    """
    counted = others[:LIMIT_OF_GUESTS]
    for _ in counted:
        door.take(What.INVITE, address)
    try:
        yield
    except DeskError:
        for _ in counted:
            door.limits.give_back(What.INVITE, address)
        raise


def shown(rows: tuple[Row, ...], most: int, look: Look, error: BadGuest | None = None) -> Rows:
    """The fields with what was typed, up to the most, and what is wrong where it is."""
    filled = [row for row in rows if not row.is_empty]
    wrong = ""
    if error is not None:
        told = look.say(WORDS[error.why]) % {"most": most}
        if error.why is Why.TOO_MANY:
            wrong = told
        else:
            bad = filled[error.place]
            of_name = error.why is Why.BAD_NAME
            filled[error.place] = Row(bad.name, bad.address, told, of_name)
    empty = [Row()] * (most - len(filled))
    return Rows(tuple(_cut(row) for row in (*filled, *empty)[:most]), wrong)


def _texts(form: FormData, name: str) -> list[str]:
    return [each for each in form.getlist(name) if isinstance(each, str)]


def _cut(row: Row) -> Row:
    return Row(row.name[:LONGEST_TYPED], row.address[:LONGEST_TYPED], row.wrong, row.of_name)
