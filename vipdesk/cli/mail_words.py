"""What mail waits for a word of the agent's: answers and mails from before there was a mailbox."""

import argparse
from contextlib import closing
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from vipdesk.cli.mail_set_up import mail_set_up
from vipdesk.cli.output import print_either
from vipdesk.cli.parser import add_common, add_json
from vipdesk.cli.stores import policy_in_force, policy_rules
from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput
from vipdesk.domain.instants import parse_instant
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import MailAccount

if TYPE_CHECKING:
    from vipdesk.desk import Desk
    from vipdesk.mail_keeper import MailKeeper


def add_words(acts: Any) -> None:
    """Declare the acts and their arguments."""
    send = acts.add_parser("send-waiting", help="send what was written before a mailbox was set")
    send.set_defaults(run=partial(_waiting, send=True))
    drop = acts.add_parser("drop-waiting", help="never send it; its tickets say so, targets reopen")
    drop.set_defaults(run=partial(_waiting, send=False))
    older = acts.add_parser("older", help="take in mails that are older than the desk")
    older.add_argument("--since", required=True, metavar="T", help="what came then or later")
    older.set_defaults(run=_older)
    for act in (send, drop, older):
        add_common(act)
        add_json(act)


def _waiting(arguments: argparse.Namespace, settings: Settings, *, send: bool) -> int:
    from vipdesk.cli.working import working  # slow to import, and only needed here
    from vipdesk.mail_waits import Waits
    from vipdesk.store.connections import open_reader
    from vipdesk.store.outbox import OutboxReader

    account = _account(settings)
    reader = OutboxReader(open_reader(settings.store, writes_too=True), policy_rules(settings))
    with closing(reader) as outbox, working(settings) as desk:
        waits = Waits(desk, outbox, account.known_as)
        found = waits.send() if send else waits.drop()
    said: dict[str, object] = {"released" if send else "dropped": found}
    if send and found and not arguments.json:
        said["then"] = "an open desk or the worker sends what is released"
    print_either(said, as_json=arguments.json)
    return 0


def _older(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.carrying import enter_mailbox  # slow to import, as above
    from vipdesk.cli.working import working
    from vipdesk.mail_older import OlderMails

    account, stop = _account(settings), Event()
    since = parse_instant(arguments.since, policy_in_force(settings).hours.zone)
    with working(settings) as desk, closing(_keeper(settings, account, desk)) as keeper:
        mailbox = enter_mailbox(account, stop)
        try:
            folders = [
                OlderMails(mailbox, name, account, keeper, since) for name in account.folders
            ]
            taken = sum(folder.take(stop) for folder in folders)
        finally:
            mailbox.close()
    print_either({"taken": taken}, as_json=arguments.json)
    return 0


def _keeper(settings: Settings, account: MailAccount, desk: "Desk") -> "MailKeeper":
    from vipdesk.cli.carrying import mail_keeper  # slow to import, as above

    return mail_keeper(settings, account, settings.clock(), desk, live=False)


def _account(settings: Settings) -> MailAccount:
    account = mail_set_up(settings)
    if account is None:
        raise BadInput(f"no mailbox is set in {clean_line(str(settings.own_file), 200)}: set one")
    return account
