"""Carries mail for a store as long as no other process does; stands by until then."""

from collections.abc import Callable, Sequence
from threading import Event, Thread

from vipdesk.domain.errors import DeskError
from vipdesk.intake import Tell
from vipdesk.store.courier_lock import take_courier
from vipdesk.store.presence import CalledNow, Presence

STAND_BY = 1.0
"""Seconds between looks whether another has let go of the mail, and at whose name it bears."""

BEGIN_AGAIN = 10.0
"""Seconds before a part is begun again that could not open what it needs."""

Part = Callable[[Event], None]
"""Carries mail one way until it is told to stop; raises DeskError where it can't begin."""


class Courier:
    """Runs its parts, each in a thread of its own, while it alone has the right to."""

    def __init__(self, where: str, name: CalledNow, parts: Sequence[Part], tell: Tell) -> None:
        self._where, self._name, self._parts, self._tell = where, name, parts, tell
        self._told = ""

    def attend(self, stop: Event) -> None:
        """Carry, or stand by, until `stop` is set."""
        while not stop.is_set():
            try:
                held = take_courier(self._where, self._name())
            except DeskError as error:
                self._say(str(error))
                stop.wait(BEGIN_AGAIN)
                continue
            if held is None:
                stop.wait(STAND_BY)
            else:
                self._carry(held, stop)

    def _carry(self, held: Presence, stop: Event) -> None:
        """Until `stop` is set; another may carry only when nothing is done here any more."""
        try:
            threads = [Thread(target=self._go_on, args=(p, stop), daemon=True) for p in self._parts]
            for thread in threads:
                thread.start()
            for thread in threads:
                while thread.is_alive():
                    thread.join(STAND_BY)
                    held.rename(self._name())
        finally:
            held.close()

    def _go_on(self, part: Part, stop: Event) -> None:
        while not stop.is_set():
            try:
                part(stop)
            except DeskError as error:
                self._say(str(error))
                stop.wait(BEGIN_AGAIN)
            except Exception as error:  # the lock is held: nobody else would carry this way
                self._say(f"a way of it broke off ({type(error).__name__}): it is begun again")
                stop.wait(BEGIN_AGAIN)

    def _say(self, trouble: str) -> None:
        if trouble != self._told:
            self._told = trouble
            self._tell(trouble)
