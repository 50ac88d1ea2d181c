"""A message that arrives while the desk is closed is acknowledged once, and never in a storm."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.kit import ACME, JANA, MARTA, PAOLO, STRANGER, Story, at, hours
from vipdesk.domain.acknowledgement import guessed, language_for
from vipdesk.domain.decide.acknowledgement import MOST_A_DAY, MOST_AN_HOUR
from vipdesk.domain.event import What
from vipdesk.domain.inbound import Origin
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel, Policy
from vipdesk.policies import policy_for, shipped_policy_text

SATURDAY = "Sat 2026-11-21 12:00"
POLICY = policy_for(shipped_policy_text())


@pytest.fixture
def story(policy: Policy) -> Story:
    """Nobody is there on Saturday at noon."""
    return Story(policy).at(SATURDAY)


def test_what_it_tells(story: Story) -> None:
    change = story.mail(live=True)
    (note,) = story.notes
    assert (note.ticket, note.message, note.to) == (101, 1, MARTA)
    assert note.at == at(SATURDAY)
    assert note.opens == at("Mon 2026-11-23 09:00")
    assert note.due == at("Mon 2026-11-23 11:00")
    event = change.events[-1]
    assert (event.what, event.who, event.detail) == (
        What.ACKNOWLEDGED,
        "",
        "to Marta Rossi, in en",
    )


def test_it_moves_no_clock(policy: Policy) -> None:
    noted, quiet = Story(policy).at(SATURDAY), Story(policy).at(SATURDAY)
    noted.mail(live=True)
    quiet.mail()
    assert noted.tickets == quiet.tickets
    assert noted.messages == quiet.messages


@pytest.mark.parametrize(
    ("when", "noted"),
    [
        ("Fri 2026-11-20 16:59", False),
        ("Fri 2026-11-20 17:00", True),
        ("Mon 2026-11-23 08:59", True),
        ("Mon 2026-11-23 09:00", False),
        ("Wed 2026-11-25 03:00", True),
    ],
)
def test_only_while_nobody_is_there(policy: Policy, when: str, noted: bool) -> None:
    story = Story(policy).at(when)
    story.mail(live=True)
    assert bool(story.notes) is noted


@pytest.mark.parametrize(
    ("received", "taken_in", "noted"),
    [
        ("Fri 2026-11-20 16:59", "Fri 2026-11-20 17:01", False),
        ("Mon 2026-11-23 08:59", "Mon 2026-11-23 09:01", False),
        ("Sat 2026-11-21 12:00", "Sun 2026-11-22 11:59", True),
        ("Sat 2026-11-21 12:00", "Sun 2026-11-22 12:00", False),
    ],
)
def test_neither_when_it_came_nor_when_it_is_taken_in(
    policy: Policy, received: str, taken_in: str, noted: bool
) -> None:
    story = Story(policy).at(taken_in)
    story.mail(live=True, received=at(received))
    assert bool(story.notes) is noted


def test_an_archive_acknowledges_nobody(story: Story) -> None:
    story.mail()
    assert story.notes == []


@pytest.mark.parametrize("origin", [Origin.AUTO_REPLY, Origin.BOUNCE, Origin.LIST])
def test_no_machine_is_answered(story: Story, origin: Origin) -> None:
    story.mail(live=True, origin=origin)
    assert story.notes == []


def test_nor_who_wants_no_automatic_answer(story: Story) -> None:
    story.mail(live=True, wants_no_note=True)
    assert story.notes == []


@pytest.mark.parametrize("sender", [STRANGER, Person(JANA.name, JANA.address), Person("")])
def test_nor_a_stranger_nor_we_ourselves(story: Story, sender: Person) -> None:
    story.mail(sender, live=True)
    assert story.notes == []


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.VOICEMAIL])
def test_nor_what_came_otherwise_than_by_mail(story: Story, channel: Channel) -> None:
    story.mail(live=True, channel=channel)
    assert story.notes == []


def test_nothing_is_promised_to_who_is_not_entitled(policy: Policy) -> None:
    story = Story(policy, replace(ACME, vip_until=at("Fri 2026-11-20 12:00").date()))
    story.at(SATURDAY).mail(live=True)
    assert story.notes == []


def test_a_thread_has_its_note_once_a_day(story: Story) -> None:
    story.mail(live=True)
    for when, notes in (
        ("Sat 2026-11-21 14:00", 1),
        ("Sun 2026-11-22 11:59", 1),
        ("Sun 2026-11-22 12:00", 2),
    ):
        story.at(when).mail(PAOLO, ticket=101, live=True)
        assert len(story.notes) == notes


def test_a_sender_has_one_an_hour(story: Story) -> None:
    story.mail(live=True)
    story.at("Sat 2026-11-21 12:59").mail(live=True, subject="another")
    assert len(story.notes) == 1
    story.at("Sat 2026-11-21 13:00").mail(live=True, subject="a third")
    assert len(story.notes) == 2


def test_all_together_have_twenty_an_hour(policy: Policy) -> None:
    people = tuple(Person(f"P{n}", f"p{n}@acme.example.com") for n in range(30))
    story = Story(policy, replace(ACME, contacts=people)).at(SATURDAY)
    for person in people:
        story.mail(person, live=True)
    assert len(story.notes) == MOST_AN_HOUR == 20


def test_a_contact_has_four_a_day_however_many_threads_are_begun(story: Story) -> None:
    for half_hour in range(48):
        story.mail(live=True, subject=f"forged {half_hour}")
        story.now += timedelta(minutes=30)
    assert len(story.notes) == MOST_A_DAY == 4
    story.mail(PAOLO, live=True)
    assert story.notes[-1].to == PAOLO
    story.mail(live=True)
    assert len(story.notes) == MOST_A_DAY + 2, "the first of them is a day ago"


@pytest.mark.parametrize("name", ["", "Ops of Acme"])
def test_it_goes_by_the_name_that_is_kept_and_no_other(policy: Policy, name: str) -> None:
    kept = Person(name, "ops@acme.example.com")
    story = Story(policy, replace(ACME, contacts=(kept,))).at(SATURDAY)
    forged = Person("ACCOUNT LOCKED. Unlock: https://evil.example", kept.address)
    change = story.mail(forged, live=True)
    assert story.notes[0].to == kept
    assert change.events[-1].detail == f"to {kept.called}, in en"


def test_a_moment_that_is_past_is_not_promised(policy: Policy) -> None:
    story = Story(policy).at("Mon 2026-11-16 09:00")
    story.mail()
    story.at("Mon 2026-11-16 09:30").answer()
    story.at(SATURDAY).mail(ticket=101, live=True)
    assert story.notes[0].due is None


def test_on_a_ticket_without_a_target_nothing_is_promised(policy: Policy) -> None:
    story = Story(policy).at("Mon 2026-11-16 09:00")
    story.mail()
    story.severity(5)
    story.answer()
    story.at(SATURDAY).mail(ticket=101, live=True)
    assert story.notes[0].due is None


def test_it_is_too_late_once_the_desk_is_open(story: Story) -> None:
    story.mail(live=True)
    (note,) = story.notes
    assert not note.is_too_late(at("Mon 2026-11-23 08:59"))
    assert note.is_too_late(at("Mon 2026-11-23 09:00"))


@pytest.mark.parametrize("marked", [True, False])
def test_two_desks_that_answer_each_other_fall_silent(policy: Policy, marked: bool) -> None:
    """Whether or not what lies between them takes the marks of automatic mail away."""
    other = Person("Desk", "desk@other.example.net")
    desks = [Story(policy, replace(ACME, contacts=(other,))).at(SATURDAY) for _ in range(2)]
    origin, turn = Origin.PERSON, 0
    while desks[turn].mail(other, live=True, origin=origin).acknowledgement is not None:
        turn, origin = 1 - turn, Origin.AUTO_REPLY if marked else Origin.PERSON
        desks[turn].now += timedelta(minutes=1)
    assert sum(len(desk.notes) for desk in desks) == (1 if marked else 2)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 240), st.booleans()),
        max_size=40,
    )
)
def test_however_they_write_no_storm_comes_of_it(
    mails: list[tuple[int, int, int, bool]],
) -> None:
    people = tuple(Person(f"P{n}", f"p{n}@acme.example.com") for n in range(6))
    story = Story(POLICY, replace(ACME, contacts=people)).at("Fri 2026-11-20 18:00")
    for who, thread, minutes, live in mails:
        story.now += timedelta(minutes=minutes)
        ticket = 101 + thread if 101 + thread in story.tickets else None
        story.mail(people[who], ticket=ticket, live=live)
    notes = story.notes
    assert all(not POLICY.hours.is_open(note.at) for note in notes)
    for number, note in enumerate(notes):
        later = [other for other in notes[number + 1 :] if other.at - note.at < hours(1)]
        assert len(later) < MOST_AN_HOUR
        assert all(other.to != note.to for other in later)
        to_them = [n for n in notes[number:] if n.to == note.to and n.at - note.at < hours(24)]
        assert len(to_them) <= MOST_A_DAY
        same = [n for n in notes[number + 1 :] if n.ticket == note.ticket]
        assert all(n.at - note.at >= hours(24) for n in same)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Please help, the import is not working", "en"),
        ("Buongiorno, non riusciamo a entrare, il sito è fermo", "it"),
        ("Guten Tag, wir können uns nicht anmelden und die Seite ist weiß", "de"),
        ("502", ""),
        ("", ""),
        ("ACME-113 JIRA", ""),
    ],
)
def test_the_language_of_the_words(text: str, language: str) -> None:
    assert guessed(text) == language


@pytest.mark.parametrize(
    ("languages", "address", "text", "language"),
    [
        ({MARTA.address: "it"}, MARTA.address, "wir sind nicht da", "it"),
        ({PAOLO.address: "it"}, MARTA.address, "wir sind nicht da", "it"),
        ({PAOLO.address: "it", "x@acme": "de"}, MARTA.address, "wir sind nicht da", "de"),
        ({}, MARTA.address, "wir sind nicht da", "de"),
        ({}, MARTA.address, "502", "en"),
    ],
)
def test_theirs_the_clients_their_words_english(
    languages: dict[str, str], address: str, text: str, language: str
) -> None:
    assert language_for(replace(ACME, languages=languages), address, text) == language
