"""The desk goes from hand to hand on a real store: made, signed, answered for, handed back."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tests.desk.conftest import PETRA, RealDesk, days_off
from tests.desk.leaving import (
    JANA,
    TEMPLATES,
    deliveries,
    handed_over,
    made,
)
from tests.desk.test_callbacks import rang
from tests.kit import MARTA, PAOLO, at
from vipdesk.desk import Desk
from vipdesk.domain.calendar_commands import Book, RemoveBusy
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Note, Promise, Reply, SetStatus
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation_commands import Escalate, SetAway, SetColleague
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.handover import SheetStatus
from vipdesk.domain.handover_commands import (
    SignSheet,
    WriteForSheet,
)
from vipdesk.domain.introduction_text import introductions
from vipdesk.domain.sheet_text import standing_of

BRATISLAVA = ZoneInfo("Europe/Bratislava")


def test_a_sheet_says_all_that_the_cover_has_to_know(leaving: RealDesk) -> None:
    leaving.mail(PAOLO, subject="How do rules work?")
    leaving.do(Reply(102, "Like this: …", Status.WAITING))
    leaving.mail(subject="The search is slow")
    leaving.do(SetColleague("Pavel Horák", Role.SENIOR))
    leaving.do(Escalate(103, "no idea"))
    leaving.do(Promise(101, at("Mon 2026-11-23 10:00")))
    rang(leaving)
    leaving.do(RemoveBusy(1))
    for start in ("Mon 2026-11-23 15:00", "Wed 2026-11-25 10:00", "Fri 2026-11-27 10:00"):
        leaving.do(Book("training", at(start), MARTA.address, "Rules"))
    leaving.do(days_off("2026-11-24", "2026-11-27"))
    leaving.do(WriteForSheet(0, "All is quiet."))
    leaving.do(WriteForSheet(101, "Ask Pavel about the proxy."))
    sheet = made(leaving).sheet
    assert [(one.ticket, one.owes, one.kind, one.note) for one in sheet.tickets] == [
        (101, "us", "promise", "Ask Pavel about the proxy."),
        (103, "senior", "initial", ""),
        (102, "client", "", ""),
    ]
    assert [(one.ticket, one.until) for one in sheet.promises] == [
        (101, at("Mon 2026-11-23 10:00"))
    ]
    assert len(sheet.callbacks) == 1
    assert [one.start for one in sheet.calls] == [
        at("Mon 2026-11-23 15:00"),
        at("Wed 2026-11-25 10:00"),
    ], "today's and those in the days off"
    assert [(one.ticket, one.senior) for one in sheet.seniors] == [(103, "Pavel Horák")]
    assert sheet.note == "All is quiet."


def test_a_note_on_a_ticket_that_is_resolved_is_told_all_the_same(leaving: RealDesk) -> None:
    leaving.do(WriteForSheet(101, "Ask Marta whether it holds."))
    leaving.do(Reply(101, "It works again.", Status.RESOLVED))
    assert [(one.ticket, one.text) for one in made(leaving).sheet.others] == [
        (101, "Ask Marta whether it holds.")
    ]
    leaving.do(SignSheet(1, PETRA))
    assert leaving.reader.handing().notes == ()


def test_a_sheet_is_for_who_is_said_to_stand_in(leaving: RealDesk) -> None:
    sheet = made(leaving)
    assert (sheet.giver, sheet.taker, sheet.back) == (JANA, PETRA, False)
    assert (sheet.begins, sheet.until) == (at("Tue 2026-11-24 00:00"), at("Fri 2026-11-27 00:00"))
    kept = leaving.reader.handing().handovers
    assert kept == (sheet,), "it is kept to the word"
    assert leaving.board().unsigned is not None
    assert leaving.board().holder == JANA, "nobody has signed"


def test_a_time_off_that_names_another_is_not_the_sheets(leaving: RealDesk) -> None:
    """The client would be told a day of return that nobody has said of it."""
    leaving.do(SetColleague("Otto", Role.COVER))
    otto = made(leaving, "Otto")
    assert (otto.taker, otto.begins, otto.until) == ("Otto", None, None)
    told = "no time off is known for Otto: no day of return is told"
    assert told in standing_of(otto, BRATISLAVA)
    (mail,) = introductions(otto, leaving.reader.handing(), TEMPLATES, leaving.now)
    assert "I am back" not in mail.text
    leaving.do(RemoveBusy(1))
    leaving.do(days_off("2026-11-24", "2026-11-27", ""))
    assert made(leaving, "Otto").until == at("Fri 2026-11-27 00:00")
    assert made(leaving, " petra  nová ").until == at("Fri 2026-11-27 00:00")


def test_the_agents_time_off_is_in_the_calendar_and_nowhere_else(leaving: RealDesk) -> None:
    leaving.do(SetColleague(JANA, Role.DEDICATED))
    with pytest.raises(Refusal, match="is in the calendar: `vipdesk busy add"):
        leaving.do(SetAway("jana nováková", date(2026, 11, 24)))
    leaving.do(SetAway(JANA, None))


def test_days_that_an_older_vipdesk_noted_of_the_agent_are_time_off(leaving: RealDesk) -> None:
    leaving.do(RemoveBusy(1))
    leaving.do(SetColleague(JANA, Role.DEDICATED))
    with leaving.writer.transaction() as transaction:
        transaction.connection.exec_driver_sql(
            "UPDATE colleague SET away = '2026-11-24 2026-11-26' WHERE name = ?", (JANA,)
        )
    sheet = made(leaving)
    assert (sheet.begins, sheet.until) == (at("Tue 2026-11-24 00:00"), at("Fri 2026-11-27 00:00"))


def test_a_newer_sheet_takes_the_place_of_one_that_waits(leaving: RealDesk) -> None:
    made(leaving)
    made(leaving)
    assert [one.status for one in leaving.reader.handing().handovers] == [
        SheetStatus.REPLACED,
        SheetStatus.WAITING,
    ]
    with pytest.raises(Refusal, match="sheet 1 does not wait to be signed: another took"):
        leaving.do(SignSheet(1, PETRA))


def test_nobody_is_a_cover_who_is_not_known_as_one(real: RealDesk) -> None:
    with pytest.raises(BadInput, match="nobody is named to stand in"):
        made(real)
    real.do(SetColleague("Pavel Horák", Role.SENIOR))
    with pytest.raises(BadInput, match="Otto is not known as a cover: `vipdesk people add"):
        made(real, "Otto")
    with pytest.raises(Refusal, match="Pavel Horák is a senior agent, and no cover"):
        made(real, "Pavel Horák")
    real.do(SetColleague(PETRA, Role.COVER))
    assert made(real, "petra nová").taker == PETRA


def test_only_who_the_sheet_is_for_signs_it(leaving: RealDesk) -> None:
    made(leaving)
    with pytest.raises(Refusal, match="sheet 1 is for Petra Nová: Jana Nováková can't sign it"):
        leaving.do(SignSheet(1))
    with pytest.raises(BadInput, match="there is no such sheet"):
        leaving.do(SignSheet(7, PETRA))
    Desk(leaving.writer, leaving.clock, PETRA).execute(SignSheet(1))
    assert leaving.board().holder == PETRA
    assert leaving.reader.holder() == PETRA
    with pytest.raises(Refusal, match="does not wait to be signed: signed"):
        leaving.do(SignSheet(1, PETRA))


def test_answers_are_the_covers_while_they_have_the_desk(leaving: RealDesk) -> None:
    before = leaving.do(Reply(101, "Looking.")).change.messages[0]
    after = handed_over(leaving).do(Reply(101, "It works again.")).change
    assert (before.author.name, after.messages[0].author.name) == (JANA, PETRA)
    assert before.author.address == after.messages[0].author.address, "one and the same mailbox"
    assert after.events[0].who == PETRA
    assert after.messages[0].references == before.references, "in the same thread"
    agents_own = Desk(leaving.writer, leaving.clock, JANA).execute(Reply(101, "And I."))
    assert agents_own.change.messages[0].author.name == PETRA, "the client hears from one only"
    assert agents_own.change.events[0].who == JANA


def test_the_way_back_tells_what_was_done_meanwhile(leaving: RealDesk) -> None:
    handed_over(leaving).at("Tue 2026-11-24 09:30")
    leaving.do(Reply(101, "It works again."))
    leaving.do(Reply(101, "Still does."))
    leaving.do(Note(101, "restarted the proxy"))
    back = made(leaving.at("Fri 2026-11-27 08:50"))
    assert (back.giver, back.taker, back.back) == (PETRA, JANA, True)
    (done,) = [one for one in back.sheet.done if one.ticket == 101]
    assert [(deed.what, deed.count) for deed in done.deeds] == [("answered", 2), ("noted", 1)]
    with pytest.raises(Refusal, match="is for Jana"):
        leaving.do(SignSheet(2))
    signed = leaving.do(SignSheet(2, JANA, TEMPLATES)).change
    assert leaving.board().holder == JANA
    assert leaving.do(Reply(101, "I am back.")).change.messages[0].author.name == JANA
    (told,) = signed.introductions
    assert (told.to, told.subject) == (MARTA, "Jana Nováková is back")
    assert not made(leaving, PETRA).sheet.done, "what was told is not told again"


def test_every_step_is_in_the_history(leaving: RealDesk) -> None:
    handed_over(leaving)
    with leaving.writer.transaction() as transaction:
        rows = transaction.fetch(
            "SELECT what, who, detail FROM event WHERE ticket IS NULL ORDER BY number", ()
        )
    assert [tuple(row) for row in rows][-3:] == [
        (What.SHEET_MADE, JANA, "sheet 1 for Petra Nová"),
        (What.SHEET_SIGNED, PETRA, "sheet 1 from Jana Nováková to Petra Nová"),
        (What.CLIENT_TOLD, PETRA, "Petra Nová has the desk: Marta Rossi"),
    ]


def test_only_those_whom_it_concerns_are_told(leaving: RealDesk) -> None:
    leaving.mail(PAOLO, subject="Solved already")
    leaving.do(SetStatus(102, Status.RESOLVED))
    made(leaving)
    told = leaving.do(SignSheet(1, PETRA, TEMPLATES)).change.introductions
    assert [one.to for one in told] == [MARTA]
    assert deliveries(leaving) == ["queued"]


def test_a_call_in_the_days_off_concerns_its_guest(real: RealDesk) -> None:
    real.do(SetColleague(PETRA, Role.COVER))
    real.do(Book("training", at("Wed 2026-11-25 10:00"), PAOLO.address))
    real.do(Book("training", at("Mon 2026-11-30 10:00"), MARTA.address))
    real.do(days_off("2026-11-24", "2026-11-27"))
    made(real)
    told = real.do(SignSheet(1, PETRA, TEMPLATES)).change.introductions
    assert [one.to.address for one in told] == [PAOLO.address], "not who calls later"
    assert "I am back on Friday 27 November, 09:00 CET." in told[0].text
    assert "chat" not in told[0].text, "nothing is said of a chat that nobody knows of"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("it", "Sarò di nuovo qui venerdì 27 novembre, ore 09:00 CET."),
        ("de", "Ich bin wieder da: Freitag, 27. November, 09:00 Uhr CET."),
        ("fr", "I am back on Friday 27 November, 09:00 CET."),
    ],
)
def test_each_is_told_in_their_language(leaving: RealDesk, language: str, line: str) -> None:
    with leaving.writer.transaction() as transaction:
        transaction.connection.exec_driver_sql(
            "INSERT INTO contact_language VALUES (?, ?)", (MARTA.address, language)
        )
    made(leaving)
    (told,) = leaving.do(SignSheet(1, PETRA, TEMPLATES)).change.introductions
    assert line in told.text
    assert PETRA in told.text
    assert "{" not in told.text + told.subject


def test_nobody_is_told_where_that_is_not_wanted(leaving: RealDesk) -> None:
    made(leaving)
    assert not leaving.do(SignSheet(1, PETRA)).change.introductions
    assert leaving.board().holder == PETRA


def test_a_senior_who_is_asked_hears_who_has_the_desk(leaving: RealDesk) -> None:
    leaving.do(SetColleague("Pavel Horák", Role.SENIOR, "pavel@vipdesk.example.org"))
    handed_over(leaving)
    (notice,) = leaving.do(Escalate(101, "no idea")).change.notices
    assert "Petra Nová asks you to take #101" in notice.text
    assert "The client hears from Petra Nová alone" in notice.text


def test_another_cover_may_take_over(leaving: RealDesk) -> None:
    leaving.do(SetColleague("Otto Weiss", Role.COVER))
    handed_over(leaving)
    with pytest.raises(Refusal, match="Petra Nová has the desk already"):
        made(leaving, PETRA)
    made(leaving, "Otto Weiss")
    leaving.do(SignSheet(2, "Otto Weiss"))
    leaving.do(Reply(101, "Hello."))
    assert leaving.board().holder == "Otto Weiss"
    assert made(leaving).taker == JANA
