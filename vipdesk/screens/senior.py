"""A senior's desk: they accept, decline, note and hand back; the client hears from the agent."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.events import Key

from vipdesk.acting import Acting
from vipdesk.domain.actor import Actor
from vipdesk.domain.board import Board
from vipdesk.domain.escalation import Answer
from vipdesk.domain.escalation_commands import AcceptEscalation
from vipdesk.domain.language import N_, _, counted
from vipdesk.domain.senior_desk import Stands
from vipdesk.domain.text import clean_line
from vipdesk.pen import Executed, Pen
from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.screens.senior_board import SeniorBoard
from vipdesk.screens.senior_dialogs import AboutEscalation
from vipdesk.screens.telling import Telling
from vipdesk.told import way_out
from vipdesk.widgets.signs import NOT_ACCEPTED

MOST_NAMED, ASKED = 4, "escalation"
ENDS = ("accept", "decline", "hand_back")
"""The acts that move an escalation on."""

WORKED_ON = (Stands.ASKED, Stands.HAS)


class Act(Struct, frozen=True):
    """What a senior does: its key and words, how an escalation has to stand, else what is wrong."""

    action: str
    key: str
    words: str
    says: str
    where: tuple[Stands, ...]
    unless: str


UNDO = Binding("u", "undo", N_("undo"), tooltip=N_("Undo the last act"), priority=True)
ACTS = (
    Act(
        "accept",
        "a",
        N_("accept"),
        N_("Accept it: it is yours from then on"),
        (Stands.ASKED, Stands.LEFT_OPEN),
        N_("it is accepted already"),
    ),
    Act(
        "decline",
        "d",
        N_("decline"),
        N_("Decline it, and say why: the next senior is asked"),
        (Stands.ASKED,),
        N_("you are not asked now"),
    ),
    Act(
        "note",
        "n",
        N_("note"),
        N_("Write a note that only our side sees"),
        tuple(Stands),
        "",
    ),
    Act(
        "hand_back",
        "h",
        N_("hand back"),
        N_("Hand it back, and say what came of it"),
        (Stands.HAS,),
        N_("it is not yours: accept it first"),
    ),
)
"""In the order of the footer."""


class SeniorScreen(SeniorBoard):
    """The acts; each is executed, and told in one line."""

    FIRST_KEYS = (*ENDS, "back", "help")

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(act.key, act.action, act.words, tooltip=act.says, priority=True) for act in ACTS),
        UNDO,
        Binding(
            "ctrl+p",
            "app.command_palette",
            N_("commands"),
            key_display="^p",
            tooltip=N_("Find an act by its name"),
            priority=True,
        ),
    ]

    def __init__(
        self,
        pictures: Pictures,
        pen: Pen,
        actor: Actor,
        look: Callable[[], Awaitable[object]],
        personal: Personal | None = None,
    ) -> None:
        super().__init__(pictures, actor, personal)
        self.acting = Acting(pen, actor.name, self._done, self.key_of, self._way)
        self.telling = Telling(lambda: self.preferences.notify)
        self._look, self._half_typed = look, dict[str, str]()
        self._known_asked: frozenset[tuple[int, int]] | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works here and now; the rest is not shown."""
        if action == "undo":
            return self.acting.undo is not None
        act = next((one for one in ACTS if one.action == action), None)
        if act is None:
            return super().check_action(action, parameters)
        return self.how_it_stands in act.where

    def on_key(self, event: Key) -> None:
        """A key of an act that does not work here says why."""
        if event.key == UNDO.key and self.acting.undo is None:
            self.say(self.acting.why_not, bad=True)
        act = next((one for one in ACTS if one.key == event.key), None)
        if act is not None and self.how_it_stands not in act.where:
            why = act.unless if self.how_it_stands is not None else N_("no ticket is selected")
            self.say(_(why), bad=True)
            self.acting.refused = True

    def watch_board(self, board: Board | None) -> None:
        """Another picture; what is newly asked is told, once."""
        super().watch_board(board)
        self.refresh_bindings()
        if board is not None:
            self._tell_news(board)

    def action_accept(self) -> None:
        """It is theirs; or another has it, who is named."""
        if self.escalation is not None:
            self.carry_out(self.acting.do(AcceptEscalation(self.escalation.number)))

    def action_decline(self) -> None:
        """Ask why."""
        from vipdesk.screens.senior_dialogs import DeclineDialog

        self._ask(DeclineDialog)

    def action_note(self) -> None:
        """Write a note."""
        from vipdesk.screens.senior_dialogs import SeniorNoteDialog

        self._ask(SeniorNoteDialog)

    def action_hand_back(self) -> None:
        """Ask what came of it."""
        from vipdesk.screens.senior_dialogs import HandBackDialog

        self._ask(HandBackDialog)

    def action_undo(self) -> None:
        """Take the last act back; after one that was refused say first which."""
        if first := self.acting.asked_first():
            self.say(first)
        else:
            self.carry_out(self._take_back())

    async def _take_back(self) -> None:
        undo = self.acting.undo
        await self.acting.take_back()
        if undo is not None and undo.ticket is not None:
            self.queue.select(undo.ticket)

    def _ask(self, dialog: type[AboutEscalation]) -> None:
        if self.escalation is not None:
            asked = dialog(self.escalation, self.acting.do, self._half_typed)
            self.app.push_screen(asked, self._left)

    def _left(self, executed: Executed | None) -> None:
        self.refresh_bindings()

    async def _done(self, words: str) -> None:
        self.say(words)
        self.queue.by_hand = False
        await self._look()

    async def _way(self) -> str:
        """A senior carries no mail; an agent's desk or a worker does."""
        return way_out(self.board.policy.send_hold if self.board else None)

    def _go_to_one_of(self, asked: set[int]) -> None:
        """To what is newly asked, where nobody works on anything, and nobody chose a row."""
        works = self.reading or not self.is_current or self.how_it_stands in WORKED_ON
        if not works and not self.queue.by_hand:
            number = next((line.number for line in self.queue.lines if line.number in asked), None)
            if number is not None:
                self.queue.select(number)

    def _tell_news(self, board: Board) -> None:
        """What was asked before the desk was opened is there to be seen."""
        asked = {
            (one.number, len(one.asked)): one
            for one in board.escalations
            if (now := one.current) is not None
            and now.senior == self.actor.number
            and now.answer is Answer.WAITING
        }
        standing = frozenset(one.number for one in asked.values())
        self.telling.take_back(ASKED, standing, self.app)
        known, self._known_asked = self._known_asked, frozenset(asked)
        fresh = [one for key, one in asked.items() if known is not None and key not in known]
        if not fresh or not self.is_attached:
            return
        self._go_to_one_of({one.ticket for one in fresh})
        words = [_named(board, one.ticket) for one in fresh[:MOST_NAMED]]
        text = counted(
            "{count} asked of you: {tickets}",
            "{count} asked of you: {tickets}",
            len(fresh),
            tickets=", ".join(words) + (", …" if len(fresh) > MOST_NAMED else ""),
        )
        about = [(ASKED, one.number) for one in fresh]
        self.telling.tell(text, ASKED, f"{NOT_ACCEPTED} {text}", self.app.screen, about)


def _named(board: Board, number: int) -> str:
    line = board.line(number)
    return f"#{number} {clean_line(line.subject, 40)}" if line else f"#{number}"
