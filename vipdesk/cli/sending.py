"""Opens what sends mail while the desk or the worker runs; slow to import."""

import os
from collections.abc import Callable
from threading import Event

from vipdesk.acknowledgement_files import read_templates
from vipdesk.acknowledging import Acknowledging
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.smtp.submission import Submission
from vipdesk.cli.commits import commits
from vipdesk.cli.stores import policy_rules
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.intake import Tell
from vipdesk.letters import Letters
from vipdesk.mail_account import MailAccount
from vipdesk.outbox import Outbox, Report
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
    anew: bool,
) -> None:
    """Send what waits until `stop` is set, at once where the account is used `anew`; StoreError."""
    anew = anew or log.is_in_trouble(Side.OUT)  # where it was before, it is looked whether it is
    rules, desk = policy_rules(settings), open_desk(settings, clock)
    reader = OutboxReader(open_reader(settings.store, writes_too=True), rules)
    templates, problems = read_templates(settings.answers)
    for problem in problems:
        log.note(problem)
    acknowledged = Acknowledging(reader, templates, account.chat, clock)
    files = Files(files_beside(settings.store))
    sent = SentFolder(account.sent, lambda: enter(stop)) if account.sent else None
    try:
        Outbox(
            desk,
            reader,
            Letters(reader, files, account, acknowledged),
            lambda: Submission(account, lambda: fetch_secret(account, os.environ)),
            clock,
            commits(settings),
            Report(log.note, _standing(log, tell)),
            sent.keep if sent else None,
            anew=anew,
        ).attend(stop)
    finally:
        if sent is not None:
            sent.close()
        reader.close()
        desk.close()


def _standing(log: MailLog, tell: Tell) -> Tell:
    """Keeps how the way out stands, and tells it."""

    def stand(trouble: str) -> None:
        log.stand(Side.OUT, trouble)
        tell(trouble)

    return stand
