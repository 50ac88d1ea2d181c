"""Chat answers that reached no page of the client's in time: they go by mail."""

from datetime import datetime

from vipdesk.desk import Desk
from vipdesk.domain.door_commands import SendByMail
from vipdesk.domain.policy import Policy
from vipdesk.store.outbox import OutboxReader


class ChatByMail:
    """Puts them among what waits to be sent, as the policy says."""

    def __init__(self, desk: Desk, outbox: OutboxReader) -> None:
        self._desk, self._outbox = desk, outbox

    def settle(self, policy: Policy, now: datetime) -> datetime | None:
        """Those whose time has come; gives when it comes for the next. StoreError."""
        after = policy.chat.mail_after.calendar
        waiting = [(at + after, number) for number, at in self._outbox.chats_unseen(now)]
        for due, number in waiting:
            if due <= now:
                self._desk.execute(SendByMail(number))
        return min((due for due, _ in waiting if due > now), default=None)
