"""What somebody wishes of escalations, and of the people they go to."""

from datetime import date

from msgspec import Struct

from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation import Escalation, EscalationStatus
from vipdesk.domain.event import What


class Escalate(Struct, frozen=True):
    """Take the ticket to the senior called `to`, or to the best one where nobody is named."""

    ticket: int
    reason: str
    tried: str = ""
    to: str = ""


class AcceptEscalation(Struct, frozen=True):
    """The senior takes it; `by` names them where somebody else notes it down, here and below."""

    escalation: int
    by: str = ""


class DeclineEscalation(Struct, frozen=True):
    """The senior who is asked can't take it; the next one is asked."""

    escalation: int
    reason: str
    by: str = ""


class HandBack(Struct, frozen=True):
    """The senior who has it is done: this came of it."""

    escalation: int
    result: str
    by: str = ""


class SeniorNote(Struct, frozen=True):
    """What a senior writes down on the ticket; only our side sees it."""

    escalation: int
    text: str
    by: str = ""


class WithdrawEscalation(Struct, frozen=True):
    """No senior is needed any more; with `unaccepted` only if nobody has accepted yet."""

    escalation: int
    reason: str = ""
    unaccepted: bool = False


class AnswerBack(Struct, frozen=True):
    """Take back what a senior answered, as long as the escalation stands as `done` left it.

    `last` was the ticket's last fact then, `message` the entry that was written with it, if any.
    """

    done: Escalation
    last: int
    message: int | None = None

    @property
    def escalation(self) -> int:
        """The number of what it is about."""
        return self.done.number

    @property
    def what(self) -> What:
        """The answer by which it came to stand so."""
        match self.done.status:
            case EscalationStatus.ACCEPTED:
                return What.ESCALATION_ACCEPTED
            case EscalationStatus.HANDED_BACK:
                return What.HANDED_BACK
        return What.ESCALATION_DECLINED


class SeniorNoteBack(Struct, frozen=True):
    """Take back what a senior wrote down on the ticket."""

    escalation: int
    ticket: int
    message: int


class SetColleague(Struct, frozen=True):
    """Somebody of our side; None is for what is known of them already.

    Whoever is known in another role keeps it, unless `change_role` says that it is meant.
    """

    name: str
    role: Role | None = None
    address: str | None = None
    skills: tuple[str, ...] | None = None
    hours: str | None = None
    logins: tuple[str, ...] | None = None
    change_role: bool = False


class SetAway(Struct, frozen=True):
    """Somebody is away from `first` to `last`, both inclusive; None for never, from now on."""

    name: str
    first: date | None
    last: date | None = None


class RemoveColleague(Struct, frozen=True):
    """Somebody is not asked any more; the history keeps their name."""

    name: str


SeniorsBack = AnswerBack | SeniorNoteBack
OnEscalation = (
    AcceptEscalation | DeclineEscalation | HandBack | SeniorNote | WithdrawEscalation | SeniorsBack
)
EscalationCommand = Escalate | OnEscalation
PeopleCommand = SetColleague | SetAway | RemoveColleague
