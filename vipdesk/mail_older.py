"""Takes mails in that lay in a folder before there was a desk, when somebody asks for them."""

from datetime import datetime
from threading import Event

from msgspec.structs import replace

from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.domain.mail_commands import PutMailPlace
from vipdesk.mail_account import Done, MailAccount
from vipdesk.mail_floor import came_since
from vipdesk.mail_folder import OpenFolder
from vipdesk.mail_keeper import Arrived, MailKeeper
from vipdesk.mail_known import Known


class OlderMails(OpenFolder):
    """What is below the floor of one folder and came at `since` (aware) or later.

    Nothing there is touched, and how far the folder was read stays as it is: whoever carries mail
    goes on meanwhile. Every method raises as those of a folder do.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        folder: str,
        account: MailAccount,
        keeper: MailKeeper,
        since: datetime,
    ) -> None:
        left = replace(account, done=Done.LEFT)
        super().__init__(mailbox, folder, left, keeper, lambda _: None, Known())
        self._from = self._until = since

    def begin(self) -> None:
        """Find them; there are none where the folder was never read, or is another now."""
        selected = self.mailbox.select(self._folder, untouched=True)
        place = self._keeper.place(self._key)
        self._validity, self._next_uid = selected.validity, selected.next_uid
        if place is None or place.since is None or place.validity != selected.validity:
            return
        self._until, floor = place.since, place.floor
        self._waiting = [uid for uid in came_since(self.mailbox, self._from) if uid <= floor]

    def take(self, stop: Event) -> int:
        """Take all of them in; gives how many are new here."""
        self.begin()
        while self._waiting:
            self.step(stop)
        return self.new

    def _place(self, uid: int) -> PutMailPlace | None:
        return None

    def _is_wanted(self, mail: Arrived) -> bool:
        return mail.received is None or self._from <= mail.received < self._until
