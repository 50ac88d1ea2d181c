"""`vipdesk serve`, as a process of its own beside the desk."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import Run


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextmanager
def served(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The process, until it is told to stop."""
    process = subprocess.Popen(
        [sys.executable, "-m", "vipdesk", "serve", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_contact_goes_in_by_a_link_of_the_command_line(desk: Run, told: signal.Signals) -> None:
    port = free_port()
    with served("--port", str(port)) as process:
        assert process.stderr is not None
        assert process.stderr.readline().endswith(f"the door is open at http://127.0.0.1:{port}\n")
        link = desk("door", "link", "marta.rossi@acme.example.com").out.strip()
        path = link.partition("/enter/")[2]
        origin = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=origin, headers={"Origin": origin}) as browser:
            entered = browser.post(f"/enter/{path}")
            assert entered.status_code == 303
            cookie = entered.headers["set-cookie"].partition(";")[0]
            page = browser.get("/", headers={"Cookie": cookie, "Accept": "text/html"})
            assert "Jana Nováková" in page.text
            assert len(desk("door", "visits", "--json").data["visits"]) == 1
            with browser.stream("GET", "/live/events", headers={"Cookie": cookie}) as line:
                rows = line.iter_lines()
                next(rows)  # a line that is open does not hold it up
                process.send_signal(told)
                assert process.wait(timeout=20) == 0
    assert process.stderr.closed


def test_what_can_not_be_is_one_line(desk: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = desk("serve", "--port", port)
        assert (ended.code, ended.out) == (3, "")
        assert port in ended.err
        assert "address already in use" in ended.err
    assert desk("serve", "--port", "0").code == 2
    assert desk("serve", "--port", "http").code == 2
    elsewhere = desk("serve", "--host", "0.0.0.0")
    assert elsewhere.code == 3
    assert "https" in elsewhere.err


def test_without_a_store_there_is_no_door(run: Run) -> None:
    assert run("serve").code == 5
