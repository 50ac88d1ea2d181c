"""The key of signed tokens, fetched where its owner keeps it; never stored, never told."""

from collections.abc import Mapping
from pathlib import Path

from vipdesk.domain.errors import BadInput
from vipdesk.door_settings import DoorSettings, KeyPlace
from vipdesk.secret import NoSecret, Sought, in_environment, in_file, said_by

KEY = Sought("key", KeyPlace.FILE.value, "[door]")
SHORTEST = 32
"""Signs: a shorter one could be guessed by whoever has a token."""


def fetch_door_key(settings: DoorSettings, environment: Mapping[str, str]) -> str | None:
    """The key that the client's system signs with; None where none is set. BadInput."""
    if settings.key_place is None:
        return None
    try:
        key = _fetched(settings.key_place, settings.key_value, environment)
    except NoSecret as error:
        raise BadInput(f"door: {error.why}: {error.mend}") from None
    if len(key) < SHORTEST:
        raise BadInput(
            f"door: the key has {len(key)} signs: {SHORTEST} are the least,"
            " as `openssl rand -base64 48` prints them"
        )
    return key


def _fetched(place: KeyPlace, value: str, environment: Mapping[str, str]) -> str:
    match place:
        case KeyPlace.SETTINGS:
            return value
        case KeyPlace.FILE:
            return in_file(Path(value).expanduser(), KEY)
        case KeyPlace.VARIABLE:
            return in_environment(value, environment, KEY)
        case KeyPlace.COMMAND:
            return said_by(value, KEY)
