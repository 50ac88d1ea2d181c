"""Who a mail is from and to: names fit to show, addresses that can't be mistaken.

An address is taken only from where the mail's own words put it, never from a decoded name, and
where a field can be read in two ways there is no address at all (design: safety, T6).
"""

import re
from collections.abc import Iterator

from vipdesk.channels.mail.bounds import MOST_ADDRESSES, MOST_FIELD_CHARS, MOST_NAME_CHARS
from vipdesk.channels.mail.header import Fields, words
from vipdesk.channels.mail.message import Address
from vipdesk.domain.text import UNSAFE, clean_line

NOBODY = Address("", "")

_TOKEN = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"?|<(?P<angled>[^<>]*)>?|(?P<sign>[,;:])|[^"<(,;:]+', re.DOTALL
)
_PARENTHESIS = re.compile(r"\\.|[()]", re.DOTALL)
_DISGUISED = "\u212a"  # the sign for kelvin: in lower case it is the letter k
_ADDRESS = re.compile(
    r"[^\s@<>()\[\],;:\"\\\x00-\x20\x7f]{1,64}@"
    r"(?=.{1,253}\Z)[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.?"
)
_ROUTE = re.compile(r"\A\s*@[^:]*:")  # of old: <@relay:user@host>
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
        if _is_cut(fields, name, found):
            return _unclear(found)
        if len({one.address for one in found}) > 1:
            return _one_of(found, fields) if len(fields.raw(name)) == 1 else _unclear(found)
        if found:
            return found[0]
    return NOBODY


def valid(address: str) -> str:
    """The address in lower case, or nothing where it is none."""
    if _DISGUISED in address:
        return ""
    address = address.strip().lower()
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address) or UNSAFE.search(address):
        return ""
    return address.rstrip(".")


def _is_cut(fields: Fields, name: str, found: tuple[Address, ...]) -> bool:
    """Whether there is more of a field than was read: the rest may name somebody else."""
    too_long = any(len(value) > MOST_FIELD_CHARS for value in fields.raw(name))
    return too_long or len(found) >= MOST_ADDRESSES


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
    for kind, text in _tokens(value):
        match kind:
            case "sign" if text == ":":
                said.clear()
            case "sign" if text == "," and said and _is_name(said, angled, remarks):
                said.append(text)  # it may stand in a name: Rossi, Marta <marta@example.com>
            case "sign":
                yield from _mailbox(said, angled, remarks)
                said, angled, remarks = [], [], []
            case "angled":
                angled.append(text)
            case "remark":
                remarks.append(text)
            case _:
                said.append(text)
    yield from _mailbox(said, angled, remarks)


def _is_name(said: list[str], angled: list[str], remarks: list[str]) -> bool:
    """Whether no mailbox is complete yet, only words that may belong to a name."""
    return not (angled or remarks or "@" in said[-1])


def _tokens(value: str) -> Iterator[tuple[str, str]]:
    """What a field is made of: its signs, quoted words, addresses in angles, remarks, words."""
    at = 0
    while at < len(value):
        if value[at] == "(":
            end = _remark_end(value, at)
            yield "remark", value[at + 1 : end].removesuffix(")")
            at = end
        elif token := _TOKEN.match(value, at):
            kind = token.lastgroup or "words"
            yield kind, _unquoted(token[kind]) if kind == "quoted" else token[token.lastgroup or 0]
            at = token.end()


def _unquoted(text: str) -> str:
    """What stands in quotation marks; where it looks like an address they stay: it is a name."""
    plain = re.sub(r"\\(.)", r"\1", text)
    return f'"{plain}"' if "@" in plain else plain


def _remark_end(value: str, start: int) -> int:
    """Where the remark ends that begins at `start`; remarks may stand in it."""
    depth = 0
    for sign in _PARENTHESIS.finditer(value, start):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if depth == 0:
            return sign.end()
    return len(value)


def _mailbox(said: list[str], angled: list[str], remarks: list[str]) -> Iterator[Address]:
    """The one mailbox that these tokens stand for; nothing where they are all empty."""
    name = "".join(said).strip()
    if len(angled) == 1:
        yield from _named(name or " ".join(remarks), valid(_ROUTE.sub("", angled[0])))
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
