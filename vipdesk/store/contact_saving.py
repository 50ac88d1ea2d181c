"""Writes who is of the client, inside the caller's transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from vipdesk.domain.people import Contact
from vipdesk.store.table import table_of
from vipdesk.store.tables import ContactRow, ContactZoneRow

CONTACTS, ZONES = table_of(ContactRow), table_of(ContactZoneRow)


def add_contacts(connection: Connection, contacts: Iterable[Contact]) -> None:
    """Add or replace contacts, in this order, after those already there."""
    place = len(connection.execute(select(CONTACTS.c.address)).all())
    for contact in contacts:
        address = contact.person.address
        connection.execute(delete(CONTACTS).where(CONTACTS.c.address == address))
        row = {"address": address, "name": contact.person.name, "stranger": contact.stranger}
        connection.execute(insert(CONTACTS), [row | {"place": place}])
        place += 1


def save_zone(connection: Connection, address: str, zone: str) -> None:
    """By which clock a contact lives."""
    connection.execute(delete(ZONES).where(ZONES.c.address == address))
    connection.execute(insert(ZONES), [{"address": address, "zone": zone}])
