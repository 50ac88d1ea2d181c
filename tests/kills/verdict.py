"""What is true after a run: everything that has to be, or each thing that is not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes

from tests.kills.mails import message_id, subject, words
from tests.kills.place import DONE, Place
from tests.kills.run import Happened

CAME = "SELECT message_id, kind, ticket, text FROM message WHERE external_id IS NOT NULL"
ANSWERS = "SELECT message_id, delivery FROM message WHERE kind = 'answer'"
NAMED = 5


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at; `faults` name what is wrong with it."""

    what: str
    faults: tuple[str, ...] = ()


def verdict(place: Place, happened: Happened) -> Iterator[Found]:
    """All of it."""
    yield kept(place, happened)
    yield lies_there(place, happened)
    yield answered(place, happened)
    yield repeated(place, happened)
    yield sound(place)


def kept(place: Place, happened: Happened) -> Found:
    """Each mail is in the desk once, as what a client wrote, with all of its words."""
    rows = place.rows(CAME)
    here = Counter(row[0] for row in rows)
    expected = [message_id(number) for number in range(happened.delivered)]
    lost = [one for one in expected if not here[one]]
    doubled = [one for one, count in here.items() if count > 1]
    apart = [row[0] for row in rows if row[1] != "received" or row[2] is None]
    texts = {row[0]: row[3] for row in rows}
    cut = [one for n, one in enumerate(expected) if words(n) not in texts.get(one, words(n))]
    strange = here.keys() - set(expected)
    unreadable = place.count("SELECT count(*) FROM unreadable")
    said = f"{happened.delivered:,} mails delivered: {len(here):,} in the desk"
    return Found(
        f"{said}, {len(lost)} lost, {len(doubled)} doubled, {len(apart)} kept apart",
        (
            *named("lost", lost),
            *named("doubled", doubled),
            *named("kept apart", apart),
            *named("without its words", cut),
            *named("from nowhere", strange),
            *named("unreadable", ["?"] * unreadable),
        ),
    )


def lies_there(place: Place, happened: Happened) -> Found:
    """Each mail is on the server once, where the settings have it, and flagged so."""
    account = place.account
    inbox, moved = account.subjects(), account.subjects(DONE) if place.moves else []
    there = Counter(inbox + moved)
    gone = [s for n in range(happened.delivered) if not there[s := subject(n)]]
    doubled = [one for one, count in there.items() if count > 1]
    undone = inbox if place.moves else [f for f in account.flags() if r"\Seen" not in f]
    done = f"{len(moved):,} of them moved" if place.moves else f"{len(undone)} of them not flagged"
    return Found(
        f"{len(inbox) + len(moved):,} mails on the server, {done}, {len(gone)} deleted",
        (*named("deleted", gone), *named("doubled there", doubled), *named("not done", undone)),
    )


def answered(place: Place, happened: Happened) -> Found:
    """Each answer that was accepted has come, and no other."""
    came = Counter(sent_ids(place, by_itself=False))
    kept = dict(place.rows(ANSWERS))
    missing = [one for one in happened.answers if not came[one]]
    unsure = [one for one, delivery in kept.items() if delivery != "sent"]
    lost = set(happened.answers) - kept.keys()
    strange = [one for one in came if one not in kept]
    copies = len(place.account.subjects("Sent"))
    return Found(
        f"{len(happened.answers)} answers written: {len(came)} delivered, {len(missing)} missing;"
        f" {copies} copies in the sent folder",
        (
            *named("not delivered", missing),
            *named("not said to be sent", unsure),
            *named("no longer in the desk", lost),
            *named("under another Message-ID", strange),
        ),
    )


def repeated(place: Place, happened: Happened) -> Found:
    """Only what was handed over last before a kill came again, and under its Message-ID."""
    sent = sent_ids(place)
    last = {one: at for at, one in enumerate(sent)}
    again = [at for at, one in enumerate(sent) if at < last[one]]
    wrong = [sent[at] for at in again if at + 1 not in happened.kills]
    return Found(
        f"{len(again)} of {len(sent)} mails came twice after {len(happened.kills)} kills",
        named("repeated without need", wrong),
    )


def sound(place: Place) -> Found:
    """The store is what it has to be."""
    told = [each for each in place.asked("doctor") if each["area"] == "store"]
    bad = [each["what"] for each in told if each["severity"] == "error"]
    return Found(f"doctor: {len(told)} looks at the store", named("unsound", bad))


def sent_ids(place: Place, *, by_itself: bool = True) -> list[str]:
    """The Message-IDs of all that the server took, in that order.

    What the desk says `by_itself` are notes of receipt: a run may fall into a closed hour.
    """
    taken = [message_from_bytes(one.raw) for one in place.server.taken]
    wanted = [mail for mail in taken if by_itself or not mail["Auto-Submitted"]]
    return [str(mail["Message-ID"])[1:-1] for mail in wanted]


def named(what: str, those: "list[str] | set[str]") -> tuple[str, ...]:
    """One fault for all of a kind, some by name."""
    some = ", ".join(sorted(those)[:NAMED])
    return (f"{len(those)} {what}: {some}",) if those else ()
