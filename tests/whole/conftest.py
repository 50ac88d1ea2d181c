"""A place for one desk."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.accounts import accounts
from tests.mail.both import Both
from tests.mail.dovecot import Account
from tests.smtp_server import smtp_server
from tests.sshd import sshd
from tests.whole.commands import vipdesk
from tests.whole.office import MONDAY, WITH_KEYS, Office, office


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """A store that other accounts of its group may read, on a Monday at 10:42."""
    with TemporaryDirectory(prefix="vipdesk-job-") as folder:
        Path(folder).chmod(0o755)  # pytest's own folders are closed to other accounts
        yield {
            "VIPDESK_STORE": str(Path(folder) / "data" / "desk.db"),
            "VIPDESK_NOW": MONDAY,
            "HOME": folder,
            "XDG_STATE_HOME": str(Path(folder) / ".local" / "state"),
        }


@pytest.fixture(scope="session")
def _monday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration's store, that nobody touches."""
    folder = tmp_path_factory.mktemp("monday")
    told = {"VIPDESK_NOW": MONDAY, "XDG_STATE_HOME": str(folder / "state")}
    vipdesk(told, "demo", "--no-open", "--store", str(folder / "data" / "desk.db"))
    return folder / "data"


@pytest.fixture
def demonstration(environment: dict[str, str], _monday: Path) -> dict[str, str]:
    """The demonstration's Monday, kept."""
    shutil.copytree(_monday, Path(environment["VIPDESK_STORE"]).parent)
    return environment


@pytest.fixture
def both(tmp_path: Path, account: Account) -> Iterator[Both]:
    """A mailbox, and the server that sends for the same user."""
    with smtp_server(tmp_path) as server:
        server.login, server.password = account.user, account.password
        yield Both(account, server, tmp_path)


@pytest.fixture(scope="session")
def _whole_office() -> Iterator[Office]:
    """Accounts, server and desk; the folder is open to those accounts."""
    with TemporaryDirectory(prefix="vipdesk-ssh-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with (
            accounts(folder) as those,
            sshd(folder, WITH_KEYS, (those.agent, those.watcher)) as server,
            office(folder, server, those) as made,
        ):
            yield made


@pytest.fixture
def desk_by_ssh(_whole_office: Office) -> Office:
    """A desk that people reach through SSH, on Monday at 10:42; nobody is there yet."""
    _whole_office.all_gone()
    _whole_office.begin_anew()
    return _whole_office
