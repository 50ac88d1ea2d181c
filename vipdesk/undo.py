"""What takes an act back."""

from collections.abc import Sequence
from typing import assert_never

from vipdesk.domain.cause import CauseBack
from vipdesk.domain.done import PutBack
from vipdesk.domain.escalation_commands import AnswerBack, SeniorNoteBack, WithdrawEscalation
from vipdesk.domain.handover_commands import DropSheet, UnsignSheet
from vipdesk.domain.language import _, counted
from vipdesk.domain.recutting import Owe, Pin, TakeBack, Unmerge, Unsplit, WayBack
from vipdesk.domain.retold import retold
from vipdesk.undos import Undo


def undo_of(backs: Sequence[tuple[WayBack, ...]]) -> Undo | None:
    """One undo for acts that were done together, the latest taken back first; None for none."""
    backs = [back for back in backs if back]
    if not backs:
        return None
    commands = tuple(command for back in reversed(backs) for command in back)
    said = (
        _said(backs[0])
        if len(backs) == 1
        else counted("undone on {count} ticket", "undone on {count} tickets", len(backs))
    )
    done = next((one.done for one in commands if isinstance(one, PutBack)), None)
    return Undo(
        _ticket(commands),
        commands,
        said,
        callback=done.callback[1].number if done and done.callback else None,
        booking=done.booking[1].number if done and done.booking else None,
    )


def _ticket(commands: Sequence[WayBack]) -> int | None:
    """The ticket that it is mainly about; one that the act opened is gone from the queue."""
    return next((number for one in commands if (number := _ticket_of(one)) is not None), None)


def _ticket_of(command: WayBack) -> int | None:
    match command:
        case PutBack(done):
            touched = done.ticket
            return touched.number if touched and touched.opened_at is not None else None
        case WithdrawEscalation() | DropSheet() | UnsignSheet():
            return None
        case Unsplit(origin=origin):
            return origin
        case AnswerBack(done):
            return done.ticket
        case _:
            return command.ticket


def _said(back: Sequence[WayBack]) -> str:
    match back[0]:
        case PutBack(done):
            return _("undone: {what}").format(what=retold(done.said))
        case WithdrawEscalation():
            return _("the escalation of #{ticket} is withdrawn").format(ticket=_ticket(back))
        case AnswerBack(done):
            told = _("#{ticket}: undone: {what}")
            return told.format(ticket=done.ticket, what=_(back[0].what.value))
        case SeniorNoteBack(ticket=ticket):
            return _("#{ticket}: undone: {what}").format(ticket=ticket, what=_("note"))
        case TakeBack(ticket, what):
            return _("#{ticket}: undone: {what}").format(ticket=ticket, what=retold(what))
        case Unmerge(ticket, into):
            return _("#{ticket} and #{into} are two tickets again").format(ticket=ticket, into=into)
        case Unsplit(ticket, origin):
            told = _("the message of #{ticket} is on #{origin} again")
            return told.format(ticket=ticket, origin=origin)
        case Pin(ticket, pinned):
            told = _("#{ticket} is pinned again") if pinned else _("#{ticket} is pinned no more")
            return told.format(ticket=ticket)
        case Owe(ticket, by):
            told = _("#{ticket}: the next word is owed by us again")
            if by is not None:
                told = _("#{ticket}: the next word is owed by vendor again")
            return told.format(ticket=ticket)
        case CauseBack(ticket, _given, before):
            told = _("#{ticket}: its cause is not given any more")
            if before is not None:
                told = _("#{ticket}: its cause is what it was before")
            return told.format(ticket=ticket)
        case DropSheet(sheet):
            return _("sheet {number} is taken back").format(number=sheet)
        case UnsignSheet(sheet):
            told = _("sheet {number} is not signed any more: the desk is as it was")
            return told.format(number=sheet)
        case _ as unknown:
            assert_never(unknown)
