"""What holds for all tests, and the servers that some of them speak with."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

from tests.calendar_server import CalendarServer, calendar_server
from tests.mail.dovecot import Account, MailServer, mail_server
from tests.quick_store import be_quick

# Speed is for benchmarks to tell, and a run is to be the same everywhere.
slow = [HealthCheck.too_slow]
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=slow)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that wait for other programs go first: meanwhile the other worker reckons."""
    items.sort(key=lambda item: item.path.parent.name != "whole")


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Names of folders, each for what one test's program keeps of its own account."""
    folder = tmp_path_factory.mktemp("states")
    return (str(folder / str(number)) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_state(states: Iterator[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test knows whose mailbox another's was."""
    monkeypatch.setenv("XDG_STATE_HOME", next(states))


@pytest.fixture(autouse=True)
def _no_authorities(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's are many to read for each line, and signed no server of the tests."""
    monkeypatch.setattr("ssl.SSLContext.set_default_verify_paths", lambda context: None)


@pytest.fixture(autouse=True)
def quick_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores need not outlive the machine."""
    be_quick(monkeypatch)


@pytest.fixture(scope="session")
def calendars(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarServer]:
    """A real CalDAV server."""
    with calendar_server(tmp_path_factory.mktemp("calendars")) as server:
        yield server


@pytest.fixture(scope="session")
def imap_server() -> Iterator[MailServer]:
    """A real IMAP server; its sockets need a folder with a short name, open to its accounts."""
    with TemporaryDirectory(prefix="vipdesk-imap-") as folder, mail_server(Path(folder)) as server:
        yield server


@pytest.fixture
def account(imap_server: MailServer) -> Account:
    """A mailbox that nobody has used yet."""
    return imap_server.account()
