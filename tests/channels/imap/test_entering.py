"""A password goes to the right server only, over a private line only, and is never repeated."""

import ssl
from threading import Event

import pytest

from tests.mail.dovecot import Account, MailServer
from tests.mail.scripted import scripted
from vipdesk.channels.imap.client import Lost, Nonsense
from vipdesk.channels.imap.entering import LoginRefused, enter
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.secure import NotTrusted, trusting
from vipdesk.domain.errors import ChannelError
from vipdesk.mail_account import Security, Server
from vipdesk.secret import Secret

SECRET = Secret("correct horse")
CAPABILITY = b"* CAPABILITY IMAP4rev1 %s\r\nTAG OK done\r\n"


@pytest.fixture
def context(imap_server: MailServer) -> ssl.SSLContext:
    """What trusts the authority of these tests."""
    return trusting(imap_server.authority.file)


def entered(
    port: int, context: ssl.SSLContext, security: Security = Security.TLS, secret: Secret = SECRET
) -> Mailbox:
    """The mailbox of jana there."""
    return enter(Server("localhost", port, security), "jana", secret, context, Event())


@pytest.mark.parametrize(
    "pieces",
    [
        (b"* OK hello\r\n", CAPABILITY % b"AUTH=PLAIN"),
        (b"* PREAUTH you are in already\r\n", CAPABILITY % b"STARTTLS"),
        (b"* OK hello\r\n", CAPABILITY % b"STARTTLS", b"TAG NO not now\r\n"),
        (b"* OK hello\r\n", CAPABILITY % b"STARTTLS", b"TAG OK go on\r\n* OK in the open\r\n"),
    ],
)
def test_nothing_secret_is_said_on_an_open_line(
    context: ssl.SSLContext, pieces: tuple[bytes, ...]
) -> None:
    with scripted(*pieces, b"* what?\r\n") as server:
        with pytest.raises(ChannelError):
            entered(server.port, context, Security.STARTTLS)
        server.close()
    said = b"".join(server.heard)
    assert b"LOGIN" not in said
    assert b"AUTHENTICATE" not in said


def test_a_stranger_hears_nothing(imap_server: MailServer) -> None:
    with scripted(b"* OK hello\r\n", certificate=imap_server.authority.signed("good")) as server:
        with pytest.raises(NotTrusted, match="is not to be trusted"):
            entered(server.port, trusting(None))
        server.close()
    assert server.heard == []


@pytest.mark.parametrize(
    "echoed",
    [
        b"correct horse",
        b"AGphbmEAY29ycmVjdCBob3JzZQ==",
        b"AGphbmEAY29ycmVjdCBo",
        b"corr\\ect horse",
    ],
)
def test_a_server_that_repeats_the_password_is_not_quoted(
    context: ssl.SSLContext, imap_server: MailServer, echoed: bytes
) -> None:
    pieces = (b"* OK hello\r\n", CAPABILITY % b"AUTH=PLAIN", b"+ \r\n",
              b"TAG NO it is not '" + echoed + b"'\r\n")  # fmt: skip
    certificate = imap_server.authority.signed("echo")
    with scripted(*pieces, certificate=certificate) as server:
        with pytest.raises(LoginRefused, match="it repeats what is secret") as refused:
            entered(server.port, context)
        server.close()
    assert echoed.decode() not in str(refused.value)


@pytest.mark.parametrize("password", ['pa"ss\\word', "correct horse"])
def test_a_server_that_repeats_the_command_is_not_quoted(
    context: ssl.SSLContext, imap_server: MailServer, password: str
) -> None:
    quoted = password.replace("\\", "\\\\").replace('"', '\\"').encode()
    pieces = (
        b"* OK hello\r\n",
        CAPABILITY % b"",
        b'TAG BAD what is LOGIN "jana" "%s"\r\n' % quoted,
    )
    certificate = imap_server.authority.signed("repeats")
    with (
        scripted(*pieces, certificate=certificate) as server,
        pytest.raises(LoginRefused, match=r"in: \(it repeats what is secret\); check user"),
    ):
        entered(server.port, context, secret=Secret(password))


@pytest.mark.parametrize("password", ["häuser", "x\r\nTAG DELETE INBOX"])
def test_what_login_can_not_say_is_told_and_not_said(
    context: ssl.SSLContext, imap_server: MailServer, password: str
) -> None:
    certificate = imap_server.authority.signed("ascii")
    with scripted(
        b"* OK hello\r\n", CAPABILITY % b"", b"what?\r\n", certificate=certificate
    ) as server:
        with pytest.raises(LoginRefused, match=r"takes plain letters .* choose another") as refused:
            entered(server.port, context, secret=Secret(password))
        server.close()
    assert "codec" not in str(refused.value)
    assert not [line for line in server.heard if b"LOGIN" in line]


@pytest.mark.parametrize("secret", [SECRET, Secret("ya29.a-token", token=True)])
def test_a_password_is_said_once_however_often_it_is_asked_for(
    context: ssl.SSLContext, imap_server: MailServer, secret: Secret
) -> None:
    pieces = (b"* OK hello\r\n", CAPABILITY % b"AUTH=PLAIN AUTH=XOAUTH2", *[b"+ \r\n"] * 50)
    certificate = imap_server.authority.signed("again")
    with scripted(*pieces, certificate=certificate) as server:
        with pytest.raises(Nonsense, match="asks for the password again and again"):
            entered(server.port, context, secret=secret)
        server.close()
    after = server.heard[2:]
    assert after[-1] == b"*\r\n", "it was called off"
    assert len([line for line in after if len(line) > 5]) == 1


def test_the_same_nonsense_is_told_in_the_same_words(
    context: ssl.SSLContext, imap_server: MailServer
) -> None:
    certificate = imap_server.authority.signed("same")
    told = set()
    for _ in range(2):
        with (
            scripted(b"* OK hello\r\n", b"TAG OK\r\n", certificate=certificate) as server,
            pytest.raises(Nonsense) as error,
        ):
            entered(server.port, context)
        told.add(str(error.value).replace(str(server.port), "port"))
    assert len(told) == 1


def test_where_a_password_is_not_taken_a_token_is_proposed(
    context: ssl.SSLContext, imap_server: MailServer
) -> None:
    pieces = (b"* OK hello\r\n", CAPABILITY % b"LOGINDISABLED")
    certificate = imap_server.authority.signed("disabled")
    with (
        scripted(*pieces, certificate=certificate) as server,
        pytest.raises(ChannelError, match="takes no password: set token_command"),
    ):
        entered(server.port, context)


def test_login_is_used_where_there_is_nothing_better(
    context: ssl.SSLContext, imap_server: MailServer
) -> None:
    pieces = (b"* OK hello\r\n", CAPABILITY % b"", b"TAG NO [AUTHENTICATIONFAILED] no\r\n")
    certificate = imap_server.authority.signed("login")
    with scripted(*pieces, certificate=certificate) as server:
        with pytest.raises(LoginRefused, match=r"\[AUTHENTICATIONFAILED\] no; check user"):
            entered(server.port, context, secret=Secret('a "b" \\c'))
        server.close()
    assert server.heard[1].endswith(b'LOGIN "jana" "a \\"b\\" \\\\c"\r\n')


@pytest.mark.parametrize(
    ("greeting", "error"),
    [
        (b"220 smtp.example.com ESMTP\r\n", Nonsense),
        (b"* BYE too many lines\r\n", ChannelError),
        (b"", Lost),
        (b"\x00" * 9_000_000, Nonsense),
        (b"* OK no end", Lost),
    ],
)
def test_a_greeting_of_something_else(
    context: ssl.SSLContext, imap_server: MailServer, greeting: bytes, error: type[ChannelError]
) -> None:
    certificate = imap_server.authority.signed("greeting")
    pieces = (greeting,) if greeting.endswith(b"\n") or len(greeting) > 99 else ()
    with scripted(*pieces, certificate=certificate) as server, pytest.raises(error):
        entered(server.port, context)


def test_a_copy_is_put_into_a_folder_that_is_made(
    context: ssl.SSLContext, account: Account
) -> None:
    server = Server("localhost", account.port, Security.TLS)
    mailbox = enter(server, account.user, Secret(account.password), context, Event())
    mailbox.append("Gesendet & Öffentlich", b"Subject: copy\n\nhello\n")
    mailbox.append("Gesendet & Öffentlich", b"Subject: again\r\n\r\n" + b"x" * 3_000_000)
    mailbox.select("Gesendet & Öffentlich")
    assert mailbox.sizes([1, 2])[2] == 3_000_018
    first, second = mailbox.fetch([1, 2], 4_000_000)
    assert first.raw == b"Subject: copy\r\n\r\nhello\r\n"
    assert len(second.raw) == 3_000_018
    assert mailbox.up_to(2, unseen=True) == [], "what we wrote is seen"
    mailbox.close()
