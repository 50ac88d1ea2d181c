"""Lines that are cut, frozen, and asleep: nothing stays behind, and no draft is lost."""

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from tests.slow_line import SlowLine
from tests.whole.office import ADA, EVA, EVERYBODY, JANA, OTA, Office
from tests.whole.terminal import Terminal
from vipdesk.terminal.far_end import GIVES_UP_AFTER
from vipdesk.watch import LOOK_ROUND_EVERY

CUT, NOTICES, FROZEN = 5, 30, 90
"""Seconds after which nothing is left of a visit, as README promises; half a minute to notice.
They are held by the settings that make them, for on a busy machine all takes longer."""

HALF = "Dear Marta, the prox"


def killed(client: Terminal) -> None:
    """As a client is that crashes."""
    os.kill(client.pid, signal.SIGKILL)


def closed(client: Terminal) -> None:
    """As somebody closes the window."""
    client.hang_up()


def come_in(office: Office, stack: ExitStack, port: int = 0) -> dict[str, Terminal]:
    """All four are there; the agent has half an answer typed."""
    there = {name: stack.enter_context(office.at(name, port=port)) for name in EVERYBODY}
    there[EVA].see("a accept")
    for name in (ADA, OTA):
        there[name].see("READ-ONLY", "Queue · ")
    type_half(there[JANA])
    return there


def type_half(jana: Terminal) -> None:
    jana.see("Queue · ", "Login page")
    jana.press("a")
    jana.see("Answer", "Marta Rossi")
    jana.press(HALF)
    jana.see(HALF)


def draft_is_there(office: Office) -> None:
    with office.at(JANA, columns=80, rows=24) as jana:
        jana.see("Login page returns 502")
        jana.press("a")
        jana.see(HALF)


@pytest.mark.parametrize("cut", [killed, closed])
def test_a_cut_line_leaves_nothing(desk_by_ssh: Office, cut: Callable[[Terminal], None]) -> None:
    assert 2 * LOOK_ROUND_EVERY < CUT
    with ExitStack() as stack:
        for client in come_in(desk_by_ssh, stack).values():
            cut(client)
        desk_by_ssh.all_gone()
    draft_is_there(desk_by_ssh)


def test_frozen_clients_and_sleeping_laptops_leave_nothing(desk_by_ssh: Office) -> None:
    """After so many looks as are promised: here there are more of them in a second."""
    notices, alive = GIVES_UP_AFTER * LOOK_ROUND_EVERY, 5 * 2
    assert "ClientAliveInterval 5\n    ClientAliveCountMax 2" in desk_by_ssh.sshd.obeyed
    assert notices == NOTICES
    assert notices + alive < FROZEN
    with desk_by_ssh.in_haste(), ExitStack() as stack:
        line = stack.enter_context(SlowLine.to(desk_by_ssh.sshd.port))
        stack.enter_context(desk_by_ssh.at(ADA, port=line.port)).see("READ-ONLY", "Queue · ")
        asleep = come_in(desk_by_ssh, stack)
        for client in asleep.values():
            os.kill(client.pid, signal.SIGSTOP)
        line.freeze()
        desk_by_ssh.all_gone()
        for client in asleep.values():
            os.kill(client.pid, signal.SIGCONT)
            assert client.exit_code() in (129, 255)
    draft_is_there(desk_by_ssh)


def test_a_client_that_was_asleep_for_a_moment_goes_on(desk_by_ssh: Office) -> None:
    with desk_by_ssh.at(JANA) as jana, desk_by_ssh.at(ADA) as ada:
        ada.see("READ-ONLY", "Queue · ")
        type_half(jana)
        os.kill(ada.pid, signal.SIGSTOP)
        jana.press("\x13")
        jana.see("no mail account")
        os.kill(ada.pid, signal.SIGCONT)
        ada.press("G")
        ada.see("READ-ONLY")
        ada.press("g")
        ada.see("Queue · 14 open")
        ada.press("q")
        assert ada.exit_code() == 0
