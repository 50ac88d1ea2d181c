"""The one way into a mailbox: a refused password is not tried on and on, which locks accounts."""

import hashlib
import time
from collections.abc import Callable
from threading import Event, Lock

from vipdesk.channels.imap.entering import LoginRefused
from vipdesk.channels.imap.line import Stopped
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.secret import Secret

SHORTEST, LONGEST = 60.0, 1800.0
"""Seconds before a password that was refused is tried again, doubled each time."""

A_MOMENT = 0.4
"""Seconds after which one who waits for another's try looks whether to stop."""


class Entrance:
    """Lets one after the other try to come in, from any thread."""

    def __init__(
        self,
        secret: Callable[[], Secret],
        enter: Callable[[Secret, Event], Mailbox],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`secret` fetches it anew, `enter` tries it; both raise DeskError."""
        self._secret, self._enter, self._clock = secret, enter, clock
        self._one_by_one = Lock()
        self._refused: LoginRefused | None = None
        self._with = b""
        self._times, self._until = 0, 0.0

    def __call__(self, stop: Event) -> Mailbox:
        """The mailbox; as it was refused before, where that was just now and with the same secret.

        Raises DeskError, or Stopped.
        """
        while not self._one_by_one.acquire(timeout=A_MOMENT):
            if stop.is_set():
                raise Stopped
        try:
            return self._try(stop)
        finally:
            self._one_by_one.release()

    def _try(self, stop: Event) -> Mailbox:
        secret = self._secret()
        same = secret.token or _mark(secret) == self._with
        if self._refused is not None and same and self._clock() < self._until:
            raise LoginRefused(str(self._refused))
        try:
            mailbox = self._enter(secret, stop)
        except LoginRefused as error:
            self._times = self._times + 1 if same else 1
            self._refused, self._with = error, _mark(secret)
            self._until = self._clock() + min(SHORTEST * 2 ** min(self._times - 1, 20), LONGEST)
            raise
        self._refused, self._times, self._with = None, 0, b""
        return mailbox


def _mark(secret: Secret) -> bytes:
    """By what it is known again, without being kept."""
    return hashlib.sha256(secret.value.encode()).digest()
