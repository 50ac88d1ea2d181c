"""A note that a message arrived while the desk was closed, and what is known around a message."""

from collections import Counter
from datetime import datetime

from msgspec import Struct

from vipdesk.domain.message import Delivery
from vipdesk.domain.people import Client, Person

ORIGINAL = "en"
MOST_LETTERS = 4000
FEWEST_WORDS = 2
"""So many small words of a language, and more than of any other, are taken for it."""

SMALL_WORDS = {
    "en": "the and is are was were not this that with for from you your we our have has can could"
    " would please hello dear thanks regards when since what it to of in on",
    "it": "il lo gli che non è sono una un per con del della dei nel nella alla questo questa"
    " abbiamo possiamo grazie buongiorno salve cordiali saluti quando anche più si ci",
    "de": "der die das und ist sind nicht ein eine einen mit für von wir ich sie haben kann können"
    " bitte danke hallo grüße seit wenn auch noch auf dem den zu",
}
_WORDS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}


class Acknowledgement(Struct, frozen=True, kw_only=True):
    """What it says, and to whom; its words are found when it is sent. Instants are aware UTC.

    `message` is the one that arrived, `opens` when the desk does, `due` when the answer is due at
    the latest, None where nothing was promised or that is past.
    """

    number: int
    ticket: int
    message: int
    to: Person
    language: str
    at: datetime
    opens: datetime
    due: datetime | None
    delivery: Delivery = Delivery.QUEUED

    def is_too_late(self, now: datetime) -> bool:
        """Whether it would say nothing any more: the desk is open again."""
        return now >= self.opens


class Arriving(Struct, frozen=True, kw_only=True):
    """What is known around a message that comes in.

    `ours` is set where its Message-ID is that of a mail of ours, `answers_ours` where it refers to
    an answer of ours. `of_sender` is how many of its sender count in the hour before, `told`
    whether the agent knows in that hour that mail of theirs is only kept. `notes` are the
    acknowledgements of the day before.
    """

    ours: bool = False
    answers_ours: bool = False
    of_sender: int = 0
    told: bool = False
    notes: tuple[Acknowledgement, ...] = ()
    next_note: int = 1


NOTHING_ARRIVES = Arriving()


def language_for(client: Client, address: str, text: str) -> str:
    """What somebody of the client is written to in: theirs, the client's, that of their words."""
    return client.languages.get(address) or client.language or guessed(text) or ORIGINAL


def guessed(text: str) -> str:
    """The language that the words seem to be in; nothing where that is not plain."""
    words = Counter(text[:MOST_LETTERS].casefold().split())
    found = {
        language: sum(count for word, count in words.items() if word.strip(".,;:!?()\"'") in small)
        for language, small in _WORDS.items()
    }
    (first, most), (_, next_most), *_ = sorted(found.items(), key=lambda each: -each[1])
    return first if most >= FEWEST_WORDS and most > next_most else ""
