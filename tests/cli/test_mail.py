"""`vipdesk mail check` and `vipdesk mail log`: what works, what does not, and the mend."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.mail.dovecot import Account, MailServer
from tests.mail.faults import Forged
from tests.mail.proxy import proxy
from tests.mail.submission import Submission, submission
from tests.store.kit import until
from tests.whole.commands import VIPDESK
from vipdesk.clock import system_clock
from vipdesk.store.courier_lock import take_courier
from vipdesk.store.mail_log import MailLog, Side

Configure = Callable[..., None]
Steps = dict[tuple[str, str], tuple[bool, str]]


@pytest.fixture
def outgoing(imap_server: MailServer) -> Iterator[Submission]:
    """A server to send by."""
    with submission(imap_server.authority.signed("smtp"), starttls=True) as server:
        yield server


@pytest.fixture
def configure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: Account, outgoing: Submission
) -> Configure:
    """Writes the settings file: a mailbox that works, but for what is named."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("VIPDESK_CONFIG", str(path))
    monkeypatch.setenv("MAIL_PASSWORD", account.password)

    def write(**changes: str | None) -> None:
        said = {
            "user": account.user,
            "imap": f"imaps://localhost:{account.port}",
            "smtp": f"smtp://localhost:{outgoing.port}",
            "password_env": "MAIL_PASSWORD",
            "authority": str(account.authority),
        }
        kept = {key: value for key, value in (said | changes).items() if value}
        lines = [f"{key} = '{value}'" for key, value in kept.items()]
        path.write_text("\n".join(["[mail]", *lines]))

    return write


def checked(run: Run) -> tuple[int, Steps]:
    """What each step found, and the exit code; each that fails says its mend."""
    ended = run("mail", "check", "--json")
    said = json.loads(ended.out)
    assert all(bool(step["mend"]) is not step["works"] for step in said)
    return ended.code, {
        (step["side"], step["step"]): (step["works"], step["said"]) for step in said
    }


def test_a_mailbox_that_works_is_told_step_by_step(
    desk: Run,
    configure: Configure,
    account: Account,
    outgoing: Submission,
) -> None:
    account.deliver(b"Subject: one\r\n\r\nx")
    configure(done="move:Done", sent="INBOX")
    code, steps = checked(desk)
    assert code == 0
    assert [name for _, name in steps] == [
        *("settings", "password"),
        *("name", "connection", "certificate", "login", "folders", "listening", "done", "sent"),
        *("name", "connection", "certificate", "login", "sender"),
    ]
    said = {where: words for where, (_, words) in steps.items()}
    assert said["", "password"] == "a password by password_env"
    assert said["in", "name"].startswith("localhost is ")
    assert said["in", "certificate"].startswith("for localhost, as localhost should be; until ")
    assert said["in", "folders"] == "INBOX is read: 1 mails there"
    assert said["in", "listening"] == "the server tells at once what comes (IDLE)"
    assert said["in", "done"] == "what is kept goes to Done, which is made when it is needed"
    assert said["in", "sent"] == "copies of what leaves go to INBOX"
    assert said["out", "sender"] == "mails from jana@vipdesk.example.org are taken"
    assert outgoing.senders == ["jana@vipdesk.example.org"]
    assert account.flags() == [""], "looking changes nothing"
    assert account.folders() == ["INBOX"]


def test_mails_come_from_the_mailbox_where_its_user_is_an_address(
    desk: Run, configure: Configure, account: Account, outgoing: Submission
) -> None:
    configure(user=f"{account.user}@vipdesk.example.org")
    assert checked(desk)[0] == 0
    assert outgoing.senders == [f"{account.user}@vipdesk.example.org"]


def test_people_get_a_table_with_the_mend(desk: Run, configure: Configure) -> None:
    configure(imap="imaps://nowhere.invalid")
    ended = desk("mail", "check")
    assert ended.code == 3
    assert "✗  IMAP  name         nobody knows the name nowhere.invalid" in ended.out
    assert "→ mend the name of the server in [mail]" in ended.out
    assert "✓  SMTP  login" in ended.out, "one way does not keep the other from being looked at"


@pytest.mark.parametrize(
    ("certificate", "why"),
    [
        ("wrong", "certificate is not valid for 'localhost': one for localhost is expected; "
                  "it shows one for mail.example.com, until "),
        ("self", "self-signed certificate: one for localhost is expected; it shows one for local"),
    ],
)  # fmt: skip
def test_a_wrong_certificate_is_named_beside_the_right_one(
    desk: Run,
    configure: Configure,
    imap_server: MailServer,
    certificate: str,
    why: str,
) -> None:
    authority = imap_server.authority
    made = {
        "wrong": lambda: authority.signed("wrong", "subjectAltName=DNS:mail.example.com"),
        "self": lambda: authority.self_signed("self"),
    }[certificate]()
    with proxy(imap_server.port, made, authority.file) as between:
        configure(imap=f"imaps://localhost:{between.port}")
        code, steps = checked(desk)
    assert code == 3
    works, said = steps["in", "certificate"]
    assert not works
    assert why in said
    assert ("in", "login") not in steps, "nothing is said to whom one does not trust"


def test_a_wrong_certificate_of_the_other_way(
    desk: Run,
    configure: Configure,
    imap_server: MailServer,
) -> None:
    wrong = imap_server.authority.signed("wrong2", "subjectAltName=DNS:mail.example.com")
    for starttls, scheme in ((True, "smtp"), (False, "smtps")):
        with submission(wrong, starttls=starttls) as server:
            configure(smtp=f"{scheme}://localhost:{server.port}")
            _, steps = checked(desk)
        assert "it shows one for mail.example.com" in steps["out", "certificate"][1]


@pytest.mark.parametrize(
    ("changes", "step", "why"),
    [
        ({"user": "nobody"}, ("in", "login"), "does not let nobody in: [AUTHENTICATIONFAILED]"),
        ({"user": None}, ("", "settings"), "user is missing: write it as text"),
        ({"password_env": "UNSET_ONE"}, ("", "password"), "the variable UNSET_ONE is not set"),
        ({"imap": "imaps://localhost:1"}, ("in", "connection"), "localhost:1 can't be reached"),
        ({"authority": "/nowhere"}, ("", "settings"), "the authority /nowhere is not there: mend"),
    ],
)
def test_what_does_not_work_is_named(
    desk: Run,
    configure: Configure,
    changes: dict[str, str],
    step: tuple[str, str],
    why: str,
) -> None:
    configure(**changes)
    code, steps = checked(desk)
    assert code == 3
    works, said = steps[step]
    assert not works
    assert why in said


def test_the_wrong_kind_of_privacy_is_told(
    desk: Run,
    configure: Configure,
    account: Account,
    outgoing: Submission,
) -> None:
    configure(imap=f"imaps://localhost:{account.starttls_port}",
              smtp=f"smtps://localhost:{outgoing.port}")  # fmt: skip
    _, steps = checked(desk)
    for side in ("in", "out"):
        assert "keeps no private line" in steps[side, "certificate"][1]
    assert {"use imap:// here", "use smtp:// here"} <= mends(desk)


def test_a_line_that_is_private_from_its_first_byte_is_told_within_seconds(
    desk: Run,
    configure: Configure,
    account: Account,
) -> None:
    configure(imap=f"imap://localhost:{account.port}")
    began = time.monotonic()
    _, steps = checked(desk)
    assert time.monotonic() - began < 15
    assert "is private from its first byte" in steps["in", "certificate"][1]
    assert "use imaps:// here" in mends(desk)


def test_each_step_is_told_as_soon_as_it_is_known(
    desk: Run, configure: Configure, tmp_path: Path, store: Path
) -> None:
    """The last server takes the line, and says nothing for long."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configure(smtp=f"smtp://localhost:{silent.getsockname()[1]}")
        with open(tmp_path / "said", "w+") as said:
            check = [*VIPDESK, "mail", "check"]
            with subprocess.Popen(check, stdout=said, stderr=subprocess.STDOUT) as process:
                until(lambda: "SMTP  connection" in (tmp_path / "said").read_text())
                assert "✓  IMAP  login" in (tmp_path / "said").read_text()
                process.send_signal(signal.SIGINT)
                assert process.wait(20) == 130
        told = (tmp_path / "said").read_text()
    assert "Traceback" not in told
    assert "✓  SMTP  connection" in told.splitlines()[-1]


def mends(run: Run) -> set[str]:
    """What is to be done."""
    return {step["mend"] for step in json.loads(run("mail", "check", "--json").out)}


def test_a_line_that_becomes_private_is_as_good(
    desk: Run,
    configure: Configure,
    account: Account,
) -> None:
    configure(imap=f"imap://localhost:{account.starttls_port}")
    assert checked(desk)[0] == 0


def test_a_sender_that_is_not_ours_is_told(
    desk: Run,
    configure: Configure,
    outgoing: Submission,
) -> None:
    outgoing.refused = "jana@vipdesk.example.org"
    configure()
    _, steps = checked(desk)
    assert "takes nothing from jana@vipdesk.example.org: 550 5.7.1" in steps["out", "sender"][1]


def test_where_the_server_has_no_idle_it_is_said(
    desk: Run,
    configure: Configure,
    imap_server: MailServer,
) -> None:
    good, authority = imap_server.authority.signed("no-idle"), imap_server.authority.file
    with proxy(imap_server.port, good, authority) as between:
        between.fault = Forged(rb"\bIDLE\b", b"XIDLE")
        configure(imap=f"imaps://localhost:{between.port}")
        _, steps = checked(desk)
    assert steps["in", "listening"] == (True, "no IDLE there: it is looked every 30 s")


def test_a_folder_that_the_server_marks_for_what_was_sent_is_named(
    desk: Run,
    configure: Configure,
    imap_server: MailServer,
) -> None:
    good, authority = imap_server.authority.signed("marked"), imap_server.authority.file
    with proxy(imap_server.port, good, authority) as between:
        between.fault = Forged(rb"LIST \([^)]*\) (\S+) \S+", rb'LIST (\\Sent) \1 "Gesendete &AMQ-"')
        configure(imap=f"imaps://localhost:{between.port}", sent="Gesendet")
        _, steps = checked(desk)
    assert steps["in", "sent"] == (
        *(True,),
        "copies of what leaves go to Gesendet, which is made when it is needed;"
        " the server keeps such in Gesendete Ä: is that meant?",
    )


@pytest.mark.parametrize(
    ("there", "place"), [(True, "keyring = true"), (False, "password_file = ")]
)
def test_the_example_is_one_that_works_here(
    desk: Run, monkeypatch: pytest.MonkeyPatch, there: bool, place: str
) -> None:
    monkeypatch.setattr("vipdesk.cli.mail.find_spec", lambda _: there or None)
    (step,) = json.loads(desk("mail", "check", "--json").out)
    assert place in step["mend"]


def test_a_table_that_is_nearly_called_mail_is_told(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIPDESK_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text("[mial]\n")
    _, steps = checked(desk)
    assert steps["", "settings"] == (False, "there is a table [mial]: is [mail] meant?")
    assert diagnosed(desk) == [("warning", "there is a table [mial]: is [mail] meant?")]


def test_without_a_mailbox_it_says_how_to_set_one(desk: Run) -> None:
    code, steps = checked(desk)
    assert code == 3
    assert "no mailbox is set" in steps["", "settings"][1]


def test_the_log_says_who_carries_how_it_stands_and_what_happened(desk: Run, store: Path) -> None:
    assert desk("mail", "log", "--json").data == {"carried_by": None, "log": []}
    log = MailLog(str(store), system_clock)
    log.note("2 from INBOX, 2 new")
    log.stand(Side.IN, "imap.example.com can't be reached")
    held = take_courier(str(store), "worker")
    assert held is not None
    said = desk("mail", "log", "--json").data
    assert said["carried_by"] == "worker"
    assert (said["in"]["state"], said["in"]["trouble"]) == (
        *("trouble", "imap.example.com can't be reached"),
    )
    assert [note["what"] for note in said["log"]] == [
        "2 from INBOX, 2 new",
        "in: imap.example.com can't be reached",
    ]
    shown = desk("mail", "log").out
    assert "carried by worker" in shown
    assert time.strftime("%d %b") in shown
    held.close()


def test_the_log_of_no_store_says_so(run: Run) -> None:
    ended = run("mail", "log")
    assert (ended.code, ended.err.count("\n")) == (5, 1)


def diagnosed(run: Run) -> list[tuple[str, str]]:
    """What the doctor finds about mail."""
    said = json.loads(run("doctor", "--json").out)
    return [(each["severity"], each["what"]) for each in said if each["area"] == "mail"]


def test_the_doctor_says_who_carries_mail_and_what_is_wrong(
    desk: Run, configure: Configure, store: Path
) -> None:
    assert [severity for severity, _ in diagnosed(desk)] == ["warning"]
    configure()
    (_, _), nobody = diagnosed(desk)
    assert nobody == ("warning", "nobody carries mail now")
    held = take_courier(str(store), "worker")
    assert held is not None
    MailLog(str(store), system_clock).stand(Side.IN, "imap.example.com can't be reached")
    assert diagnosed(desk)[1:] == [
        ("ok", "mail is carried by worker"),
        ("warning", "in: imap.example.com can't be reached"),
    ]
    held.close()
    configure(done="nowhere")
    ((severity, what),) = diagnosed(desk)
    assert severity == "error"
    assert "done can't be nowhere" in what
