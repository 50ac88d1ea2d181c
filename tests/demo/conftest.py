"""The demonstration's mails as they are read, and its desk after the script was played."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from vipdesk.calls import calls_of
from vipdesk.channels.mail.files import MailFile, walk
from vipdesk.channels.mail.message import MailMessage, Unreadable
from vipdesk.channels.mail.parser import MailParser
from vipdesk.data import data_path
from vipdesk.demo import Player, Script, StepClock, read_script
from vipdesk.desk import Desk
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.ingest import MailImport
from vipdesk.ingest_voicemail import VoicemailImport
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store
from vipdesk.store.files import Files, files_beside
from vipdesk.store.reader import Reader
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The shipped policy."""
    return policy_for(shipped_policy_text())


@pytest.fixture(scope="session")
def script() -> Script:
    """What happens in the demonstration."""
    return read_script(data_path("demo"))


@dataclass(frozen=True, slots=True)
class Post:
    """All the mails of the demonstration, by the middle part of their Message-ID."""

    mails: dict[str, MailMessage]
    unreadable: dict[str, Unreadable]

    def __getitem__(self, name: str) -> MailMessage:
        return self.mails[name]


@pytest.fixture(scope="session")
def post(script: Script) -> Post:
    """The mails as the real reader takes them apart."""
    mails: dict[str, MailMessage] = {}
    unreadable: dict[str, Unreadable] = {}
    found = [one for one in walk([script.folder / "mail"]) if isinstance(one, MailFile)]
    with MailParser() as parser:
        for file, read in parser.parse_all(found, script.now):
            if isinstance(read, Unreadable):
                unreadable[file.label] = read
            else:
                assert _name(read) not in mails, f"{_name(read)} is there twice"
                mails[_name(read)] = read
    return Post(mails, unreadable)


def _name(mail: MailMessage) -> str:
    return mail.message_id.partition("@")[0].partition(".")[2]


@dataclass(frozen=True, slots=True)
class Played:
    """The desk after the last act."""

    script: Script
    board: Board
    all_lines: tuple[QueueLine, ...]
    tickets: dict[int, TicketView]
    numbers: dict[str, int]
    reader: Reader
    mails: MailImport

    def ticket(self, name: str) -> TicketView:
        """The ticket that began with a mail of this name, or was opened under it."""
        number = next(
            number
            for begun, number in self.numbers.items()
            if begun.partition("@")[0].partition(".")[2] == name or begun == name
        )
        return self.tickets[number]


@pytest.fixture(scope="session")
def played(
    script: Script, policy: Policy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """The script played on a real store by the real importer and desk."""
    where = str(Path(tmp_path_factory.mktemp("demo")) / "desk.db")
    clock = StepClock(script.begins)
    engine = create_store(
        where, lambda new: register(new, script.client, script.agent, policy, script.begins)
    )
    desk = Desk(Writer(engine, policy_for), clock)
    files = Files(files_beside(where))
    calls = calls_of(script.client, policy, files)
    mails = MailImport(desk, files, clock, calls)
    player = Player(script, desk, clock, mails, VoicemailImport(desk, files, clock, calls))
    player.play()
    reader = Reader(open_reader(where), policy_for)
    lines = reader.every_line()
    views = {line.number: reader.ticket(line.number) for line in lines}
    yield Played(
        script=script,
        board=reader.board(),
        all_lines=lines,
        tickets={number: view for number, view in views.items() if view is not None},
        numbers=player.numbers,
        reader=reader,
        mails=mails,
    )
    reader.close()
    desk.close()
