"""Why what a visitor asked for can't be, in the words of their page."""

from collections.abc import Mapping

from vipdesk.domain.errors import DeskError
from vipdesk.domain.why_not import Declined, WhyNot
from vipdesk.door.faults import Fault, fault_of
from vipdesk.door.pages import Look
from vipdesk.door.texts import T_

WORDS: Mapping[WhyNot, str] = {
    WhyNot.PAST: T_("This time is over. Choose a later one."),
    WhyNot.NOTICE: T_("This time is too near: a call is booked at least %(notice)s before."),
    WhyNot.HORIZON: T_("This time is too far ahead. Choose an earlier one."),
    WhyNot.ENDS_LATE: T_("The desk closes before this call would end. Choose another time."),
    WhyNot.CLOSED: T_("The desk is closed at this time. Choose another one."),
    WhyNot.TAKEN: T_("This time is not free any more. Choose another one."),
    WhyNot.TOO_CLOSE: T_("This time is too close to another call. Choose another one."),
    WhyNot.CALL_NEAR: T_("Your call is too near for that: write to %(name)s in the chat instead."),
    WhyNot.CALL_OVER: T_("This call is over, or cancelled already."),
    WhyNot.CALL_SAME: T_("Your call is at this time already."),
    WhyNot.MATTER_CLOSED: T_("This matter is closed. Write a word, and it is open again."),
    WhyNot.SEVERITY_SAME: T_("It has this severity already."),
}


def refused(error: DeskError | Fault, look: Look, **named: str) -> tuple[Fault, str]:
    """What is answered to it, and its words; `named` are those that may stand in them."""
    fault = error if isinstance(error, Fault) else fault_of(error)
    if isinstance(error, Declined):
        return fault, look.say(WORDS[error.why]) % named
    return fault, look.fault(fault.words)
