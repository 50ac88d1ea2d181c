"""Who is the client (spec: clock): contacts and domains; anyone else starts no clock."""

import pytest
from msgspec.structs import replace

from tests.kit import ACME, JANA, MARTA, STRANGER, Story, at
from vipdesk.domain.commands import MakeTicket, OpenTicket
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import Origin
from vipdesk.domain.message import Kind
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Policy
from vipdesk.domain.target import Band


@pytest.fixture
def story(policy: Policy) -> Story:
    return Story(policy)


@pytest.fixture
def unknown(story: Story) -> Story:
    """A stranger wrote on Monday at 09:30."""
    story.at("Mon 2026-11-23 09:30").mail(STRANGER)
    return story


def test_a_stranger_is_kept_and_shown_but_starts_no_clock(unknown: Story) -> None:
    line = unknown.line()
    assert line.sender_unknown
    assert (line.due, line.clock_start) == (None, None)
    assert unknown.band() is Band.NONE


def test_once_known_the_clock_starts_as_if_known_at_once(unknown: Story) -> None:
    unknown.at("Mon 2026-11-23 11:00").identify("Sam of Acme")
    assert unknown.due() == at("Mon 2026-11-23 11:30")
    assert unknown.tickets[101].requester.name == "Sam of Acme"
    assert not unknown.line().sender_unknown


def test_known_too_late_is_late(unknown: Story) -> None:
    unknown.at("Mon 2026-11-23 12:00").identify("Sam of Acme")
    assert unknown.band() is Band.BREACHED


def test_from_then_on_their_mail_is_the_clients(unknown: Story) -> None:
    unknown.at("Mon 2026-11-23 11:00").identify("Sam of Acme")
    unknown.at("Mon 2026-11-23 12:00").mail(STRANGER, subject="Another matter")
    assert not unknown.line(102).sender_unknown


def test_their_other_tickets_are_known_too(unknown: Story) -> None:
    unknown.at("Mon 2026-11-23 10:00").mail(STRANGER, subject="Another matter")
    unknown.at("Mon 2026-11-23 11:00").identify("Sam of Acme")
    assert unknown.due(102) == at("Mon 2026-11-23 12:00")


def test_somebody_else_is_set_aside_from_then_on(unknown: Story) -> None:
    unknown.at("Mon 2026-11-23 11:00").identify(None)
    assert unknown.course().status is Status.RESOLVED
    assert unknown.outcomes() == []
    again = unknown.at("Mon 2026-11-23 12:00").mail(STRANGER, subject="Buy now")
    assert again.messages[0].ticket is None
    assert again.messages[0].why == "not of the client"


@pytest.mark.parametrize("name", ["Sam of Acme", None])
def test_two_without_an_address_are_not_the_same(story: Story, name: str | None) -> None:
    story.at("Mon 2026-11-23 09:30").mail(Person("Sam", ""))
    story.at("Mon 2026-11-23 09:40").mail(Person("Eve", ""), subject="Buy now")
    change = story.at("Mon 2026-11-23 10:00").identify(name)
    assert change.contact is None
    assert story.line(102).sender_unknown
    assert story.course(102).status is Status.OPEN
    again = story.at("Mon 2026-11-23 11:00").mail(Person("Ann", ""), subject="A third matter")
    assert again.messages[0].ticket == 103


def test_saying_it_twice_is_refused(story: Story) -> None:
    story.mail()
    with pytest.raises(Refusal, match="known already"):
        story.identify("Marta")


def test_a_stranger_joins_no_ticket_of_the_client(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail()
    story.at("Mon 2026-11-23 10:00").mail(STRANGER, ticket=101)
    assert story.tickets[102].requester == STRANGER
    assert len(story.tickets[101].facts) == 1


def test_a_contact_joins_no_ticket_of_a_stranger(unknown: Story) -> None:
    unknown.at("Mon 2026-11-23 10:00").mail(MARTA, ticket=101)
    assert unknown.tickets[102].requester == MARTA
    assert unknown.due(102) == at("Mon 2026-11-23 12:00")
    unknown.at("Mon 2026-11-23 11:00").answer(ticket=102)
    unknown.identify(None)
    assert unknown.course(102).status is Status.OPEN


def test_a_stranger_joins_their_own(unknown: Story) -> None:
    unknown.at("Mon 2026-11-23 10:00").mail(STRANGER, ticket=101)
    assert len(unknown.tickets) == 1


def test_without_an_address_nobody_joins_another_without_one(story: Story) -> None:
    story.at("Mon 2026-11-23 09:30").mail(Person("Sam", ""))
    story.at("Mon 2026-11-23 10:00").mail(Person("Eve", ""), ticket=101)
    assert story.tickets[102].requester.name == "Eve"


def test_nobody_can_be_answered_before_it_is_said_who_they_are(unknown: Story) -> None:
    with pytest.raises(Refusal, match="say it first, then answer"):
        unknown.answer()


def test_whole_domains_where_the_desk_says_so(policy: Policy) -> None:
    story = Story(policy, replace(ACME, domains=frozenset({"acme.example.com"})))
    story.mail(Person("", "new.face@acme.example.com"))
    assert not story.line().sender_unknown


@pytest.mark.parametrize(
    "address", ["x@evil-acme.example.com", "x@sub.acme.example.com", "acme.example.com", ""]
)
def test_a_domain_is_no_other_domain(policy: Policy, address: str) -> None:
    story = Story(policy, replace(ACME, domains=frozenset({"acme.example.com"})))
    story.mail(Person("Marta Rossi", address))
    assert story.line().sender_unknown


def test_a_display_name_proves_nothing(story: Story) -> None:
    story.mail(Person("marta.rossi@acme.example.com", "sam@elsewhere.example.org"))
    assert story.line().sender_unknown


def test_a_ticket_by_hand_from_an_unknown_address_starts_no_clock(story: Story) -> None:
    story.do(OpenTicket("Call back", 3, requester="new@acme.example.com"))
    assert story.line().sender_unknown


def test_a_ticket_by_hand_from_no_address_is_refused(story: Story) -> None:
    with pytest.raises(BadInput, match="no mail address"):
        story.do(OpenTicket("Call back", 3, requester="Marta"))


class TestOurOwnAndAutomaticMail:
    """Kept, and moves nothing."""

    def test_our_own_mail_is_set_aside(self, story: Story) -> None:
        change = story.mail(Person(JANA.name, JANA.address))
        assert story.tickets == {}
        assert change.messages[0].why == "own mail"

    def test_an_auto_reply_of_a_contact_is_shown_on_its_ticket(self, story: Story) -> None:
        story.at("Mon 2026-11-23 09:30").mail()
        story.at("Mon 2026-11-23 10:00").answer(then=Status.WAITING)
        change = story.mail(MARTA, ticket=101, origin=Origin.AUTO_REPLY)
        assert (change.messages[0].ticket, change.messages[0].kind) == (101, Kind.AUTOMATIC)
        assert story.course().status is Status.WAITING

    def test_a_strangers_auto_reply_is_not(self, story: Story) -> None:
        story.at("Mon 2026-11-23 09:30").mail()
        change = story.mail(STRANGER, ticket=101, origin=Origin.AUTO_REPLY)
        assert change.messages[0].ticket is None

    def test_a_ticket_can_be_made_of_what_was_set_aside(self, story: Story) -> None:
        aside = story.at("Mon 2026-11-23 09:30").mail(origin=Origin.LIST).messages[0]
        story.at("Mon 2026-11-23 12:00").do(MakeTicket(aside.number))
        assert story.due() == at("Mon 2026-11-23 11:30")
        assert story.messages[aside.number].ticket == 101

    def test_but_once_only(self, story: Story) -> None:
        aside = story.mail(origin=Origin.LIST).messages[0]
        story.do(MakeTicket(aside.number))
        with pytest.raises(Refusal, match="not set aside"):
            story.do(MakeTicket(aside.number))


class TestEntitlement:
    """What arrives while the client is not entitled is kept, and marked."""

    @pytest.mark.parametrize(
        ("day", "entitled"),
        [
            ("Tue 2026-03-31 23:59", False),
            ("Wed 2026-04-01 00:00", True),
            ("Wed 2027-03-31 23:59", True),
            ("Thu 2027-04-01 00:00", False),
        ],
    )
    def test_by_the_day_in_desk_time(self, story: Story, day: str, entitled: bool) -> None:
        story.at(day).mail()
        assert story.line().entitled is entitled

    def test_on_another_plan(self, policy: Policy) -> None:
        story = Story(policy, replace(ACME, plan="Basic"))
        story.at("Mon 2026-11-23 09:30").mail()
        assert not story.line().entitled
        assert story.due() == at("Mon 2026-11-23 11:30")
