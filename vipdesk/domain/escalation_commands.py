"""What somebody wishes of escalations, and of the people they go to."""

from datetime import date

from msgspec import Struct

from vipdesk.domain.colleagues import Role


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


class SetColleague(Struct, frozen=True):
    """Somebody of our side; None is for what is known of them already."""

    name: str
    role: Role | None = None
    address: str | None = None
    skills: tuple[str, ...] | None = None
    hours: str | None = None
    logins: tuple[str, ...] | None = None


class SetAway(Struct, frozen=True):
    """Somebody is away from `first` to `last`, both inclusive; None for never, from now on."""

    name: str
    first: date | None
    last: date | None = None


class RemoveColleague(Struct, frozen=True):
    """Somebody is not asked any more; the history keeps their name."""

    name: str


OnEscalation = AcceptEscalation | DeclineEscalation | HandBack | SeniorNote | WithdrawEscalation
EscalationCommand = Escalate | OnEscalation
PeopleCommand = SetColleague | SetAway | RemoveColleague
