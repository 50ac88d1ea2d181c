"""Who a mail is from and to: names fit to show, addresses that can't be mistaken.

An address is taken only from where the mail's own words put it, never from a decoded name, and
where a field can be read in two ways there is no address at all (design: safety, T6).
"""

import re
from collections.abc import Iterator

from vipdesk.channels.mail.bounds import MOST_ADDRESSES, MOST_NAME_CHARS
from vipdesk.channels.mail.header import Fields, words
from vipdesk.channels.mail.message import Address
from vipdesk.domain.text import UNSAFE, clean_line

NOBODY = Address("", "")

_TOKEN = re.compile(
    r'"((?:[^"\\]|\\.)*)"?|<([^<>]*)>?|\(((?:[^()\\]|\\.)*)\)?|([,;:])|[^"<(,;:]+', re.DOTALL
)
_ADDRESS = re.compile(
    r"[^\s@<>()\[\],;:\"\\\x00-\x20\x7f]{1,64}@"
    r"(?=.{1,253}\Z)[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.?"
)
_LONGEST = 254


def addresses(fields: Fields, name: str) -> tuple[Address, ...]:
    """Everyone whom the fields of that name list, without repetition."""
    found: dict[Address, None] = {}
    for value in fields.all(name):
        for one in _mailboxes(value):
            found.setdefault(one)
            if len(found) >= MOST_ADDRESSES:
                return tuple(found)
    return tuple(found)


def sender(fields: Fields) -> Address:
    """Who a mail is from; with two different writers a name that says so, and no address."""
    for name in ("from", "sender", "return-path"):
        found = addresses(fields, name)
        if len({one.address for one in found}) > 1:
            return _one_of(found, fields) if len(fields.raw(name)) == 1 else _unclear(found)
        if found:
            return found[0]
    return NOBODY


def valid(address: str) -> str:
    """The address in lower case, or nothing where it is none."""
    address = address.strip().lower()
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address) or UNSAFE.search(address):
        return ""
    return address.rstrip(".")


def _one_of(found: tuple[Address, ...], fields: Fields) -> Address:
    """Of several writers the one who sent it (RFC 5322, 3.6.2)."""
    sent = {one.address for one in addresses(fields, "sender")}
    senders = [one for one in found if one.address and one.address in sent]
    return senders[0] if len(senders) == 1 else _unclear(found)


def _unclear(found: tuple[Address, ...]) -> Address:
    listed = ", ".join(one.address or one.name for one in found)
    return Address(clean_line(listed, MOST_NAME_CHARS), "")


def _mailboxes(value: str) -> Iterator[Address]:
    """The mailboxes of one field; the names of groups are passed over."""
    said: list[str] = []
    angled: list[str] = []
    remarks: list[str] = []
    for token in _TOKEN.finditer(value):
        sign = token[4]
        if sign == ":":
            said.clear()
        elif sign == "," and said and not (angled or remarks or "@" in said[-1]):
            said.append(sign)  # it may stand in a name: Rossi, Marta <marta@example.com>
        elif sign:
            yield from _mailbox(said, angled, remarks)
            said, angled, remarks = [], [], []
        elif token[2] is not None:
            angled.append(token[2])
        elif token[3] is not None:
            remarks.append(token[3])
        else:
            said.append(_unquoted(token))
    yield from _mailbox(said, angled, remarks)


def _unquoted(token: re.Match[str]) -> str:
    return token[0] if token[1] is None else re.sub(r"\\(.)", r"\1", token[1])


def _mailbox(said: list[str], angled: list[str], remarks: list[str]) -> Iterator[Address]:
    """The one mailbox that these tokens stand for; nothing where they are all empty."""
    name = "".join(said).strip()
    if len(angled) == 1:
        # an old route, <@relay:user@host>, ends in the address
        yield from _named(name or " ".join(remarks), valid(angled[0].rpartition(":")[2]))
    elif angled:
        yield from _named(" ".join([name, *angled]), "")
    elif valid(name):
        yield from _named(" ".join(remarks), valid(name))
    elif "," in said:
        for listed in "".join(said).split(","):
            yield from _named("" if valid(listed) else listed, valid(listed))
    else:
        yield from _named(" ".join([name, *remarks]), "")


def _named(name: str, address: str) -> Iterator[Address]:
    shown = clean_line(words(name).strip("'\" "), MOST_NAME_CHARS)
    if shown or address:
        yield Address("" if shown.lower() == address else shown, address)
