"""A folder of an open mailbox, read batch by batch: each is durable before the server is told."""

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Event

from vipdesk.channels.imap.answers import HIGHEST, Fetched
from vipdesk.channels.imap.client import Lost, Nonsense, Refused
from vipdesk.channels.imap.mailbox import Mailbox, Selected
from vipdesk.channels.mail.bounds import KEPT_OF_TOO_LARGE, MOST_BYTES
from vipdesk.channels.mail.message import Unreadable
from vipdesk.domain.mail_commands import PutMailPlace
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import Done, MailAccount
from vipdesk.mail_floor import Floor, floor_of
from vipdesk.mail_keeper import Arrived, MailKeeper
from vipdesk.mail_known import STRIKES, Known

BATCH = 64
BATCH_BYTES = 8_000_000
BAD = (Nonsense, Refused, Lost)
"""What may be a mail's fault: at some the server itself ends, and hangs up."""


class OpenFolder:
    """Reads one folder; every method raises ChannelError, StoreError or Stopped."""

    def __init__(
        self,
        mailbox: Mailbox,
        folder: str,
        account: MailAccount,
        keeper: MailKeeper,
        note: Callable[[str], None],
        known: Known,
    ) -> None:
        self.mailbox, self._folder, self._account = mailbox, folder, account
        self._keeper, self._note, self._known = keeper, note, known
        self._key = f"{account.known_as}/{folder}"
        self._shown = clean_line(folder, 80)
        self._validity = self._last = 0
        self._next_uid: int | None = None
        self._floor = Floor()
        self._waiting: list[int] = []
        self._largest = min(account.largest, MOST_BYTES)
        self.trouble = ""
        self.new = 0

    def begin(self) -> None:
        """Open it where it was left, and do what a cut line left undone."""
        untouched = self._account.done is Done.LEFT
        selected = self.mailbox.select(self._folder, untouched=untouched)
        place = self._keeper.place(self._key)
        self._validity, self._next_uid = selected.validity, selected.next_uid
        self._known.know(selected.validity)
        if place is None:
            self._begin_first(selected)
        elif place.validity == selected.validity:
            self._last, self._floor = place.uid, Floor(place.floor, place.since)
        else:
            self._begin_again("made anew", selected, place.since)
        if selected.next_uid is not None and selected.next_uid <= self._last:
            self._begin_again("put back", selected, self._floor.since)
        self._make_done_folder()
        self._take_up_left_over()

    def _begin_first(self, selected: Selected) -> None:
        """What lies there from before there was a desk is told of, and left."""
        self._floor, older = floor_of(self.mailbox, selected, self._keeper.begins)
        if self._floor.since is not None:
            self._keeper.put(self._here(0))
        if older:
            lie = "1 older mail lies" if older == 1 else f"{older:,} older mails lie"
            said = f"{lie} in {self._shown}"
            self._note(f"{said}: `vipdesk mail older --since DATE` takes them in")

    def _begin_again(self, was: str, selected: Selected, since: datetime | None) -> None:
        """Its numbers mean other mails now: what is older is told by when it came."""
        self._note(f"{self._shown} was {was} there: all of it is looked at again")
        self._last, (self._floor, _) = 0, floor_of(self.mailbox, selected, since)

    def step(self, stop: Event, most: int = BATCH) -> bool:
        """Keep the next batch, of so many at most; gives whether there is more."""
        if not self._waiting:
            self._waiting = self._floor.above(self.mailbox, self.mailbox.fresh(self._last))
            if not self._waiting or self._waiting[0] > self._floor.uid:
                self._last = max(self._last, self._floor.uid)  # what else is there is older
        if not self._waiting:
            return False
        chosen, there = self._next(most)
        mails = [mail for mail in there if self._is_wanted(mail)]
        read = self._read_up_to(chosen, there)
        new = self._keeper.keep(mails, self._place(read), stop)
        self.new += new
        if mails or not there:
            self._note(f"{len(mails)} from {self._shown}, {new} new")
        again = chosen[-1] <= self._last
        self._last, self._waiting = read, self._waiting[len(chosen) :]
        # one that can't be had is left alone: the server may end at any word about it
        kept = [mail.uid for mail in mails if mail.uid not in self._known.hopeless]
        self._known.kept.update(kept)
        self._finish(kept)
        return again or bool(self._waiting)

    def _place(self, uid: int) -> PutMailPlace | None:
        """What is kept of how far it was read."""
        return self._here(uid)

    def _here(self, uid: int) -> PutMailPlace:
        return PutMailPlace(self._key, self._validity, uid, self._floor.uid, self._floor.since)

    def _is_wanted(self, mail: Arrived) -> bool:
        return self._floor.is_above(mail)

    def _read_up_to(self, chosen: Sequence[int], mails: Sequence[Arrived]) -> int:
        """No further than there can be mails: a number that is only named may be a lie."""
        named = chosen[-1] if self._can_be(chosen[-1]) else 0
        return max(self._last, named, *(mail.uid for mail in mails))

    def _can_be(self, uid: int) -> bool:
        """Whether a mail that was not given out may have this number."""
        return self._next_uid is None or uid < self._next_uid

    def _next(self, most: int) -> tuple[Sequence[int], list[Arrived]]:
        """The first of what waits, with what is there of it."""
        named = self._known.first(self._waiting, most)
        asked: Sequence[int] = [uid for uid in named if uid <= HIGHEST]
        if not asked:  # what it names besides is taken first
            raise Nonsense(f"{self._shown}: the server names a mail by a number that none can have")
        if asked[0] in self._known.hopeless:
            why = "the server gives it out badly, and others well: ask whoever runs it"
            return asked, [Arrived(self._label(asked[0]), None, Unreadable(why, b""), asked[0])]
        struck = self._known.failed[asked[0]] >= STRIKES and self._can_be(asked[0])
        alone_is_bad = struck and self._gives_others()
        try:
            sizes = self.mailbox.sizes(asked)
            asked = self._fitting(asked, sizes)
            mails = self._mails(asked, sizes)
        except BAD:
            self._known.failed.update(asked)
            if alone_is_bad:
                self._known.hopeless.add(asked[0])
            raise
        for uid in asked:
            self._known.failed.pop(uid, None)
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
        return Arrived(self._label(mail.uid), mail.received, mail.raw, mail.uid)

    def _too_large(self, mail: Fetched) -> Arrived:
        """What is known of it; all of it where the server only said that it was so large."""
        if len(mail.raw) < KEPT_OF_TOO_LARGE:
            return self._arrived(mail)
        why = f"it is larger than {self._largest // 1_000_000} MB"
        return Arrived(self._label(mail.uid), mail.received, Unreadable(why, mail.raw), mail.uid)

    def _label(self, uid: int) -> str:
        return f"{self._shown}, UID {uid} of {self._validity}"

    def _gives_others(self) -> bool:
        """Whether the server gives out any other mail now: then one alone must not keep it back."""
        later = self._known.hopeful(self._waiting[1:])
        earlier = self._known.hopeful(self.mailbox.up_to(self._waiting[0] - 1, unseen=False))
        for uid in (*later[:1], *earlier[-1:]):
            try:
                if self.mailbox.fetch_beginning(uid, 100):
                    return True
            except Refused:
                continue
            except BAD:
                self._known.failed[uid] += 1  # another is looked at next time
                raise
        return False

    def _make_done_folder(self) -> None:
        if self._account.done is not Done.MOVED:
            return
        try:
            if self.mailbox.make_folder(self._account.done_folder):
                self._note(f"made the folder {clean_line(self._account.done_folder, 80)} there")
        except Refused as refused:
            self.trouble = str(refused)

    def _take_up_left_over(self) -> None:
        """Tell the server of what was kept before a line was cut off, and look at the rest again.

        That may have been kept before the program ended, or have come late under a low number.
        """
        if self._account.done is Done.LEFT or not self._last:
            return
        moves = self._account.done is Done.MOVED and self.mailbox.has_move
        left = self._floor.above(self.mailbox, self.mailbox.up_to(self._last, unseen=not moves))
        if not moves:
            left = left[-BATCH:]  # what else nobody has seen there, somebody may want so
        known = self._known
        kept = [uid for uid in left if uid in known.kept and (moves or uid not in known.finished)]
        for begin in range(0, len(kept), BATCH):
            self._finish(kept[begin : begin + BATCH])
        self._waiting = [uid for uid in left if uid not in known.kept | known.hopeless]

    def _finish(self, uids: Sequence[int]) -> None:
        """Tell the server that these are kept; what it will not do keeps no mail back."""
        if not uids or self._account.done is Done.LEFT:
            return
        try:
            if self._account.done is Done.MOVED:
                self.mailbox.move(uids, self._account.done_folder)
            else:
                self.mailbox.mark_seen(uids)
            self._known.finished.update(uids)
            self.trouble = ""
        except Refused as refused:
            self.trouble = str(refused)
