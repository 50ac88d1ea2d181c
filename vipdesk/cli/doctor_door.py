"""What `vipdesk doctor` finds about the client's own door: how it is set, and its key."""

import os
from collections.abc import Iterator

from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line
from vipdesk.door_key import fetch_door_key
from vipdesk.door_settings import DoorSettings, read_door_settings
from vipdesk.store.health import Finding, Severity


def examine_door(settings: Settings) -> Iterator[Finding]:
    """How browsers reach it, and whether tokens of the client's system can be taken."""
    where = clean_line(str(settings.own_file), 200)
    try:
        door = read_door_settings(settings.own_file)
    except BadInput as error:
        mend = "mend that: until then no link is made and nothing served"
        yield Finding(str(error), where, mend, Severity.ERROR)
        return
    if not door.address:
        yield Finding(
            "the client's own door is open on this machine only: no [door] address", where
        )
        return
    yield Finding(f"browsers reach the client's own door at {door.address}", where)
    yield from _key(door, where)


def _key(door: DoorSettings, where: str) -> Iterator[Finding]:
    try:
        key = fetch_door_key(door, os.environ)
    except BadInput as error:
        yield Finding(str(error), where, "mend that: until then no token lets in", Severity.ERROR)
        return
    if key is None:
        yield Finding("there is no key for signed tokens: contacts come in by links", where)
    else:
        yield Finding("the key of signed tokens is there", where)
