"""Which words a contact sees of a ticket: a table of words, and of how they came to it."""

import pytest
from msgspec.structs import replace

from tests.kit import JANA, MARTA, PAOLO, at
from vipdesk.domain.message import Attachment, Delivery, Kind, Message
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.shown import sight
from vipdesk.domain.visitor import door_identity

JANA_WRITES = Person(JANA.name, JANA.address)
HERS, HIS = {101: MARTA.address}, {101: PAOLO.address}
MERGED = {101: PAOLO.address, 102: MARTA.address}
FILE = Attachment("a.png", "image/png", 1, "d" * 64)


def said(kind: Kind = Kind.RECEIVED, author: Person = MARTA, **more: object) -> Message:
    """One entry of the timeline of #101."""
    usual = Message(
        number=1,
        ticket=101,
        kind=kind,
        channel=Channel.EMAIL,
        author=author,
        at=at("Mon 2026-11-23 09:30"),
    )
    return replace(usual, **more)


def answer(to: Person = MARTA, **more: object) -> Message:
    """An answer that has left."""
    return said(Kind.ANSWER, JANA_WRITES, to=(to,), **{"delivery": Delivery.SENT} | more)


CHAT = Channel.CHAT


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (said(), True),
        (said(author=PAOLO), True),
        (said(delivery=Delivery.TAKEN_BACK), False),
        (said(ticket=102), False),
        (said(ticket=None), False),
        (answer(), True),
        (answer(PAOLO), True),
        (answer(delivery=Delivery.QUEUED), False),
        (answer(delivery=Delivery.LEAVING), False),
        (answer(delivery=Delivery.FAILED), False),
        (answer(delivery=Delivery.TAKEN_BACK), False),
        (said(Kind.NOTE, JANA_WRITES), False),
        (said(Kind.NOTE, MARTA), False),
        (said(Kind.AUTOMATIC), False),
        (said(Kind.CALL, JANA_WRITES, fact=2, channel=Channel.PHONE), True),
        (said(Kind.CALL, JANA_WRITES, channel=Channel.PHONE), False),
        (said(channel=CHAT), True),
        (said(author=PAOLO, channel=CHAT), False),
        (answer(channel=CHAT), True),
        (answer(PAOLO, channel=CHAT), False),
    ],
)
def test_on_a_ticket_of_her_own(message: Message, shown: bool) -> None:
    assert sight(MARTA.address, 101, [None], HERS).sees(message) is shown


@pytest.mark.parametrize(
    ("own", "requesters", "message", "shown"),
    [
        ([None], HIS, said(author=PAOLO), True),
        ([], HIS, said(author=PAOLO), False),
        ([102], MERGED, said(author=PAOLO), False),
        ([102, None], MERGED, said(author=PAOLO), False),
        ([102], MERGED, said(came_from=102), True),
        ([102], MERGED, answer(came_from=102), True),
        ([102], MERGED, said(author=PAOLO, came_from=102), True),
        ([102], MERGED, answer(PAOLO), False),
        ([102], MERGED, answer(), True),
        ([103], {101: PAOLO.address, 103: PAOLO.address}, said(author=PAOLO), False),
        ([103], {101: PAOLO.address, 103: PAOLO.address}, said(author=PAOLO, came_from=103), False),
    ],
)
def test_on_a_ticket_that_she_came_to(
    own: list[int | None], requesters: dict[int, str], message: Message, shown: bool
) -> None:
    assert sight(MARTA.address, 101, own, requesters).sees(message) is shown


@pytest.mark.parametrize(("delivery", "shown"), [(Delivery.QUEUED, True), (Delivery.FAILED, False)])
def test_what_waits_for_ever_is_shown_where_no_mail_leaves(delivery: Delivery, shown: bool) -> None:
    look = sight(MARTA.address, 101, [None], HERS, unsent=True)
    assert look.sees(answer(delivery=delivery)) is shown


def test_a_word_is_shown_by_what_her_browser_called_it() -> None:
    look = sight(MARTA.address, 101, [None], HERS)
    mine = look.word(said(external_id=door_identity(MARTA.address, "w-1"), attachments=(FILE,)))
    assert (mine.mine, mine.ours, mine.identity, mine.attachments) == (True, False, "w-1", (FILE,))
    his = look.word(said(author=PAOLO, external_id=door_identity(PAOLO.address, "w-1")))
    assert (his.mine, his.ours, his.identity) == (False, False, "")


def test_of_a_call_no_more_is_shown_than_that_there_was_one() -> None:
    call = said(Kind.CALL, JANA_WRITES, fact=2, text="she was cross", attachments=(FILE,))
    word = sight(MARTA.address, 101, [None], HERS).word(call)
    assert (word.text, word.attachments, word.ours) == ("", (), True)
