"""How fast mails are read, beside the standard library's parser; and in how much memory."""

import resource
import tempfile
import time
from base64 import encodebytes
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.bench.figures import Bench, Figure, at_most, told
from vipdesk.channels.mail.files import MailFile, walk
from vipdesk.channels.mail.files import measure as measured
from vipdesk.channels.mail.message import MailMessage
from vipdesk.channels.mail.parser import MailParser

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINE = "the import of invoices stopped this morning and nobody here can say why it did"


def mail(number: int) -> bytes:
    """An ordinary mail: plain, HTML, both, or with a file, in turn."""
    head = (
        f"Return-Path: <marta{number}@example.com>\r\n"
        f"Received: from mx.example.com by mail.example.org; Mon, 23 Nov 2026 10:00:00 +0100\r\n"
        f"From: =?utf-8?q?Marta_R=C3=B6ssi?= <marta{number}@example.com>\r\n"
        f"To: Desk <desk@example.org>\r\nSubject: Re: Import {number}\r\n"
        f"Date: Mon, 23 Nov 2026 09:59:00 +0100\r\nMessage-ID: <{number}@example.com>\r\n"
        f"References: <a{number}@example.org> <b{number}@example.org>\r\nMIME-Version: 1.0\r\n"
    )
    text = "\r\n".join(LINE[(i + number) % 7 :] for i in range(20))
    history = "\r\n".join(f"> {line}" for line in text.split("\r\n"))
    plain = (
        f"Hello,\r\n\r\n{text}\r\n\r\nBest regards,\r\nMarta\r\n\r\n"
        f"On Mon, 23 Nov 2026 at 09:00, Desk <desk@example.org> wrote:\r\n{history}\r\n"
    )
    rich = f"<html><body><p>Hello,</p><p>{text}</p><table><tr><td>1</td><td>x</td></tr></table>"
    match number % 4:
        case 0:
            body = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{plain}"
        case 1:
            body = f"Content-Type: text/html; charset=utf-8\r\n\r\n{rich}</body></html>\r\n"
        case 2:
            body = _parts("alternative", _part("text/plain", plain), _part("text/html", rich))
        case _:
            data = encodebytes(bytes(range(256)) * 40).decode().replace("\n", "\r\n")
            file = (
                "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
                f'Content-Disposition: attachment; filename="invoice-{number}.pdf"\r\n\r\n{data}'
            )
            body = _parts("mixed", _part("text/plain", plain), file)
    return (head + body).encode()


def _part(media_type: str, text: str) -> str:
    return f"Content-Type: {media_type}; charset=utf-8\r\n\r\n{text}\r\n"


def _parts(kind: str, *parts: str) -> str:
    inner = "".join(f"--=b\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="=b"\r\n\r\n{inner}--=b--\r\n'


def ours(mails: list[bytes]) -> tuple[float, int]:
    """Seconds, and how many were read."""
    items = [MailFile(Path("x"), f"x#{n}", raw, NOW, len(raw)) for n, raw in enumerate(mails)]
    with MailParser() as parser:
        parser.parse(mails[1], NOW, NOW)
        began = time.perf_counter()
        read = sum(isinstance(got, MailMessage) for _, got in parser.parse_all(items, NOW))
        return time.perf_counter() - began, read


def theirs(mails: list[bytes]) -> tuple[float, int]:
    """The standard library with its modern policy: the fields and the body, nothing guarded."""
    began = time.perf_counter()
    read = 0
    for raw in mails:
        parsed = message_from_bytes(raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        for name in ("from", "to", "subject", "date", "message-id", "references"):
            str(parsed[name])
        body = parsed.get_body(("plain", "html"))
        read += body is not None and bool(body.get_content())
        for part in parsed.iter_attachments():
            part.get_content()
    return time.perf_counter() - began, read


def grown(megabytes: int) -> float:
    """Megabytes by which the process grows from a tenth of a large mbox file to its end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.mbox"
        size = _fill(path, megabytes * 1_000_000)
        assert measured([path]) == size
        done, marks, resident = 0, [size // 10, size - 1], []
        with MailParser() as parser:
            for found, _ in parser.parse_all(_mails(path), NOW):
                done += found.size
                if marks and done > marks[0]:
                    marks.pop(0)
                    resident.append(_resident())
        return resident[-1] - resident[0]


def _fill(path: Path, size: int) -> int:
    with path.open("wb") as file:
        number = 0
        while file.tell() < size:
            file.write(b"From marta@example.com Mon Nov 23 10:00:00 2026\n")
            file.write(mail(number).replace(b"\r\n", b"\n") + b"\n")
            number += 1
        return file.tell()


def _mails(path: Path) -> Iterator[MailFile]:
    return (found for found in walk([path]) if isinstance(found, MailFile))


def _resident() -> float:
    """Megabytes of this process now, not its peak."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def measure(bench: Bench) -> Iterator[Figure]:
    """How fast, and that memory does not grow with the file."""
    count, megabytes = bench.times(2000, 400), bench.times(300, 40)
    mails = [mail(number) for number in range(count)]
    seconds, read = min(ours(mails) for _ in range(3))
    peer, _ = min(theirs(mails) for _ in range(3))
    assert read == count
    yield told("mails read a second", f"{count / seconds:,.0f}", f"email: {count / peer:,.0f}")
    yield at_most(f"memory grown over an mbox file of {megabytes} MB", grown(megabytes), 20, "MB")
