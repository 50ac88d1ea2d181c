"""However words are sent, again and out of order, by several contacts, and tickets are merged:
on each page every word stands once, and none that is another's."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.conftest import desk_in
from tests.desk.door.kit import Door, door_of
from tests.kit import MARTA, PAOLO
from vipdesk.domain.commands import Reply
from vipdesk.domain.door_commands import MarkSeen
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.recutting import Merge, WayBack
from vipdesk.policies import policy_for, shipped_policy_text

POLICY: Policy = policy_for(shipped_policy_text())
VISITORS = (MARTA, PAOLO)


@dataclass
class Page:
    """What a browser keeps: of each ticket the words, and how far it has looked."""

    visitor: Person
    words: dict[int, dict[int, str]] = field(default_factory=dict)
    upto: dict[int, int] = field(default_factory=dict)

    def look(self, door: Door) -> None:
        """Take what is new, as after a line that was lost."""
        theirs = door.reader.tickets(self.visitor.address)
        self.words = {number: self.words.get(number, {}) for number in theirs}
        for number, words in self.words.items():
            new = door.page(number, self.visitor, self.upto.get(number, 0))
            assert new is not None
            for gone in new.gone:
                words.pop(gone, None)
            words.update((word.number, word.text) for word in new.words)
            self.upto[number] = new.upto


@dataclass
class Told:
    """A desk, the pages before it, and what was said to whom."""

    door: Door
    pages: tuple[Page, Page]
    sent: list[tuple[Person, str]] = field(default_factory=list)
    backs: list[WayBack] = field(default_factory=list)

    def play(self, what: str, place: int, more: int) -> None:
        """An act on whatever is at that place."""
        visitor, numbers = VISITORS[place % 2], sorted(self.door.real.numbers())
        self.door.real.now += timedelta(seconds=1)
        match what:
            case "say":
                self.sent.append((visitor, f"{len(self.sent)}"))
                self.send(*self.sent[-1])
            case "again" if self.sent:
                assert self.send(*self.sent[more % len(self.sent)])
            case "look":
                self.pages[place % 2].look(self.door)
            case "mail":
                self.door.real.mail(visitor, text=f"mail to {visitor.address}")
            case "answer" if numbers:
                self.answer(numbers[more % len(numbers)])
            case "regret" if numbers:
                self.answer(numbers[more % len(numbers)])
                for page in self.pages:
                    page.look(self.door)
                self.undo()
            case "merge" if len(numbers) > 1:
                self.merge(numbers[place % len(numbers)], numbers[more % len(numbers)])
            case "mark":
                self.mark(self.pages[place % 2])

    def send(self, visitor: Person, identity: str) -> bool:
        """A browser sends a word, maybe not for the first time."""
        text = f"word {identity} to {visitor.address}"
        return self.door.says(text, visitor, identity=identity).duplicate

    def answer(self, ticket: int) -> None:
        """Our side writes to whoever wrote last."""
        to = self.door.real.ticket(ticket).messages
        asked = max((m for m in to if m.kind.value == "received"), key=lambda m: (m.at, m.number))
        text = f"answer to {asked.author.address}"
        self.backs += self.door.real.do(Reply(ticket, text)).change.back

    def undo(self) -> None:
        """The last act is taken back."""
        self.door.real.do(self.backs.pop())

    def merge(self, ticket: int, into: int) -> None:
        """Two tickets become one."""
        if ticket != into:
            self.door.real.do(Merge(ticket, into))

    def mark(self, page: Page) -> None:
        """A page says what it has."""
        for ticket, words in page.words.items():
            if ticket in self.door.reader.tickets(page.visitor.address):
                seen = MarkSeen(ticket, page.visitor.address, max(words, default=0))
                self.door.as_(page.visitor, seen)


ACTS = st.sampled_from(
    ("say", "say", "again", "look", "mail", "answer", "regret", "merge", "merge", "mark")
)
PLAYS = st.lists(st.tuples(ACTS, st.integers(0, 5), st.integers(0, 5)), min_size=4, max_size=14)


@given(plays=PLAYS)
@settings(max_examples=25, deadline=None)
def test_every_word_stands_once_on_its_pages(plays: list[tuple[str, int, int]]) -> None:
    with (
        TemporaryDirectory() as folder,
        desk_in(Path(folder), POLICY) as real,
        door_of(real) as door,
    ):
        told = Told(door, (Page(MARTA), Page(PAOLO)))
        for play in (("say", 0, 0), ("say", 1, 0), *plays):
            told.play(*play)
        for page in told.pages:
            page.look(door)
            check(told, page)


def check(told: Told, page: Page) -> None:
    """Nothing lost, nothing doubled, nothing of another's."""
    whole = {}
    for number in page.words:
        fresh = told.door.page(number, page.visitor)
        assert fresh is not None
        whole[number] = {word.number: word.text for word in fresh.words}
    assert page.words == whole
    texts = [text for words in whole.values() for text in words.values()]
    assert all(text.endswith(f"to {page.visitor.address}") for text in texts)
    mine = {f"word {said} to {who.address}" for who, said in told.sent if who == page.visitor}
    assert sorted(text for text in texts if text.startswith("word")) == sorted(mine)
