"""What each role may do at the desk: one table, for the screens, the desk and the store."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from vipdesk.domain.actor import Actor
from vipdesk.domain.colleagues import Role
from vipdesk.domain.errors import Refusal
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    AnswerBack,
    DeclineEscalation,
    HandBack,
    SeniorNote,
    SeniorNoteBack,
)
from vipdesk.domain.language import N_, _
from vipdesk.domain.names import same

if TYPE_CHECKING:
    from vipdesk.domain.commands import Command

SENIOR_ACTS = (AcceptEscalation, DeclineEscalation, HandBack, SeniorNote)
TAKES_BACK = (AnswerBack, SeniorNoteBack)
EVERYTHING, NOTHING = (object,), ()


class May(Struct, frozen=True):
    """What a role may do: `acts` are kinds of commands, `sees_all` is for every ticket.

    Who does not see all sees what was escalated to them. `words` tell it to who wants more.
    """

    acts: tuple[type, ...]
    sees_all: bool
    words: str = ""


MAY: Mapping[Role, May] = {
    Role.DEDICATED: May(EVERYTHING, sees_all=True),
    Role.COVER: May(EVERYTHING, sees_all=True),
    Role.SENIOR: May(
        (*SENIOR_ACTS, *TAKES_BACK),
        sees_all=False,
        words=N_(
            "{name} is a senior agent here, who looks at what is escalated to them, accepts,"
            " declines, notes and hands back: the rest is the dedicated agent's"
        ),
    ),
    Role.SUPERVISOR: May(
        NOTHING,
        sees_all=True,
        words=N_("{name} is a supervisor here, who looks and writes nothing"),
    ),
}


def check_may(actor: Actor, command: "Command") -> None:
    """Refusal of what is not for that role, or what somebody else would be named for."""
    may = MAY[actor.role]
    by = getattr(command, "by", "").strip()
    another = by != "" and not same(by, actor.name)
    if not isinstance(command, may.acts) or (actor.role is Role.SENIOR and another):
        raise _refusal(actor)


def check_works(actor: Actor) -> None:
    """Refusal for whom not all that is done at a desk is for."""
    if MAY[actor.role].acts is not EVERYTHING:
        raise _refusal(actor)


def check_sees_all(actor: Actor) -> None:
    """Refusal for who sees some tickets only."""
    if not MAY[actor.role].sees_all:
        raise _refusal(actor)


def check_writes(actor: Actor) -> None:
    """Refusal for who writes nothing at all."""
    if not MAY[actor.role].acts:
        raise _refusal(actor)


def sees(actor: Actor, escalations: Iterable[Escalation]) -> bool:
    """Whether what came to these escalations may be seen: all of it, or what was theirs once."""
    asked = {one.senior for each in escalations for one in each.asked}
    return MAY[actor.role].sees_all or actor.number in asked


def _refusal(actor: Actor) -> Refusal:
    return Refusal(_(MAY[actor.role].words).format(name=actor.called))
