"""A stop is obeyed between two mails of a batch, and what was not kept is fetched again."""

from datetime import datetime
from pathlib import Path
from threading import Event

import pytest

from tests.desk.conftest import RealDesk
from tests.kit import ACME
from tests.mail.carried import letter
from vipdesk.calls import calls_of
from vipdesk.channels.imap.line import Stopped
from vipdesk.channels.mail.message import MailMessage
from vipdesk.domain.mail_commands import PutMailPlace
from vipdesk.domain.policy import Policy
from vipdesk.ingest import MailImport
from vipdesk.mail_keeper import Arrived, MailKeeper
from vipdesk.store.files import Files

PLACE = PutMailPlace("INBOX", 1, 3)
BATCH = [Arrived(f"UID {n}", None, letter(f"mail {n}")) for n in range(1, 4)]


class SetAtTheSecondLook(Event):
    """Somebody leaves while the first mail is read."""

    looks = 0

    def is_set(self) -> bool:
        """Whether it was looked at before."""
        self.looks += 1
        return self.looks > 1


def test_a_stop_is_obeyed_between_two_mails(real: RealDesk, policy: Policy, tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    mails = MailImport(real.desk, files, real.clock, calls_of(ACME, policy, files))
    keeper = MailKeeper(real.desk, files, mails, real.clock)
    stop = SetAtTheSecondLook()
    with pytest.raises(Stopped):
        keeper.keep(BATCH, PLACE, stop)
    assert stop.looks == 2
    assert (real.numbers(), keeper.place("INBOX")) == ([], None)
    assert keeper.keep(BATCH, PLACE, Event()) == 3
    assert (len(real.numbers()), keeper.place("INBOX")) == (3, PLACE)
    keeper.close()


def test_a_mail_that_can_not_become_a_command_keeps_no_other_back(
    real: RealDesk, policy: Policy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Files(tmp_path / "files")
    calls = calls_of(ACME, policy, files)

    def from_mail(_: object, mail: MailMessage, now: datetime) -> None:
        if mail.subject == "mail 2":
            raise ZeroDivisionError

    monkeypatch.setattr(type(calls), "from_mail", from_mail)
    mails = MailImport(real.desk, files, real.clock, calls)
    keeper = MailKeeper(real.desk, files, mails, real.clock)
    assert keeper.keep(BATCH, PLACE, Event()) == 3
    assert sorted(line.subject for line in real.board().lines) == ["mail 1", "mail 3"]
    (lost,) = real.reader.kept_apart().unreadable
    assert lost.reason == "it can't be taken (ZeroDivisionError)"
    assert keeper.place("INBOX") == PLACE
    keeper.close()
