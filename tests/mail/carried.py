"""A desk whose mail is carried by a courier in a thread, and what tests ask of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread

from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.kit import ACME
from tests.mail.dovecot import Account
from vipdesk.calls import calls_of
from vipdesk.channels.imap.entering import enter
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.mail.field_writing import spellings
from vipdesk.channels.secure import trusting
from vipdesk.desk import Desk
from vipdesk.domain.policy import Policy
from vipdesk.ingest import MailImport
from vipdesk.mail_account import Entry, MailAccount, Security, Server
from vipdesk.mail_intake import MailIntake
from vipdesk.mail_keeper import MailKeeper, at_once
from vipdesk.mail_line import Pace
from vipdesk.mail_voice import MailVoice
from vipdesk.policies import policy_for
from vipdesk.secret import Secret
from vipdesk.store.engine import open_writer
from vipdesk.store.files import Files, files_beside
from vipdesk.store.mail_log import MailLog, Side, Standing, mail_notes, mail_state
from vipdesk.store.writer import Writer

PATIENCE = 30.0


def account_of(account: Account, port: int | None = None) -> MailAccount:
    """The settings of a desk for this mailbox, as they usually are."""
    return MailAccount(
        user=account.user,
        imap=Server("localhost", port or account.port, Security.TLS),
        smtp=Server("localhost", 1, Security.TLS),
        entry=Entry.ENVIRONMENT,
        authority=account.authority,
    )


def letter(subject: str, text: str = "Please help.", sender: str = "marta.rossi") -> bytes:
    """A mail as it lies on a server."""
    lines = (
        f"From: {sender}@acme.example.com",
        f"Message-ID: <{subject.replace(' ', '.')}@acme.example.com>",
        f"Subject: {subject}",
        "Date: Mon, 23 Nov 2026 08:00:00 +0100",
        "",
        f"{text} {subject}",
        "",
    )
    return "\r\n".join(lines).encode()


@dataclass(slots=True)
class Carried:
    """Starts and stops couriers on a desk, one at a time."""

    real: RealDesk
    policy: Policy
    settings: MailAccount
    secret: Secret
    pace: Pace = field(default_factory=lambda: Pace(shortest=0.05, longest=0.4))
    busy: Event = field(default_factory=Event)
    breathe: Callable[[], None] = at_once
    told: list[str] = field(default_factory=list)
    begins: datetime | None = None
    entrance: Callable[[Event], Mailbox] | None = None
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def set(self, **changes: object) -> "Carried":
        """With other settings."""
        self.settings = replace(self.settings, **changes)
        return self

    def start(self) -> "Carried":
        """Carry from now on."""
        self._stop = Event()
        self._thread = Thread(target=self._carry, args=(self._stop,), daemon=True)
        self._thread.start()
        return self

    def stop(self) -> float:
        """Stop, and give the seconds that it took."""
        began = time.monotonic()
        self._stop.set()
        if self._thread is not None:
            self._thread.join(PATIENCE)
            assert not self._thread.is_alive(), "it does not stop"
            self._thread = None
        return time.monotonic() - began

    def until(self, holds: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait for something to become true; fail with all that was told where it does not."""
        give_up = time.monotonic() + patience
        while not holds():
            notes = "\n".join(note.words for note in mail_notes(self.real.where))
            assert time.monotonic() < give_up, f"{self.subjects()}\n{notes}\n{self.told}"
            time.sleep(0.02)

    def until_kept(self, *subjects: str) -> None:
        """Wait until there is a ticket for each of these, in any order, and no other."""
        self.until(lambda: len(self.subjects()) >= len(subjects))
        assert sorted(self.subjects()) == sorted(subjects)

    def until_well(self) -> None:
        """Wait until all is read and the server is listened to."""
        self.until(lambda: self.standing is Standing.WELL)

    @property
    def standing(self) -> Standing | None:
        """How what comes in stands, as everybody may read it."""
        side = mail_state(self.real.where).sides.get(Side.IN)
        return side.standing if side else None

    @property
    def trouble(self) -> str:
        """What is wrong with what comes in."""
        side = mail_state(self.real.where).sides.get(Side.IN)
        return side.trouble if side else ""

    def notes(self) -> str:
        """All that is in the log."""
        return "\n".join(note.words for note in mail_notes(self.real.where, 5000))

    def subjects(self) -> list[str]:
        """The subjects of all tickets."""
        return [line.subject for line in self.real.board().lines]

    def unreadable(self) -> list[str]:
        """Why something could not be read."""
        return [each.reason for each in self.real.reader.kept_apart().unreadable]

    def enter(self, stop: Event) -> Mailbox:
        """The mailbox, open."""
        server, context = self.settings.imap, trusting(self.settings.authority)
        return enter(server, self.settings.user, self.secret, context, stop)

    def keeper(self, *, live: bool = True) -> MailKeeper:
        """What keeps mails on a desk of its own."""
        where, clock = self.real.where, self.real.clock
        files = Files(files_beside(where))
        desk = Desk(Writer(open_writer(where), policy_for), clock)
        calls = calls_of(ACME, self.policy, files)
        mails = MailImport(desk, files, clock, calls, spellings(self.settings.user))
        return MailKeeper(desk, files, mails, clock, self.breathe, self.begins, live=live)

    def _carry(self, stop: Event) -> None:
        log = MailLog(self.real.where, self.real.clock)
        told, busy = MailVoice(self.told.append).part("in"), self.busy.is_set
        keeper = self.keeper()
        enter = self.entrance or self.enter
        intake = MailIntake(self.settings, enter, keeper, log, told, self.pace, busy)
        intake.attend(stop)
