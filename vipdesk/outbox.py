"""The courier's way out: what is due is handed over, tried again, or finally given up.

Before a mail is handed over it is marked as leaving, in a transaction, so that nobody takes back
what has left; after a crash there it is sent again under the same Message-ID. A server may have
it twice then, the client's mail program shows it once (design: architecture, an answer goes out).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from threading import Event

from vipdesk.channels.smtp.envelope import Rejected
from vipdesk.channels.smtp.line import Unreachable, Unwelcome
from vipdesk.channels.smtp.submission import Deferred, Submission
from vipdesk.chat_by_mail import ChatByMail
from vipdesk.clock import Clock
from vipdesk.desk import Desk
from vipdesk.domain.errors import BadInput, DeskError, StoreError
from vipdesk.domain.mail_commands import KeepCopy, Outgoing
from vipdesk.domain.outbox import FIRST_PAUSE, Fault, Waiting
from vipdesk.letters import Letters, Pointless, Post
from vipdesk.mail_waits import Waits
from vipdesk.marking import Marks, Report
from vipdesk.store.outbox import Office, OutboxReader

LOOK_EVERY = 0.25
"""Seconds between looks whether something was committed, here or in another process."""

OFFLINE, REFUSED = timedelta(minutes=5), timedelta(minutes=30)
"""The longest pauses while nobody answers, and while a server refuses us: it may lock us out."""

MOMENT, LONGEST_MOMENT = timedelta(seconds=1), timedelta(minutes=1)
"""The same while the store fails: it is ours, and soon well again."""

FAR = datetime.max.replace(tzinfo=UTC)

Kept = tuple[Sequence[Waiting], Unreachable | BadInput]

Copy = Callable[[], None]
"""Says that a copy is kept of what has left, and is to be put where the account says."""


class Outbox:
    """Sends what is due, oldest first, and looks up when something is committed."""

    def __init__(
        self,
        desk: Desk,
        outbox: OutboxReader,
        letters: Letters,
        line: Callable[[], Submission],
        clock: Clock,
        changed: Callable[[], bool],
        report: Report,
        copy: Copy | None = None,
        in_flight: AbstractContextManager[object] | None = None,
        account: str = "",
    ) -> None:
        """`changed` says whether anything was committed since it was asked last.

        `in_flight` is entered while a mail is handed over; `account` is by what the store knows
        the one that is carried, empty where nothing waits for a word.
        """
        self._waits, self._chats = Waits(desk, outbox, account), ChatByMail(desk, outbox)
        self._outbox, self._letters, self._line = outbox, letters, line
        self._clock, self._changed, self._report, self._copy = clock, changed, report, copy
        self._marks = Marks(desk, clock, report.note)
        self._in_flight = in_flight or nullcontext()
        self._next = self._latest = datetime.min.replace(tzinfo=UTC)
        self._account, self._store = Fault(), Fault()
        self._kept = frozenset[tuple[Outgoing, int]]()
        self._checked = self._news = self._refuses = False

    def attend(self, stop: Event) -> None:
        """Send whatever comes due until `stop` is set."""
        while not stop.is_set():
            self.look(stop)
            stop.wait(LOOK_EVERY)

    def look(self, stop: Event | None = None) -> None:
        """Send what is due, if something was committed, has come due, or the clock was set."""
        now = self._clock()
        try:
            self._news = self._changed() or self._news
            if not self._is_time(now):
                return
            self._latest, self._news = now, False
            self.send_due(stop or Event())
        except DeskError as error:
            self._stumbled(now, str(error))
        except Exception as error:  # whatever one mail does, the others go on
            why = f"what waits to be sent can't be looked at ({type(error).__name__})"
            self._stumbled(now, why)

    def send_due(self, stop: Event) -> None:
        """Send what is due now; the first time also see whether the line works. StoreError."""
        self._marks.settle()
        office, now = self._outbox.office(), self._clock()
        next_chat = self._chats.settle(office.policy, now) or FAR
        waiting = self._waits.without(self._worth_sending(self._outbox.waiting(), now))
        due = [one for one in waiting if one.due(office.policy) <= now]
        later = (d for o in waiting if (d := o.due(office.policy)) > now)
        self._next = min((next_chat, *later))
        if now < self._account.until and not self._is_worth_a_try(due):
            self._keep(due)
        elif due or self._account.why or not self._checked:
            self._over_the_line(due, office, stop)
        self._store = Fault()
        self._next = min(self._next, self._account.until if self._account.why else FAR)
        self._report.stand(self._account.why or self._waits.told)

    def _worth_sending(self, waiting: Sequence[Waiting], now: datetime) -> Iterator[Waiting]:
        """What is not over: who is told of that meanwhile would only wonder."""
        for one in waiting:
            try:
                self._letters.check_point(one, now)
            except Pointless as error:
                self._marks.drop(one, str(error))
            except StoreError:
                raise
            except Exception:  # what is wrong with it is told when it is written
                yield one
            else:
                yield one

    def _is_time(self, now: datetime) -> bool:
        if now < self._latest:  # the clock was set back: pauses would be longer than they are
            self._store.until = self._account.until = now
            return True
        return now >= self._store.until and (self._news or now >= self._next)

    def _stumbled(self, now: datetime, why: str) -> None:
        """Not even a line is opened before the store is looked at again."""
        self._store.put_off(why, now, MOMENT, LONGEST_MOMENT)
        self._next = now
        self._report.stand(why)

    def _is_worth_a_try(self, due: Sequence[Waiting]) -> bool:
        """Whether somebody has just sent something: the net may be there again."""
        return not self._refuses and any((one.what, one.number) not in self._kept for one in due)

    def _over_the_line(self, due: Sequence[Waiting], office: Office, stop: Event) -> None:
        with self._line() as line:
            try:
                line.check()
                kept = self._send_all(line, due, office, stop)
            except (Unreachable, BadInput) as error:
                kept = due, error
        self._checked = True
        if kept is None:
            self._account = Fault()
        else:
            self._put_off(*kept)

    def _send_all(
        self, line: Submission, due: Sequence[Waiting], office: Office, stop: Event
    ) -> Kept | None:
        """One after the other; gives which of them what keeps that is no mail's fault.

        Where we are refused at a mail, another that is taken after it tells that it was not us.
        """
        refused: list[tuple[int, Unwelcome]] = []
        for at, one in enumerate(due):
            if stop.is_set():
                return None
            try:
                was_sent = self._send(line, one, office)
            except Unwelcome as error:
                refused.append((at, error))
                if len(refused) > 1:
                    break
            except (Unreachable, BadInput) as error:
                return due[refused[0][0] if refused else at :], error
            else:
                if was_sent and refused:
                    suspected, why = refused.pop()
                    self._blame(due[suspected], why)
        return (due[refused[0][0] :], refused[0][1]) if refused else None

    def _send(self, line: Submission, one: Waiting, office: Office) -> bool:
        """One mail, and whether it left; what is wrong with it keeps nobody else's.

        Raises Unreachable or BadInput for what is no mail's fault.
        """
        post = self._written(one, office)
        if post is None or not self._marks.leave(one):
            return False
        with self._in_flight:
            try:
                refused = line.send(post.envelope)
            except Deferred as error:
                self._marks.again(one, str(error), unsure=error.unsure)
            except Rejected as error:
                self._marks.give_up(one, str(error))
            else:
                why = "; ".join(f"not to {who}: {said}" for who, said in refused.items())
                self._left(one, post, why)
                return True
        return False

    def _left(self, one: Waiting, post: Post, why: str) -> None:
        mail, at = post.envelope, self._clock()
        copy = KeepCopy(one.what, one.number, post.called, mail.name, mail.raw, at)
        self._marks.left(one, why, copy if self._copy is not None else None)
        self._report.note(f"{post.called}: sent{f', {why}' if why else ''}")
        if self._copy is not None:
            self._copy()

    def _written(self, one: Waiting, office: Office) -> Post | None:
        try:
            return self._letters.post(one, office)
        except Pointless as error:
            self._marks.drop(one, str(error))
        except Rejected as error:
            self._marks.give_up(one, str(error))
        except StoreError as error:
            self._marks.again(one, str(error))
        except BadInput:
            raise
        except Exception as error:  # a mail that can't be written must not stop the next
            self._marks.again(one, f"it can't be written ({type(error).__name__})")
        return None

    def _blame(self, one: Waiting, error: Unwelcome) -> None:
        """Another was taken after it: it is not about us."""
        if error.for_good:
            self._marks.give_up(one, str(error))
        else:
            self._marks.again(one, str(error))

    def _put_off(self, due: Sequence[Waiting], error: Unreachable | BadInput) -> None:
        """Something that is no mail's fault keeps all of them, and nobody hammers at it."""
        self._refuses = isinstance(error, Unwelcome | BadInput)
        longest = REFUSED if self._refuses else OFFLINE
        self._account.put_off(str(error), self._clock(), FIRST_PAUSE, longest)
        self._kept = frozenset((one.what, one.number) for one in due)
        self._keep(due)

    def _keep(self, due: Sequence[Waiting]) -> None:
        for one in due:
            self._marks.keep(one, self._account.until, self._account.why)
