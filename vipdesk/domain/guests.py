"""Who else comes to a call: checked one by one, for whoever books it may write anything there."""

from collections.abc import Iterator
from enum import Enum

from vipdesk.domain.circumstances import Circumstances
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import N_, _
from vipdesk.domain.people import Person, mail_address
from vipdesk.domain.text import clean_line

LONGEST_NAME = 100


class Why(Enum):
    """What can be wrong with a guest."""

    NO_ADDRESS = N_("this is no mail address")
    BAD_NAME = N_("this is no name in one plain line")
    TWICE = N_("this address is there twice")
    BOOKS = N_("this is who books, and is invited anyway")
    OURS = N_("this is our own address: who answers is there anyway")
    TOO_MANY = N_("these are more guests than may come along")


class BadGuest(BadInput):
    """The guest at a `place` (from 0) can't be invited, or there are too many of them."""

    def __init__(self, why: Why, place: int, said: str = "") -> None:
        words = _("guest {number}: {why}").format(number=place + 1, why=_(why.value))
        super().__init__(f"{words}: {clean_line(said, 60)}" if said else words)
        self.why, self.place = why, place


def checked_guests(
    named: tuple[Person, ...], books: Person, here: Circumstances
) -> tuple[Person, ...]:
    """The guests that are named, as they are kept; BadGuest for the first that can't be."""
    most = here.policy.bookings.guests
    if len(named) > most:
        raise BadGuest(Why.TOO_MANY, most)
    return tuple(_checked(named, books, here))


def _checked(named: tuple[Person, ...], books: Person, here: Circumstances) -> Iterator[Person]:
    before: set[str] = set()
    for place, one in enumerate(named):
        address, name = _address(one.address, place), one.name.strip()
        if clean_line(name, LONGEST_NAME) != name:
            raise BadGuest(Why.BAD_NAME, place, name)
        for others, why in (
            ({books.address}, Why.BOOKS),
            ({here.agent.address.lower()}, Why.OURS),
            (before, Why.TWICE),
        ):
            if address in others:
                raise BadGuest(why, place, address)
        before.add(address)
        known = here.client.contact(address)
        yield Person(name or (known.name if known else ""), address)


def _address(said: str, place: int) -> str:
    try:
        return mail_address(said, N_("guest"))
    except BadInput:
        raise BadGuest(Why.NO_ADDRESS, place, said) from None
