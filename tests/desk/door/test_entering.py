"""Who comes in by the door: a link once, a token once, and nobody who is no contact."""

from datetime import timedelta
from typing import Any

import pytest

from tests.desk.door.kit import NOBODY, Door
from tests.kit import MARTA, PAOLO, STRANGER
from vipdesk.domain.audit import AT_DOOR, Wanted
from vipdesk.domain.commands import SetContact
from vipdesk.domain.door_commands import EndVisit, EndVisits, EnterByToken, MakeLink, RenewFeed
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.people import Person
from vipdesk.domain.visit import Way, digest_of

VISIT = digest_of("a browser")


def token(
    door: Door,
    address: str = MARTA.address,
    minutes: float = 5,
    jti: str = "jti-1",
    visit: str = VISIT,
) -> None:
    """Enter by a token of the client's system."""
    expires = door.real.now + timedelta(minutes=minutes)
    door.as_(NOBODY, EnterByToken(address, "Marta at Acme", jti, expires, visit))


def test_a_link_lets_its_contact_in(door: Door) -> None:
    door.link()
    door.enter()
    visit = door.reader.visit(VISIT, door.real.now)
    assert visit is not None
    assert (visit.address, visit.name, visit.way) == (MARTA.address, MARTA.name, Way.LINK)
    assert (visit.whence, visit.agent) == ("203.0.113.5", "Firefox")
    assert visit.ends == door.real.now + timedelta(days=30)


def test_only_digests_are_kept(door: Door) -> None:
    door.link("the secret of a link")
    door.enter("the secret of a link", "the secret of a browser")
    with door.real.writer.transaction() as transaction:
        rows = transaction.fetch("SELECT * FROM door_link", ())
        rows = [*rows, *transaction.fetch("SELECT * FROM door_visit", ())]
    assert "the secret" not in str(rows)
    assert digest_of("the secret of a link") in str(rows)


def test_a_link_is_used_once(door: Door) -> None:
    door.link()
    door.enter()
    with pytest.raises(Refusal, match="used already"):
        door.enter(visit="another browser")
    assert door.reader.visit(digest_of("another browser"), door.real.now) is None
    assert door.reader.link(digest_of("a secret"), door.real.now) is None


@pytest.mark.parametrize(("hours", "good"), [(23.9, True), (24, False), (100, False)])
def test_a_link_is_good_for_a_day(door: Door, hours: float, good: bool) -> None:
    door.link()
    door.real.now += timedelta(hours=hours)
    assert (door.reader.link(digest_of("a secret"), door.real.now) is not None) is good
    if good:
        door.enter()
        return
    with pytest.raises(Refusal, match="has ended"):
        door.enter()


def test_what_is_no_link_lets_nobody_in(door: Door) -> None:
    door.link()
    with pytest.raises(Refusal, match="not known here"):
        door.enter("another secret")


def test_no_link_is_made_for_who_is_no_contact(door: Door) -> None:
    with pytest.raises(BadInput, match="no contact of the client"):
        door.link(visitor=STRANGER)
    with pytest.raises(BadInput, match="no mail address"):
        door.real.do(MakeLink("marta", digest_of("x")))


def test_who_is_no_contact_any_more_is_out(door: Door) -> None:
    new = Person("Lea Conti", "lea.conti@acme.example.com")
    door.real.do(SetContact(new.address, new.name))
    door.link(visitor=new)
    door.link("a second", visitor=new)
    door.enter()
    with door.real.writer.transaction() as transaction:
        gone = "UPDATE contact SET stranger = 1 WHERE address = ?"
        transaction.connection.exec_driver_sql(gone, (new.address,))
    assert door.reader.visit(VISIT, door.real.now) is None
    assert door.reader.link(digest_of("a second"), door.real.now) is None
    with pytest.raises(Refusal, match="contacts of the client only"):
        door.enter("a second", "another browser")
    with pytest.raises(Refusal, match="contacts of the client only"):
        door.says("Hello", new)


def test_a_token_of_the_clients_system_lets_a_contact_in(door: Door) -> None:
    token(door)
    visit = door.reader.visit(VISIT, door.real.now)
    assert visit is not None
    assert (visit.address, visit.way, visit.name) == (MARTA.address, Way.TOKEN, MARTA.name)
    assert visit.ends == door.real.now + timedelta(hours=12)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"minutes": 0}, "has ended"),
        ({"minutes": -1}, "has ended"),
        ({"minutes": 11.9}, None),
        ({"minutes": 12.1}, "good for too long"),
        ({"jti": ""}, "which one it is"),
        ({"jti": "j" * 201}, "which one it is"),
        ({"address": STRANGER.address}, "contacts of the client only"),
    ],
)
def test_tokens_are_good_or_refused(door: Door, given: dict[str, Any], why: str | None) -> None:
    if why is None:
        token(door, **given)
        return
    with pytest.raises(Refusal, match=why):
        token(door, **given)
    assert door.reader.visit(VISIT, door.real.now) is None


def test_a_token_is_taken_once_also_in_anothers_name(door: Door) -> None:
    token(door)
    with pytest.raises(Refusal, match="used already"):
        token(door, visit=digest_of("another"))
    with pytest.raises(Refusal, match="used already"):
        token(door, address=PAOLO.address)


def test_tokens_that_have_ended_are_forgotten(door: Door) -> None:
    token(door)
    door.real.now += timedelta(hours=1)
    token(door, jti="jti-2", visit=digest_of("another"))
    with door.real.writer.transaction() as transaction:
        assert transaction.fetch("SELECT jti FROM door_token", ()) == [("jti-2",)]


def test_a_browser_is_signed_out(door: Door) -> None:
    door.link()
    door.enter()
    door.as_(NOBODY, EndVisit(VISIT))
    assert door.reader.visit(VISIT, door.real.now) is None
    again = door.as_(NOBODY, EndVisit(VISIT))
    assert again.change.events == ()


def test_a_contact_is_signed_out_everywhere_and_nobody_else(door: Door) -> None:
    for secret, visitor in (("one", MARTA), ("two", MARTA), ("three", MARTA), ("four", PAOLO)):
        door.link(secret, visitor)
    door.enter("one", "first")
    door.enter("two", "second")
    door.enter("four", "paolo")
    door.real.do(EndVisits(f" {MARTA.address.upper()} "))
    now = door.real.now
    for name in ("first", "second"):
        assert door.reader.visit(digest_of(name), now) is None
    assert door.reader.visit(digest_of("paolo"), now) is not None
    with pytest.raises(Refusal, match="has ended"):
        door.enter("three", "third")


def test_a_calendar_of_ones_own_has_another_address_when_it_is_renewed(door: Door) -> None:
    first, paolos = door.reader.feed_proof(MARTA.address), door.reader.feed_proof(PAOLO.address)
    assert door.reader.feed_of(first) == MARTA.address
    door.as_(MARTA, RenewFeed(MARTA.address))
    second = door.reader.feed_proof(MARTA.address)
    door.as_(MARTA, RenewFeed(MARTA.address))
    third = door.reader.feed_proof(MARTA.address)
    assert [door.reader.feed_of(one) for one in (first, second, third, paolos)] == [
        None,
        None,
        MARTA.address,
        PAOLO.address,
    ]
    entry = door.real.reader.audit(Wanted())[-1]
    assert (entry.what, entry.who, entry.role) == (
        "calendar address renewed",
        "Marta Rossi",
        AT_DOOR,
    )


def test_nobody_renews_anothers(door: Door) -> None:
    for command in (RenewFeed(PAOLO.address), RenewFeed("")):
        with pytest.raises(Refusal, match="can't be done here"):
            door.as_(MARTA, command)
    with pytest.raises(Refusal):
        door.as_(NOBODY, RenewFeed(""))


def test_an_end_ends_the_calendar_too_also_of_who_was_not_signed_in(door: Door) -> None:
    before = door.reader.feed_proof(MARTA.address)
    door.real.do(EndVisits(MARTA.address.upper()))
    assert door.reader.feed_of(before) is None
    assert door.reader.feed_of(door.reader.feed_proof(MARTA.address)) == MARTA.address
    assert door.real.reader.audit(Wanted())[-1].what == "door closed"


def test_a_visit_ends_by_itself(door: Door) -> None:
    door.link()
    door.enter()
    assert door.reader.visit(VISIT, door.real.now + timedelta(days=29, hours=23)) is not None
    assert door.reader.visit(VISIT, door.real.now + timedelta(days=30)) is None


def test_the_audit_tells_who_made_it_and_who_came(door: Door) -> None:
    door.link()
    door.enter()
    made, entered = door.real.reader.audit(Wanted())[-2:]
    assert (made.what, made.who, made.detail) == (
        "link to the door made",
        "Jana Nováková",
        "for Marta Rossi",
    )
    assert (entered.what, entered.who, entered.worked_by, entered.role, entered.terminal) == (
        "entered by the door",
        "Marta Rossi",
        "",
        AT_DOOR,
        "page, 203.0.113.5",
    )
