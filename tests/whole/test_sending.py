"""`vipdesk worker` sends what was answered by hand; a kill -9 at the hand-over loses nothing."""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.smtp_server import PASSWORD, SAY_NOTHING, TAKE_TIME, USER, SmtpServer, smtp_server
from tests.whole.commands import VIPDESK, vipdesk
from tests.whole.terminal import Terminal

ANSWERS = 12
WRITTEN, LATER = "2026-11-23T10:42:00+01:00", "2026-11-23T10:43:00+01:00"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmtpServer]:
    """Where the desk's mail goes."""
    with smtp_server(tmp_path) as here:
        yield here


@pytest.fixture
def desk(server: SmtpServer, tmp_path: Path) -> dict[str, str]:
    """A desk with a mail account and a ticket of Marta's."""
    own_file = tmp_path / "config.toml"
    own_file.write_text(
        f'[mail]\nuser = "{USER}"\nimap = "imaps://localhost:9"\n'
        f'smtp = "smtp://localhost:{server.port}"\npassword_env = "MAIL_PASSWORD"\n'
        f'authority = "{server.authority}"\nsignature = "{{agent}}\\nVIP desk"\n'
    )
    environment = {
        "VIPDESK_STORE": str(tmp_path / "data" / "desk.db"),
        "VIPDESK_CONFIG": str(own_file),
        "VIPDESK_NOW": WRITTEN,
        "MAIL_PASSWORD": PASSWORD,
    }
    contact = "Marta Rossi <marta@acme.example.com>"
    vipdesk(environment, "init", "--client", "Acme", "--agent", "Jana", "--contact", contact)
    new = ("ticket", "new", "--subject", "Login", "--severity", "3")
    vipdesk(environment, *new, "--from", "marta@acme.example.com", "--body", "It fails.")
    return environment


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A worker, a minute later."""
    later = {**os.environ, **environment, "VIPDESK_NOW": LATER}
    with subprocess.Popen(
        [*VIPDESK, "worker"], env=later, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(is_so: Callable[[], bool]) -> None:
    """Go on once it is so."""
    give_up = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def answer_of(environment: dict[str, str]) -> Any:
    """The answer on the ticket, as a script sees it."""
    return answers_of(environment)[-1]


def answers_of(environment: dict[str, str]) -> list[Any]:
    """All answers on it."""
    shown = json.loads(vipdesk(environment, "ticket", "show", "101", "--json"))
    return [one for one in shown["messages"] if one["delivery"]]


def test_what_was_answered_is_sent_with_its_files(
    server: SmtpServer, desk: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "Übersicht.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "log.txt").write_text("all well\n")
    reply = ("ticket", "reply", "101", "--body", "See the files.")
    vipdesk(desk, *reply, "--attach", str(tmp_path / "Übersicht.pdf"), str(tmp_path / "log.txt"))
    (tmp_path / "Übersicht.pdf").unlink()
    answer = answer_of(desk)
    assert answer["delivery"] == "queued"
    assert [one["name"] for one in answer["attachments"]] == ["Übersicht.pdf", "log.txt"]
    with worker(desk):
        until(lambda: answer_of(desk)["delivery"] == "sent")
    (taken,) = server.taken
    mail = message_from_bytes(taken.raw)
    assert mail["Message-ID"] == f"<{answer['message_id']}>"
    assert taken.recipients == ("marta@acme.example.com",)
    files = {part.get_filename(): part.get_payload(decode=True) for part in mail.walk()}
    assert files["Übersicht.pdf"] == b"%PDF-1.7"
    assert b"Jana" in taken.raw


def test_a_kill_between_hand_over_and_mark_sends_the_same_mail_again(
    server: SmtpServer, desk: dict[str, str]
) -> None:
    vipdesk(desk, "ticket", "reply", "101", "--body", "We are on it.")
    server.faults["TAKEN"] = [SAY_NOTHING]
    with worker(desk) as killed:
        until(lambda: len(server.taken) == 1)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert answer_of(desk)["delivery"] == "leaving"
    with worker(desk):
        until(lambda: answer_of(desk)["delivery"] == "sent")
    first, second = server.taken
    assert first.raw == second.raw


@pytest.mark.parametrize("open_desk", [False, True])
def test_leaving_waits_for_the_one_mail_that_the_server_looks_through(
    server: SmtpServer, desk: dict[str, str], open_desk: bool
) -> None:
    for text in ("One.", "Two."):
        vipdesk(desk, "ticket", "reply", "101", "--body", text)
    server.faults["TAKEN"] = [TAKE_TIME]
    leaves = _desk_leaves if open_desk else _worker_leaves
    leaves(server, desk)
    stands = [one["delivery"] for one in answers_of(desk)]
    assert stands == ["sent", "queued"], "nothing new began, and what had begun was marked"


def _worker_leaves(server: SmtpServer, desk: dict[str, str]) -> None:
    with worker(desk) as process:
        until(lambda: len(server.taken) == 1)
        process.terminate()
        assert process.stderr is not None
        said = iter(process.stderr)
        assert any("sending the last answer" in line for line in said)
        server.has_time.set()
        assert process.wait(10) == 0


def _desk_leaves(server: SmtpServer, desk: dict[str, str]) -> None:
    with Terminal(environment={**desk, "VIPDESK_NOW": LATER}) as agent:
        agent.see("Login", "enter read")
        agent.wait(lambda: len(server.taken) == 1, "the mail")
        agent.press("q")
        agent.wait(lambda: b"sending the last answer" in agent.painted, "that it waits")
        server.has_time.set()
        assert agent.exit_code() == 0


def test_ctrl_c_leaves_at_once_all_the_same(server: SmtpServer, desk: dict[str, str]) -> None:
    vipdesk(desk, "ticket", "reply", "101", "--body", "One.")
    server.faults["TAKEN"] = [TAKE_TIME]
    with Terminal(environment={**desk, "VIPDESK_NOW": LATER}) as agent:
        agent.see("Login", "enter read")
        agent.wait(lambda: len(server.taken) == 1, "the mail")
        agent.press("q")
        agent.wait(lambda: b"sending the last answer" in agent.painted, "that it waits")
        began = time.monotonic()
        agent.press("\x03")
        assert agent.exit_code() == 0
        assert time.monotonic() - began < 3
    (answer,) = answers_of(desk)
    assert answer["delivery"] == "leaving"


def test_an_answer_typed_while_a_worker_runs_goes_within_moments_of_its_hold(
    server: SmtpServer, desk: dict[str, str]
) -> None:
    with worker(desk) as process:
        assert process.stderr is not None
        assert "watching" in process.stderr.readline()
        vipdesk(desk, "ticket", "reply", "101", "--body", "We are on it.")
        until(lambda: bool(server.taken))


@pytest.mark.timeout(300)
def test_kills_at_any_moment_lose_nothing_and_repeat_no_more_than_one_mail_each(
    server: SmtpServer, desk: dict[str, str]
) -> None:
    chance = random.Random(7)
    for number in range(ANSWERS):
        vipdesk(desk, "ticket", "reply", "101", "--body", f"Step {number}.")
    kills = 0
    while len(answered(desk, "sent")) < ANSWERS:
        done, more = len(answered(desk, "sent")), len(server.taken) + 1
        with worker(desk) as killed:
            until(partial(has_taken, server, more))
            if chance.random() < 0.5:
                until(partial(has_sent, desk, done + 1))
            killed.send_signal(signal.SIGKILL)
            killed.wait()
        kills += 1
        assert kills < 2 * ANSWERS
    wanted = {f"<{one['message_id']}>" for one in answered(desk, "sent")}
    names = [message_from_bytes(one.raw)["Message-ID"] for one in server.taken]
    assert set(names) == wanted
    assert len(names) - len(wanted) <= kills


def has_taken(server: SmtpServer, count: int) -> bool:
    """Whether so many mails have arrived."""
    return len(server.taken) >= count


def has_sent(environment: dict[str, str], count: int) -> bool:
    """Whether so many answers are known to have left."""
    return len(answered(environment, "sent")) >= count


def answered(environment: dict[str, str], delivery: str) -> list[Any]:
    """The answers that have come so far."""
    shown = json.loads(vipdesk(environment, "ticket", "show", "101", "--json"))
    return [one for one in shown["messages"] if one["delivery"] == delivery]
