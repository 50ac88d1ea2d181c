"""A person's mail, an automatic answer, a bounce and mail to many are told apart."""

import pytest

from tests.channels.mail.letters import in_parts, letter, opened, part
from vipdesk.channels.mail.message import MailKind

FAILED = (
    "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; x@example.com\nAction: failed\n"
)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("Auto-Submitted: no",),
        ("Auto-Submitted: no (a person wrote it)",),
        ("X-Auto-Response-Suppress: OOF, AutoReply",),
        ("X-Autoreply: no",),
        ("Subject: Re: Automatic reply: away",),
        ("Subject: Out of office network since Monday",),
        ("Subject: Out of office: the rule sends it twice",),
        ("Subject: Auto-reply: our templates are broken",),
        ("Subject: Abwesenheitskalender defekt",),
        ("List-Post: <mailto:team@example.com>", "List-Id: <team.example.com>"),
        ("List-Unsubscribe: <mailto:x@example.com>", "In-Reply-To: <a@example.org>"),
        ("Precedence: first-class",),
        ("From: Post Master <post.master@example.com>",),
    ],
)
def test_a_person_is_not_taken_for_a_machine(lines: tuple[str, ...]) -> None:
    assert opened(letter(*lines)).kind is MailKind.PERSON


@pytest.mark.parametrize(
    "lines",
    [
        ("Auto-Submitted: auto-replied",),
        ("Auto-Submitted: AUTO-GENERATED; owner-email=x@example.com",),
        ("X-Autoreply: yes",),
        ("X-Autorespond: away",),
        ("Precedence: auto_reply",),
        ("Return-Path: <>",),
        ("Subject: Automatic reply: Import stopped",),
        ("Subject: Automatische Antwort: Import",),
        ("Subject: Risposta automatica: Import",),
        ("Subject: =?utf-8?q?Automatick=C3=A1_odpove=C4=8F=3A?= Import",),
        ("Subject: Out of office until Monday", "X-Auto-Response-Suppress: All"),
        ("Subject: Abwesenheit", "Precedence: bulk"),
    ],
)
def test_an_automatic_answer_says_what_it_is(lines: tuple[str, ...]) -> None:
    assert opened(letter(*lines)).kind is MailKind.AUTO_REPLY


@pytest.mark.parametrize(
    "lines",
    [
        ("Precedence: bulk",),
        ("Precedence: list", "List-Id: News <news.example.com>"),
        ("Precedence: list", "List-Unsubscribe: <mailto:off@example.com>"),
        ("List-Unsubscribe: <https://example.com/off>",),
        ("List-Unsubscribe-Post: List-Unsubscribe=One-Click",),
    ],
)
def test_mail_to_many(lines: tuple[str, ...]) -> None:
    assert opened(letter(*lines)).kind is MailKind.LIST


@pytest.mark.parametrize(
    "lines",
    [
        ("From: Mail Delivery System <MAILER-DAEMON@example.com>",),
        ("From: postmaster@example.com", "Return-Path: <>"),
        ("X-Failed-Recipients: x@example.com",),
        ("Content-Type: multipart/report; report-type=delivery-status",),
    ],
)
def test_a_bounce_by_its_header(lines: tuple[str, ...]) -> None:
    raw = letter(*lines)
    if "report" in lines[0]:
        raw = in_parts("report; report-type=delivery-status", part("text/plain", "Not delivered"))
    assert opened(raw).kind is MailKind.BOUNCE


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_bounce_names_the_mail_that_failed(returned: str) -> None:
    ours = letter("Message-ID: <ours@example.org>")
    status = part("message/delivery-status", FAILED)
    mail = opened(in_parts("report", part("text/plain", "Failed"), status, part(returned, ours)))
    assert mail.kind is MailKind.BOUNCE
    assert mail.references == ("ours@example.org",)
    assert mail.text == "Failed"


def test_a_person_who_passes_on_a_report_is_a_person() -> None:
    parts = (
        part("text/plain", "My mails to you come back."),
        part("message/delivery-status", FAILED),
    )
    assert opened(in_parts("mixed", *parts)).kind is MailKind.PERSON


def test_a_delay_and_a_receipt_are_automatic_and_no_bounce() -> None:
    delayed = part("message/delivery-status", FAILED.replace("failed", "delayed"))
    read = part("message/disposition-notification", "Disposition: manual-action; displayed")
    for report in (delayed, read):
        mail = opened(in_parts("report", part("text/plain", "Wait"), report))
        assert mail.kind is MailKind.AUTO_REPLY
