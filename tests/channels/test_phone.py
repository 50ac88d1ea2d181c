"""Numbers as people dial them, brought to one form."""

import pytest

from vipdesk.channels.phone import PhoneBook, home_region


@pytest.mark.parametrize(
    "said",
    ["+39 02 5550 1234", "0039 02 5550 1234", "02 5550 1234", "02-5550.1234", "tel:+390255501234"],
)
def test_every_spelling_of_a_number_is_the_same(said: str) -> None:
    assert PhoneBook("IT").read(said) == ("+390255501234", "+39 02 5550 1234")


@pytest.mark.parametrize("said", ["", "anonymous", "Unknown", "Restricted"])
def test_a_withheld_number_is_none(said: str) -> None:
    assert PhoneBook("IT").read(said) == ("", "")


@pytest.mark.parametrize("said", ["101", "sip:bob", "+39 340 12\x1b[31m3", "x" * 500])
def test_what_is_no_number_of_a_country_stays_as_it_was_said_and_clean(said: str) -> None:
    number, shown = PhoneBook("IT").read(said)
    assert number == shown
    assert shown.isprintable()
    assert len(shown) <= 60


def test_numbers_are_dialled_as_where_the_contacts_are() -> None:
    assert home_region(["+390255501234", "+393401234567", "+49891234567"], "Europe/Paris") == "IT"
    assert home_region([], "Europe/Bratislava") == "SK"
    assert home_region(["no number"], "Etc/UTC") == ""
