"""What a supervisor tries to get out of the watch, by SSH: refused, or it comes to nothing."""

import os
import socket
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.mail.dovecot import free_port
from tests.whole.office import ADA, EVA, JANA, OTA, Office

SUPERVISORS = (ADA, OTA)
NO_TERMINAL = "vipdesk: not a terminal: the screens need one"
SECRET = "what only the agent may read"
OWN_PROGRAMS = (
    'export EDITOR="touch {0}" VISUAL="touch {0}" BROWSER="touch {0}" PAGER="touch {0}"\n'
)


@pytest.fixture
def trap(desk_by_ssh: Office) -> Iterator[Path]:
    """A file that is there once anybody's editor, browser or pager was started."""
    folder = desk_by_ssh.folder / "trap"
    folder.mkdir()
    folder.chmod(0o777)
    sources = {desk_by_ssh.account(name).home / ".bashrc" for name in SUPERVISORS}
    for each in sources:
        each.write_text(OWN_PROGRAMS.format(folder / "sprung"))
    yield folder / "sprung"
    for each in (*folder.iterdir(), *sources):
        each.unlink()
    folder.rmdir()


@pytest.fixture
def untouched(desk_by_ssh: Office) -> Iterator[None]:
    """Nothing is written, to the store or beside it, whatever is tried."""
    before = written(desk_by_ssh)
    yield
    desk_by_ssh.all_gone()
    assert written(desk_by_ssh) == before


def written(office: Office) -> tuple[object, ...]:
    """The audit's end, what is in the homes, and what lies beside the store.

    A sheet of figures in a supervisor's own account is theirs to save.
    """
    homes = sorted({office.accounts.agent.home, office.accounts.watcher.home})
    own = office.accounts.watcher.home / "Downloads"
    found = [each for home in homes for each in sorted(home.rglob("*")) if each.is_file()]
    files = [str(each) for each in found if not office.accounts.apart or each.parent != own]
    beside = [each.name for each in sorted(Path(office.store).parent.rglob("*"))]
    steady = [name for name in beside if not name.endswith(("-wal", "-shm"))]
    return office.vipdesk("audit", "--head", "--json"), files, steady


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("name", SUPERVISORS)
@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("bash", "-i"),
        ("id",),
        ("vipdesk", "ticket", "note", "137", "--body", "mine"),
        ("vipdesk", "--as", f"'{JANA}'"),
        ("sh", "-c", "'touch mine'"),
    ],
    ids=["nothing", "a shell", "id", "a write", "another", "a file"],
)
def test_without_a_terminal_it_is_one_line(
    desk_by_ssh: Office, name: str, asked: tuple[str, ...]
) -> None:
    ended = desk_by_ssh.tries(desk_by_ssh.ssh(name, *asked))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(NO_TERMINAL)
    assert ended.stderr.count("\n") == 1


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("name", SUPERVISORS)
@pytest.mark.parametrize("asked", [("bash", "-i"), ("vipdesk", "--as", JANA), ("-", "x; bash")])
def test_with_a_terminal_it_is_the_watch(
    desk_by_ssh: Office, name: str, asked: tuple[str, ...]
) -> None:
    with desk_by_ssh.at(name, *asked, options=("-tt",)) as supervisor:
        supervisor.see("READ-ONLY", "Queue · ")
        supervisor.press("q")
        assert supervisor.exit_code() == 0


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("name", SUPERVISORS)
@pytest.mark.parametrize("old", [(), ("-O",)], ids=["sftp", "rcp"])
def test_no_file_is_fetched_or_brought(
    desk_by_ssh: Office, name: str, old: tuple[str, ...], tmp_path: Path
) -> None:
    brought, fetched = tmp_path / "brought", tmp_path / "fetched"
    brought.write_text("mine")
    there, known = f"{desk_by_ssh.account(name).login}@127.0.0.1", desk_by_ssh.sshd.client(name)
    for source, target in (
        (str(brought), f"{there}:brought"),
        (f"{there}:{desk_by_ssh.store}", str(fetched)),
    ):
        assert desk_by_ssh.tries(["scp", *known, *old, source, target]).returncode
    assert desk_by_ssh.tries(["sftp", *known, there]).returncode
    assert not fetched.exists()


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("name", SUPERVISORS)
def test_nothing_is_forwarded(desk_by_ssh: Office, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as inside:
        inside.settimeout(0.2)
        port, there = inside.getsockname()[1], free_port()
        ended = desk_by_ssh.tries(desk_by_ssh.ssh(name, options=("-W", f"127.0.0.1:{port}")))
        assert ended.returncode
        assert "stdio forwarding failed" in ended.stderr
        backwards = ("-N", "-R", f"{there}:127.0.0.1:{port}", "-oExitOnForwardFailure=yes")
        assert desk_by_ssh.tries(desk_by_ssh.ssh(name, options=backwards)).returncode == 255
        for way, said in (("-L", f"{there}:127.0.0.1:{port}"), ("-D", str(there))):
            assert talks_through(desk_by_ssh, name, (way, said), there, port) == b""
        with pytest.raises(TimeoutError):
            inside.accept()


def talks_through(
    office: Office, name: str, forward: tuple[str, str], there: int, port: int
) -> bytes:
    """What is heard at the near end of a way that a client opens beside the watch."""
    with office.at(name, options=("-tt", *forward)) as client:
        client.see("READ-ONLY", "Queue · ")
        with socket.create_connection(("127.0.0.1", there), 10) as line:
            line.settimeout(10)
            if forward[0] == "-D":  # as SOCKS 5 asks for an address
                line.sendall(b"\5\1\0" + b"\5\1\0\1\x7f\0\0\1" + port.to_bytes(2, "big"))
                assert line.recv(2) == b"\5\0"
            else:
                line.sendall(b"hello\n")
            heard = b""
            try:
                while fresh := line.recv(100):
                    heard += fresh
            except ConnectionResetError:
                pass
            # what says that the way was opened is the client's own word, and no inside answer
            return heard.removeprefix(b"\5\0\0\1\0\0\0\0\0\0")


@pytest.mark.parametrize("name", [ADA, OTA, EVA, JANA])
def test_no_agent_and_no_display_come_along(desk_by_ssh: Office, name: str, tmp_path: Path) -> None:
    keys = subprocess.run(
        ["ssh-agent", "-a", str(tmp_path / "agent")], capture_output=True, text=True, check=True
    )
    number = int(keys.stdout.partition("SSH_AGENT_PID=")[2].partition(";")[0])
    told = {"SSH_AUTH_SOCK": str(tmp_path / "agent"), "DISPLAY": "127.0.0.1:9"}
    try:
        with desk_by_ssh.at(name, options=("-A", "-Y", "-tt"), told=told) as somebody:
            somebody.see("a accept" if name == EVA else "Queue · ")
            here = desk_by_ssh.environments()
            assert here
            for each in here:
                assert ("SSH_AUTH_SOCK" in each) is (name == JANA)
                assert ("DISPLAY" in each) is (name == JANA)
    finally:
        os.kill(number, 15)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("name", SUPERVISORS)
@pytest.mark.parametrize(
    "told",
    [
        {"VIPDESK_STORE": "/etc/passwd"},
        {"VIPDESK_AS": OTA},
        {"VIPDESK_AS": ADA, "VIPDESK_NOTIFY": "none"},
        {"LC_ALL": "xx_../../etc.%n", "LANG": "\x1b]0;mine\x07", "LC_MESSAGES": "it_IT.UTF-8"},
        {"LC_ALL": "C", "COLORTERM": "truecolor", "LC_TERMINAL": "iTerm2"},
    ],
    ids=["store", "as", "as herself", "odd", "plain"],
)
def test_the_environment_moves_nobody(desk_by_ssh: Office, name: str, told: dict[str, str]) -> None:
    sent = [f"-oSendEnv={each}" for each in told]
    with desk_by_ssh.at(name, options=sent, told=told) as supervisor:
        if desk_by_ssh.apart(name) and told.get("VIPDESK_AS") == OTA:
            supervisor.see("vipdesk: ", "Ada Ward")
            assert supervisor.exit_code() == 4
            return
        supervisor.see("READ-ONLY", "Login page")
        supervisor.press("q")
        assert supervisor.exit_code() == 0


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("told", ["VIPDESK_CONFIG", "VIPDESK_POLICY", "VIPDESK_ANSWERS"])
def test_no_other_file_is_shown(desk_by_ssh: Office, told: str) -> None:
    secret = desk_by_ssh.account(OTA).home / "secret"
    secret.write_text(f"{SECRET} = [\n{SECRET}\n")
    secret.chmod(0o644)
    try:
        with desk_by_ssh.at(OTA, options=[f"-oSendEnv={told}"], told={told: str(secret)}) as ota:
            ota.wait(lambda: "Queue · " in ota.shown or "vipdesk: " in ota.shown, "an end")
            ota.press(",")
            ota.wait(lambda: "Settings" in ota.shown or "vipdesk: " in ota.shown, "settings")
            assert SECRET not in ota.painted.decode(errors="replace")
    finally:
        secret.unlink()


ENDS = ("\x03", "\x11", "\x1a")
EVERY_KEY = (
    *(chr(code) for code in range(0x21, 0x7F) if chr(code) != "q"),
    *(chr(code) for code in range(1, 27) if chr(code) not in ENDS),
    *(f"\x1b[{code}~" for code in (15, 17, 18, 19, 20, 21, 23, 24)),
    *("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"),
)
"""All but those that end it."""

BEHIND_IT = ("", "e", "so", "\x05\x0f")
"""What saves, opens or edits in some dialog."""


@pytest.mark.usefixtures("untouched")
def test_no_key_writes_or_starts_anything(desk_by_ssh: Office, trap: Path) -> None:
    with desk_by_ssh.at(ADA) as ada, desk_by_ssh.at(OTA) as ota:
        for each in (ada, ota):
            each.see("READ-ONLY", "Queue · ")
        for first, second in product(EVERY_KEY, BEHIND_IT):
            for each in (ada, ota):
                each.press(f"{first}{second}")
            for each in (ada, ota):
                each.look()
                each.press("\x1b\x1b\x1b")
        for each in (ada, ota):
            assert "Search for commands" not in each.painted.decode(errors="replace")
            each.see("READ-ONLY", "Queue · ")
    assert not trap.exists()


@pytest.mark.usefixtures("untouched")
def test_who_came_by_anothers_account_saves_no_file_there(desk_by_ssh: Office) -> None:
    with desk_by_ssh.at(OTA) as ota:
        ota.see("READ-ONLY", "Queue · ")
        ota.press("B")
        ota.see("Wallboard", "meanings", "median")
        assert "as CSV" not in ota.shown
        ota.press("e")
        ota.press("d")
        ota.see("d meanings")


@pytest.mark.usefixtures("untouched")
def test_a_senior_finds_no_picture_and_no_editor(desk_by_ssh: Office, trap: Path) -> None:
    with desk_by_ssh.at(EVA) as eva:
        eva.see("a accept")
        eva.press("\x10")
        eva.see("Search for commands")
        eva.press("screenshot")
        eva.see("screenshot", "No matches found")
        eva.press("\x1b")
        eva.wait(lambda: "No matches found" not in eva.shown, "no palette")
        eva.press("n")
        eva.see("Note on #138")
        eva.press("\x05\x1b[18~mine")
        eva.see("mine")
        eva.press("\x1b")
    assert not trap.exists()


def test_the_agent_has_the_editor_that_is_named(desk_by_ssh: Office, trap: Path) -> None:
    bound = desk_by_ssh.account(JANA).home / ".bashrc"
    assert bound.exists()
    with desk_by_ssh.at(JANA) as jana:
        jana.see("Queue · ", "Login page")
        jana.press("a")
        jana.see("Answer", "Marta Rossi")
        jana.press("\x05")
        jana.wait(trap.exists, "the editor")
