"""The report of a month: what the client may read, in four forms, and nothing else."""

import csv
import html
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.kit import MARTA, at, hours
from vipdesk.cli.report_json import report_json
from vipdesk.domain.calendar_commands import Book, HoldBooking
from vipdesk.domain.callback import Outcome
from vipdesk.domain.cause import GiveCause
from vipdesk.domain.commands import LogAttempt, Note, ReceiveCall, Reply, SaveDraft
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    Escalate,
    HandBack,
    SeniorNote,
)
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.markdown import escaped
from vipdesk.domain.month import Month
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.domain.report import Report
from vipdesk.domain.target import TargetKind
from vipdesk.reporting.html import as_html
from vipdesk.reporting.markdown import as_markdown
from vipdesk.reporting.sheets import guarded, report_csv

NOVEMBER, INITIAL = Month(2026, 11), TargetKind.INITIAL
SECRET = "between-ourselves"

FORMS: dict[str, Callable[[Report], str]] = {
    "md": as_markdown,
    "html": as_html,
    "csv": report_csv,
    "json": lambda report: json.dumps(report_json(report)),
}


def of(real: RealDesk) -> Report:
    """The report as it stands."""
    return real.reader.report(NOVEMBER, real.now)


@pytest.fixture
def month(manned: RealDesk) -> RealDesk:
    """A ticket answered late for a cause, a call held, a callback, an escalation; many secrets."""
    real = manned
    real.do(Note(101, f"note {SECRET}"))
    real.do(Escalate(101, f"reason {SECRET}", f"tried {SECRET}", "Pavel Horák"))
    real.at("Mon 2026-11-23 09:35").do(AcceptEscalation(1, "Pavel Horák"))
    real.do(SeniorNote(1, f"senior {SECRET}", "Pavel Horák"))
    real.at("Mon 2026-11-23 11:35").do(HandBack(1, f"result {SECRET}", "Pavel Horák"))
    real.at("Mon 2026-11-23 12:00").do(Reply(101, f"answer {SECRET}", Status.WAITING))
    real.do(GiveCause(101, INITIAL, "power cut"))
    real.do(SaveDraft(101, f"draft {SECRET}"))
    real.do(ReceiveCall(_call(f"transcript {SECRET}")))
    real.do(LogAttempt(1, Outcome.NO_ANSWER, f"attempt {SECRET}"))
    real.do(Book("training", real.now.replace(hour=15), MARTA.address, "First steps"))
    real.at("Mon 2026-11-23 16:30").do(HoldBooking(1, f"outcome {SECRET}"))
    return real


def _call(transcript: str) -> InboundCall:
    return InboundCall(
        channel=Channel.VOICEMAIL,
        external_id="call-1",
        name="Paolo Bianchi",
        phone="+390255501234",
        shown="+39 02 5550 1234",
        received=RECEIVED,
        length=hours(0.02),
        transcript=transcript,
    )


RECEIVED = at("Mon 2026-11-23 11:50")


def test_it_tells_tickets_misses_calls_callbacks_and_escalations(month: RealDesk) -> None:
    report = of(month)
    (ticket, *_) = report.tickets
    (initial, *_) = ticket.targets
    assert (initial.outcome, initial.late, initial.cause) == ("breached", hours(0.5), "power cut")
    assert initial.arithmetic[-1] == (
        "ended Mon 12:00: used 2 h 30 min of 2 h, 30 min too much; due Mon 11:30"
    )
    (escalation,) = report.escalations
    assert (escalation.to_accept, escalation.to_hand_back) == (hours(1 / 12), hours(2))
    (call,) = report.calls
    assert (call.kind, call.subject, call.end - call.start) == ("training", "First steps", hours(1))
    (callback,) = report.callbacks
    assert (callback.status, callback.tries) == ("open", 1)


def test_parts_of_a_second_are_not_told(month: RealDesk) -> None:
    report = of(month)
    (escalation,) = report.escalations
    haste = replace(escalation, to_accept=hours(0.0001), to_hand_back=hours(2.0001))
    told = as_markdown(replace(report, escalations=(haste,)))
    assert "| handed back | 0 s | 2 h |" in told


@pytest.mark.parametrize("form", FORMS)
def test_a_sender_who_is_not_known_is_told_by_their_address(real: RealDesk, form: str) -> None:
    real.mail(Person("Marta Rossi", "marta.rossi@acme-example.example.net"))
    told = html.unescape(FORMS[form](of(real))).replace("\\", "")
    assert "Marta Rossi <marta.rossi@acme-example.example.net>, an unknown sender" in told
    real.mail(MARTA)
    assert FORMS[form](of(real)).count("an unknown sender") == 1


@pytest.mark.parametrize("form", FORMS)
def test_what_is_ours_alone_never_appears(month: RealDesk, form: str) -> None:
    told = FORMS[form](of(month))
    assert "power cut" in told
    for ours in (SECRET, escaped(SECRET), "Pavel", "pavel@"):
        assert ours not in told, ours


def test_its_counts_are_those_of_the_wallboard(month: RealDesk) -> None:
    month.mail(subject="Second")
    month.at("Tue 2026-11-24 12:00").mail(subject="Third")
    figures, report = month.reader.figures(NOVEMBER, month.now), of(month)
    assert report.attainment == figures.attainment
    assert report.breaches == figures.breaches
    took = [one.to_accept for one in report.escalations if one.to_accept is not None]
    back = [one.to_hand_back for one in report.escalations if one.to_hand_back is not None]
    assert (tuple(took), tuple(back)) == (figures.to_accept, figures.to_hand_back)
    assert (len(report.escalations), len(took), len(back)) == (len(figures.escalations), 1, 1)
    counted = [one for ticket in report.tickets for one in ticket.targets if one.counts]
    assert len(counted) == sum(one.judged for one in figures.attainment) == 2
    assert sum(one.outcome != "met" for one in counted) == len(figures.breaches) == 2
    (told,) = report_json(report)["attainment"]
    assert (told["met"], told["judged"]) == (0, 2)
    for form in ("md", "html"):
        assert "0 of 2" in FORMS[form](report)
    rows = list(csv.DictReader(io.StringIO(report_csv(report))))
    assert [row["ticket"] for row in rows if row["in_month"] == "yes"] == ["101", "102"]


HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> [x](http://e.example) \x1b[31m| **b** `c`'


class Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def hostile(real: RealDesk) -> Report:
    """A report on what somebody hostile wrote."""
    real.mail(replace(MARTA, name="<b>Marta</b>"), subject=HOSTILE)
    real.at("Mon 2026-11-23 12:00").do(Reply(101, "Yes.", Status.WAITING))
    real.do(GiveCause(101, INITIAL, HOSTILE))
    return of(real)


def test_a_page_is_whole_in_itself_and_shows_words_as_words(hostile: Report) -> None:
    page = as_html(hostile)
    told = Tags(page)
    assert "script" not in told.tags
    assert not told.names & {"href", "src", "onload", "onclick", "style"}
    assert not re.search(r"url\((?!#missed)|@import|https?:", page.replace("http://e.example", ""))
    assert "<script>alert(1)</script>" in told.text
    assert "\x1b" not in page
    charts = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(charts) == 5
    for chart in charts:
        ElementTree.fromstring(chart)
    assert page.count('id="missed"') == 1
    assert "default-src 'none'" in page


def test_markdown_shows_words_as_words(hostile: Report) -> None:
    told = as_markdown(hostile)
    assert "\x1b" not in told
    assert not re.search(r"(?<!\\)</?script", told)
    assert not re.search(r"(?<!\\)\]\(http", told)
    assert r"\*\*b\*\*" in told
    rows = [line for line in told.splitlines() if line.startswith("| #101")]
    assert rows, told
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 13, row


def test_no_cell_of_a_sheet_is_a_formula(hostile: Report) -> None:
    heads, *rows = list(csv.reader(io.StringIO(report_csv(hostile))))
    told = dict(zip(heads, rows[0], strict=True))
    assert told["subject"].startswith("'=cmd|")
    assert told["cause"].startswith("'=cmd|")
    assert (told["late_seconds"], told["taken_seconds"]) == ("1800", "9000")
    for cell in ("=1", "+1", "-1", "@x", " =1", "\t=1", "＝1", "%x", "|x"):
        assert guarded(cell) == f"'{cell}"
    assert [guarded(-5), guarded("a=1"), guarded("")] == [-5, "a=1", ""]


def test_a_month_of_nothing_says_so(real: RealDesk) -> None:
    report = of(real)
    assert "Nothing fell due." in as_markdown(report)
    assert "Nothing fell due." in as_html(report)
    assert report_csv(report).count("\r\n") == 1


def test_a_month_to_come_says_that_it_has_not_begun(real: RealDesk) -> None:
    told = as_html(real.reader.report(Month(2026, 12), real.now))
    assert "The month has not begun yet." in told
    assert "not over" not in told


def test_a_running_month_says_that_it_is_not_over(real: RealDesk) -> None:
    assert "The month is not over yet." in as_html(of(real))
    real.at("Tue 2026-12-01 00:00")
    assert "not over yet" not in as_html(of(real))


def test_each_figure_has_its_definition_beside_it(month: RealDesk) -> None:
    for form in ("md", "html", "json"):
        told = FORMS[form](of(month))
        for words in ("in which it fell due", "half of them took no longer", "booked calls of the"):
            assert words in told, (form, words)
