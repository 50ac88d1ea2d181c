"""The text of a mail, from whatever form it came in."""

import time
from base64 import b64encode

import pytest

from tests.channels.mail.letters import in_parts, letter, opened, part, parts
from vipdesk.channels.mail.bounds import MOST_TEXT_CHARS
from vipdesk.channels.mail.html import CUT, html_to_text

HTML = "Content-Type: text/html; charset=utf-8"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_plain_text_is_the_text_whatever_ends_its_lines(end: str) -> None:
    assert opened(letter(body="one\n\ntwo  \n", end=end)).text == "one\n\ntwo"


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "Čo robiť?".encode(), "Čo robiť?"),
        ("iso-8859-1", "perché".encode("latin-1"), "perché"),
        ("iso-8859-1", b"\x93quoted\x94 \x80 5", "“quoted” € 5"),
        ("iso-8859-1", "schön".encode(), "schön"),
        ("us-ascii", "schön".encode("latin-1"), "schön"),
        ("windows-1250", "žltý kôň".encode("cp1250"), "žltý kôň"),
        ("iso-2022-jp", "こんにちは".encode("iso-2022-jp"), "こんにちは"),
        ("gb2312", "您好，请看".encode("gb18030"), "您好，请看"),
        ("utf-16", "wide".encode("utf-16"), "wide"),
        ("x-unknown", "schön und gut".encode(), "schön und gut"),
        ("unicode_escape", b"\\x1b[31m", "\\x1b[31m"),
        ("utf-7", b"+AGE-", "+AGE-"),
        ("rot13", b"uryyb", "uryyb"),
        ("zlib", b"x", "x"),
        ("", "schön".encode(), "schön"),
        ("a" * 5000, b"x", "x"),
        ("\x00", b"x", "x"),
    ],
)
def test_the_charset_is_the_declared_one_where_that_can_be(
    charset: str, data: bytes, text: str
) -> None:
    assert opened(letter(f'Content-Type: text/plain; charset="{charset}"', body=data)).text == text


def test_an_undeclared_charset_is_guessed_from_the_words() -> None:
    words = "Dobrý deň, prosím skontrolujte včerajšiu faktúru, nič nefunguje. Ďakujem, Žofia. " * 4
    assert opened(letter(body=words.encode("cp1250"))).text == words.strip()


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("base64", b64encode("schön\n".encode()), "schön"),
        ("BASE64", b"c2No\r\n w7Zu!!!!", "schön"),
        ("base64", b"c2Now7ZuX", "schön"),
        ("base64", b"????", ""),
        ("quoted-printable", b"sch=C3=B6n und =\ngut=", "schön und gut"),
        ("quoted-printable", b"50=ZZ", "50=ZZ"),
        ("8bit", "schön".encode(), "schön"),
        ("x-unheard-of", b"as it is", "as it is"),
    ],
)
def test_the_transfer_encoding_is_undone_as_far_as_it_goes(
    encoding: str, data: bytes, text: str
) -> None:
    lines = ("Content-Type: text/plain; charset=utf-8", f"Content-Transfer-Encoding: {encoding}")
    assert opened(letter(*lines, body=data)).text == text


def test_flowed_lines_are_joined_and_the_signatures_line_is_not() -> None:
    body = "This was one \nlong line.\n From stuffed\n> quoted \n> line\n>> deeper\n-- \nMarta\n"
    mail = opened(letter("Content-Type: text/plain; format=flowed", body=body))
    assert mail.text == "This was one long line.\nFrom stuffed"
    assert mail.quoted == "> quoted line\n>> deeper"
    assert mail.signature == "--\nMarta"


def test_flowed_lines_without_their_space() -> None:
    line = "Content-Type: text/plain; format=flowed; delsp=yes"
    assert opened(letter(line, body="一行は \n続く\n")).text == "一行は続く"


def test_of_two_forms_the_plain_one_is_taken() -> None:
    mail = in_parts("alternative", part("text/plain", "plain"), part("text/html", "<p>rich</p>"))
    assert opened(mail).text == "plain"
    assert opened(mail).attachments == ()


@pytest.mark.parametrize(
    "stub",
    ["", " \n ", "This is an HTML message.", "Your mail program does not support HTML mail."],
)
def test_a_plain_form_that_says_nothing_gives_way_to_the_rich_one(stub: str) -> None:
    mail = in_parts("alternative", part("text/plain", stub), part("text/html", "<p>The facts</p>"))
    assert opened(mail).text == "The facts"


@pytest.mark.parametrize("words", ["HTML", "The HTML is broken again", "Is html the default?"])
def test_a_short_plain_form_that_says_something_stays(words: str) -> None:
    mail = in_parts("alternative", part("text/plain", words), part("text/html", "<p>rich</p>"))
    assert opened(mail).text == words


def test_a_short_plain_form_about_html_stays_where_the_rich_one_is_empty() -> None:
    mail = in_parts("alternative", part("text/plain", "HTML broken"), part("text/html", "<p></p>"))
    assert opened(mail).text == "HTML broken"


def test_all_texts_of_a_mail_in_parts_are_read_in_order() -> None:
    mail = in_parts("mixed", part("text/plain", "one"), part("text/html", "<p>two</p>"))
    assert opened(mail).text == "one\n\ntwo"


def test_a_mail_whose_parts_never_begin_is_read_as_text() -> None:
    raw = letter('Content-Type: multipart/mixed; boundary="gone"', body="All here\n")
    assert opened(raw).text == "All here"


def test_a_last_part_that_never_ends_is_read() -> None:
    raw = letter('Content-Type: multipart/mixed; boundary="b"', body="--b\n\nOne\n--b\n\nTwo\n")
    assert opened(raw).text == "One\n\nTwo"


def test_nested_parts_are_read() -> None:
    content_type, body = parts(
        "alternative", part("text/plain", "inner"), part("text/html", "x"), boundary="in"
    )
    mail = opened(in_parts("mixed", f"{content_type}\n\n".encode() + body, part("image/png", "x")))
    assert mail.text == "inner"
    assert [file.name for file in mail.attachments] == ["image-1.png"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
        ("<table><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>", "A  1\nB  2"),
        ("<ul><li>one<li>two</ul>", "  * one\n  * two"),
        ("<style>p{}</style><script>x()</script><!-- no --><p>Seen</p>", "Seen"),
        ('<p>Seen</p><div style="display:none">Not seen</div><p hidden>Nor this</p>', "Seen"),
        ("5 &lt; 6 &amp; 7 &euro;", "5 < 6 & 7 €"),
        ("<img src='http://track.example.org/x.gif' onerror=alert(1)>Text", "Text"),
        ("", ""),
    ],
)
def test_html_is_laid_out_as_a_reader_would_see_it(source: str, text: str) -> None:
    assert opened(letter(HTML, body=source)).text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<a href='http://evil.example.org/'>http://bank.example.com</a>",
         "http://bank.example.com <http://evil.example.org/>"),
        ("<a href='https://example.com/'>example.com</a>", "example.com"),
        ("<a href='mailto:a@example.com'>a@example.com</a>", "a@example.com"),
        ("<a href='#top'>Top</a>", "Top"),
        ("<a href='javascript:alert(1)'>Click</a>", "Click"),
        ("<a href='http://e\nvil.example.org'>x</a>", "x <http://evil.example.org>"),
    ],
)  # fmt: skip
def test_a_link_shows_where_it_leads_when_its_words_say_otherwise(source: str, text: str) -> None:
    assert html_to_text(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "<a " * 50_000, "<!--" * 50_000, "<![CDATA[" * 50_000, "&#" + "9" * 400_000,
        "<p style='" * 40_000, " " * 600_000, "<a href=http://x.example.com>" * 20_000,
        "<blockquote type=cite>" * 20_000, "<table><tr><td>" * 20_000, "&" * 400_000,
        "<td colspan=99999999 rowspan=99999999>x", "<ol start=99999999999999999999><li>x",
        "<div style='margin:99999999em;padding:99999999em'>x</div>", "\x00" * 100_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_hostile_html_is_read_in_bounded_time(source: str) -> None:
    began = time.process_time()
    assert len(html_to_text(source)) < MOST_TEXT_CHARS * 2
    assert time.process_time() - began < 6


def test_deeply_nested_html_keeps_its_words() -> None:
    text = html_to_text("<p>First</p>" + "<div>" * 20_000 + "last")
    assert text.split() == ["First", "last"]


def test_what_is_too_long_is_cut_and_says_so() -> None:
    mail = opened(letter(body="word " * MOST_TEXT_CHARS))
    assert mail.text.endswith(CUT)
    assert len(mail.text) < MOST_TEXT_CHARS + 100
