"""What a delivery report says, in the forms that mail servers give it."""

import pytest

from tests.channels.mail.letters import FILED, NOW, in_parts, letter, opened, part
from vipdesk.channels.mail.message import MailMessage
from vipdesk.channels.mail.parser import MailParser
from vipdesk.domain.delivery_report import (
    DeliveryReport,
    Fate,
    envelope_id,
    message_id_of,
)

OURS = letter("Message-ID: <ours@example.org>", "Subject: Re: Import [#101 abcdefgh]")
MTA = "Reporting-MTA: dns; mx.example.com\n"
GROUP = "\nFinal-Recipient: rfc822; Marta@example.com\nAction: failed\nStatus: 5.1.1\n"


def report(status: str, *more: bytes, lines: tuple[str, ...] = ()) -> DeliveryReport:
    text = part("text/plain", "It could not be delivered.")
    parts = (text, part("message/delivery-status", status), *more)
    found = opened(in_parts("report", *parts, lines=lines)).report
    assert found is not None
    return found


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_the_mail_that_came_back(returned: str) -> None:
    found = report(MTA + GROUP, part(returned, OURS))
    assert found.fate is Fate.FAILED
    assert found.message_id == "ours@example.org"
    assert found.subject == "Re: Import [#101 abcdefgh]"
    assert found.recipients == ("marta@example.com",)
    assert not found.automatic


def test_a_mail_that_no_person_wrote_came_back() -> None:
    note = OURS.replace(b"Subject:", b"Auto-Submitted: auto-replied\nSubject:")
    assert report(MTA + GROUP, part("message/rfc822", note)).automatic


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Diagnostic-Code: smtp; 550 5.1.1 <marta@x>: unknown", "550 5.1.1 <marta@x>: unknown"),
        ("Diagnostic-Code: smtp; 550 no such user", "5.1.1 550 no such user"),
        ("Diagnostic-Code: smtp; 550-first\n 550 second", "5.1.1 550-first 550 second"),
        ("Diagnostic-Code: X-Postfix; unknown user", "5.1.1 unknown user"),
        ("Diagnostic-Code: smtp; 550 \x1b]0;title\x07", "5.1.1 550 ␛]0;title␇"),
        ("Diagnostic-Code: without a type", "5.1.1 without a type"),
        ("Remote-MTA: dns; mx", "5.1.1"),
    ],
)
def test_why_in_one_line(said: str, why: str) -> None:
    assert report(f"{MTA}{GROUP}{said}\n").why == why


def test_only_whom_it_did_not_reach() -> None:
    other = "\nFinal-Recipient: rfc822; paolo@example.com\nAction: delivered\nStatus: 2.0.0\n"
    found = report(MTA + other + GROUP)
    assert found.recipients == ("marta@example.com",)
    assert found.why == "5.1.1"


def test_whom_we_wrote_to_comes_before_where_it_went_on_to() -> None:
    forwarded = GROUP.replace("Action", "Original-Recipient: rfc822;marta@acme.com\nAction")
    assert report(MTA + forwarded).recipients == ("marta@acme.com", "marta@example.com")


def test_the_envelope() -> None:
    written = f"{MTA}Original-Envelope-Id: {envelope_id('a+b=c@example.org')}\n{GROUP}"
    assert message_id_of(report(written).envelope_id) == "a+b=c@example.org"


@pytest.mark.parametrize(
    ("action", "fate"),
    [("delayed", Fate.DELAYED), ("delivered", Fate.ARRIVED), ("relayed", Fate.ARRIVED)],
)
def test_what_did_not_fail(action: str, fate: Fate) -> None:
    found = report(MTA + GROUP.replace("failed", action), part("message/rfc822", OURS))
    assert found.fate is fate
    assert found.message_id == "ours@example.org"


def test_a_report_without_form() -> None:
    body = (
        "This is the qmail-send program.\n\n<marta@example.com>:\n"
        "Remote host said: 550 5.1.1 no such user here\n\n"
        "--- Below this line is a copy of the message.\n\n"
        "Message-ID: <ours@example.org>\nSubject: Re: Import\n"
    )
    mailer = "From: MAILER-DAEMON@example.com", "X-Failed-Recipients: marta@example.com, nobody"
    found = opened(letter(*mailer, body=body)).report
    assert found is not None
    assert found.message_id == "ours@example.org"
    assert found.recipients == ("marta@example.com",)
    assert found.why == "Remote host said: 550 5.1.1 no such user here"


@pytest.mark.parametrize(
    "lines",
    [(), ("Auto-Submitted: auto-replied",), ("Precedence: bulk",)],
)
def test_no_report(lines: tuple[str, ...]) -> None:
    assert opened(letter(*lines)).report is None


def test_a_person_who_passes_one_on_reports_nothing() -> None:
    inner = part("message/delivery-status", MTA + GROUP)
    passed = in_parts("mixed", part("text/plain", "They come back."), inner)
    assert opened(passed).report is None


@pytest.mark.parametrize(
    "status",
    ["", "\n\n\n", "Action: failed\n" * 5000, "\x00\xff: x\n", MTA + "\n" + "Status: 5\n\n" * 9999],
)
def test_whatever_stands_in_it_is_read(status: str) -> None:
    found = report(status + "\nAction: failed\n")
    assert len(found.why) <= 300
    assert found.why.isprintable()


def test_it_comes_out_of_the_readers_process_as_it_was() -> None:
    raw = in_parts(
        "report",
        part("text/plain", "Failed"),
        part("message/delivery-status", MTA + GROUP),
        part("message/rfc822", OURS),
        lines=("X-Loop: desk@example.org", "Auto-Submitted: auto-replied"),
    )
    with MailParser() as parser:
        told = parser.parse(raw, FILED, NOW)
    assert isinstance(told, MailMessage)
    assert told.report is not None
    assert told.report == opened(raw).report
    assert told.loop_marks == ("desk@example.org",)
    assert told.wants_no_note


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: auto-generated",
        "Precedence: list",
        "Precedence: bulk",
        "Precedence: junk",
        "X-Loop: somebody",
        "X-Auto-Response-Suppress: OOF",
        "List-Id: <team.example.com>",
        "List-Unsubscribe: <mailto:x@example.com>",
        "Return-Path: <>",
        "From: noreply@example.com",
        "From: Do not reply <do-not-reply@example.com>",
        "From: MAILER-DAEMON@example.com",
        "Precedence: auto-reply",
        "X-Precedence: bulk",
        "X-Mail-Autoreply: 1",
        "X-Autogenerated: Reply",
        "X-MS-Exchange-Inbox-Rules-Loop: desk@example.org",
        "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
        "X-FC-MachineGenerated: true",
        "X-POST-MessageClass: 9; Autoresponder",
        "Delivered-To: Autoresponder",
        "Mailing-List: list team@example.com",
        "X-Mailing-List: team@example.com",
        "X-BeenThere: team@example.com",
        "List-Help: <mailto:team-help@example.com>",
        "List-Subscribe: <mailto:team-on@example.com>",
        "Subject: Out of office: holiday",
        "Subject: Fuori sede: ferie",
        "Content-Type: text/calendar; method=REPLY",
    ],
)
def test_what_gets_no_automatic_answer(line: str) -> None:
    assert opened(letter(line)).wants_no_note


@pytest.mark.parametrize("method", ["REPLY", "Counter"])
def test_an_answer_to_an_invitation_gets_none(method: str) -> None:
    words, calendar = part("text/plain", "Accepted"), f"BEGIN:VCALENDAR\nMETHOD:{method}\n"
    for answer in (
        part(f"text/calendar; method={method}", "x"),
        part("text/calendar", calendar, "Content-Disposition: attachment"),
    ):
        assert opened(in_parts("mixed", words, answer)).wants_no_note


def test_an_invitation_may_get_one() -> None:
    asked = part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR\nMETHOD:REQUEST\n")
    assert not opened(in_parts("mixed", part("text/plain", "Can we talk?"), asked)).wants_no_note


@pytest.mark.parametrize(
    "line", ["Auto-Submitted: no", "Precedence: first-class", "From: noreen@example.com"]
)
def test_what_may_get_one(line: str) -> None:
    assert not opened(letter(line)).wants_no_note
