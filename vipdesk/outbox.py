"""The courier's way out: what is due is handed over, tried again, or finally given up.

Before a mail is handed over it is marked as leaving, in a transaction, so that nobody takes back
what has left; after a crash there it is sent again under the same Message-ID. A server may have
it twice then, the client's mail program shows it once (design: architecture, an answer goes out).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

from msgspec import Struct

from vipdesk.channels.smtp.envelope import Rejected
from vipdesk.channels.smtp.line import Unreachable
from vipdesk.channels.smtp.submission import Deferred, Submission
from vipdesk.clock import Clock
from vipdesk.desk import Desk
from vipdesk.domain.commands import Command, MarkFailed, MarkSent
from vipdesk.domain.errors import BadInput, DeskError, Refusal
from vipdesk.domain.mail_commands import GiveUp, Leave, MarkLeft, Outgoing, TryAgain
from vipdesk.domain.outbox import MOST_DOUBTS, Waiting
from vipdesk.domain.text import clean_line
from vipdesk.letters import Letters, Pointless, Post
from vipdesk.store.outbox import Office, OutboxReader

LOOK_EVERY = 0.25
"""Seconds between looks whether something was committed, here or in another process."""

MAY_HAVE_ARRIVED = "it may have arrived, ask before you send it again"

FAR = datetime.max.replace(tzinfo=UTC)

Copy = Callable[[str, bytes], None]
"""Has a copy of what has left, by what it is called, put where the account says; at once."""


class Report(Struct, frozen=True):
    """Who is told: `note` of each thing that happened, `stand` how the way out stands.

    An empty word for `stand` means that all is well.
    """

    note: Callable[[str], None]
    stand: Callable[[str], None]


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
        *,
        anew: bool = False,
    ) -> None:
        """`changed` says whether anything was committed since it was asked last.

        Where the account is used `anew`, it is looked at once whether it works now.
        """
        self._desk, self._outbox, self._letters = desk, outbox, letters
        self._line, self._clock, self._changed = line, clock, changed
        self._report, self._copy = report, copy
        self._next = self._latest = datetime.min.replace(tzinfo=UTC)
        self._handed: dict[tuple[Outgoing, int], str] = {}
        self._cut = self._anew = anew

    def attend(self, stop: Event) -> None:
        """Send whatever comes due until `stop` is set."""
        while not stop.is_set():
            self.look(stop)
            stop.wait(LOOK_EVERY)

    def look(self, stop: Event | None = None) -> None:
        """Send what is due, if something was committed, has come due, or the clock was set."""
        now = self._clock()
        try:
            if self._changed() or now >= self._next or now < self._latest:
                self._latest = now
                self.send_due(stop or Event())
        except DeskError as error:
            self._next = now
            self._report.stand(str(error))
        except Exception as error:  # whatever one mail does, the others go on
            self._report.stand(f"what waits to be sent can't be looked at ({type(error).__name__})")

    def send_due(self, stop: Event) -> None:
        """Send what is due now; raises StoreError."""
        office, waiting, now = self._outbox.office(), self._outbox.waiting(), self._clock()
        due = [one for one in waiting if one.due(office.policy) <= now]
        self._next = min((d for o in waiting if (d := o.due(office.policy)) > now), default=FAR)
        looks, self._anew = self._anew, False
        if not due and not looks:
            return
        with self._line() as line:
            try:
                line.check()
            except (Unreachable, BadInput) as error:
                self._put_off(due, str(error))
                return
            self._report.stand("")
            if self._cut:
                due = [one for one in waiting if one in due or one.tries]
                self._cut = False
            for one in due:
                if stop.is_set():
                    break
                self._send(line, one, office)

    def _send(self, line: Submission, one: Waiting, office: Office) -> None:
        """One mail; what is wrong with it keeps nobody else's."""
        if (key := (one.what, one.number)) in self._handed:
            self._mark(one, self._handed[key])
            return
        post = self._written(one, office)
        if post is None or not self._do(Leave(one.what, one.number)):
            return
        try:
            refused = line.send(post.envelope)
        except (Unreachable, BadInput) as error:
            self._report.stand(str(error))
            self._again(one, str(error))
        except Deferred as error:
            self._again(one, str(error), unsure=error.unsure)
        except Rejected as error:
            self._give_up(one, str(error))
        else:
            why = "; ".join(f"not to {who}: {said}" for who, said in refused.items())
            self._handed[key] = why
            self._mark(one, why)
            self._report.note(f"{post.called}: sent{f', {why}' if why else ''}")
            if self._copy is not None:
                self._copy(post.called, post.envelope.raw)

    def _written(self, one: Waiting, office: Office) -> Post | None:
        try:
            return self._letters.post(one, office)
        except Pointless as error:
            self._do(GiveUp(one.what, one.number, ""))
            self._report.note(f"{one.called}: not sent: {error}")
        except Rejected as error:
            self._give_up(one, str(error))
        except DeskError as error:
            self._report.stand(str(error))
            self._again(one, str(error))
        except Exception as error:  # a mail that can't be written must not stop the next
            self._again(one, f"it can't be written ({type(error).__name__})")
        return None

    def _mark(self, one: Waiting, why: str) -> None:
        """It has left; told again at the next look where that can't be stored now."""
        if one.what is Outgoing.ANSWER:
            self._desk.execute(MarkSent(one.number, why))
        else:
            self._desk.execute(MarkLeft(one.what, one.number))
        self._handed.pop((one.what, one.number), None)

    def _put_off(self, due: list[Waiting], why: str) -> None:
        """The server can't be reached: none of them has left."""
        self._cut = True
        self._report.stand(why)
        for one in due:
            self._again(one, why)

    def _again(self, one: Waiting, why: str, *, unsure: bool = False) -> None:
        now, doubts = self._clock(), one.doubts_after(unsure=unsure)
        at = one.again(now)
        if unsure and doubts >= MOST_DOUBTS:
            self._give_up(one, f"{doubts} times the mail server did not say so: {why}", doubts)
        elif at is None:
            self._give_up(one, f"tried for two days: {why}", doubts)
        elif self._do(TryAgain(one.what, one.number, at, clean_line(why, 300), doubts)):
            self._report.note(f"{one.called}: not sent yet: {why}")

    def _give_up(self, one: Waiting, said: str, doubts: int | None = None) -> None:
        """Whoever wrote it has to know where it may have arrived all the same."""
        doubts = one.doubts_after(unsure=False) if doubts is None else doubts
        why = f"{MAY_HAVE_ARRIVED}: {said}" if doubts else said
        answer = one.what is Outgoing.ANSWER
        gone = (
            MarkFailed(one.number, why, unsure=bool(doubts))
            if answer
            else GiveUp(one.what, one.number, why)
        )
        if self._do(gone):
            ended = "given up" if doubts else "never sent"
            self._report.note(f"{one.called}: {ended}: {why}")

    def _do(self, command: Command) -> bool:
        """Whether it was done: what was taken back meanwhile is nobody's any more."""
        try:
            self._desk.execute(command)
        except Refusal:
            return False
        return True
