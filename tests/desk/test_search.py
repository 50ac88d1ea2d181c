"""Search on a real store: every kind of write keeps the index in step."""

from collections.abc import Callable

import pytest

from tests.desk.conftest import RealDesk
from tests.desk.standing import undo
from tests.desk.test_callbacks import rang
from tests.kit import MARTA, STRANGER, at
from vipdesk.domain.callback import Outcome
from vipdesk.domain.commands import (
    Filing,
    Identify,
    LogAttempt,
    LogCall,
    MakeTicket,
    MarkSent,
    Note,
    OpenTicket,
    Promise,
    Receive,
    Reply,
    SaveDraft,
    SetStatus,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.filter import parse_filter
from vipdesk.domain.inbound import Inbound, Origin
from vipdesk.domain.message import Attachment
from vipdesk.domain.policy import Channel
from vipdesk.domain.recutting import Merge, Split
from vipdesk.store import driver
from vipdesk.store.place import store_path
from vipdesk.store.reindex import reindex

INSTANCES = "CREATE VIRTUAL TABLE temp.every USING fts5vocab('main', 'written', 'instance')"


def found(real: RealDesk, words: str, most: int = 200) -> set[int]:
    """Every ticket that a filter finds, open or resolved."""
    wanted, board = parse_filter(words), real.board()
    came = real.reader.search(wanted, most)
    lines = (one for one in board.lines if wanted.meets(one, board.policy, real.now, came.known))
    return {line.number for line in (*lines, *came.resolved)}


def indexed(where: str) -> list[tuple[object, ...]]:
    """Each word of the index with its place."""
    connection = driver.connect(store_path(where), "mode=ro")
    connection.execute(INSTANCES)
    words = list(connection.execute("SELECT * FROM temp.every ORDER BY doc, col, offset"))
    connection.close()
    return words


def received(real: RealDesk) -> None:
    real.mail(text="The aubergine is unripe.")


def answered(real: RealDesk) -> None:
    real.do(Reply(real_ticket(real), "An aubergine comes tomorrow."))


def sent(real: RealDesk) -> None:
    answer = real.do(Reply(real_ticket(real), "An aubergine comes.")).change.messages[0]
    real.do(MarkSent(answer.number))


def noted(real: RealDesk) -> None:
    real.do(Note(real_ticket(real), "thinks of aubergines"))


def called(real: RealDesk) -> None:
    real.do(LogCall(real_ticket(real), reached=True, text="spoke of the aubergine"))


def opened(real: RealDesk) -> None:
    real.do(OpenTicket("An aubergine", 3, Channel.PHONE, MARTA.address, text="says Marta"))


def made_of_what_was_set_aside(real: RealDesk) -> None:
    aside = real.mail(STRANGER, origin=Origin.LIST, text="Aubergine of the week").change.messages[0]
    assert found(real, "aubergine") == set()
    real.do(MakeTicket(aside.number))


def identified(real: RealDesk) -> None:
    ticket = real.mail(STRANGER, text="Help").change.tickets[0]
    assert found(real, "aubergine") == set()
    real.do(Identify(ticket.number, "Ada Aubergine"))


def called_back(real: RealDesk) -> None:
    callback = rang(real)
    tried = LogAttempt(callback.number, Outcome.NO_ANSWER, note="wants an aubergine")
    real.do(tried)
    ticket = real_ticket(real)
    assert found(real, "aubergine") == set(), "it is on no ticket yet"
    filing = Filing(ticket)
    real.do(LogAttempt(callback.number, Outcome.REACHED, "all is well", filing=filing))


def merged(real: RealDesk) -> None:
    said = real.mail(text="The aubergine is unripe.").change.tickets[0].number
    into = real_ticket(real)
    real.do(Merge(said, into=into))
    assert found(real, "auberg") == {into}


def parted(real: RealDesk) -> None:
    said = real.mail(text="The aubergine is unripe.").change.tickets[0].number
    undo(real, real.do(Merge(said, into=real_ticket(real))).change.back)
    assert found(real, "auberg") == {said}


def split(real: RealDesk) -> None:
    first = real.mail(message_id="a@acme.example.com").change.tickets[0].number
    further = real.mail(text="And an aubergine.", references=("a@acme.example.com",)).change
    fresh = real.do(Split(further.messages[0].number)).change.tickets[0].number
    assert found(real, "auberg") == {fresh} != {first}


def real_ticket(real: RealDesk) -> int:
    """Another ticket, about something else."""
    return real.mail().change.tickets[0].number


WRITES = [
    received, answered, sent, noted, called, opened, made_of_what_was_set_aside, identified,
    called_back, merged, parted, split,
]  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("resolved", [False, True])
def test_what_is_written_is_found_at_once(
    real: RealDesk, write: Callable[[RealDesk], None], resolved: bool
) -> None:
    real.mail(text="Something else.")
    write(real)
    numbers = found(real, "auberg")
    assert len(numbers) == 1
    if resolved:
        real.do(SetStatus(min(numbers), Status.RESOLVED))
        assert found(real, "auberg", most=0) == set()
    assert found(real, "auberg") == numbers
    assert found(real, "-auberg").isdisjoint(numbers)
    before = indexed(real.where)
    assert reindex(real.where)
    assert indexed(real.where) == before


def test_words_may_stand_in_several_messages_of_a_ticket(real: RealDesk) -> None:
    one = real.mail(subject="Login is slow", text="since Sunday").change.tickets[0].number
    real.do(Note(one, "the proxy again"))
    two = real.mail(subject="Login page", text="no proxy here").change.tickets[0].number
    real.do(SetStatus(one, Status.RESOLVED))
    assert found(real, "login proxy sunday") == {one}
    assert found(real, "login -sunday proxy") == {two}
    assert found(real, "'the proxy'") == {one}
    assert found(real, "marta login") == {one, two}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("cafe", "Am Café"),
        ("straße", "Die Straße"),
        ("STRASSE", "Die strasse"),
        ("шлюз", "Шлюза"),
        ("שלום", "אמר שלום לכולם"),
        ("502", "error 502."),
        ("node-7", "on node-7 again"),
    ],
)
def test_letters_are_found_however_they_are_written(
    real: RealDesk, typed: str, written: str
) -> None:
    real.mail(text=written)
    real.mail(text="Nothing of it.")
    assert found(real, typed) == {101}


@pytest.mark.parametrize("trait", ["attachment", "note", "promise", "draft"])
@pytest.mark.parametrize("resolved", [False, True])
def test_what_is_on_a_ticket_can_be_asked_for(real: RealDesk, trait: str, resolved: bool) -> None:
    file = Attachment("log.txt", "text/plain", 3, "ab" * 32)
    said = Inbound(
        channel=Channel.EMAIL, external_id="x", sender=MARTA, received=real.now, attachments=(file,)
    )
    real.do(Receive(said))
    for _ in range(3):
        real.mail()
    real.mail(STRANGER, origin=Origin.LIST)
    real.do(Note(102, "seen"))
    undo(real, real.do(Note(103, "on the wrong ticket")).change.back)
    real.do(Promise(103, at("Mon 2026-11-23 11:00")))
    real.do(SaveDraft(104, "half"))
    number = 101 + ["attachment", "note", "promise", "draft"].index(trait)
    if resolved:
        for each in range(101, 105):
            real.do(SetStatus(each, Status.RESOLVED))
    assert found(real, f"has:{trait}") == {number}
    assert found(real, f"-has:{trait}") == {101, 102, 103, 104} - {number}


def test_resolved_ones_are_counted_beyond_the_first(real: RealDesk) -> None:
    for hour in range(10, 16):
        number = (
            real.at(f"Mon 2026-11-23 {hour}:00").mail(text="aubergine").change.tickets[0].number
        )
        real.do(SetStatus(number, Status.RESOLVED))
    came = real.reader.search(parse_filter("auberg"), 2)
    assert [line.number for line in came.resolved] == [106, 105]
    assert came.more == 4
    came = real.reader.search(parse_filter("auberg sort:unanswered"), -1)
    assert ([line.number for line in came.resolved], came.more) == (
        [106, 105, 104, 103, 102, 101],
        0,
    )
