"""Whatever was done: who is not looked for, because it can't concern them, has nothing new."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.desk.conftest import desk_in
from tests.desk.door.kit import Door, door_of, word
from tests.kit import MARTA, PAOLO, STRANGER
from vipdesk.domain.calendar_commands import Book, CancelBooking
from vipdesk.domain.commands import (
    Command,
    Identify,
    Note,
    Reply,
    SetContact,
    SetSeverity,
)
from vipdesk.domain.commands import SetStatus as SetTo
from vipdesk.domain.door_commands import MakeLink, MarkRead, MarkSeen
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.recutting import Merge, Split
from vipdesk.domain.visit import digest_of
from vipdesk.door.topics import Calendar, Standings, Talk, Topic, look
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.door_news import Looked

POLICY: Policy = policy_for(shipped_policy_text())
VISITORS = (MARTA, PAOLO)
TICKETS = range(101, 105)
TOPICS: tuple[Topic, ...] = (
    Calendar(),
    *(Standings(who.address) for who in VISITORS),
    *(Talk(who.address) for who in VISITORS),
    *(Talk(who.address, ticket) for who in VISITORS for ticket in TICKETS),
)


def act(door: Door, what: str, visitor: Person, ticket: int, other: int) -> None:
    """Something that changes the store, on whatever ticket, or nothing where it is refused."""
    real, (other_ticket, said) = door.real, (101 + other % 4, f"{what}-{other}")
    desk: dict[str, Command] = {
        "answer": Reply(ticket, "An answer"),
        "note": Note(ticket, "A note"),
        "resolve": SetTo(ticket, Status.RESOLVED),
        "reopen": SetTo(ticket, Status.OPEN),
        "severity": SetSeverity(ticket, 1 + other % 4, "as it is"),
        "merge": Merge(ticket, other_ticket),
        "split": Split(other),
        "we read": MarkRead(ticket, other),
        "identify": Identify(ticket, "Somebody"),
        "contact": SetContact(f"c{other}@acme.example.com", f"Contact {other}"),
        "link": MakeLink(visitor.address, digest_of(said)),
        "book": Book("support", real.now + timedelta(days=1 + other), visitor.address, "Rules"),
        "cancel": CancelBooking(1 + other),
    }
    try:
        match what:
            case "say":
                door.says("A word", visitor)
            case "say on":
                door.as_(visitor, word("A word", f"{said}-{door.words}", visitor, (), ticket))
            case "mail":
                real.mail((*VISITORS, STRANGER)[other % 3])
            case "seen":
                door.as_(visitor, MarkSeen(ticket, visitor.address, other, other))
            case "days":
                real.now += timedelta(days=9)
            case _:
                real.do(desk[what])
    except (BadInput, Refusal):
        pass


WHAT = (
    *("say", "say", "say on", "mail", "answer", "answer", "seen", "we read", "note", "resolve"),
    *("reopen", "severity", "merge", "split", "identify", "contact", "link", "book", "cancel"),
    "days",
)
ACT = st.tuples(
    st.sampled_from(WHAT), st.sampled_from(VISITORS), st.sampled_from(TICKETS), st.integers(0, 6)
)
ROUNDS = st.lists(st.lists(ACT, min_size=1, max_size=3), min_size=2, max_size=8)
MARTAS, PAOLOS = ("say", MARTA, 101, 0), ("say", PAOLO, 101, 0)


@given(rounds=ROUNDS)
@example(rounds=[[MARTAS, PAOLOS], [("merge", MARTA, 101, 1)], [("answer", MARTA, 102, 0)]])
@example(rounds=[[MARTAS], [("mail", MARTA, 101, 0)], [("split", MARTA, 101, 2)], [MARTAS]])
@example(rounds=[[MARTAS], [("resolve", MARTA, 101, 0)], [("days", MARTA, 101, 0)], [MARTAS]])
@settings(max_examples=40, deadline=None)
def test_a_narrow_look_tells_what_a_whole_one_would(
    rounds: list[list[tuple[str, Person, int, int]]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        desk_in(Path(folder), POLICY) as real,
        door_of(real) as door,
    ):
        has, looked = dict.fromkeys(TOPICS, ""), Looked()
        for acts in rounds:
            for each in acts:
                real.now += timedelta(seconds=1)
                act(door, *each)
            asked = list(has.items())
            whole = {key: key[0].read(door.reader, real.now, key[1]) for key in asked}
            narrow, _, looked = look(door.reader, real.now, looked, asked, ())
            assert narrow == {key: whole[key] for key in narrow}
            for key in whole.keys() - narrow.keys():
                # one that is not there was gone before, and its line is closed by then
                new = whole[key].events or (whole[key].gone and has[key[0]] != "")
                assert not new, key
            has |= {topic: told.after for (topic, _), told in narrow.items()}


def test_a_word_is_read_by_those_alone_whom_it_concerns(door: Door) -> None:
    door.says("Marta's")
    door.says("Paolo's", PAOLO)
    topics = [Talk(MARTA.address), Talk(PAOLO.address), Talk(PAOLO.address, 102)]
    asked = [(topic, topic.read(door.reader, door.real.now, "").after) for topic in topics]
    _, _, looked = look(door.reader, door.real.now, Looked(), asked, ())
    door.real.do(Reply(101, "For Marta"))
    found, _, looked = look(door.reader, door.real.now, looked, asked, ())
    assert list(found) == asked[:1]
    found, _, looked = look(door.reader, door.real.now, looked, asked, asked[1:2])
    assert list(found) == asked[1:2]
    door.as_(PAOLO, MarkSeen(102, PAOLO.address, 2))
    door.real.do(MakeLink(MARTA.address, digest_of("another")))
    found, _, _ = look(door.reader, door.real.now, looked, asked, ())
    assert found == {}
