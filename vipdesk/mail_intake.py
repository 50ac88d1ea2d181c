"""What comes into the mailbox, taken in as it comes, folder by folder in turns."""

import time
from collections.abc import Callable, Sequence
from threading import Event

from vipdesk.channels.imap.line import SLICE, Stopped, wait_for_any
from vipdesk.intake import Tell
from vipdesk.mail_account import MailAccount
from vipdesk.mail_folder import BATCH
from vipdesk.mail_keeper import MailKeeper
from vipdesk.mail_line import USUAL_PACE, Enter, FolderIntake, Pace
from vipdesk.store.mail_log import MailLog, Side

LONGEST_WAY, A_LOOK = 0.7, 0.05
"""Seconds that mail gives way to somebody who types, at most, and between looks at them."""

FEW = 16
"""So many mails are kept at once while somebody types: no key waits for more."""


class MailIntake:
    """Reads the folders in turns, a batch at a time: none has to wait for another's flood."""

    def __init__(
        self,
        account: MailAccount,
        enter: Enter,
        keeper: MailKeeper,
        log: MailLog,
        tell: Tell,
        pace: Pace = USUAL_PACE,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """`busy` says whether somebody is typing here; `tell` hears nothing when all is well."""
        self._folders = [
            FolderIntake(name, account, enter, keeper, log, pace) for name in account.folders
        ]
        self._keeper, self._log, self._tell = keeper, log, tell
        self._busy = busy
        self._told: str | None = None

    def attend(self, stop: Event) -> None:
        """Take in whatever comes until `stop` is set."""
        self._log.work(Side.IN)
        try:
            while not stop.is_set():
                if not self._turn(stop):
                    self._wait(stop)
        except Stopped:
            return
        finally:
            for folder in self._folders:
                folder.close()
            self._keeper.close()

    def _turn(self, stop: Event) -> bool:
        """One step of each folder that is due; gives whether there is more at once."""
        now = time.monotonic()
        due = [folder for folder in self._folders if folder.due <= now]
        most = FEW if due and self._gave_way(stop) else BATCH
        more = [folder.step(stop, most) for folder in due]
        if due:
            self._say(catching_up=any(more))
        return any(more)

    def _gave_way(self, stop: Event) -> bool:
        """Wait for somebody who types, not for ever; gives whether they still do."""
        until = time.monotonic() + LONGEST_WAY
        while self._busy() and not stop.wait(A_LOOK):
            if time.monotonic() > until:
                return True
        return False

    def _wait(self, stop: Event) -> None:
        """Until something comes or is due, in slices: a stop is obeyed at once."""
        seconds = min(SLICE, min(folder.due for folder in self._folders) - time.monotonic())
        listening = [folder for folder in self._folders if folder.line is not None]
        if not listening:
            stop.wait(max(0.0, seconds))
            return
        heard = wait_for_any([line for folder in listening if (line := folder.line)], seconds)
        for folder in listening:
            if folder.line in heard:
                folder.listen()

    def _say(self, *, catching_up: bool) -> None:
        told = _joined([folder.trouble for folder in self._folders if folder.is_told])
        if told:
            self._log.stand(Side.IN, told)
        elif catching_up or any(folder.trouble for folder in self._folders):
            self._log.work(Side.IN)
        elif all(folder.is_opened for folder in self._folders):
            self._log.stand(Side.IN, "")
        if told != self._told and (told or all(folder.is_well for folder in self._folders)):
            self._told = told
            self._tell(told)


def _joined(troubles: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, troubles)))
