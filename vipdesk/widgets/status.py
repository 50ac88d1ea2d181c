"""The top line: whose desk it is, whether the client is entitled, desk time, open or closed."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct
from textual.content import Content
from textual.widget import Widget

from vipdesk.domain.board import Board
from vipdesk.domain.language import N_, _, counted, dated, in_context
from vipdesk.domain.mail_light import Light, MailLight
from vipdesk.domain.text import clean_line
from vipdesk.widgets.countdown import moment, two_units
from vipdesk.widgets.mail_lamp import lamp
from vipdesk.widgets.signs import UNREAD

READ_ONLY, DESK_CLOSED, NOT_ENTITLED = N_("READ-ONLY"), N_("desk closed"), N_("NOT ENTITLED")
TERSEST = 5


class Status(Struct, frozen=True):
    """What the line tells; the more `detail` is left out, the shorter it gets.

    `badge` says who sits there, where that is not who has the desk.
    """

    board: Board
    now: datetime
    zone: tzinfo
    read_only: bool
    desk_open: bool
    reminders_key: str = "!"
    mail: MailLight | None = None
    badge: str = ""

    def line(self, width: int) -> Content:
        """As much of it as fits in so many cells; what matters most goes last."""
        for terse, of_mail in self._ways():
            left, right = self._left(terse), self._right(terse, of_mail)
            room = width - left.cell_length - right.cell_length
            if room >= 1 or terse == TERSEST:
                return Content.assemble(left, " " * max(room, 1), right)
        raise AssertionError("there is always a last detail")

    def _ways(self) -> Iterator[tuple[int, int]]:
        """How terse to be, and how terse of mail: while that is in trouble, it comes first.

        While it is well its word goes before anything else does.
        """
        if self.mail is not None and self.mail.light is Light.TROUBLE:
            yield from ((terse, of_mail) for of_mail in range(3) for terse in range(4))
        for terse in range(TERSEST + 1):
            yield terse, terse
            yield terse, TERSEST

    def _left(self, terse: int) -> Content:
        board, badges = self.board, []
        if self.read_only:
            badges.append(_badge(_(READ_ONLY), terse))
        if self.badge:
            badges.append(_badge(clean_line(self.badge, 40 if terse < 3 else 16), terse))
        if not self.desk_open:
            badges.append(_badge(_(DESK_CLOSED), terse, " $warning"))
        behind = self.board.behind(self.now)
        if behind is not None:
            badges.append(_badge(_behind(behind, terse), terse, " $error"))
        parts = list(self._entitlement(terse))
        if terse < TERSEST:
            parts.insert(0, Content.styled(_short(board.client.name, terse), "bold"))
        parts += self._holder(terse)
        return Content(" ").join([*badges, Content(" · ").join(parts)])

    def _holder(self, terse: int) -> Iterator[Content]:
        """Whose desk it is; a cover is named with less room too."""
        agent, cover = clean_line(self.board.agent.name, 40), self.board.cover
        if cover is not None and terse < TERSEST:
            who = _short(cover.taker if terse < 4 else cover.taker.partition(" ")[0], terse)
            words = _("{who} for {agent}").format(who=who, agent=agent) if terse < 2 else who
            yield Content.styled(words, "bold")
        elif terse < 2 and agent:
            yield Content(agent)

    def _entitlement(self, terse: int) -> Iterator[Content]:
        client = self.board.client
        if not self.board.entitled(self.now):
            yield _badge(_(NOT_ENTITLED), terse, " $error")
        elif terse < 3:
            plan = f"{clean_line(client.plan, 30)} + VIP"
            if client.vip_until and terse < 1:
                plan = _("{plan} to {day}").format(plan=plan, day=client.vip_until)
            yield Content(plan)

    def _right(self, terse: int, of_mail: int) -> Content:
        here = self.now.astimezone(self.zone)
        day = dated(here, f"%a {here.day} %b ") if terse < 3 else ""
        clock = Content(f"{day}{here:%H:%M}{f' {here:%Z}' if terse < 4 else ''}")
        waits = *self._chats(terse), *self._unsigned(terse), *self._reminders(terse)
        parts = [*waits, clock, self._hours(terse)]
        if self.mail is not None:
            parts.append(lamp(self.mail, self.now, self.zone, of_mail))
        return Content(" " if terse == TERSEST else " · ").join(parts)

    def _reminders(self, terse: int) -> Iterator[Content]:
        """How many wait to be seen to, where somebody can."""
        count = len(self.board.reminders)
        if count and not self.read_only:
            key = self.reminders_key
            words = counted("{count} reminder: {key}", "{count} reminders: {key}", count, key=key)
            words = words if terse < 2 else f"{count}{key}"
            yield Content.styled(words, "bold $warning")

    def _chats(self, terse: int) -> Iterator[Content]:
        """How many words of chats nobody has read."""
        count = sum(self.board.unread_chat.values())
        if count:
            words = _("{count} in chat").format(count=count) if terse < 2 else f"{count}"
            yield Content.styled(f"{UNREAD} {words}", "bold $warning")

    def _unsigned(self, terse: int) -> Iterator[Content]:
        """That a hand-over sheet waits to be signed."""
        unsigned = self.board.unsigned
        if unsigned is not None and terse < 4:
            taker = clean_line(unsigned.taker, 30)
            words = _("sheet for {taker}").format(taker=taker) if terse < 2 else _("sheet")
            yield Content.styled(words, "bold $warning")

    def _hours(self, terse: int) -> Content:
        hours, now = self.board.policy.hours, self.now
        if hours.is_open(now):
            closes = hours.next_closing(now)
            words = in_context("desk", "open")
            if closes and terse < 4:
                words = _("open, closes {moment}").format(moment=moment(closes, now, self.zone))
            return Content.styled(words, "$success")
        words = in_context("desk", "closed")
        if terse < TERSEST:
            opens = moment(hours.next_opening(now), now, self.zone)
            words = _("closed, opens {moment}").format(moment=opens)
        return Content.styled(words, "$warning")


def _behind(length: timedelta, terse: int) -> str:
    """That this machine's clock is behind, so that what is left is less than is shown."""
    words = _("clock {time} behind") if terse < 3 else _("clock -{time}")
    return words.format(time=two_units(length, seconds=False))


def _badge(words: str, terse: int, colour: str = "") -> Content:
    room = "" if terse == TERSEST else " "
    return Content.styled(f"{room}{words}{room}", f"reverse bold{colour}")


def _short(name: str, terse: int) -> str:
    return clean_line(name, 40 if terse < 3 else 12)


class StatusBar(Widget):
    """Shows the status in one row."""

    DEFAULT_CSS = "StatusBar { height: 1; width: 1fr; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._status: Status | None = None
        self._shown = Content()

    def update(self, status: Status) -> None:
        """Tell this; painted only if it reads otherwise than before."""
        self._status = status
        if self._status.line(self.size.width) != self._shown:
            self.refresh()

    def render(self) -> Content:
        """The line."""
        self._shown = self._status.line(self.size.width) if self._status else Content()
        return self._shown
