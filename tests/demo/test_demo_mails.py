"""The demonstration's mails are read as they are meant: each kind, form and language."""

import re
from collections import Counter

import pytest

from tests.demo.conftest import Post
from tests.kit import at
from vipdesk.channels.mail.files import MailFile, walk
from vipdesk.channels.mail.message import MailKind
from vipdesk.demo import Script
from vipdesk.domain.text import UNSAFE

BY_MACHINES = {
    "suche-abwesend": MailKind.AUTO_REPLY,
    "archive-year-away": MailKind.AUTO_REPLY,
    "acme-it-robot": MailKind.AUTO_REPLY,
    "bounce-slides": MailKind.BOUNCE,
    "inbox-weekly": MailKind.LIST,
    "inbox-weekly-webinar": MailKind.LIST,
    "status-mail": MailKind.LIST,
}

HISTORIES = [
    ("dkim-rotation-friday", "Gmail", "Jana Nováková <"),
    ("posta-ferma-confermo", "Gmail", "ha scritto:"),
    ("unsubscribe-geht", "Gmail", "Uhr schrieb Jana Nováková"),
    ("three-mailboxes-done", "Outlook", "Sent: Monday, October 5, 2026 9:52 AM"),
    ("winmail-ok", "Outlook", "Inviato: giovedì 12 novembre 2026 15:03"),
    ("abwesenheit-doppelt-ja", "Outlook", "Gesendet: Donnerstag, 8. Oktober 2026 11:31"),
    ("training-thursday", "Apple Mail", "On 4 Nov 2026, at 14:31"),
    ("inoltro-grazie", "Apple Mail", "Il giorno 18 nov 2026, alle ore 16:05"),
    ("order-delay-danke", "Apple Mail", "Am 05.11.2026 um 16:09 schrieb"),
    ("api-429-confirmed", "Thunderbird", "On 08/10/2026 09:19, Jana Nováková wrote:"),
    ("record-mx-fatto", "Thunderbird", "Il 11/11/2026 12:25, Jana Nováková ha scritto:"),
    ("csv-umlaute-ok", "Thunderbird", "Am 19.10.26 um 15:20 schrieb Jana Nováková:"),
    ("invitations-board", "iPhone", "> On 18 Nov 2026, at 15:44"),
    ("notifiche-ok", "iPhone", "> Il giorno 16 nov 2026, alle ore 10:01"),
    ("suche-ja", "iPhone", "> Am 02.11.2026 um 09:58 schrieb"),
]


def test_there_are_plenty_and_only_one_cannot_be_read(post: Post) -> None:
    assert len(post.mails) >= 60
    assert list(post.unreadable) == ["mail/3-monday/0800-half-a-mail.eml"]
    (why,) = [one.reason for one in post.unreadable.values()]
    assert "no header" in why


def test_people_and_machines_are_told_apart(post: Post) -> None:
    kinds = {name: mail.kind for name, mail in post.mails.items()}
    assert {name: kind for name, kind in kinds.items() if kind is not MailKind.PERSON} == (
        BY_MACHINES
    )


@pytest.mark.parametrize(("name", "program", "mark"), HISTORIES)
def test_history_is_folded_away(post: Post, name: str, program: str, mark: str) -> None:
    mail = post[name]
    assert mark in mail.quoted, program
    assert "Jana Nováková" not in mail.text
    assert ">" not in mail.text
    assert mail.text.strip()


def test_every_history_belongs_to_a_mail_that_answers(post: Post) -> None:
    for name, mail in post.mails.items():
        assert bool(mail.quoted) <= bool(mail.references), name


@pytest.mark.parametrize(
    ("name", "closing"),
    [
        ("login-502", "Head of Operations"),
        ("regola-fatture", "Cordiali saluti,"),
        ("abwesenheit-doppelt", "Mit freundlichen Grüßen"),
        ("login-502-any-news", "Sent from my iPhone"),
        ("inoltro-tutti", "Inviato da iPhone"),
        ("suche-ja", "Von meinem iPhone gesendet"),
    ],
)
def test_closings_are_folded_away(post: Post, name: str, closing: str) -> None:
    assert closing in post[name].signature
    assert closing not in post[name].text


@pytest.mark.parametrize(
    ("name", "words", "declared"),
    [
        ("regola-fatture", "tutto ciò che arriva", b"charset=windows-1252"),
        ("csv-umlaute", "ich hänge die ersten Zeilen an", b"charset=iso-8859-1"),
        ("suche", "für eine Reklamation", b"charset=windows-1252"),
        ("inoltro-tutti", "Sì, a tutti", b"Content-Transfer-Encoding: 8bit"),
        ("training", "four people start", b"Content-Transfer-Encoding: base64"),
        ("newsletter-doppia", "è partita due volte", b"quoted-printable"),
    ],
)
def test_charsets_and_encodings_are_read(
    post: Post, name: str, words: str, declared: bytes
) -> None:
    mail = post[name]
    assert words in re.sub(r"\s+", " ", mail.text)
    assert declared in mail.raw


def test_html_is_read_without_what_is_hidden(post: Post) -> None:
    spf = post["spf-fail"]
    assert b"text/plain" not in spf.raw
    assert "pickup@carrier.example.net  550 SPF fail" in spf.text
    assert "tracking" not in spf.text
    assert "Etichette <https://help.mailrail.example/it/etichette>" in post["etichette"].text


def test_flowed_lines_are_joined(post: Post) -> None:
    mail = post["webhook-signature"]
    assert b"format=flowed" in mail.raw
    assert "the raw body. What we see only verifies if we compute it over the body" in mail.text
    assert "\nFrom what I can tell" in mail.text


def test_files_come_along_whole(post: Post) -> None:
    found = {
        file.name: (file.media_type, file.content)
        for mail in post.mails.values()
        for file in mail.attachments
    }
    assert found["screenshot.png"][0] == "image/png"
    assert all(
        content.startswith(b"\x89PNG\r\n\x1a\n") and content.endswith(b"IEND\xaeB`\x82")
        for media_type, content in found.values()
        if media_type == "image/png"
    )
    assert found["mail-policy-2026.pdf"][1].startswith(b"%PDF-1.4\n")
    assert found["mail-policy-2026.pdf"][1].endswith(b"%%EOF\n")
    assert "Gärtnerei Röhrl;Fürth" in found["kontakte-münchen.csv"][1].decode("windows-1252")
    assert found["sync-2026-10-07.log"][1].count(b" -> 429\n") == 3
    assert found["customer.eml"][0] == "message/rfc822"
    assert found["training.ics"][0] == "text/calendar"


def test_hostile_mail_is_harmless(post: Post) -> None:
    mail = post["hostile"]
    assert b"\x1b" in mail.raw
    assert "[bold red]PAY NOW[/]" in mail.subject
    assert not UNSAFE.search(mail.subject)
    assert not any(UNSAFE.search(line) for line in mail.text.split("\n"))
    assert mail.sender.name == "Marta Rossi"
    assert mail.sender.address == "marta.rossi@acme-example.example.net"
    assert [file.name for file in mail.attachments] == ["authorized_keys"]


def test_server_is_believed_and_not_the_sender(post: Post) -> None:
    mail = post["login-502"]
    assert mail.received == at("Mon 2026-11-23 09:30")
    assert b"\nDate: Mon, 23 Nov 2026 11:47:00 +0100" in mail.raw.replace(b"\r\n", b"\n")


def test_each_place_holds_its_own_days(script: Script, post: Post) -> None:
    where = Counter[str]()
    first_day = {
        "1-archive.mbox": at("Mon 2026-03-30 00:00"),
        "2-last-week": at("Mon 2026-11-16 00:00"),
        "3-monday": at("Mon 2026-11-23 00:00"),
    }
    ends = [*list(first_day.values())[1:], script.now]
    received = {mail.raw: mail.received for mail in post.mails.values()}
    for (place, begin), end in zip(first_day.items(), ends, strict=True):
        for one in walk([script.folder / "mail" / place]):
            assert isinstance(one, MailFile), one
            if isinstance(one.raw, bytes) and one.raw in received:
                assert begin <= received[one.raw] <= end, one.label
                where[place] += 1
    assert where.total() == len(post.mails)
    assert min(where.values()) >= 10


def test_file_names_are_valid_on_every_system(script: Script) -> None:
    for path in script.folder.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9._=,-]{1,100}", path.name), path
        assert not path.name.endswith((".", " "))
