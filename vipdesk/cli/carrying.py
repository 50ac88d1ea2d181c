"""Opens what carries mail while the desk or the worker runs; slow to import."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event

from msgspec import Struct

from vipdesk.calls import calls_of
from vipdesk.channels.imap.entering import enter
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.mail.field_writing import spellings
from vipdesk.channels.secure import trusting
from vipdesk.cli.alongside import alongside
from vipdesk.cli.mail_set_up import mail_set_up
from vipdesk.cli.sending import send_out
from vipdesk.cli.stores import reading
from vipdesk.cli.whence import MAIL_IN, left_alone
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.courier import Courier
from vipdesk.desk import Desk
from vipdesk.domain.errors import DeskError
from vipdesk.in_flight import InFlight
from vipdesk.ingest import MailImport
from vipdesk.intake import Tell
from vipdesk.lull import Lull
from vipdesk.mail_account import MailAccount
from vipdesk.mail_entrance import Entrance
from vipdesk.mail_follower import MailFollower
from vipdesk.mail_intake import MailIntake
from vipdesk.mail_keeper import MailKeeper, at_once
from vipdesk.mail_owner import own
from vipdesk.mail_voice import MailVoice
from vipdesk.secret import Secret, fetch_secret
from vipdesk.store.files import Files, files_beside
from vipdesk.store.mail_log import MailLog, Standing, mail_state
from vipdesk.store.place import store_path
from vipdesk.store.presence import CalledNow


@contextmanager
def carrying(
    settings: Settings,
    clock: Clock,
    tell: Tell,
    name: CalledNow,
    lull: Lull,
    in_flight: InFlight | None = None,
) -> Iterator[None]:
    """Mail is carried under `name`, where a mailbox is set, unless another process does.

    A mailbox that is set, or set otherwise, while this goes on is taken up by itself. It gives
    way to somebody who types, as `lull` knows.
    """
    if not settings.mail:
        yield
        return
    voice = MailVoice(tell)
    carriage = Carriage(settings, clock, voice, name, lull, in_flight)
    follower = MailFollower(
        settings.own_file,
        partial(mail_set_up, settings),
        carriage.carry,
        partial(is_in_trouble, settings),
        voice.part("settings"),
    )
    with alongside("mail", follower.attend):
        yield


def is_in_trouble(settings: Settings) -> bool:
    """Whether either way stands in trouble."""
    sides = mail_state(settings.store).sides.values()
    return any(side.standing is Standing.TROUBLE for side in sides)


class Carriage(Struct, frozen=True):
    """All that carries a mailbox on this store, under a name."""

    settings: Settings
    clock: Clock
    voice: MailVoice
    name: CalledNow
    lull: Lull
    in_flight: InFlight | None = None

    def carry(self, account: MailAccount, stop: Event) -> None:
        """Until `stop` is set; what only the account's fault kept is tried at once."""
        settings, say = self.settings, self.voice.part("courier")
        try:
            own(account, store_path(settings.store), settings.own_file)
        except DeskError as error:
            say(str(error))
            return
        say("")
        log, entered = MailLog(settings.store, self.clock), entrance(account)
        ways = (
            partial(self._take, account, log, entered),
            partial(self._send, account, log, entered),
        )
        Courier(settings.store, self.name, ways, say).attend(stop)

    def _take(self, account: MailAccount, log: MailLog, entered: Entrance, stop: Event) -> None:
        settings, clock, lull = self.settings, self.clock, self.lull
        desk, tell = open_desk(settings, clock, left_alone(MAIL_IN)), self.voice.part("in")
        keeper = mail_keeper(settings, account, clock, desk, lull.breathe)
        MailIntake(account, entered, keeper, log, tell, busy=lambda: lull.left > 0).attend(stop)

    def _send(self, account: MailAccount, log: MailLog, entered: Entrance, stop: Event) -> None:
        tell, in_flight = self.voice.part("out"), self.in_flight
        send_out(self.settings, account, self.clock, log, tell, entered, stop, in_flight=in_flight)


def enter_mailbox(account: MailAccount, stop: Event) -> Mailbox:
    """The mailbox, opened with a password that is asked for anew. Raises DeskError."""
    return entrance(account)(stop)


def entrance(account: MailAccount) -> Entrance:
    """The way into the mailbox, for all that goes there."""

    def enter_with(secret: Secret, stop: Event) -> Mailbox:
        return enter(account.imap, account.user, secret, trusting(account.authority), stop)

    return Entrance(lambda: fetch_secret(account, os.environ), enter_with)


def mail_keeper(
    settings: Settings,
    account: MailAccount,
    clock: Clock,
    desk: Desk,
    breathe: Callable[[], None] = at_once,
    *,
    live: bool = True,
) -> MailKeeper:
    """What keeps mails on this desk, from the day on which it was set up."""
    with reading(settings, writes_too=True) as reader:
        board = reader.board()
    files = Files(files_beside(settings.store))
    calls = calls_of(board.client, board.policy, files)
    mails = MailImport(desk, files, clock, calls, spellings(account.user))
    begins = desk.founded()
    if begins is not None:
        begins = board.policy.hours.local(begins).replace(hour=0, minute=0, second=0, microsecond=0)
    return MailKeeper(desk, files, mails, clock, breathe, begins, live=live)
