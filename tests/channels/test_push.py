"""Telling by an address: real servers, whatever they do, and never a word of the address."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mail.certificates import Authority
from tests.mail.dovecot import free_port
from tests.push_server import DRIP, ELSEWHERE, SAY_NOTHING, TOKEN, PushServer, push_server
from vipdesk.channels import push as pushes
from vipdesk.channels.push import Pushed, look, push

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[PushServer]:
    with push_server() as made:
        yield made


def test_an_ntfy_server_and_a_webhook_take_it_as_it_is(server: PushServer) -> None:
    subject, text = "#101 severity 1: <b>*Down*</b> {{secret}}", "first\\nline\nsecond & last"
    for address in (server.ntfy, server.webhook):
        assert push(address, subject, text).why == ""
    assert [(one.title, one.text) for one in server.taken] == [(subject, text)] * 2
    assert server.taken[1].path == f"/hook/{TOKEN}"


def test_nothing_of_the_library_shows_there(server: PushServer) -> None:
    push(server.ntfy, "a", "b")
    push(server.webhook, "a", "b")
    for one in server.taken:
        assert "apprise" not in one.whole.lower()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "its server answered 401 Unauthorized"),
        (404, "its server answered 404 Not Found"),
        (429, "its server answered 429 Too Many Requests"),
        (500, "its server answered 500 Internal Server Error"),
        (599, "its server answered 599"),
    ],
)
def test_a_refusal_is_told_in_our_words_with_a_mend(
    server: PushServer, status: int, said: str
) -> None:
    for address in (server.ntfy, server.webhook):
        server.answers = [status]
        pushed = push(address, "a", "b")
        assert pushed.why == said
        assert pushed.mend
        assert TOKEN not in repr(pushed)


def test_what_is_told_is_no_reason_why_it_fails() -> None:
    for subject in ("certificate", "error=401.", "Socket Exception: certificate"):
        gone = push(f"json://127.0.0.1:{free_port()}/{TOKEN}", subject, f"x\n{subject}")
        assert gone.why == "its server takes no line"


def test_a_key_goes_nowhere_else(server: PushServer) -> None:
    for address in (server.ntfy, server.webhook):
        server.answers = [ELSEWHERE]
        assert push(address, "a", "b").why.startswith("its server answered 307")
    assert server.taken == []


def test_who_is_not_there_is_told() -> None:
    gone = push(f"ntfy://{TOKEN}@127.0.0.1:{free_port()}/{TOKEN}", "a", "b")
    assert gone.why == "its server takes no line"
    unknown = push(f"ntfy://{TOKEN}@nowhere.invalid/{TOKEN}", "a", "b")
    assert unknown.why == "nobody knows its server's name"


def test_a_server_that_proves_nothing_gets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    with push_server(authority.signed("push")) as private:
        address = private.ntfy.replace("ntfy://", "ntfys://")
        assert push(address, "a", "b").why == "its server's certificate does not hold"
        assert private.taken == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.file))
        assert push(address, "a", "b").why == ""


@pytest.mark.parametrize("fault", [SAY_NOTHING, DRIP])
def test_a_server_that_takes_its_time_is_left(server: PushServer, fault: str) -> None:
    server.answers = [fault]
    begun = time.monotonic()
    assert push(server.webhook, "a", "b", patience=2).why == pushes.TOO_LATE
    assert time.monotonic() - begun < 6


@pytest.mark.parametrize("address", ["nosuch://a/b", "json://", "mailto://", "://", ""])
def test_what_is_no_address_is_told(address: str) -> None:
    for pushed in (look(address), push(address, "a", "b")):
        assert pushed.why == "Apprise knows no such address"


def test_looking_sends_nothing_and_tells_what_it_is(server: PushServer) -> None:
    assert look(server.ntfy) == Pushed(service="ntfy")
    assert look(server.webhook).service == "JSON"
    assert server.came == 0


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("ntfys://ntfy.example.org/topic", True),
        ("ntfy://ntfy.example.org/topic", False),
        ("ntfy://topic", True),
        ("jsons://hook.example.org/key", True),
        ("json://hook.example.org/key", False),
    ],
)
def test_a_way_on_which_others_read_along_is_told(address: str, private: bool) -> None:
    assert look(address).private is private


def test_without_the_library_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "apprise.py"
    broken.write_text("raise ImportError('not here')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    pushed = push("ntfys://ntfy.example.org/topic", "a", "b")
    assert pushed.why == "apprise is not installed"
    assert "install apprise" in pushed.mend


def test_a_process_that_breaks_off_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushes, "_PROGRAM", "print('{')")
    assert look("ntfys://ntfy.example.org/topic").why == pushes.BROKE_OFF


def test_the_library_stays_out_of_the_desk_and_has_one_home() -> None:
    code = "import vipdesk.cli.attending, vipdesk.pusher, sys; print('apprise' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
    homes = [
        path.name
        for path in (ROOT / "vipdesk").rglob("*.py")
        if "import apprise" in path.read_text()
    ]
    assert homes == ["pushing.py"]


def test_an_address_shows_in_no_list_of_processes(server: PushServer) -> None:
    server.answers = [SAY_NOTHING]
    code = f"from vipdesk.channels.push import push; push({server.webhook!r}, 'a', 'b', 20)"
    feeder = "import sys; exec(sys.stdin.read())"
    with subprocess.Popen(
        [sys.executable, "-c", feeder], stdin=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdin is not None
        asking.stdin.write(code)
        asking.stdin.close()
        assert server.here.wait(20)
        lines = [
            path.read_bytes()
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if path.parent.exists()
        ]
        assert not any(TOKEN.encode() in line for line in lines)
        server.ended.set()
