"""`vipdesk worker` tells people off the terminal, as its settings say; the keys stay there."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tests.push_server import TOKEN, PushServer, push_server
from tests.store.kit import until
from tests.whole.commands import VIPDESK, vipdesk

SATURDAY = "2026-11-28T14:00:00+01:00"
JANA, EVA = "Jana Nováková", "Eva Marková"


@pytest.fixture
def server() -> Iterator[PushServer]:
    with push_server() as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, server: PushServer) -> dict[str, str]:
    """A desk with an agent and a senior who are told; it is Saturday."""
    environment = {
        "VIPDESK_STORE": str(tmp_path / "data" / "desk.db"),
        "VIPDESK_CONFIG": str(tmp_path / "config.toml"),
        "VIPDESK_NOW": SATURDAY,
        "HOME": str(tmp_path),
    }
    (tmp_path / "config.toml").touch(0o600)
    (tmp_path / "config.toml").write_text(
        f'[alarm."{JANA}"]\nto = ["{server.ntfy}"]\n\n[alarm."{EVA}"]\nto = ["{server.webhook}"]\n'
    )
    vipdesk(environment, "init", "--client", "Acme", "--agent", JANA, "--vip-from", "2026-01-01")
    vipdesk(environment, "people", "add", EVA, "--role", "senior")
    return environment


def worker(environment: dict[str, str]) -> "subprocess.Popen[str]":
    """One that has begun."""
    started = subprocess.Popen(
        [*VIPDESK, "worker"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    assert started.stderr is not None
    assert "reminding" in started.stderr.readline()
    return started


def ended(process: "subprocess.Popen[str]") -> str:
    """What it said until it ended well."""
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    return said


def log(environment: dict[str, str]) -> Any:
    """What was told."""
    return json.loads(vipdesk(environment, "notify", "log", "--json"))


def rest(stream: IO[str] | None) -> str:
    """The next line."""
    assert stream is not None
    return stream.readline()


def test_a_client_who_waits_and_a_senior_who_is_asked(
    place: dict[str, str], server: PushServer, tmp_path: Path
) -> None:
    with worker(place) as process:
        vipdesk(place, "ticket", "new", "--subject", "Down", "--severity", "1", "--channel", "chat")
        until(lambda: len(server.taken) == 1)
        vipdesk(place, "ticket", "escalate", "101", "--reason", "the proxy")
        until(lambda: len(server.taken) == 2)
        until(lambda: [one["delivery"] for one in log(place)] == ["sent", "sent"])
        said = ended(process)
    assert [(one.path, one.title) for one in server.taken] == [
        ("/", "#101 severity 1: Down"),
        (f"/hook/{TOKEN}", "#101 severity 1, you are asked: Down"),
    ]
    assert [(one["person"], one["cause"]) for one in log(place)] == [
        (EVA, "asked"),
        (JANA, "client waits"),
    ]
    assert TOKEN not in said
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert kept
    assert not any(TOKEN.encode() in path.read_bytes() for path in kept)


def test_a_failure_is_told_and_the_next_worker_goes_on(
    place: dict[str, str], server: PushServer
) -> None:
    server.answers = [401]
    with worker(place) as process:
        vipdesk(place, "ticket", "new", "--subject", "Down", "--severity", "2", "--channel", "chat")
        line = rest(process.stderr)
        assert line == (
            f"vipdesk worker: alarms: {JANA} by ntfy: its server answered 401 Unauthorized\n"
        )
        process.kill()
        process.communicate()
    later = {**place, "VIPDESK_NOW": "2026-11-28T14:05:00+01:00"}
    with worker(later) as process:
        until(lambda: len(server.taken) == 1)
        until(lambda: [one["delivery"] for one in log(place)] == ["sent"])
        assert ended(process) == ""


def test_a_demonstration_tells_nobody(
    place: dict[str, str], server: PushServer, tmp_path: Path
) -> None:
    from vipdesk.cli.alarming import alarming
    from vipdesk.clock import system_clock
    from vipdesk.config import Settings

    settings = Settings(place["VIPDESK_STORE"], own_file=Path(place["VIPDESK_CONFIG"]), mail=False)
    told: list[str] = []
    with alarming(settings, system_clock, told.append, lambda: "demo"):
        pass
    assert (told, server.came) == ([], 0)
