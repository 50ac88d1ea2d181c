"""Over two hundred mails that have been used, or could be, to harm those who read them."""

import random
from base64 import b64encode
from collections.abc import Iterator

from tests.channels.mail.letters import in_parts, letter, part, parts

FIELDS = ("From", "To", "Subject", "Message-ID", "References", "Date")
CONTROLS = {
    "escape": "\x1b]52;c;cm0gLXJmIH4=\x07\x1b[2J\x1b[31m",
    "c0": "".join(map(chr, range(1, 32))).replace("\n", "").replace("\r", ""),
    "nul": "a\x00b\x00\x00",
    "c1": "\x9b31m\x90\x9d0;x\x9c\x85",
    "del": "\x7f" * 50,
    "bidi": "\u202eevil\u202d\u2066x\u2069\u200f\u061c",
    "invisible": "a\u200bb\u2060c\ufeff\u00ad\u3164\U000e0041\U000e0020",
    "stacked": "Z" + "\u0301" * 3000,
    "separators": "a\u2028b\u2029c\x0bd\x0ce\x85f",
    "surrogates": "\udcff\udc80\udcfe",
    "markup": "[/red][link=http://x][@click=app.quit]x[/] [bold]",
    "return": "a\rb\rSubject: forged\r\r",
    "private": "\ue000\uf8ff\U000f0000\ufdd0\uffff",
}


def corpus() -> dict[str, bytes]:
    """Each hostile mail under a name that says what it tries."""
    found: dict[str, bytes] = {}
    for group in (_signs, _fields, _encodings, _shapes, _floods, _types, _html, _names, _broken):
        for name, raw in group():
            assert name not in found
            found[name] = raw
    return found


def _signs() -> Iterator[tuple[str, bytes]]:
    for kind, signs in CONTROLS.items():
        for field in FIELDS:
            value = f'"{signs}" <{signs}@example.com>' if field in ("From", "To") else signs
            yield f"{kind} in {field}", letter(f"{field}: {value}")
        coded = b64encode(signs.encode("utf-8", "replace")).decode()
        yield f"{kind} encoded in Subject", letter(f"Subject: =?utf-8?b?{coded}?=")
        yield f"{kind} in the text", letter(body=signs.encode("utf-8", "surrogateescape"))
        escaped = "".join(f"&#{ord(sign)};" for sign in signs[:200])
        yield f"{kind} in HTML", letter("Content-Type: text/html", body=f"<p>{escaped}</p>")
        file = f'application/pdf; name="=?utf-8?b?{coded[:200]}?="'
        yield f"{kind} in a file's name", in_parts("mixed", part(file, "x"))


def _fields() -> Iterator[tuple[str, bytes]]:
    values = {
        "star": "text/plain; name*", "two stars": "text/plain; name**=x", "quote": '"',
        "brackets": "<" * 60_000, "semicolons": ";" * 1_000_000, "commas": "," * 200_000,
        "parentheses": "(" * 60_000, "backslashes": '"' + "\\" * 60_000, "spaces": " " * 300_000,
        "quotes": '"a"' * 20_000, "colons": "a:" * 60_000, "equals": ";=" * 60_000,
        "folds": "\n ".join("x" * 20_000), "a megabyte": "x" * 1_000_000,
        "addresses": ", ".join(f"a{n}@example.com" for n in range(20_000)),
        "pieces": "text/plain" + "".join(f"; name*{n}=x" for n in range(3000)),
        "huge piece": "text/plain; name*999999999999999999999=x", "ids": "<a@b>" * 20_000,
        "comment bomb": "(" * 5000 + ")" * 5000, "at signs": "@" * 60_000, "dots": "a@" + "." * 500,
        "words": "=?utf-8?q?a?= " * 30_000, "one word": "=?utf-8?b?" + "QUJD" * 125_000 + "?=",
        "word starts": "=?" * 100_000, "word of a bad charset": "=?zlib?b?eJw=?=",
        "long charset": f"=?{'x' * 70_000}?q?a?=", "date": "Mon, 99 Foo 99999 99:99:99 +999999",
        "digits": "9" * 60_000,
    }  # fmt: skip
    for kind, value in values.items():
        for field in ("From", "Content-Type", "Subject"):
            yield f"{kind} as {field}", letter(f"{field}: {value}")
    yield "everything is Cc", letter(f"Cc: {values['addresses']}", f"To: {values['commas']}")
    yield "two writers", letter("From: a@example.com", "From: b@example.com")
    yield "a thousand writers", letter(*(f"From: a{n}@example.com" for n in range(1000)))
    yield "a hundred thousand fields", letter(*(f"X-{n}: 1" for n in range(100_000)))
    yield "many servers", letter(*(f"Received: by b{n}; never" for n in range(4000)))
    yield "an id of ids", letter("Message-ID: <<a@b>", "In-Reply-To: <[hex@x]>")


def _encodings() -> Iterator[tuple[str, bytes]]:
    data = bytes(range(256)) * 4
    for charset in ("utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "rot13",
                    "zlib", "hex", "undefined", "mbcs", "utf-16", "utf-32", "hz", "iso-2022-jp-3",
                    "big5hkscs", "cp65001", "../../etc/passwd", "\x1b[31m", "x" * 3000,
                    "utf-8\x00"):  # fmt: skip
        line = f'Content-Type: text/plain; charset="{charset}"'
        yield f"charset {charset[:20]!r}", letter(line, body=data)
    for name in ("base64", "quoted-printable", "x-uuencode", "8bit", "base64; x", "="):
        yield f"binary as {name}", letter(f"Content-Transfer-Encoding: {name}", body=data)
    yield "broken base64", letter("Content-Transfer-Encoding: base64", body=b"=A=B=C" * 5000)
    yield "equals as base64", letter("Content-Transfer-Encoding: base64", body=b"=" * 500_000)
    quoted = "Content-Transfer-Encoding: quoted-printable"
    yield "equals as quoted", letter(quoted, body=b"=" * 500_000)


def _shapes() -> Iterator[tuple[str, bytes]]:
    for count in (1900, 10_000):
        yield f"{count} parts", in_parts("mixed", *[b"\nx"] * count)
        yield f"{count} guesses", in_parts("mixed", *[b"\n" + b"\xe9\xff" * 40] * count)
    for depth in (40, 5000):
        nested = b"\nthe core\n"
        for level in range(depth):
            line, body = parts("mixed", nested, boundary=f"b{level}")
            nested = line.encode() + b"\n\n" + body
        yield f"nested {depth} deep", b"From: a@example.com\n" + nested
        inner = letter()
        for _ in range(depth):
            inner = b"Content-Type: message/rfc822\nSubject: x\n\n" + inner
        yield f"mails {depth} deep", b"From: a@example.com\n" + inner
    same = "--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 3000
    yield "one boundary for all", letter("Content-Type: multipart/mixed; boundary=b", body=same)
    for name, boundary in (("empty", ""), ("long", "x" * 5000), ("dash", "-"), ("regex", ".*+?(")):
        line = f'Content-Type: multipart/mixed; boundary="{boundary}"'
        yield f"{name} boundary", letter(line, body="----\n\n" * 2000)
    inner = part("multipart/alternative; boundary=c", "--c\n\nx\n--c--")
    yield "alternatives of alternatives", in_parts("alternative", *[inner] * 500)
    yield "a report of nothing", in_parts("report", b"")
    returned = part("message/rfc822", "\x00" * 9)
    yield "a bounce of itself", in_parts("report; report-type=delivery-status", returned)


def _floods() -> Iterator[tuple[str, bytes]]:
    lines = {
        "one line": "x" * 1_000_000, "quotes": "> " * 500_000, "quote lines": ">\n" * 300_000,
        "attributions": "On 1:00 wrote:\n" * 60_000, "signatures": "-- \n" * 200_000,
        "headers": "From: x\nTo: y\nSubject: z\n" * 20_000, "blank lines": "\n" * 1_000_000,
        "words of one letter": "a " * 500_000, "From lines": "From x 1:00 2026\n" * 50_000,
        "tabs": "\t" * 500_000, "on and on": "On " + "a " * 15_000 + "\nwrote:",
        "rules": "_" * 99_999, "carriage returns": "\r" * 500_000,
        "marks": "\u0301" * 300_000, "joiners": "👩\u200d" * 100_000,
    }  # fmt: skip
    for kind, body in lines.items():
        yield f"a flood of {kind}", letter(body=body)
    flowed = "Content-Type: text/plain; format=flowed"
    yield "a flowed flood", letter(flowed, body="x \n" * 300_000)
    yield "a flowed flood of quotes", letter(flowed, body="> x \n>> y \n" * 60_000)


def _types() -> Iterator[tuple[str, bytes]]:
    for kind in ("multipart/mixed", "multipart/", "/", "text", "message/rfc822", "message/partial",
                 "message/external-body; access-type=local-file; name=/etc/passwd", "image/svg+xml",
                 "application/ms-tnef", "text/calendar", "text/\x1b[31m",
                 "a/" + "b" * 9000):  # fmt: skip
        yield f"all of it {kind[:30]!r}", letter(f"Content-Type: {kind}", body="<x>" * 50)


def _html() -> Iterator[tuple[str, bytes]]:
    sources = {
        "tag flood": "<a " * 100_000, "comment flood": "<!--" * 100_000,
        "cdata": "<![CDATA[" * 50_000,
        "deep divs": "<div>" * 30_000 + "x", "deep tables": "<table><tr><td>" * 10_000 + "x",
        "deep lists": "<ul><li>" * 10_000 + "x",
        "deep quotes": "<blockquote type=cite>" * 10_000 + "x",
        "links": "<a href='http://x.example.com/'>" * 20_000, "entities": "&amp;" * 100_000,
        "numbers": "&#" + "9" * 9000 + ";", "colspan": "<table><tr><td colspan=99999999>x</table>",
        "attributes": "<p " + "a=1 " * 100_000 + ">x",
        "one attribute": f"<p style='{'x:y;' * 99_999}'>x",
        "hidden": "<p style='display:none'>" * 20_000, "processing": "<?" * 100_000,
        "doctype": "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;</p>" * 99,
        "external": "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><p>x</p>", "nul": "<p>\x00</p>" * 9999,
        "meta": "<meta charset=utf-7><p>+ADw-script+AD4-", "script": "<script>" * 30_000 + "x",
        "preformatted": "<pre>" + " " * 300_000 + "</pre>", "margins": "<p style='margin:9e9em'>x",
        "style": "<style>" + "*{}" * 99_999, "title": "<title>" * 20_000, "svg": "<svg><p>" * 9_999,
    }  # fmt: skip
    for kind, source in sources.items():
        yield f"HTML: {kind}", letter("Content-Type: text/html", body=source)


def _names() -> Iterator[tuple[str, bytes]]:
    for name in ("../../../etc/passwd", "/etc/shadow", "C:\\a\\..\\b.exe", "..", ".", "con",
                 "LPT1.txt", "~root", "-rf", "a" * 5000 + ".pdf", "ž" * 2000,
                 "a/b\\c:d*e?f", "x.pdf\x00.exe",
                 "=?utf-8?q?=2E=2E=2Fa?=", "=?utf-8?b?Li4vLi4vYQ==?=", "in\u202efdp.exe",
                 "\u2024\u2024/a"):  # fmt: skip
        line = f'Content-Disposition: attachment; filename="{name}"'
        yield f"a file named {name[:30]!r}", in_parts("mixed", part("application/zip", "x", line))


def _broken() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "blank", b"\r\n \r\n"
    yield "nul", b"\x00" * 5000
    yield "header only", letter(body="").rstrip(b"\n")
    yield "no header", b"\nonly a text\n"
    yield "carriage returns only", letter(end="\r")
    yield (
        "mixed line ends",
        letter(end="\r\n").replace(b"\r\n", b"\n", 2).replace(b"\r\n", b"\r\r\n", 2),
    )
    yield "cut in the header", letter()[:40]
    yield "a program", b"\x7fELF" + bytes(range(256)) * 100
    yield (
        "a picture that begins as a mail",
        b"From: \xff\xd8\xff\xe0" + random.Random(1).randbytes(9000),
    )
    yield "wide", letter().decode().encode("utf-16")
    for seed in range(10):
        dice = random.Random(seed)
        raw = bytearray(in_parts("mixed", part("text/html", "<p>x</p>"), part("image/png", "x")))
        for _ in range(40):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        yield f"shaken {seed}", bytes(raw)
