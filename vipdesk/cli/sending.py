"""Opens what sends mail while the desk or the worker runs; slow to import."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread

from vipdesk.channels.smtp.submission import Submission
from vipdesk.cli.commits import commits
from vipdesk.cli.mail_set_up import mail_set_up
from vipdesk.cli.stores import policy_rules
from vipdesk.cli.working import open_desk
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput, DeskError
from vipdesk.intake import Tell
from vipdesk.letters import Acknowledged, Letters, nothing
from vipdesk.mail_account import MailAccount
from vipdesk.outbox import Copy, Outbox, Report
from vipdesk.secret import fetch_secret
from vipdesk.store.connections import open_reader
from vipdesk.store.files import Files, files_beside
from vipdesk.store.outbox import OutboxReader

LONGEST_FAREWELL = 2.0
"""Seconds that leaving waits for a mail that is being handed over."""

BEGIN_AGAIN = 10.0
"""Seconds before it is begun again where the store could not be opened."""


@contextmanager
def sending(settings: Settings, clock: Clock, tell: Tell) -> Iterator[None]:
    """What waits is sent, where a mailbox is set, in a thread of its own."""
    try:
        account = mail_set_up(settings)
    except BadInput as error:
        tell(str(error))
        account = None
    if account is None:
        yield
        return
    stop, say = Event(), _once(tell)
    send = partial(send_out, settings, account, clock, Report(lambda _: None, say), stop)
    thread = Thread(target=_go_on, args=(send, stop, say), name="outbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        # a mail that is cut off by leaving is sent again under the same Message-ID
        thread.join(timeout=LONGEST_FAREWELL)


def _go_on(send: Callable[[], None], stop: Event, say: Tell) -> None:
    """Begin again where the store could not be opened."""
    while not stop.is_set():
        try:
            send()
        except DeskError as error:
            say(str(error))
            stop.wait(BEGIN_AGAIN)


def send_out(
    settings: Settings,
    account: MailAccount,
    clock: Clock,
    report: Report,
    stop: Event,
    *,
    copy: Copy | None = None,
    acknowledged: Acknowledged = nothing,
) -> None:
    """Send what waits until `stop` is set; raises StoreError where that can't begin."""
    rules, desk = policy_rules(settings), open_desk(settings, clock)
    reader = OutboxReader(open_reader(settings.store, writes_too=True), rules)
    letters = Letters(reader, Files(files_beside(settings.store)), account, acknowledged)
    try:
        Outbox(
            desk,
            reader,
            letters,
            lambda: Submission(account, lambda: fetch_secret(account, os.environ)),
            clock,
            commits(settings),
            report,
            copy,
        ).attend(stop)
    finally:
        reader.close()
        desk.close()


def _once(tell: Tell) -> Tell:
    """Tells what is wrong once, and once that it no longer is."""
    told = [""]

    def stand(trouble: str) -> None:
        if trouble != told[0]:
            told[0] = trouble
            tell(f"mail: {trouble}" if trouble else "")

    return stand
