"""Opens what sends mail while the desk or the worker runs; slow to import."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from threading import Event

from vipdesk.acknowledgement_files import read_templates
from vipdesk.acknowledging import Acknowledging
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.smtp.submission import Submission
from vipdesk.cli.alongside import alongside
from vipdesk.cli.commits import Commits
from vipdesk.cli.stores import policy_rules
from vipdesk.cli.whence import COPIES, MAIL_OUT, left_alone
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.in_flight import InFlight
from vipdesk.intake import Tell
from vipdesk.letters import Letters
from vipdesk.mail_account import MailAccount
from vipdesk.marking import Report
from vipdesk.outbox import Copy, Outbox
from vipdesk.secret import fetch_secret
from vipdesk.sent_folder import SentFolder
from vipdesk.store.connections import open_reader
from vipdesk.store.files import Files, files_beside
from vipdesk.store.mail_log import MailLog, Side
from vipdesk.store.outbox import OutboxReader


def send_out(
    settings: Settings,
    account: MailAccount,
    clock: Clock,
    log: MailLog,
    tell: Tell,
    enter: Callable[[Event], Mailbox],
    stop: Event,
    *,
    in_flight: InFlight | None = None,
) -> None:
    """Send what waits until `stop` is set; raises StoreError where that can't begin."""
    with ExitStack() as opened:
        connection = open_reader(settings.store, writes_too=True)
        reader = opened.enter_context(closing(OutboxReader(connection, policy_rules(settings))))
        desk = opened.enter_context(closing(open_desk(settings, clock, left_alone(MAIL_OUT))))
        committed = opened.enter_context(closing(Commits(settings)))
        copy = opened.enter_context(_copies(settings, account, clock, log, enter))
        Outbox(
            desk,
            reader,
            _letters(settings, account, clock, log, reader),
            lambda: Submission(account, lambda: fetch_secret(account, os.environ)),
            clock,
            committed,
            Report(log.note, _standing(log, tell)),
            copy,
            in_flight=in_flight,
            account=account.known_as,
        ).attend(stop)


def _letters(
    settings: Settings, account: MailAccount, clock: Clock, log: MailLog, reader: OutboxReader
) -> Letters:
    templates, problems = read_templates(settings.answers)
    for problem in problems:
        log.note(problem)
    acknowledged = Acknowledging(reader, templates, account.chat, clock)
    return Letters(reader, Files(files_beside(settings.store)), account, acknowledged)


@contextmanager
def _copies(
    settings: Settings,
    account: MailAccount,
    clock: Clock,
    log: MailLog,
    enter: Callable[[Event], Mailbox],
) -> Iterator[Copy | None]:
    """Takes copies of what was sent, in a thread of its own; None where none are wanted."""
    if not account.sent:
        yield None
        return
    opened = partial(open_desk, settings, clock, left_alone(COPIES))
    sent = SentFolder(account.sent, enter, log.note, opened, clock)
    with alongside("copies", sent.attend):
        yield sent.put


def _standing(log: MailLog, tell: Tell) -> Tell:
    """Keeps how the way out stands, and tells it."""

    def stand(trouble: str) -> None:
        log.stand(Side.OUT, trouble)
        tell(trouble)

    return stand
