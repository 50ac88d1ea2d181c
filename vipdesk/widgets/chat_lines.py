"""A chat as a conversation: who said what and when, and how far our words have come."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import groupby

from msgspec import Struct

from vipdesk.domain.language import _
from vipdesk.domain.message import Kind, Message
from vipdesk.domain.policy import Channel
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.domain.visit import Marks
from vipdesk.widgets import signs
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.delivered import is_unread, reached
from vipdesk.widgets.entries import LOOK, attached, kind_said
from vipdesk.widgets.layout import INDENT, Room, wrapped
from vipdesk.widgets.lines import Line, joined, line

TOGETHER = timedelta(minutes=2)
"""What one side says within so long stands below one heading."""

MOST_LINES, MOST_SIGNS = 2_000, 64_000


class Going(Struct, frozen=True):
    """What was sent at the desk and is not stored yet."""

    text: str
    who: str


def talk(
    messages: Sequence[Message],
    marks: Collection[Marks],
    now: datetime,
    zone: tzinfo | None,
    width: int,
    going: Sequence[Going] = (),
) -> tuple[Line, ...]:
    """The lines of a conversation, oldest first; the latest find room where it is short."""
    room = Room(MOST_LINES, MOST_SIGNS)
    below = [tuple(_going(one, width)) for one in going]
    blocks: list[tuple[Line, ...]] = []
    for group in reversed(_together(messages, marks)):
        blocks.append(tuple(_said(group, marks, now, zone, width, room)))
        if room.lines <= 0 or room.signs <= 0:
            break
    blocks.reverse()
    return tuple(each for block in (*blocks, *below) for each in block)


def _together(messages: Sequence[Message], marks: Collection[Marks]) -> list[list[Message]]:
    """What stands below one heading: said by one, in one go, and come as far."""
    shown = [one for one in messages if one.kind is not Kind.AUTOMATIC]
    begins: list[int] = []
    for number, one in enumerate(shown):
        before = shown[number - 1] if number else None
        again = before is not None and _goes_on(before, one, marks)
        begins.append(begins[-1] if again else number)
    return [
        [one for _, one in group]
        for _, group in groupby(zip(begins, shown, strict=True), key=lambda pair: pair[0])
    ]


def _goes_on(before: Message, one: Message, marks: Collection[Marks]) -> bool:
    same = (before.kind, before.author, before.channel, reached(before, marks))
    unread = is_unread(before, marks) == is_unread(one, marks)
    soon = one.at - before.at < TOGETHER
    return same == (one.kind, one.author, one.channel, reached(one, marks)) and unread and soon


def _said(
    group: Sequence[Message],
    marks: Collection[Marks],
    now: datetime,
    zone: tzinfo | None,
    width: int,
    room: Room,
) -> Iterator[Line]:
    yield from wrapped(_heading(group[0], marks, now, zone), width)
    for one in group:
        look = "plain" if one.stands else "muted"
        text = clean_block(one.text).strip("\n")
        yield from room.take(text, look, width)[0]
        for file in one.attachments:
            yield from wrapped(((INDENT, "plain"), *attached(file)), width)


def _heading(one: Message, marks: Collection[Marks], now: datetime, zone: tzinfo | None) -> Line:
    look = LOOK.get(one.kind, "muted") if one.stands else "muted"
    far, by = reached(one, marks), one.author.name or one.author.address
    return joined(
        (f"{signs.UNREAD} " if is_unread(one, marks) else "", "warn"),
        (kind_said(one.kind), look),
        (clean_line(by, 60) or _("somebody"), look),
        (f" · {timestamp(one.at, now, zone)}", "muted"),
        (_(" · by e-mail") if _by_mail(one) else "", "muted"),
        (f" · {far[0]}", far[1]) if far else None,
    )


def _by_mail(one: Message) -> bool:
    return one.kind in (Kind.RECEIVED, Kind.ANSWER) and one.channel is Channel.EMAIL


def _going(one: Going, width: int) -> Iterator[Line]:
    leaving = _("leaving")
    yield joined((clean_line(one.who, 60), "ours"), (f" · {leaving}", "muted"))
    yield from Room(MOST_LINES, MOST_SIGNS).take(one.text, "muted", width)[0]


def nothing_yet() -> Line:
    """What stands there while it is being read."""
    return line(INDENT + _("reading the conversation …"), "muted")
