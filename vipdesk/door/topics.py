"""What a page follows: a conversation, the calendar, where things stand.

What is new is told by what the page has, its `after`, and by nothing that this process remembers:
whoever lost the line asks on from there, and gets each word that it has not, whichever process
answers.
"""

from collections.abc import Collection, Container, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec import Struct, json
from msgspec.structs import astuple

from vipdesk.domain.door_view import Conversation, Word
from vipdesk.domain.errors import DeskError
from vipdesk.store.door_news import Listened, Looked, News
from vipdesk.store.door_reader import DoorReader

Event = Mapping[str, Any]
LONGEST_PLACE = 100
NOWHERE = ""
"""How far a page is that may see no conversation, wherever it says it is."""


class Told(Struct, frozen=True):
    """What is new, and what is asked `after` from then on; `gone` where it is not theirs."""

    events: tuple[Event, ...]
    after: str
    gone: bool = False


class Talk(Struct, frozen=True):
    """A contact's conversation on a ticket, or the one that their next word of chat goes to."""

    address: str
    ticket: int | None = None

    def read(self, reader: DoorReader, now: datetime, after: str) -> Told:
        """The words that are new or otherwise since."""
        number = self.ticket or reader.chat_ticket(self.address, now)
        if number is None:
            return Told((), NOWHERE, reader.visitor(self.address) is None)
        had = place(after)
        fresh = had.ticket != number
        found = reader.conversation(self.address, number, 0 if fresh else had.upto)
        if found is None:
            return Told((), NOWHERE, gone=True)
        here = Place(number, found.upto, found.marks.delivered, found.marks.read, found.we_read)
        changed = fresh or found.words or found.gone or here.marks != had.marks
        return Told((talk_event(found, here),) if changed else (), here.written)

    def shown(self, after: str) -> int:
        """The ticket whose words a page has that has `after`; 0 for none yet."""
        return self.ticket or place(after).ticket

    def concerned(self, news: News, after: str) -> bool:
        """Whether there may be anything new for a page that has `after`."""
        return news.concerns(self.address, self.shown(after))


class Place(Struct, frozen=True):
    """How far a page has a conversation: the ticket, its words up to a place, the marks on them."""

    ticket: int = 0
    upto: int = 0
    delivered: int = 0
    read: int = 0
    we_read: int = 0

    @property
    def marks(self) -> tuple[int, int, int]:
        """The marks alone."""
        return self.delivered, self.read, self.we_read

    @property
    def written(self) -> str:
        """As a page keeps it."""
        return ".".join(map(str, astuple(self)))


def place(after: str) -> Place:
    """What a page kept; nothing where it makes no sense."""
    parts = after.split(".")
    sense = len(parts) == len(Place.__struct_fields__) and len(after) < LONGEST_PLACE
    return Place(*map(int, parts)) if sense and all(map(str.isdecimal, parts)) else Place()


class Calendar(Struct, frozen=True):
    """When calls may be booked: a page is told to look again."""

    def read(self, reader: DoorReader, now: datetime, after: str) -> Told:
        """Whether anything was booked, moved, cancelled or taken since."""
        return _look_again(reader.calendar_state(), after)

    def concerned(self, news: News, after: str) -> bool:
        """Always: busy time comes from elsewhere too, and nobody answers for that."""
        return True


class Standings(Struct, frozen=True):
    """Where a contact's tickets stand, and their calls: a page is told to look again."""

    address: str

    def read(self, reader: DoorReader, now: datetime, after: str) -> Told:
        """Whether anything stands otherwise."""
        return _look_again(reader.standings_state(self.address), after)

    def concerned(self, news: News, after: str) -> bool:
        """Whether anything of theirs may stand otherwise."""
        return news.calls or news.concerns(self.address, 0)


Topic = Talk | Calendar | Standings
Asked = tuple[Topic, str]
"""What is listened to, and what those who do have of it."""


def listened(asked: Iterable[Asked]) -> Listened:
    """What of the store these topics are about."""
    tickets, addresses = set[int](), set[str]()
    for topic, after in asked:
        match topic:
            case Talk():
                tickets.add(topic.shown(after))
            case Standings():
                addresses.add(topic.address)
    return Listened(sorted(tickets), sorted(addresses))


def look(
    reader: DoorReader,
    now: datetime,
    before: Looked,
    asked: Collection[Asked],
    behind: Container[Asked],
) -> tuple[dict[Asked, Told], list[Asked], Looked]:
    """What is new since `before`; what is `behind` that is read in any case.

    What can't be read, the second of the three, keeps nobody from the rest.
    """
    news = reader.news(before, listened(asked))
    found, failed, why = dict[Asked, Told](), list[Asked](), list[DeskError]()
    for topic, after in asked:
        if (topic, after) in behind or topic.concerned(news, after):
            try:
                found[topic, after] = topic.read(reader, now, after)
            except DeskError as error:
                failed.append((topic, after))
                why.append(error)
    if failed and not found:
        raise why[0]
    return found, failed, news.looked


def talk_event(found: Conversation, here: Place) -> Event:
    """A conversation as pages are told; `fresh` where nothing is to stay of what they have."""
    return {
        "type": "talk",
        "after": here.written,
        "ticket": found.ticket,
        "fresh": found.anew,
        "more": found.more,
        "words": [word_said(word) for word in found.words],
        "gone": list(found.gone),
        "delivered": found.marks.delivered,
        "read": found.marks.read,
        "we_read": found.we_read,
    }


def word_said(word: Word) -> Event:
    """One word as pages are told."""
    return {
        "number": word.number,
        "id": word.identity,
        "kind": word.kind.value,
        "channel": word.channel.value,
        "by": word.author,
        "ours": word.ours,
        "mine": word.mine,
        "at": word.at.isoformat(timespec="seconds"),
        "text": word.text,
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "href": f"/file/{word.ticket}/{word.number}/{number}",
            }
            for number, file in enumerate(word.attachments)
        ],
    }


def written(event: Event) -> str:
    """An event as it is sent."""
    return json.encode(event).decode()


def _look_again(state: str, after: str) -> Told:
    here = sha256(state.encode()).hexdigest()[:16]
    if after == here:
        return Told((), here)
    return Told(({"type": "look", "after": here},), here)
