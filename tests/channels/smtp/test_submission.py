"""Mails handed to a real server: taken, refused for now, refused for good, cut off anywhere."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mail.certificates import Authority
from tests.mail.submission import submission
from tests.smtp_server import (
    COMMANDS,
    HANG_UP,
    PASSWORD,
    SAY_NOTHING,
    TOKEN,
    USER,
    SmtpServer,
    smtp_server,
)
from vipdesk.channels.smtp.envelope import Envelope, Rejected
from vipdesk.channels.smtp.line import Unreachable, Unwelcome
from vipdesk.channels.smtp.submission import Deferred, Submission
from vipdesk.domain.errors import BadInput
from vipdesk.mail_account import Security, Server
from vipdesk.secret import Secret

MARTA, PAOLO = "marta@acme.example.com", "paolo@acme.example.com"
RAW = b"From: x@y.example\r\nSubject: Hi\r\n\r\n.dots stay\r\n..\r\nend\r\n"
MAIL = Envelope(USER, (MARTA,), RAW)
BEFORE = [c for c in COMMANDS if c not in ("MAIL", "RCPT", "DATA", "BODY")]


def password() -> Secret:
    return Secret(PASSWORD)


def to(server: SmtpServer, patience: float = 10, **more: Any) -> Submission:
    return Submission(server.account(**more), password, patience=patience, longer=patience)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmtpServer]:
    with smtp_server(tmp_path) as here:
        yield here


@pytest.mark.parametrize("security", Security)
def test_a_mail_is_handed_over_in_private(tmp_path: Path, security: Security) -> None:
    with smtp_server(tmp_path, security) as server, to(server, security=security) as line:
        assert line.send(MAIL) == {}
        assert line.send(Envelope(USER, (PAOLO,), RAW)) == {}
    assert [(one.sender, one.recipients) for one in server.taken] == [
        (USER, (MARTA,)),
        (USER, (PAOLO,)),
    ]
    assert server.taken[0].raw == RAW
    assert (server.lines, server.entered) == (1, ["PLAIN"])


def test_a_password_is_given_word_by_word_where_that_is_all_it_knows(tmp_path: Path) -> None:
    with smtp_server(tmp_path, auth_exclude_mechanism=["PLAIN"]) as server, to(server) as line:
        line.send(MAIL)
    assert server.entered == ["LOGIN"]


def test_a_token_enters_and_one_that_ran_out_is_told(server: SmtpServer) -> None:
    with Submission(server.account(), lambda: Secret(TOKEN, token=True)) as line:
        line.send(MAIL)
    assert server.entered == ["XOAUTH2"]
    old = Submission(server.account(), lambda: Secret("old", token=True))
    with old as line, pytest.raises(Unreachable, match=r"535 5.7.8 the token is not good any more"):
        line.send(MAIL)


def test_a_wrong_password_is_told_and_never_shown(server: SmtpServer) -> None:
    wrong = Submission(server.account(), lambda: Secret("guéss-me"))
    with wrong as line, pytest.raises(Unreachable, match=rf"does not let {USER} in: 535 5.7.8"):
        line.check()


PLAIN = b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
FOLDED = " ".join(PLAIN[at : at + 5] for at in range(0, len(PLAIN), 5))
BEARER = b64encode(f"user={USER}\1auth=Bearer old-token\1\1".encode()).decode()


@pytest.mark.parametrize(
    ("secret", "repeated"),
    [
        (Secret(PASSWORD), f"who is {PASSWORD}?"),
        (Secret(PASSWORD), f"cannot parse: AUTH PLAIN {PLAIN}"),
        (Secret(PASSWORD), f"cannot parse: AUTH PLAIN {PLAIN[:-9]}"),
        (Secret(PASSWORD), f"CANNOT PARSE: AUTH PLAIN {PLAIN.upper()}"),
        (
            Secret(PASSWORD),
            f"cannot parse {FOLDED}",
        ),
        (Secret(PASSWORD), f"cannot parse {b64encode(PASSWORD.encode()).decode()}"),
        (Secret('pa"ss\\x'), r'cannot parse "pa\"ss\\x"'),
        (Secret("old-token", token=True), f"cannot parse: AUTH XOAUTH2 {BEARER}"),
    ],
)
def test_a_server_that_repeats_the_password_in_any_form_is_not_quoted(
    server: SmtpServer, secret: Secret, repeated: str
) -> None:
    server.faults["AUTH"] = [f"501 5.5.2 {repeated}"]
    with (
        Submission(server.account(), lambda: secret) as line,
        pytest.raises(Unreachable, match=r"in: 501 \(it repeats what is secret\)$"),
    ):
        line.check()


def test_a_password_is_not_quoted_later_either(server: SmtpServer) -> None:
    server.faults["MAIL"] = [f"550 no mail of {PLAIN}"]
    with to(server) as line, pytest.raises(Unwelcome, match=r"550 \(it repeats what is secret\)$"):
        line.send(MAIL)


def test_a_server_without_a_private_line_is_told_nothing(tmp_path: Path) -> None:
    more: dict[str, Any] = {"tls_context": None, "auth_require_tls": False}
    with (
        smtp_server(tmp_path, **more) as server,
        to(server) as line,
        pytest.raises(Unreachable, match=r"STARTTLS"),
    ):
        line.send(MAIL)
    assert server.entered == []


@pytest.mark.parametrize("security", Security)
@pytest.mark.parametrize(
    ("wrong", "why"),
    [("name", "Hostname mismatch"), ("self", "self-signed certificate"), ("old", "has expired")],
)
def test_a_wrong_certificate_is_refused_and_told(
    tmp_path: Path, security: Security, wrong: str, why: str
) -> None:
    authority = Authority(tmp_path)
    made = {
        "name": lambda: authority.signed("name", "subjectAltName=DNS:mail.example.com"),
        "self": lambda: authority.self_signed("self"),
        "old": lambda: authority.signed("old", days=0),
    }[wrong]()
    with submission(made, starttls=security is Security.STARTTLS) as server:
        here = Server("localhost", server.port, security)
        account = SmtpServer(authority.file).account(smtp=here)
        with Submission(account, password) as line, pytest.raises(Unreachable) as told:
            line.send(MAIL)
    assert str(told.value).startswith(f"localhost:{server.port} is not to be trusted, by its cert")
    assert why in str(told.value)
    assert str(told.value).endswith("`vipdesk mail check` shows more")
    assert (server.asked, server.senders) == (0, [])


def test_an_authority_that_is_none_is_told(server: SmtpServer, tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("nothing")
    with to(server, authority=tmp_path / "no.pem") as line, pytest.raises(BadInput, match=r"PEM"):
        line.send(MAIL)


def test_nobody_there_is_told(server: SmtpServer) -> None:
    server.port = 9
    with to(server) as line, pytest.raises(Unreachable, match=r"localhost:9 .*refused"):
        line.send(MAIL)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", [HANG_UP, SAY_NOTHING])
def test_a_line_that_ends_anywhere_is_for_now_only(
    server: SmtpServer, command: str, fault: str
) -> None:
    server.faults[command] = [fault]
    with to(server, patience=0.5) as line:
        with pytest.raises(Unreachable if command in BEFORE else Deferred) as told:
            line.send(MAIL)
        unsure = getattr(told.value, "unsure", False)
        assert unsure is (command == "BODY"), "only then may the server have it already"
        assert line.send(MAIL) == {}, "the next try has a line of its own"
    assert len(server.taken) == 1


@pytest.mark.parametrize("command", ["RCPT", "DATA", "BODY"])
def test_an_answer_in_the_four_hundreds_is_for_now_and_the_line_is_kept(
    server: SmtpServer, command: str
) -> None:
    server.faults[command] = ["451 4.7.1 greylisted"]
    with to(server) as line:
        with pytest.raises(Deferred, match=r"takes it later: 451 4.7.1 greylisted") as told:
            line.send(MAIL)
        assert not told.value.unsure
        assert line.send(MAIL) == {}
    assert (len(server.taken), server.lines) == (1, 1)


def test_any_answer_in_the_two_hundreds_is_a_yes(server: SmtpServer) -> None:
    server.knows = "252 2.0.0 cannot verify, will try"
    server.faults["TAKEN"] = ["251 2.0.0 taken, forwarded", "299 2.0.0 taken"]
    with to(server) as line:
        assert line.send(MAIL) == {}
        assert line.send(MAIL) == {}
    assert (len(server.taken), server.lines) == (2, 1)


def test_what_is_neither_yes_nor_no_leaves_it_open_whether_it_was_taken(server: SmtpServer) -> None:
    server.faults["TAKEN"] = ["354 go on"]
    with to(server) as line:
        with pytest.raises(Deferred, match=r"no answer: 354 go on") as told:
            line.send(MAIL)
        assert told.value.unsure
        assert line.send(MAIL) == {}
    assert server.lines == 2, "who knows what it says next belongs to"


@pytest.mark.parametrize("command", ["RCPT", "DATA", "BODY"])
def test_an_answer_in_the_five_hundreds_is_for_good_and_the_next_mail_goes(
    server: SmtpServer, command: str
) -> None:
    server.faults[command] = ["550 5.7.1 no \x1b[31mthanks"]
    with to(server) as line:
        with pytest.raises(Rejected, match=r"refuses it: 550 5.7.1 no ␛.31mthanks"):
            line.send(MAIL)
        assert line.send(MAIL) == {}
    assert (len(server.taken), server.lines) == (1, 1)


def test_a_login_asked_for_at_a_mail_is_about_us_and_not_about_the_mail(server: SmtpServer) -> None:
    server.faults["MAIL"] = ["530 5.7.0 authentication required"]
    with to(server) as line, pytest.raises(Unreachable, match=r"530"):
        line.send(MAIL)


def test_one_of_two_who_is_refused_keeps_nothing_from_the_other(server: SmtpServer) -> None:
    server.refuses = frozenset({MARTA})
    with to(server) as line:
        refused = line.send(Envelope(USER, (MARTA, PAOLO), RAW))
    assert refused == {MARTA: "550 5.1.1 no such mailbox"}
    assert [one.recipients for one in server.taken] == [(PAOLO,)]


def test_one_of_two_who_is_put_off_puts_off_both(server: SmtpServer) -> None:
    server.faults["RCPT"] = ["450 4.2.1 busy"]
    with to(server) as line, pytest.raises(Deferred, match=r"450"):
        line.send(Envelope(USER, (MARTA, PAOLO), RAW))
    assert not server.taken


def test_nobody_is_left_where_all_are_refused(server: SmtpServer) -> None:
    server.refuses = frozenset({MARTA, PAOLO})
    with to(server) as line, pytest.raises(Rejected, match=r"no such mailbox"):
        line.send(Envelope(USER, (MARTA, PAOLO), RAW))


def test_what_the_server_takes_at_most_is_known_before_it_is_sent(tmp_path: Path) -> None:
    with (
        smtp_server(tmp_path, data_size_limit=1_000_000) as server,
        to(server) as line,
        pytest.raises(Rejected, match=r"it has 2.0 MB, and the mail server takes 1.0 MB at most"),
    ):
        line.send(Envelope(USER, (MARTA,), RAW + b"x" * 70 + b"\r\n" * 1_000_000))


def test_letters_that_are_not_ascii_need_a_server_that_knows_them(tmp_path: Path) -> None:
    mail = Envelope(USER, ("márta@acme.example.com",), RAW)
    with smtp_server(tmp_path) as server, to(server) as line:
        line.send(mail)
        assert server.taken[0].recipients == ("márta@acme.example.com",)
    with (
        smtp_server(tmp_path, enable_SMTPUTF8=False) as server,
        to(server) as line,
        pytest.raises(Rejected, match=r"SMTPUTF8"),
    ):
        line.send(mail)


@pytest.mark.parametrize("bad", ["", "marta", "a@b\r\nRCPT TO:<x@y>", "a@b> <x@y", "a b@c"])
def test_what_is_no_address_never_reaches_the_server(server: SmtpServer, bad: str) -> None:
    with to(server) as line, pytest.raises(Rejected, match=r"no mail address"):
        line.send(Envelope(USER, (bad,), RAW))
    assert server.lines == 0


@pytest.mark.parametrize("says", ["220" + "x" * 10_000, "hello there", "250-a\r\n" * 300])
def test_a_flood_and_nonsense_are_no_answers(server: SmtpServer, says: str) -> None:
    server.faults["EHLO"] = [says]
    with to(server) as line, pytest.raises(Unreachable, match=r"what is no answer"):
        line.check()


def test_a_line_that_ended_between_two_mails_is_opened_anew(server: SmtpServer) -> None:
    with to(server) as line:
        line.send(MAIL)
        server.faults["MAIL"] = [HANG_UP]
        line.send(MAIL)
    assert (len(server.taken), server.lines) == (2, 2)
