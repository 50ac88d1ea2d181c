"""Invitations in the guest's words, notices to seniors at once, notes that the desk writes."""

from datetime import datetime
from email.message import EmailMessage

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from tests.channels.mail.outgoing import text_of
from tests.desk.conftest import PAVEL
from tests.desk.sending.conftest import DUE, HELD, Sending
from tests.kit import MARTA, PAOLO, at
from vipdesk.domain.calendar_commands import Book, CancelBooking, MoveBooking
from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation_commands import Escalate, SetColleague
from vipdesk.domain.event import What
from vipdesk.domain.mail_commands import GiveUp, Outgoing
from vipdesk.domain.people import Person
from vipdesk.letters import Told

TEN, ELEVEN = at("Tue 2026-11-24 10:00"), at("Tue 2026-11-24 11:00")


def speaks(sends: Sending, language: str) -> None:
    """Marta is written to in this language."""
    with sends.real.writer.transaction() as transaction:
        transaction.connection.exec_driver_sql(
            "INSERT INTO contact_language VALUES (?, ?)", (MARTA.address, language)
        )


def event_of(mail: EmailMessage) -> Calendar:
    """What the guest's calendar is told."""
    part = next(p for p in mail.walk() if p.get_content_type() == "text/calendar")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert str(calendar["method"]) == part.get_param("method")
    return calendar


def test_a_call_is_booked_moved_and_called_off_by_mail(sends: Sending) -> None:
    sends.real.do(Book("training", TEN, MARTA.address, "Rules"))
    sends.at(HELD)
    assert not sends.mails
    sends.at(DUE).real.do(MoveBooking(1, ELEVEN))
    sends.at("Mon 2026-11-23 09:31").real.do(CancelBooking(1))
    sends.at("Mon 2026-11-23 09:32")
    first, second, third = sends.mails
    assert first["Subject"] == (
        "Invitation: Training with Jana Nováková: Rules, Tuesday, 24 November 2026 10:00"
    )
    assert "Tuesday, 24 November 2026, 10:00 to 11:00 (CET)" in text_of(first)
    assert second["Subject"].startswith("Moved: Training with Jana Nováková: Rules, Tuesday, 24")
    assert third["Subject"].startswith("Cancelled: Training")
    calendars = [event_of(mail) for mail in sends.mails]
    assert [str(one["method"]) for one in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [one.events[0] for one in calendars]
    assert len({str(one["uid"]) for one in events}) == 1
    assert [str(one["sequence"]) for one in events] == ["0", "1", "2"]
    assert events[0].start == TEN
    assert events[1].start == ELEVEN
    assert str(events[0]["summary"]) == "Training with Jana Nováková: Rules"
    assert str(events[0]["organizer"]) == "mailto:support@vipdesk.example.org"
    assert len({mail["Message-ID"] for mail in sends.mails}) == 3
    assert [p.get_filename() for p in first.walk() if p.get_filename()] == ["invite.ics"]


@pytest.mark.parametrize(
    ("language", "subject", "line"),
    [
        ("it", "Invito: Formazione con Jana Nováková, martedì 24 novembre 2026 10:00", "CET"),
        (
            "de-AT",
            "Einladung: Schulung mit Jana Nováková, Dienstag, 24. November 2026 10:00",
            "Uhr",
        ),
    ],
)
def test_a_guest_is_invited_in_their_language(
    sends: Sending, language: str, subject: str, line: str
) -> None:
    speaks(sends, language)
    sends.real.do(Book("training", TEN, MARTA.address))
    (mail,) = sends.at(DUE).mails
    assert mail["Subject"] == subject
    assert line in text_of(mail)


def test_guests_are_invited_each_by_a_mail_of_their_own(sends: Sending) -> None:
    anna = Person("Anna Neri", "anna@acme.example.com")
    sends.real.do(Book("training", TEN, MARTA.address, "Rules", others=(anna,)))
    sends.at(DUE).real.do(MoveBooking(1, ELEVEN))
    sends.at("Mon 2026-11-23 09:31").real.do(CancelBooking(1))
    sends.at("Mon 2026-11-23 09:32")
    mails = sends.mails
    theirs = [mail for mail in mails if mail["To"] == "Anna Neri <anna@acme.example.com>"]
    assert len(mails) == 6
    assert [text_of(mail).split("\n")[0] for mail in theirs] == [
        "Marta Rossi invites you to a call:",
        "A call to which Marta Rossi invited you has been moved:",
        "A call to which Marta Rossi invited you has been cancelled:",
    ]
    assert [text_of(mail).split("\n")[0] for mail in mails if mail not in theirs] == [
        "Your call is booked:",
        "Your call has been moved:",
        "Your call has been cancelled:",
    ]
    calendars = [event_of(mail) for mail in theirs]
    assert [str(one["method"]) for one in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event_of(mail).events[0]["uid"]) for mail in mails}) == 1
    invited = [f"mailto:{MARTA.address}", f"mailto:{anna.address}"]
    attendees = calendars[0].events[0]["attendee"]
    assert isinstance(attendees, list)
    assert [str(one) for one in attendees] == invited


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("it", "Marta Rossi la invita a una chiamata:"),
        ("de", "Marta Rossi lädt Sie zu einem Gespräch ein:"),
    ],
)
def test_a_guest_of_a_guest_is_written_to_in_their_own_language(
    sends: Sending, language: str, first: str
) -> None:
    with sends.real.writer.transaction() as transaction:
        row = (PAOLO.address, language)
        transaction.connection.exec_driver_sql("INSERT INTO contact_language VALUES (?, ?)", row)
    sends.real.do(Book("training", TEN, MARTA.address, others=(PAOLO,)))
    sends.at(DUE)
    theirs = next(mail for mail in sends.mails if PAOLO.address in mail["To"])
    assert text_of(theirs).startswith(first)


def test_of_a_guest_who_can_not_be_told_the_agent_is_reminded(sends: Sending) -> None:
    sends.real.do(Book("training", TEN, MARTA.address, others=(PAOLO,)))
    sends.real.do(GiveUp(Outgoing.INVITATION, 2, "no such user"))
    told = sends.real.reader.reminders()[-1].text
    assert told == "training with Paolo Bianchi: the invitation was not delivered"
    sends.at(DUE)
    assert [mail["To"] for mail in sends.mails] == [f"Marta Rossi <{MARTA.address}>"]


def test_a_call_that_is_taken_back_while_held_invites_nobody(sends: Sending) -> None:
    (back,) = sends.real.do(Book("training", TEN, MARTA.address)).change.back
    sends.real.do(back)
    sends.at("Mon 2026-11-23 12:00")
    assert not [mail for mail in sends.mails if str(event_of(mail)["method"]) == "REQUEST"]


def test_a_senior_is_told_at_once(sends: Sending) -> None:
    sends.real.do(SetColleague(PAVEL, Role.SENIOR, "pavel@vipdesk.example.org"))
    sends.real.do(Escalate(101, "It is the proxy."))
    (mail,) = sends.at("Mon 2026-11-23 09:30").mails
    assert mail["To"] == f"{PAVEL} <pavel@vipdesk.example.org>"
    assert mail["Subject"].startswith("Escalation of #101, severity 3")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "It is the proxy." in text_of(mail)
    sends.at("Mon 2026-11-23 09:31")
    assert len(sends.mails) == 1


def test_a_senior_who_can_not_be_told_is_seen_on_the_ticket(sends: Sending) -> None:
    sends.real.do(SetColleague(PAVEL, Role.SENIOR, "pavel@vipdesk.example.org"))
    sends.real.do(Escalate(101, "It is the proxy."))
    sends.server.refuses = frozenset({"pavel@vipdesk.example.org"})
    sends.at(DUE).at(DUE)
    (event,) = [e for e in sends.real.ticket().events if e.what is What.NOT_DELIVERED]
    assert event.detail == (
        f"notice to {PAVEL}: the mail server refuses it: 550 5.1.1 no such mailbox"
    )
    sends.real.do(GiveUp(Outgoing.NOTICE, 1, "again"))
    assert len([e for e in sends.real.ticket().events if e.what is What.NOT_DELIVERED]) == 1


def test_a_note_of_the_desk_answers_what_came_and_wants_no_answer(sends: Sending) -> None:
    acknowledge(sends)
    sends.told[1] = Told(
        to=MARTA,
        subject="Re: New mail is not fetched",
        text="Abbiamo ricevuto il suo messaggio.",
        language="it",
        at=sends.real.now,
        message_id="mail-1@acme.example.com",
    )
    (mail,) = sends.at("Mon 2026-11-23 09:30").mails
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["In-Reply-To"] == "<mail-1@acme.example.com>"
    assert text_of(mail).strip() == "Abbiamo ricevuto il suo messaggio."


def test_a_note_that_says_nothing_any_more_is_given_up(sends: Sending) -> None:
    acknowledge(sends)
    sends.at("Mon 2026-11-23 09:30").at(DUE)
    assert not sends.mails
    assert sends.notes == ["acknowledgement on #101: not sent: it says nothing any more"]
    assert not [e for e in sends.real.ticket().events if e.what is What.NOT_DELIVERED]


def acknowledge(sends: Sending) -> None:
    """A note is queued for Marta."""
    stamp = int(datetime.timestamp(sends.real.now) * 1_000_000)
    with sends.real.writer.transaction() as transaction:
        transaction.connection.exec_driver_sql(
            "INSERT INTO acknowledgement (number, ticket, message, name, address, language, at,"
            " opens, due, delivery) VALUES (1, 101, 1, ?, ?, 'it', ?, ?, NULL, 'queued')",
            (MARTA.name, MARTA.address, stamp, stamp),
        )


def test_an_answer_quotes_what_it_answers_in_the_language_of_the_contact(sends: Sending) -> None:
    speaks(sends, "de")
    sends.answer("Wir sind dran.")
    (mail,) = sends.at(DUE).mails
    assert text_of(mail) == (
        "Wir sind dran.\n\n-- \nJana Nováková\nVIP dedicated support\n\n"
        "Am Montag, 23. November 2026 um 09:30 schrieb Marta Rossi:\n> Please help.\n"
    )


def test_what_was_quoted_by_hand_is_not_quoted_again(sends: Sending) -> None:
    sends.answer("Yes.\n\nMarta Rossi, Mon 23 Nov 09:30 wrote:\n> Please help.")
    (mail,) = sends.at(DUE).mails
    assert text_of(mail).count("Please help.") == 1


def test_the_signature_of_the_account_names_who_writes(sends: Sending) -> None:
    sends.account = replace(sends.account, signature="{agent} · Acme desk {other}")
    sends.answer()
    (mail,) = sends.at(DUE).mails
    assert "\n-- \nJana Nováková · Acme desk {other}\n" in text_of(mail)


def test_what_is_larger_than_the_account_allows_never_leaves(sends: Sending) -> None:
    sends.account = replace(sends.account, largest=2000)
    answer = sends.answer("long " * 1000)
    sends.at(DUE)
    assert "MB are the most: largest_mb" in sends.now(answer.number).why
    assert not sends.mails
