"""A call is booked, or moved: the free times first, another one by typing it."""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import OptionList, Static

from vipdesk.clock import Clock
from vipdesk.domain.board import Board
from vipdesk.domain.by_when import by_when
from vipdesk.domain.calendar import Booking
from vipdesk.domain.calendar_commands import Book, MoveBooking
from vipdesk.domain.commands import Command
from vipdesk.domain.duration import duration_words
from vipdesk.domain.errors import BadInput, DeskError
from vipdesk.domain.language import N_, _, in_context
from vipdesk.domain.people import Client, Person
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed
from vipdesk.pictures import Pictures
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.moments import said
from vipdesk.screens.offers import Offers, offers
from vipdesk.widgets.choice import Choice
from vipdesk.widgets.contacts import Contacts
from vipdesk.widgets.diary import also_at
from vipdesk.widgets.typed import Input

SUPPORT = "support"
LONGEST_SUBJECT = 200


class Planner(Struct, frozen=True):
    """What a booking needs of the desk: where free times are read, the present, who acts.

    `identify` is the key that says who an unknown sender is.
    """

    pictures: Pictures
    clock: Clock
    do: Do
    own: tzinfo | None = None
    identify: str = "i"


class BookDialog(Dialog):
    """Enter takes the marked time, or the one that is typed; a refusal offers others in place.

    What is offered stays as it is while somebody chooses, so that no other time than the one
    that was looked at is taken.
    """

    DEFAULT_CSS = """
    BookDialog #frame { height: 22; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "submit", N_("take it"), key_display="enter", priority=True),
    ]

    def __init__(
        self,
        board: Board,
        planner: Planner,
        *,
        about: QueueLine | None = None,
        moved: Booking | None = None,
    ) -> None:
        """`about` is the ticket that the agent looks at, `moved` a call that has a time already."""
        super().__init__(_title(moved, board), planner.do)
        self._board, self._planner, self._about, self._moved = board, planner, about, moved
        self._zone = board.policy.hours.zone
        self._contacts = Contacts(board.client.contacts)
        self._offers = Offers(self._zone, planner.own, self.type_moment)

    def fields(self) -> Iterable[Widget]:
        """What the desk knows is filled in already; the list of free times has the focus."""
        if self._moved is None:
            kinds = self._board.policy.bookings.kinds
            shown = [
                (kind, f"{clean_line(kind, 40)}, {duration_words(length)}")
                for kind, length in kinds.items()
            ]
            first = SUPPORT if self._about and SUPPORT in kinds else next(iter(kinds))
            yield Field(_("kind"), Choice(shown, first, id="kind"))
            guest = guest_of(self._about, self._board.client)
            yield Field(_("guest"), _line("guest", self._whom, guest, self._contacts))
            subject = clean_line(self._about.subject, LONGEST_SUBJECT) if self._about else ""
            yield Field(_("subject"), _line("subject", _("in a few words"), subject))
        hint = _('pick one below, or type "tomorrow 10:00", "fri 16:30"')
        yield Field(in_context("when", "at"), _line("at", hint))
        yield self._offers
        yield Static(_("reading what is free …"), id="meant", classes="told")

    def on_mount(self) -> None:
        """Read what is free."""
        super().on_mount()
        self._offer(None)

    def first_field(self) -> Widget | None:
        """Who has nothing to change picks a time at once."""
        return self._offers

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter has to come behind the letters that the list of times hands on."""
        return action != "go_on" and super().check_action(action, parameters)

    def command(self) -> Command:
        """The call as it is filled in."""
        start = self._start()
        if self._moved is not None:
            return MoveBooking(self._moved.number, start)
        guest = self._contacts.address(self.query_one("#guest", Input).value)
        if self._about and self._about.sender_unknown and not guest.strip():
            field = _("guest")
            raise BadInput(f"{field}: {self._whom}")
        subject = self.query_one("#subject", Input).value
        return Book(self._kind, start, guest, subject, ticket=self._ticket(subject))

    async def carry_out(self, command: Command) -> Executed:
        """Where it is refused, what is free is read anew."""
        try:
            return await super().carry_out(command)
        except DeskError:
            if isinstance(command, Book | MoveBooking):
                self._offer(command.start)
            raise

    @on(Choice.Changed)
    def offer_for_kind(self) -> None:
        """Another kind of call has another length."""
        picked = self._offers.picked
        self._offer(picked.slot.start if picked else None)

    @on(Offers.Taken)
    def take_it(self) -> None:
        """Enter on a time takes it."""
        self.action_submit()

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter behind a typed moment takes that, elsewhere it goes on to the times."""
        if event.input.id == "at":
            self.action_submit()
        else:
            self.set_focus(self._offers)

    @property
    def _whom(self) -> str:
        """Who may be a guest; of a sender whom nobody knows yet it is to be said first."""
        if self._about is None or not self._about.sender_unknown:
            return _("a contact")
        told = _("a contact; {key} on the ticket says who its sender is")
        return told.format(key=self._planner.identify)

    def _ticket(self, subject: str) -> int | None:
        """The ticket that the agent looks at, unless something else is typed."""
        about = self._about
        if about is None or subject.strip() != clean_line(about.subject, LONGEST_SUBJECT).strip():
            return None
        return about.number

    def _guest(self) -> Person | None:
        """Who is meant so far."""
        if self._moved is not None:
            return self._moved.guest
        try:
            address = self._contacts.address(self.query_one("#guest", Input).value)
        except DeskError:
            return None
        return self._board.client.contact(address)

    def type_moment(self, text: str) -> None:
        """Whoever types on the list types a moment."""
        at = self.query_one("#at", Input)
        at.insert_text_at_cursor(text)
        self.set_focus(at)

    @on(OptionList.OptionHighlighted)
    @on(Input.Changed)
    def show_meant(self) -> None:
        """Say what enter does; a typed moment marks the free time that is nearest."""
        if not self.query("#meant"):
            return
        try:
            start = self._start()
        except DeskError as problem:
            words = "" if self._typed else str(problem)
        else:
            client = self._board.client
            also = also_at(start, self._zone, self._planner.own, self._guest(), client)
            moment = f"{said(start, self._zone)}{also}"
            words = _("enter: {moment}").format(moment=moment)
            words += "" if self._typed else self._offers.warning
        self.query_one("#meant", Static).update(Content(words))

    @on(Input.Changed, "#at")
    def mark_near(self) -> None:
        """A typed moment marks the free time that is nearest to it."""
        self.say("")
        try:
            self._offers.mark(by_when(self._typed, self._planner.clock(), self._zone))
        except DeskError:
            return

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Whoever goes on from a half-typed contact means the one that was offered."""
        if event.input.id == "guest":
            event.input.value = self._contacts.completed(event.input.value)

    @property
    def _kind(self) -> str:
        return self._moved.kind if self._moved else self.query_one("#kind", Choice).value

    @property
    def _typed(self) -> str:
        return self.query_one("#at", Input).value.strip()

    def _start(self) -> datetime:
        if self._typed:
            return by_when(self._typed, self._planner.clock(), self._zone)
        if not self._offers.are_read:
            raise BadInput(_("what is free is still being read"))
        if self._offers.picked is None:
            raise BadInput(_("nothing is free in the next two weeks: type a moment"))
        return self._offers.picked.slot.start

    def _offer(self, near: datetime | None) -> None:
        self.run_worker(self._read(near), group="offers", exclusive=True)

    async def _read(self, near: datetime | None) -> None:
        planner = self._planner
        try:
            found = await offers(
                planner.pictures, self._board, self._kind, planner.clock(), self._moved
            )
        except DeskError as problem:
            self.say(str(problem))
            return
        self._offers.show(found, near)
        self.show_meant()


def guest_of(about: QueueLine | None, client: Client) -> str:
    """Who is offered as a guest: who asks on the ticket, else the first contact.

    An unknown sender is nobody who may be invited, and nobody else is meant.
    """
    known = client.contacts if about is None or not about.sender_unknown else ()
    if about is not None:
        known = (*(one for one in known if one.called == about.requester), *known)
    if not known:
        return ""
    name, address = clean_line(known[0].name, 200), clean_line(known[0].address, 254)
    return f"{name} <{address}>" if name else address


def _title(moved: Booking | None, board: Board) -> str:
    if moved is None:
        return _("Book a call")
    when = said(moved.start, board.policy.hours.zone)
    title = _("Move the {kind} with {guest}, now {moment}")
    return title.format(kind=moved.kind, guest=moved.guest.spoken, moment=when)


def _line(
    field: str, placeholder: str, value: str = "", suggester: Suggester | None = None
) -> Input:
    line = Input(value, id=field, placeholder=placeholder, suggester=suggester, compact=True)
    line.cursor_blink, line.select_on_focus = False, field != "at"
    return line
