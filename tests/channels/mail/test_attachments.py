"""What came with a mail, byte for byte, under names that are safe to save by."""

from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.mail.letters import in_parts, letter, opened, part
from vipdesk.channels.mail.filenames import safe_name
from vipdesk.channels.mail.message import MailAttachment
from vipdesk.domain.text import UNSAFE

PDF = "application/pdf"


def files(*inner: bytes) -> list[MailAttachment]:
    return list(opened(in_parts("mixed", part("text/plain", "See the files."), *inner)).attachments)


def name_of(disposition: str, media_type: str = PDF) -> str:
    (file,) = files(part(media_type, "x", f"Content-Disposition: {disposition}"))
    return file.name


def test_a_file_keeps_its_bytes_its_type_and_its_name() -> None:
    data = bytes(range(256)) * 10
    lines = (
        'Content-Disposition: attachment; filename="a.pdf"',
        "Content-Transfer-Encoding: base64",
    )
    assert files(part(PDF, b64encode(data), *lines)) == [MailAttachment("a.pdf", PDF, data)]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename=plain.pdf", "plain.pdf"),
        ('attachment; filename="with space.pdf"', "with space.pdf"),
        ("attachment; filename==?utf-8?q?=C4=8Do.pdf?=", "čo.pdf"),
        ("attachment; filename*=utf-8''%C4%8Do%20je.pdf", "čo je.pdf"),
        ("attachment; filename*0=long; filename*1=er.pdf", "longer.pdf"),
        ("attachment; filename*0*=utf-8''%C4%8D; filename*1*=o.pdf", "čo.pdf"),
        ("attachment; filename*1=b.pdf; filename*0=a", "ab.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\Windows\\\\evil.exe"', "evil.exe"),
        ("attachment; filename*=utf-8''..%2F..%2Fx.sh", "x.sh"),
        ('attachment; filename="..."', "attachment-1.pdf"),
        ('attachment; filename=""', "attachment-1.pdf"),
        ("attachment; filename*", "attachment-1.pdf"),
        ("attachment", "attachment-1.pdf"),
        ('attachment; filename="CON.txt"', "_CON.txt"),
        ('attachment; filename="nul"', "_nul"),
        ('attachment; filename=".bashrc"', "bashrc"),
        ('attachment; filename="-rf"', "rf"),
        ('attachment; filename="a<b>:c|d?.pdf"', "a_b__c_d_.pdf"),
        ('attachment; filename="trailing.pdf. . "', "trailing.pdf"),
        ("attachment; filename*=utf-8''invoice%E2%80%AEfdp.exe", "invoice◊fdp.exe"),
        ("attachment; filename*=utf-8''a%1B%5D0%3Bx%07.pdf", "a␛]0;x␇.pdf"),
        ("attachment; filename*=utf-8''a%0D%0Ab.pdf", "a ↵ b.pdf"),
        ("attachment; filename*=utf-8''a%00.exe", "a␀.exe"),
    ],
)  # fmt: skip
def test_a_name_can_do_no_harm(disposition: str, name: str) -> None:
    assert name_of(disposition) == name


def test_an_overlong_name_keeps_its_ending() -> None:
    name = name_of(f'attachment; filename="{"ž" * 500}.tar.gz"')
    assert name.endswith(".gz")
    assert len(name.encode()) <= 120


@given(st.text(max_size=300) | st.text("./\\:CONaux~-\x00\u202e ", max_size=20))
@settings(deadline=None, max_examples=300)
def test_any_name_becomes_a_safe_one(name: str) -> None:
    safe = safe_name(name)
    assert len(safe.encode()) <= 125
    assert not UNSAFE.search(safe)
    assert not set(safe) & set('/\\<>:"|?*')
    assert not safe.startswith((".", "-", " "))
    assert not safe.endswith((".", " "))
    assert safe.partition(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


def test_two_files_of_one_name_are_both_kept() -> None:
    one = part(PDF, "1", "Content-Disposition: attachment; filename=a.pdf")
    two = part(PDF, "2", "Content-Disposition: attachment; filename=a.pdf")
    assert [file.content for file in files(one, two)] == [b"1", b"2"]


def test_a_forwarded_mail_is_a_file_byte_for_byte_named_by_its_subject() -> None:
    inner = letter("Subject: The =?utf-8?q?f=C3=B6rst?= one")
    (file,) = files(part("message/rfc822", inner))
    assert file == MailAttachment("The först one.eml", "message/rfc822", inner)


@pytest.mark.parametrize(
    ("media_type", "lines", "name"),
    [
        ("text/calendar; method=REQUEST", (), "attachment-1.ics"),
        ("application/ms-tnef; name=winmail.dat", (), "winmail.dat"),
        ("image/png", ("Content-Disposition: inline", "Content-ID: <logo>"), "image-1.png"),
        ("text/plain; name=log.txt", ("Content-Disposition: inline",), "log.txt"),
        ("text/plain", ("Content-Disposition: attachment",), "attachment-1.txt"),
        ("message/delivery-status", (), "attachment-1.txt"),
        ("nonsense", ("Content-Disposition: attachment; filename=a.bin",), "a.bin"),
        ("application/x-unheard-of", (), "attachment-1.bin"),
    ],
)  # fmt: skip
def test_what_is_no_text_to_read_is_a_file(
    media_type: str, lines: tuple[str, ...], name: str
) -> None:
    (file,) = files(part(media_type, "content", *lines))
    assert (file.name, file.content) == (name, b"content")


def test_an_invitation_beside_the_text_is_a_file() -> None:
    mail = opened(
        in_parts(
            "alternative", part("text/plain", "Come"), part("text/calendar", "BEGIN:VCALENDAR")
        )
    )
    assert mail.text == "Come"
    assert [file.content for file in mail.attachments] == [b"BEGIN:VCALENDAR"]


def test_pictures_of_a_form_that_is_not_shown_are_kept() -> None:
    from_html = (
        b'Content-Type: multipart/related; boundary="r"\n\n--r\nContent-Type: text/html\n\n<p>x</p>'
        b"\n--r\nContent-Type: image/png\nContent-ID: <a>\n\nPNG\n--r--\n"
    )
    mail = opened(in_parts("alternative", part("text/plain", "Seen"), from_html))
    assert mail.text == "Seen"
    assert [file.content for file in mail.attachments] == [b"PNG"]


def test_a_mail_that_is_nothing_but_a_file() -> None:
    mail = opened(letter(f"Content-Type: {PDF}", "Content-Transfer-Encoding: base64", body="eHl6"))
    assert mail.text == ""
    assert mail.attachments == (MailAttachment("attachment-1.pdf", PDF, b"xyz"),)
