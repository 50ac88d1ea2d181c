"""The client's own door as its owner sets it, in the table `[door]` of the settings file."""

from enum import StrEnum

from msgspec import Struct

MEGABYTE = 1_000_000


class KeyPlace(StrEnum):
    """Where the key is that the client's system signs its tokens with."""

    SETTINGS = "key"
    FILE = "key_file"
    VARIABLE = "key_variable"
    COMMAND = "key_command"


class DoorSettings(Struct, frozen=True, kw_only=True):
    """`address` is how browsers reach the door, `embedded_on` whose pages may show its panel.

    `general_chat` is where the 24/7 chat is, `proxies` whose word is taken for where a visitor
    comes from, `most_upload` the most bytes of a file; `key_value` is the key itself, its file,
    variable or command, by `key_place`; there is no token without one.
    """

    address: str = ""
    embedded_on: tuple[str, ...] = ()
    general_chat: str = ""
    proxies: tuple[str, ...] = ()
    most_upload: int = 10 * MEGABYTE
    key_place: KeyPlace | None = None
    key_value: str = ""
