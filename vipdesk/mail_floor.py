"""What lay in a folder before there was a desk: it stays there, until somebody asks for it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from vipdesk.channels.imap.answers import HIGHEST
from vipdesk.channels.imap.mailbox import Mailbox, Selected
from vipdesk.mail_keeper import Arrived

DAY = timedelta(days=1)
"""A server names days in any zone: what is asked for by day is looked at to the second later."""


class Floor(Struct, frozen=True):
    """Up to the UID `uid`, what came before `since` (aware) is left alone; all, where it is None.

    What is put into the folder later has a higher number, however old it is: somebody wants it.
    """

    uid: int = 0
    since: datetime | None = None

    def above(self, mailbox: Mailbox, uids: Sequence[int]) -> list[int]:
        """Those of these, ascending, that may be the desk's."""
        if self.since is None or not uids or uids[0] > self.uid:
            return list(uids)
        young = set(came_since(mailbox, self.since))
        return [uid for uid in uids if uid > self.uid or uid in young]

    def is_above(self, mail: Arrived) -> bool:
        """Whether a mail is the desk's, to the second."""
        if self.since is None or mail.uid > self.uid or mail.received is None:
            return True
        return mail.received >= self.since


def came_since(mailbox: Mailbox, at: datetime) -> list[int]:
    """The UIDs of what came since then, and of some that came the day before."""
    return mailbox.since((at.astimezone(UTC) - DAY).date())


def floor_of(mailbox: Mailbox, selected: Selected, since: datetime | None) -> tuple[Floor, int]:
    """The floor of a folder as it lies there now, and how many mails are below it."""
    if since is None:
        return Floor(), 0
    there = [uid for uid in mailbox.fresh(0) if uid <= HIGHEST]
    floor = Floor(max((selected.next_uid or 1) - 1, *there[-1:], 0), since)
    return floor, len(there) - len(floor.above(mailbox, there))
