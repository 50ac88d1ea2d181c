"""`vipdesk mail check` and `vipdesk mail log`: what works, what does not, and the mend."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import Configure, Run, checked
from tests.mail.dovecot import Account, MailServer
from tests.mail.faults import Forged
from tests.mail.proxy import proxy
from tests.mail.submission import Submission
from vipdesk.clock import system_clock
from vipdesk.store.courier_lock import take_courier
from vipdesk.store.mail_log import MailLog, Side


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
    assert said["in", "folders"] == "INBOX is read: 1 mail there"
    assert said["in", "listening"] == "the server tells at once what comes (IDLE)"
    assert (
        said["in", "done"] == "what is kept goes to Done, which is made when it is first looked for"
    )
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


def test_without_a_mailbox_the_way_to_one_is_told(desk: Run) -> None:
    (step,) = json.loads(desk("mail", "check", "--json").out)
    assert "`vipdesk mail set-up YOUR@ADDRESS`" in step["mend"]


def test_an_agent_without_an_address_is_told_as_the_desk_would(
    run: Run, configure: Configure, account: Account, outgoing: Submission
) -> None:
    run("init", "--client", "Acme", "--agent", "Jana")
    configure()
    code, steps = checked(run)
    assert code == 3
    assert steps["out", "sender"] == (False, "there is no address to write from")
    given = run("people", "add", "Jana", "--role", "dedicated", "--email", "jana@example.org")
    assert given.code == 0
    code, steps = checked(run)
    assert (code, outgoing.senders) == (0, ["jana@example.org"])


def test_mails_that_leave_as_somebody_else_than_was_said_are_told(
    desk: Run, configure: Configure, account: Account
) -> None:
    configure(user=f"{account.user}@vipdesk.example.org")
    said = checked(desk)[1]["out", "sender"][1]
    assert said.endswith("are taken, and mails leave as that, not as jana@vipdesk.example.org")


def test_a_password_in_the_table_has_a_mend_of_its_own(desk: Run, configure: Configure) -> None:
    configure(password="x")
    code, steps = checked(desk)
    assert code == 3
    assert "is no place for the password" in steps["", "settings"][1]


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
    log, noted = MailLog(str(store), system_clock), system_clock()
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
    assert f"{noted.astimezone(ZoneInfo('Europe/Bratislava')):%d %b}" in shown
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


def test_what_waits_for_a_word_is_sent_or_dropped_by_one(
    desk: Run, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk("mail", "drop-waiting").code == 3, "no mailbox is set"
    marta = "marta.rossi@acme.example.com"
    desk("ticket", "new", "--subject", "One", "--severity", "3", "--from", marta)
    assert desk("ticket", "reply", "101", "--body", "We are on it.").code == 0
    configure()
    monkeypatch.setenv("VIPDESK_NOW", "2026-11-23T10:50:00+01:00")
    assert desk("ticket", "reply", "101", "--body", "Written while it is set.").code == 0
    assert desk("mail", "drop-waiting", "--json").data == {"dropped": 1}
    assert desk("mail", "drop-waiting", "--json").data == {"dropped": 0}
    assert desk("mail", "send-waiting", "--json").data == {"released": 0}


def test_older_mails_are_asked_for_by_a_day(
    desk: Run, configure: Configure, account: Account
) -> None:
    configure()
    account.deliver(b"Subject: one\r\n\r\nx")
    assert desk("mail", "older", "--since", "2024-01-01", "--json").data == {"taken": 0}
    assert account.flags() == [""]
    assert desk("mail", "older", "--since", "once").code == 3
