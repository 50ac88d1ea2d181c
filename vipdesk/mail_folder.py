"""A folder of an open mailbox, read batch by batch: each is durable before the server is told."""

from collections import Counter
from collections.abc import Callable, Sequence
from threading import Event

from msgspec import Struct, field

from vipdesk.channels.imap.answers import Fetched
from vipdesk.channels.imap.client import Nonsense, Refused
from vipdesk.channels.imap.mailbox import Mailbox
from vipdesk.channels.mail.bounds import KEPT_OF_TOO_LARGE, MOST_BYTES
from vipdesk.channels.mail.message import Unreadable
from vipdesk.domain.mail_commands import PutMailPlace
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import Done, MailAccount
from vipdesk.mail_keeper import Arrived, MailKeeper

BATCH = 64
BATCH_BYTES = 8_000_000
STRIKES = 3
"""So often a mail is asked for that the server gives out badly, while it gives out others."""


class Suspects(Struct):
    """Mails that the server gave out badly: asked for alone from then on, and not for ever."""

    failed: Counter[int] = field(default_factory=Counter)
    hopeless: set[int] = field(default_factory=set)
    validity: int = 0

    def know(self, validity: int) -> None:
        """Forget them where the numbers mean other mails now."""
        if validity != self.validity:
            self.failed.clear()
            self.hopeless.clear()
            self.validity = validity

    def first(self, uids: Sequence[int], most: int) -> Sequence[int]:
        """The part of these that is asked for at once, at most so many."""
        if uids[0] in self.failed:
            return uids[:1]
        good = next((at for at, uid in enumerate(uids) if uid in self.failed), most)
        return uids[: min(good, most)]


class OpenFolder:
    """Reads one folder; every method raises ChannelError, StoreError or Stopped."""

    def __init__(
        self,
        mailbox: Mailbox,
        folder: str,
        account: MailAccount,
        keeper: MailKeeper,
        note: Callable[[str], None],
        suspects: Suspects,
    ) -> None:
        self.mailbox, self._folder, self._account = mailbox, folder, account
        self._keeper, self._note, self._suspects = keeper, note, suspects
        self._key = f"{account.user}@{account.imap.host}/{folder}"
        self._shown = clean_line(folder, 80)
        self._validity = self._last = 0
        self._waiting: list[int] = []
        self._largest = min(account.largest, MOST_BYTES)
        self.trouble = ""

    def begin(self) -> None:
        """Open it where it was left, and do what a cut line left undone."""
        untouched = self._account.done is Done.LEFT
        selected = self.mailbox.select(self._folder, untouched=untouched)
        place = self._keeper.place(self._key)
        self._validity = selected.validity
        self._suspects.know(selected.validity)
        if place is not None and place.validity == selected.validity:
            self._last = place.uid
        elif place is not None:
            self._note(f"{self._shown} was made anew there: all of it is looked at again")
        if selected.next_uid is not None and selected.next_uid <= self._last:
            self._note(f"{self._shown} was put back there: all of it is looked at again")
            self._last = 0
        self._make_done_folder()
        self._finish_left_over()

    def step(self, stop: Event, most: int = BATCH) -> bool:
        """Keep the next batch, of so many at most; gives whether there is more."""
        if not self._waiting:
            self._waiting = self.mailbox.fresh(self._last)
        if not self._waiting:
            return False
        chosen, mails = self._next(most)
        place = PutMailPlace(self._key, self._validity, chosen[-1])
        new = self._keeper.keep(mails, place, stop)
        self._note(f"{len(mails)} from {self._shown}, {new} new")
        self._last, self._waiting = chosen[-1], self._waiting[len(chosen) :]
        self._finish(chosen)
        return bool(self._waiting)

    def _next(self, most: int) -> tuple[Sequence[int], list[Arrived]]:
        """The first of what waits, with what is there of it."""
        asked = self._suspects.first(self._waiting, most)
        if asked[0] in self._suspects.hopeless:
            why = "the server gives it out badly, and others well: ask whoever runs it"
            return asked, [Arrived(self._label(asked[0]), None, Unreadable(why, b""))]
        alone_is_bad = self._suspects.failed[asked[0]] >= STRIKES and self._gives_others()
        try:
            sizes = self.mailbox.sizes(asked)
            asked = self._fitting(asked, sizes)
            mails = self._mails(asked, sizes)
        except (Nonsense, Refused):
            self._suspects.failed.update(asked)
            if alone_is_bad:
                self._suspects.hopeless.add(asked[0])
            raise
        for uid in asked:
            self._suspects.failed.pop(uid, None)
        return asked, mails

    def _fitting(self, asked: Sequence[int], sizes: dict[int, int]) -> Sequence[int]:
        """The first of these, as many as are held in memory at once."""
        room, fitting = BATCH_BYTES, 0
        for uid in asked:
            room -= min(sizes.get(uid, 0), self._largest)
            if fitting and room < 0:
                break
            fitting += 1
        return asked[:fitting]

    def _mails(self, chosen: Sequence[int], sizes: dict[int, int]) -> list[Arrived]:
        """What is there of these; of a mail that is too large, its beginning."""
        whole = [uid for uid in chosen if sizes.get(uid, 0) <= self._largest]
        large = [uid for uid in chosen if uid not in whole]
        most = sum(sizes.get(uid, 0) for uid in whole) + self._largest
        mails = self.mailbox.fetch(whole, most) if whole else []
        begun = [one for uid in large for one in self._beginning(uid)]
        missing = set(chosen) - {mail.uid for mail in (*mails, *begun)}
        if missing and self.mailbox.still_there(sorted(missing)):
            raise Nonsense(f"{self._shown}: the server gives out less than was asked for")
        return [*map(self._arrived, mails), *map(self._too_large, begun)]

    def _beginning(self, uid: int) -> list[Fetched]:
        return self.mailbox.fetch_beginning(uid, KEPT_OF_TOO_LARGE)

    def _arrived(self, mail: Fetched) -> Arrived:
        return Arrived(self._label(mail.uid), mail.received, mail.raw)

    def _too_large(self, mail: Fetched) -> Arrived:
        """What is known of it; all of it where the server only said that it was so large."""
        if len(mail.raw) < KEPT_OF_TOO_LARGE:
            return self._arrived(mail)
        why = f"it is larger than {self._largest // 1_000_000} MB"
        return Arrived(self._label(mail.uid), mail.received, Unreadable(why, mail.raw))

    def _label(self, uid: int) -> str:
        return f"{self._shown}, UID {uid} of {self._validity}"

    def _gives_others(self) -> bool:
        """Whether the server gives out any other mail now: then one alone must not keep it back."""
        bad = self._waiting[0]
        others = [*self._waiting[1:2], *self.mailbox.up_to(bad - 1, unseen=False)[-1:]]
        for uid in others:
            try:
                if self.mailbox.fetch_beginning(uid, 100):
                    return True
            except Refused:
                continue
        return False

    def _make_done_folder(self) -> None:
        if self._account.done is not Done.MOVED:
            return
        try:
            if self.mailbox.make_folder(self._account.done_folder):
                self._note(f"made the folder {clean_line(self._account.done_folder, 80)} there")
        except Refused as refused:
            self.trouble = str(refused)

    def _finish_left_over(self) -> None:
        """Tell the server of what was kept before a line or a program was cut off."""
        if self._account.done is Done.LEFT or not self._last:
            return
        moves = self._account.done is Done.MOVED and self.mailbox.has_move
        left = self.mailbox.up_to(self._last, unseen=not moves)
        if not moves:
            left = left[-BATCH:]  # what else nobody has seen there, somebody may want so
        for begin in range(0, len(left), BATCH):
            self._finish(left[begin : begin + BATCH])

    def _finish(self, uids: Sequence[int]) -> None:
        """Tell the server that these are kept; what it will not do keeps no mail back."""
        if not uids or self._account.done is Done.LEFT:
            return
        try:
            if self._account.done is Done.MOVED:
                self.mailbox.move(uids, self._account.done_folder)
            else:
                self.mailbox.mark_seen(uids)
            self.trouble = ""
        except Refused as refused:
            self.trouble = str(refused)
