"""Tells people off the terminal what can't wait, each as their settings say."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from threading import Event
from zoneinfo import ZoneInfo

from vipdesk.alarm_book import AlarmBook, Reach, scheme_of
from vipdesk.channels.push import Pushed
from vipdesk.clock import Clock
from vipdesk.desk import Desk
from vipdesk.domain.alarm import LONGEST_PAUSE, Alarm, AlarmAgain, AlarmTold
from vipdesk.domain.errors import DeskError
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.domain.text import clean_line
from vipdesk.intake import Tell
from vipdesk.store.alarms import AlarmReader
from vipdesk.store.courier_lock import take_pusher
from vipdesk.store.presence import CalledNow

LOOK_EVERY = 1.0
"""Seconds between looks at what waits, and at the settings."""

BEGIN_AGAIN = 10.0
"""Seconds before the next look where the store could not be read."""

Push = Callable[[str, str, str], Pushed]
"""Tells a subject and a text to an address; never raises."""


class Telling:
    """Looks at what waits on one store, and tells those whom the book names; for one thread.

    Others may do so on the same store, one at a time: an alarm for somebody who stands in no book
    here is left to them.
    """

    def __init__(
        self,
        where: str,
        name: CalledNow,
        reader: AlarmReader,
        open_desk: Callable[[], Desk],
        zone: Callable[[], ZoneInfo],
        clock: Clock,
        push: Push,
    ) -> None:
        """`name` is who tells; a desk is opened only where there is something to tell."""
        self._where, self._name, self._reader = where, name, reader
        self._open_desk, self._zone, self._clock, self._push = open_desk, zone, clock, push
        self._took: dict[int, set[str]] = {}
        self._troubles: dict[int, str] = {}

    def look(self, book: AlarmBook, stop: Event) -> str:
        """Tell what is due; gives what goes wrong with it, empty for nothing. DeskError."""
        if self._due(book):
            held = take_pusher(self._where, self._name())
            if held is not None:
                with closing(held), closing(self._open_desk()) as desk:
                    self._tell_all(book, desk, stop)
        return "; ".join(dict.fromkeys(self._troubles.values()))

    def _tell_all(self, book: AlarmBook, desk: Desk, stop: Event) -> None:
        """What needs nobody any more is over before anybody is told."""
        desk.execute(Sweep())
        for alarm in self._due(book):
            reach = book.of(alarm.key.to)
            if reach is not None and not stop.is_set():
                self._tell(alarm, reach, desk)

    def _due(self, book: AlarmBook) -> list[Alarm]:
        """What waits no longer; what nobody waits for is forgotten."""
        waiting = self._reader.queued() if book.reaches or self._troubles else ()
        numbers = {one.number for one in waiting}
        for known in (self._took, self._troubles):
            for number in known.keys() - numbers:
                del known[number]
        now = self._clock()
        return [one for one in waiting if self._may_go(one, book.of(one.key.to), now)]

    def _may_go(self, alarm: Alarm, reach: Reach | None, now: datetime) -> bool:
        """Whether its pause and the quiet hours are over; a clock that was set back waits not."""
        if reach is None:
            return False
        if alarm.next_try is not None and now < alarm.next_try <= now + LONGEST_PAUSE:
            return False
        return reach.quiet is None or not reach.quiet.holds(now, self._zone())

    def _tell(self, alarm: Alarm, reach: Reach, desk: Desk) -> None:
        """By each address that has not taken it; one that has is not told again."""
        took = self._took.setdefault(alarm.number, set())
        troubles: list[str] = []
        for address in reach.to:
            if address not in took:
                pushed = self._push(address, alarm.subject, alarm.text)
                if pushed.why:
                    troubles.append(f"{scheme_of(address)}: {pushed.why}")
                else:
                    took.add(address)
        if troubles:
            self._troubles[alarm.number] = f"{clean_line(reach.name, 60)} by {', '.join(troubles)}"
            desk.execute(AlarmAgain(alarm.number, told=bool(took)))
        else:
            desk.execute(AlarmTold(alarm.number))
            self._troubles.pop(alarm.number, None)


class Pusher:
    """Looks again and again; a trouble is told once, and once that it is over."""

    def __init__(
        self, book: Callable[[], tuple[AlarmBook, str]], telling: Telling, tell: Tell
    ) -> None:
        """`book` gives what the settings say now, and what is wrong with them."""
        self._book, self._telling, self._tell, self._told = book, telling, tell, ""

    def attend(self, stop: Event) -> None:
        """Tell whatever is due until `stop` is set."""
        while not stop.wait(self._look(stop)):
            pass

    def _look(self, stop: Event) -> float:
        """Look once; gives the seconds until the next time."""
        book, wrong = self._book()
        try:
            self._say(wrong or self._telling.look(book, stop))
        except DeskError as error:
            self._say(str(error))
        except Exception as error:  # nobody else would tell it here
            self._say(f"telling broke off ({type(error).__name__}): it is begun again")
        else:
            return LOOK_EVERY
        return BEGIN_AGAIN

    def _say(self, trouble: str) -> None:
        if trouble != self._told:
            self._told = trouble
            self._tell(trouble and f"alarms: {trouble}")
