"""Mails that were written before there was a mailbox: they wait for a word, to be sent or not."""

from collections.abc import Iterable

from vipdesk.desk import Desk
from vipdesk.domain.commands import MarkFailed
from vipdesk.domain.errors import Refusal
from vipdesk.domain.mail_commands import Carry, GiveUp, Outgoing, SendWaiting
from vipdesk.domain.outbox import Waiting
from vipdesk.store.outbox import OutboxReader

WAYS = "`vipdesk mail send-waiting` or `vipdesk mail drop-waiting`"
DROPPED = "it was written before there was a mailbox, and was dropped"


class Waits:
    """What waits at the account that the store knows by a name; without one nothing does."""

    def __init__(self, desk: Desk, outbox: OutboxReader, account: str) -> None:
        self._desk, self._outbox, self._account = desk, outbox, account
        self.told = ""

    def without(self, mails: Iterable[Waiting]) -> list[Waiting]:
        """Those of these that need no word; `told` says afterwards how many do. StoreError."""
        mails = list(mails)
        if not self._account:
            return mails
        if self._outbox.sends_from(self._account) is None:
            self._desk.execute(Carry(self._account))
        those = self.of(mails)
        self.told = told(those)
        return [one for one in mails if one not in those]

    def of(self, mails: Iterable[Waiting]) -> list[Waiting]:
        """Those of these that wait for a word: all of them, where it was never carried."""
        since = self._outbox.sends_from(self._account)
        return [one for one in mails if since is None or one.waits_for_word(since)]

    def send(self) -> int:
        """They leave with whoever carries mail next; gives how many they are."""
        those = self.of(self._outbox.waiting())
        self._desk.execute(SendWaiting(self._account))
        return len(those)

    def drop(self) -> int:
        """They are never sent, and their tickets say so; gives how many they were."""
        return sum(self._drop(one) for one in self.of(self._outbox.waiting()))

    def _drop(self, one: Waiting) -> bool:
        is_answer = one.what is Outgoing.ANSWER
        try:
            self._desk.execute(
                MarkFailed(one.number, DROPPED)
                if is_answer
                else GiveUp(one.what, one.number, DROPPED)
            )
        except Refusal:
            return False
        return True


def told(those: list[Waiting]) -> str:
    """How many wait, and what is to be said; empty for none."""
    if not those:
        return ""
    only_answers = all(one.what is Outgoing.ANSWER for one in those)
    one, many = ("answer", "answers") if only_answers else ("mail", "mails")
    counted = f"1 {one} waits" if len(those) == 1 else f"{len(those)} {many} wait"
    return f"{counted}, written before there was a mailbox: {WAYS}"
