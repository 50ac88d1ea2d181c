"""An answer to the client: to whom, about what, and the message it answers below it."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from vipdesk.clock import Clock
from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.canned import Canned, filled
from vipdesk.domain.commands import Command, Reply
from vipdesk.domain.errors import DeskError, Refusal
from vipdesk.domain.facts import Status
from vipdesk.domain.language import N_, _
from vipdesk.domain.message import Draft
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.text import clean_line
from vipdesk.machine import ReadCanned, Satchel
from vipdesk.pen import Executed
from vipdesk.screens.answer_keys import ANSWER_KEYS
from vipdesk.screens.attaching import AttachDialog, Going, PickedFiles
from vipdesk.screens.canned import CannedDialog
from vipdesk.screens.dialog import Dialog, Do
from vipdesk.screens.drafting import Drafting, Keep
from vipdesk.screens.heading import Head, places
from vipdesk.screens.moments import said
from vipdesk.screens.own_editor import edited_outside
from vipdesk.screens.quoting import Original, answered, shown
from vipdesk.screens.writing import Writing
from vipdesk.widgets.frame import set_subtitle
from vipdesk.widgets.keys import KeyLine

TALL = 30
LOOK_AGAIN = 1.0
"""Seconds until a ticket that could not be read is tried again."""


class Hand(Struct, frozen=True):
    """What a composer can have done: execute, keep a draft, read a ticket, tell the agent.

    `canned` are the answers that are kept ready, `satchel` finds files to go with one, `files` are
    those that were picked for each ticket, `key` is the one that answers; `edits` is whether the
    account, and so the editor named in it, is theirs.
    """

    do: Do
    keep: Keep
    look: Callable[[int], Awaitable[TicketView | None]]
    tell: Callable[[str], None]
    who: str
    canned: ReadCanned
    clock: Clock
    satchel: Callable[[], Satchel]
    files: PickedFiles
    key: str = "a"
    edits: bool = True


class Composer(Dialog):
    """Can be typed into from the first moment; what is typed is kept as it is typed."""

    DEFAULT_CSS = """
    Composer { align: right bottom; background: transparent; }
    Composer #frame { width: 100%; height: 100%; }
    Composer.-wide.-high #frame { width: 50%; min-width: 60; }
    Composer Writing { height: 1fr; min-height: 3; border-top: solid $panel; }
    Composer.-low Writing { border: none; }
    Composer.-low #title { max-height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    TITLE: ClassVar[str] = N_("Answer · #{number} {subject}")
    HINT: ClassVar[str] = N_("your answer")
    BINDINGS: ClassVar[list[BindingType]] = ANSWER_KEYS

    def __init__(self, line: QueueLine, board: Board, hand: Hand) -> None:
        title = _(self.TITLE).format(number=line.number, subject=line.subject)
        super().__init__(title, hand.do)
        self.number, self._line = line.number, line
        self._board, self._hand = board, hand
        self._view: TicketView | None = None
        self._may_lose = False
        self._writing = Writing(placeholder=_(self.HINT), id="text")
        self._head = Head()
        self.going = Going(line.number, hand.satchel, hand.files)
        self._original = Original(board.policy.hours.zone)
        self._drafting = Drafting(self, line.number, hand.keep, self._text)
        self._drafting.told = self._draft_kept

    def compose(self) -> ComposeResult:
        """To whom and what about, the text, and the original below it."""
        with Vertical(id="frame") as frame:
            frame.border_title = Content(self.heading)
            yield Static(Content(self.heading), id="title")
            yield self._head
            yield self.going
            yield self._writing
            yield self._original
            yield self.problem
            yield KeyLine()

    def on_mount(self) -> None:
        """Typing goes into the text at once; the rest is filled in when it has been read."""
        self._original.fold(self.app.size.height < TALL)
        self.look_soon()

    def on_unmount(self) -> None:
        """Whatever ends the screen, what is typed has been handed to the pen."""
        self._drafting.save()

    def first_field(self) -> Widget:
        """The text."""
        return self._writing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what works here and now."""
        if action == "submit" or (action == "edit" and not self._hand.edits):
            return False
        if action == "take_over":
            return self._foreign() is not None
        if action in ("fold", "quote"):
            return self._original.message is not None
        return super().check_action(action, parameters)

    async def look(self) -> None:
        """Read the ticket, at the start and whenever it has changed; typing goes on meanwhile."""
        try:
            view = await self._hand.look(self.number)
        except DeskError as problem:
            self.say(str(problem))
            self.set_timer(LOOK_AGAIN, self.look_soon)
            return
        if self._busy and self._view is not None:
            return
        if view is None:
            gone = _("#{number} is not in the store any more: copy your text elsewhere")
            self.say(gone.format(number=self.number))
            self._drafting.begin("")
            return
        if self._view is None:
            self._restore(view.draft_of(self._hand.who))
            self.going.go_again(view, self._hand.who)
        elif len(view.messages) > len(self._view.messages):
            self._tell_news(view)
        self._view = view
        self._fill_in(view)
        self.refresh_bindings()

    def _fill_in(self, view: TicketView) -> None:
        """What stands around the text; one's own draft, which comes back so, changes nothing."""
        if (asked := answered(view.messages)) != self._original.message:
            self._original.show(asked)
        self._head.tell(view, self._board, self._hand.who)

    @work(group="look", exclusive=True)
    async def look_soon(self) -> None:
        """Read the ticket, beside the typing."""
        await self.look()

    async def carry_out(self, command: Command) -> Executed:
        """Send, but never before a draft that was there has been on screen."""
        if self._view is None:
            before = self._text()
            await self._drafting.begun()
            if self._text() != before:
                raise Refusal(_("a draft came back in front of it: read it, then send again"))
        writing = self._writing
        writing.read_only = True
        try:
            with self._drafting.held():
                if isinstance(command, Reply):
                    command = replace(command, attachments=await self.going.enclosed())
                executed = await super().carry_out(command)
                self.going.have_gone()
                return executed
        finally:
            writing.read_only = False

    def action_send(self, then: str) -> None:
        """Send, and leave the ticket as it is, waiting or resolved."""
        status = Status(then) if then else None
        self.once_typed(lambda: self.attempt(Reply(self.number, self._text(), status)))

    def leave(self) -> None:
        """Close once the draft is stored; asked again where it can't be, close without it."""
        if self._may_lose:
            super().leave()
        elif not self._busy:
            self._busy = True
            self.run_worker(self._leave_kept())

    def action_fold(self) -> None:
        """Show the whole original, or its first words."""
        self._original.fold()

    def action_quote(self) -> None:
        """Put the original below the text, line by line behind `>`."""
        self.once_typed(lambda: self._writing.add_below(self._original.quoted()))

    def action_canned(self) -> None:
        """Put an answer that is kept ready where the cursor is, on lines of its own."""
        messages = self._view.messages if self._view else ()
        said = "\n".join(message.text for message in messages if message.was_said)
        self.app.push_screen(CannedDialog(self._hand.canned, said), self._put_in)

    def action_attach(self) -> None:
        """Say which files go with it."""
        dialog = AttachDialog(self.going.picked, self._hand.satchel)
        self.app.push_screen(dialog, self.going.put)

    def action_take_over(self) -> None:
        """Put what a colleague has half typed below one's own."""
        self.once_typed(self._take_over)

    def action_edit(self) -> None:
        """Go on in $EDITOR, with the whole terminal, and come back with the text."""
        self.once_typed(self._edit)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep it."""
        self._drafting.changed()

    def _put_in(self, picked: Canned | None) -> None:
        if picked is None:
            return
        values = places(self._line, self._view, self._board, self._hand.who, self._hand.clock())
        text, unknown = filled(picked.text, values)
        self._writing.put_in(text)
        if unknown:
            names = ", ".join(f"{{{name}}}" for name in unknown)
            self.say(_("to be filled in by hand: {names}").format(names=names))

    def _take_over(self) -> None:
        draft = self._foreign()
        if draft is not None:
            own = self._text().strip()
            self._writing.rewrite(f"{own}\n\n{draft.text}" if own else draft.text)

    def _edit(self) -> None:
        self._drafting.save()
        try:
            self._writing.rewrite(edited_outside(self.app, self._text()))
        except DeskError as problem:
            self.say(str(problem))
        self.refresh()

    async def _leave_kept(self) -> None:
        try:
            await self._drafting.stored()
        except DeskError as problem:
            words = _("not kept yet, esc again leaves without it: {problem}")
            self.say(words.format(problem=problem))
            self._busy, self._may_lose = False, True
            return
        if self._text().strip() or self.going.picked:
            kept = _("draft kept on #{number}: {key} goes on with it")
            if self.going.picked:
                kept = _("draft kept on #{number}: {key} goes on with it and its files")
            self._hand.tell(kept.format(number=self.number, key=self._hand.key))
        self.dismiss(None)

    def _text(self) -> str:
        return self._writing.text

    def _restore(self, draft: Draft | None) -> None:
        """One's own draft comes back in front of what has been typed since."""
        own = draft.text if draft else ""
        self._drafting.begin(own)
        if own:
            self._writing.rewrite(own + self._text())
            self._frame_says(_("your draft is back"))

    def _foreign(self) -> Draft | None:
        return self._view.draft_of_another(self._hand.who) if self._view else None

    def _tell_news(self, view: TicketView) -> None:
        latest, zone = view.messages[-1], self._board.policy.hours.zone
        who = clean_line(latest.author.spoken, 80)
        news = _("meanwhile {name}, {moment}: {words}")
        words = shown(latest)[:120]
        self.say(news.format(name=who, moment=said(latest.at, zone), words=words))

    def _draft_kept(self, problem: DeskError | None) -> None:
        if problem is None:
            self._may_lose = False
            self._frame_says(_("draft kept"))
        else:
            self.say(_("your draft is not kept: {problem}").format(problem=problem))

    def _frame_says(self, words: str) -> None:
        set_subtitle(self.query_one("#frame"), Content(words))
