"""What leaves is what was written, whatever it is, and a mail that every program can read."""

import re
from email import message_from_bytes, policy
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.channels.mail.letters import opened
from tests.channels.mail.outgoing import JANA, LETTER, MARTA, elsewhere, sent, shown, text_of
from vipdesk.channels.mail.field_writing import MOST_REFERENCES
from vipdesk.channels.mail.flowed import unflow
from vipdesk.channels.mail.letter import Called, Enclosed, Quoted, Sort
from vipdesk.channels.mail.message import MailKind
from vipdesk.channels.mail.writing import written
from vipdesk.domain.calendar import Method
from vipdesk.domain.people import Person
from vipdesk.domain.text import clean_block, clean_line

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=300)
LINES = st.lists(st.text(max_size=120), max_size=12).map("\n".join)
NAMES = ANYTHING.map(lambda text: clean_line(text, 100)).filter(bool)
QUOTED = Quoted("On Monday, 23 November 2026 at 09:00, Marta Rossi wrote:", "It does not.\n\nHelp!")


def test_a_conversation_stays_together() -> None:
    mail = elsewhere(sent(references=("first@acme", "mail-1@acme.example.com")))
    assert mail["Message-ID"] == "<answer-1@vipdesk.example.org>"
    assert mail["In-Reply-To"] == "<mail-1@acme.example.com>"
    assert mail["References"] == "<first@acme> <mail-1@acme.example.com>"
    assert mail["Subject"] == LETTER.subject
    assert mail["Date"] == "Mon, 23 Nov 2026 09:30:00 +0000"
    assert mail["From"] == "Jana Nováková <support@vipdesk.example.org>"
    assert mail["To"] == "Marta Rossi <marta.rossi@acme.example.com>"
    assert "Auto-Submitted" not in mail
    assert "Precedence" not in mail


def test_a_conversation_begun_by_us_refers_to_nothing() -> None:
    mail = elsewhere(sent(references=()))
    assert "References" not in mail
    assert "In-Reply-To" not in mail


def test_of_a_long_conversation_the_first_and_the_latest_are_told() -> None:
    names = tuple(f"{n}@acme.example.com" for n in range(500))
    raw = sent(references=names)
    assert opened(raw).references == (names[0], *names[1 - MOST_REFERENCES :])
    assert elsewhere(raw)["In-Reply-To"] == f"<{names[-1]}>"


@pytest.mark.parametrize("bad", ["a b@c", "a>b@c", "á@b", "x" * 300, "a@b\r\nBcc: x@y"])
def test_a_message_id_that_would_break_the_field_is_left_out(bad: str) -> None:
    raw = sent(references=("first@acme", bad))
    assert opened(raw).references == ("first@acme",)
    assert "Bcc" not in elsewhere(raw)


def test_both_forms_say_the_same_and_the_original_is_a_quotation() -> None:
    raw = sent(text="Look at https://example.org/a?b=1&c=2.", signature="Jana", quoted=QUOTED)
    mail = elsewhere(raw)
    assert mail.get_content_type() == "multipart/alternative"
    assert text_of(mail) == (
        "Look at https://example.org/a?b=1&c=2.\n\n-- \nJana\n\n"
        "On Monday, 23 November 2026 at 09:00, Marta Rossi wrote:\n> It does not.\n>\n> Help!\n"
    )
    rich = html.fromstring(text_of(mail, "html"))
    assert rich.xpath("//a/@href") == ["https://example.org/a?b=1&c=2"]
    assert "It does not." in rich.xpath("string(//blockquote[@type='cite'])")
    read = opened(raw)
    assert (read.text, read.signature) == ("Look at https://example.org/a?b=1&c=2.", "--\nJana")
    assert read.quoted.endswith("> It does not.\n>\n> Help!")


def test_what_is_quoted_by_hand_is_a_quotation_in_both_forms() -> None:
    mail = elsewhere(sent(text="> one\n> > older\nYes.\n"))
    assert text_of(mail) == "> one\n> > older\nYes.\n"
    rich = html.fromstring(text_of(mail, "html"))
    assert rich.xpath("count(//blockquote)") == 2
    assert rich.xpath("string(//blockquote/blockquote)").strip() == "older"


def test_html_is_never_more_than_the_words() -> None:
    text = '<script>alert(1)</script> & "x" javascript:alert(1) http://a\'onclick=b me@x.example'
    rich = html.fromstring(text_of(elsewhere(sent(text=text)), "html"))
    assert not rich.xpath("//script") + rich.xpath("//@onclick")
    assert rich.xpath("//a/@href") == ["http://a", "mailto:me@x.example"]
    assert text in " ".join(rich.xpath("string(//body)").split())


def test_long_lines_are_wrapped_and_come_together_again() -> None:
    text = "word " * 100 + "end\n  indented\nFrom here\n> " + "quoted " * 30 + "end"
    plain = text_of(elsewhere(sent(text=text)))
    assert max(map(len, plain.split("\n"))) < 80
    assert unflow(plain).rstrip("\n") == text


@given(LINES)
def test_any_text_comes_back(text: str) -> None:
    raw = sent(text=text)
    lines = [line.rstrip() for line in re.split("\r\n?|\n", text)]
    wanted = "\n".join(re.sub(r"^(>+) ?(.*)", _spaced, line) for line in lines).strip("\n")
    assert unflow(text_of(message_from_bytes(raw))).strip("\n") == wanted
    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert raw.isascii()


def _spaced(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}" if found[2] else f"{found[1]} "


@given(st.lists(st.text("aáжは🙂 .,:;!?<>&\"'-*_/\\", min_size=1, max_size=90), max_size=9))
def test_any_words_come_back_to_the_desk(lines: list[str]) -> None:
    text = clean_block("\n".join(f"a{line}" for line in lines))
    tidy = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    assert opened(sent(text=tidy)).text == tidy


@given(NAMES, NAMES)
def test_any_names_and_subjects_come_back(name: str, subject: str) -> None:
    raw = sent(
        sender=Person(name, JANA.address), to=(Person(name, MARTA.address),), subject=subject
    )
    assert shown(raw, "Subject") == subject
    read = opened(raw)
    assert read.subject == subject
    for who, whose in ((read.sender, JANA), (read.to[0], MARTA)):
        assert who.address == whose.address
        assert who.name == clean_line(name.strip("'\" "))
    called, address = parseaddr(str(message_from_bytes(raw, policy=policy.compat32)["To"]))
    assert address == MARTA.address
    assert raw.isascii()
    assert called


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_text_makes_a_field_of_its_own(name: str, subject: str, file: str) -> None:
    evil = "\r\nBcc: all@acme.example.com\r\n\r\n"
    raw = sent(
        sender=Person(name + evil, JANA.address),
        to=(Person(evil + name, MARTA.address + evil),),
        subject=subject + evil + subject,
        enclosed=(Enclosed(file + evil, f"a/b{evil}", b"x"),),
        references=(evil, name + evil),
        message_id="answer-1@vipdesk.example.org",
    )
    mail = message_from_bytes(raw)
    for part in mail.walk():
        assert "Bcc" not in part
        assert not part.defects
    fields = ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"]
    assert [name for name in mail if name not in ("References", "In-Reply-To")] == fields


@given(st.text(min_size=1, max_size=80).map(clean_line), st.binary(max_size=300))
def test_any_file_comes_back_under_its_name(name: str, content: bytes) -> None:
    raw = sent(enclosed=(Enclosed(name, "application/pdf", content),))
    mail = message_from_bytes(raw)
    (file,) = [part for part in mail.walk() if part.get_filename()]
    assert file.get_filename() == (name or "file")
    assert file.get_payload(decode=True) == content
    (read,) = opened(raw).attachments
    assert read.content == content


def test_names_of_files_are_read_by_old_programs_too() -> None:
    raw = sent(enclosed=(Enclosed("Übersicht März.pdf", "application/pdf", b"%PDF"),))
    assert b"filename*0*=utf-8''%C3%9Cbersicht%20M%C3%A4rz.pdf" in raw
    assert b'name="=?utf-8?B?' in raw
    assert [one.name for one in opened(raw).attachments] == ["Übersicht März.pdf"]


def test_a_mail_that_is_enclosed_stays_one_file() -> None:
    inner = b"From: a@b.example\n\nhello \xff"
    raw = sent(enclosed=(Enclosed("first.eml", "message/rfc822", inner),))
    (file,) = opened(raw).attachments
    assert (file.name, file.content) == ("first.eml", inner)


def test_a_domain_in_other_letters_is_spelled_in_ascii() -> None:
    raw = sent(to=(Person("Jörg", "joerg@bücher.example"),))
    assert b"<joerg@xn--bcher-kva.example>" in raw


def test_a_call_is_an_invitation_and_a_file() -> None:
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    mail = elsewhere(sent(called=Called(Method.REQUEST, calendar)))
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics"]
    invitation = next(p for p in mail.walk() if p.get_content_type() == "text/calendar")
    assert invitation.get_param("method") == "REQUEST"
    assert invitation.get_payload(decode=True) == calendar
    assert [one.name for one in opened(sent(called=Called(Method.CANCEL, calendar))).attachments]


def test_what_the_desk_says_by_itself_wants_no_answer() -> None:
    mail = elsewhere(sent(sort=Sort.REPLIED))
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["Precedence"] == "bulk"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail.get_content_type() == "text/plain"
    assert opened(sent(sort=Sort.REPLIED)).kind is MailKind.AUTO_REPLY
    notice = elsewhere(sent(sort=Sort.GENERATED))
    assert notice["Auto-Submitted"] == "auto-generated"
    assert "Precedence" not in notice


def test_a_letter_is_always_the_same_mail() -> None:
    assert written(LETTER) == written(LETTER)
