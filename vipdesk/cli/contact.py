"""`vipdesk contact`: make somebody a contact, give a contact a number, zone or language."""

import argparse

from vipdesk.cli.contacts import print_contacts
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.domain.commands import SetContact
from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("address", metavar="EMAIL")
    parser.add_argument("--name", default="", metavar="NAME")
    parser.add_argument("--phone", action="append", default=[], metavar="NUMBER")
    parser.add_argument(
        "--zone", default="", metavar="ZONE", help="where they live, as in Europe/Lisbon"
    )
    parser.add_argument(
        "--language", default="", metavar="CODE", help="what they are written to in, as in it"
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    with working(settings) as desk:
        phones = _read(arguments.phone, settings)
        zone, language = arguments.zone, arguments.language
        desk.execute(SetContact(arguments.address, arguments.name, phones, zone, language))
    return print_contacts(settings, as_json=arguments.json)


def _read(said: list[str], settings: Settings) -> tuple[tuple[str, str], ...]:
    """The numbers as E.164 and fit to read; BadInput for what is none."""
    from vipdesk.channels.phone import PhoneBook, home_region

    with reading(settings, writes_too=True) as reader:
        board = reader.board()
    book = PhoneBook(home_region(board.client.phones, board.policy.hours.zone.key))
    read = tuple(map(book.read, said))
    for number, (phone, _) in zip(said, read, strict=True):
        if not phone.startswith("+"):
            shown = clean_line(number, 60)
            raise BadInput(f"{shown} is no telephone number: give one like +39 02 5550 1234")
    return read
