"""Opens what carries mail while the desk or the worker runs; slow to import."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event

from vipdesk.calls import calls_of
from vipdesk.channels.imap.entering import enter
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.mail.field_writing import spellings
from vipdesk.channels.secure import trusting
from vipdesk.cli.alongside import alongside
from vipdesk.cli.mail_set_up import mail_set_up
from vipdesk.cli.sending import send_out
from vipdesk.cli.stores import reading
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.courier import Courier, Part
from vipdesk.desk import Desk
from vipdesk.domain.errors import BadInput
from vipdesk.in_flight import InFlight
from vipdesk.ingest import MailImport
from vipdesk.intake import Tell
from vipdesk.lull import Lull
from vipdesk.mail_account import MailAccount
from vipdesk.mail_entrance import Entrance
from vipdesk.mail_intake import MailIntake
from vipdesk.mail_keeper import MailKeeper, at_once
from vipdesk.secret import Secret, fetch_secret
from vipdesk.store.files import Files, files_beside
from vipdesk.store.mail_log import MailLog


@contextmanager
def carrying(
    settings: Settings,
    clock: Clock,
    tell: Tell,
    name: str,
    lull: Lull,
    in_flight: InFlight | None = None,
) -> Iterator[None]:
    """Mail is carried under `name`, where a mailbox is set, unless another process does.

    It gives way to somebody who types, as `lull` knows.
    """
    try:
        account = mail_set_up(settings)
    except BadInput as error:
        tell(str(error))
        account = None
    if account is None:
        yield
        return
    ways = parts(settings, account, clock, tell, lull, in_flight)
    courier = Courier(settings.store, name, ways, tell)
    with alongside("mail", courier.attend):
        yield


def parts(
    settings: Settings,
    account: MailAccount,
    clock: Clock,
    tell: Tell,
    lull: Lull,
    in_flight: InFlight | None = None,
) -> tuple[Part, ...]:
    """What a courier does: each part one way, in a thread of its own."""
    log = MailLog(settings.store, clock)
    enter = entrance(account)
    return (
        partial(_take_in, settings, account, clock, log, tell, lull, enter),
        partial(send_out, settings, account, clock, log, tell, enter, in_flight=in_flight),
    )


def enter_mailbox(account: MailAccount, stop: Event) -> Mailbox:
    """The mailbox, opened with a password that is asked for anew. Raises DeskError."""
    return entrance(account)(stop)


def entrance(account: MailAccount) -> Entrance:
    """The way into the mailbox, for all that goes there."""

    def enter_with(secret: Secret, stop: Event) -> Mailbox:
        return enter(account.imap, account.user, secret, trusting(account.authority), stop)

    return Entrance(lambda: fetch_secret(account, os.environ), enter_with)


def _take_in(
    settings: Settings,
    account: MailAccount,
    clock: Clock,
    log: MailLog,
    tell: Tell,
    lull: Lull,
    enter: Entrance,
    stop: Event,
) -> None:
    keeper = mail_keeper(settings, account, clock, open_desk(settings, clock), lull.breathe)
    MailIntake(account, enter, keeper, log, tell, busy=lambda: lull.left > 0).attend(stop)


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
