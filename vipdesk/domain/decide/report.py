"""A delivery report came in: what failed is told where it belongs, an answer is open again.

The report and what it does to the answer are kept together, or neither is (design: architecture,
an answer goes out; spec, clock: a message whose delivery finally failed).
"""

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.commands import MarkFailed
from vipdesk.domain.decide.arrival import message_from
from vipdesk.domain.decide.delivery import ON_ITS_WAY, mark_failed, not_delivered
from vipdesk.domain.decide.mail import not_told
from vipdesk.domain.decide.ticket import came_in
from vipdesk.domain.delivery_report import DeliveryReport, Fate, proves
from vipdesk.domain.event import What
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.message import Delivery, Kind, Message
from vipdesk.domain.text import clean_line

LONGEST, MOST_NAMED = 300, 3
NO_ANSWER_OF_OURS = "bounce of no answer of ours"


def take_report(inbound: Inbound, report: DeliveryReport, here: Circumstances) -> Change | None:
    """What a report about a mail of ours comes to; None where it is about none.

    An answer that is still queued here and is named all the same has left: it was not noted yet.
    """
    answer = here.message
    here = replace(here, who="")  # nobody on our side did it
    if answer is None:
        return _of_other(inbound, report, here)
    if answer.ticket is None or here.ticket is None:
        return None
    if report.fate is not Fate.FAILED:
        return _shown(inbound, here, _said(report.fate.value, report))
    if not proves(report, answer, here.secret):
        may = "an answer may not have arrived; nothing proves it"
        return _may_not(may, inbound, report, here)
    if elsewhere := _elsewhere(report, answer):
        return _may_not(f"may not have arrived at {elsewhere}", inbound, report, here)
    if answer.delivery not in (Delivery.SENT, *ON_ITS_WAY):
        known = answer.delivery.value if answer.delivery else "kept"
        return _shown(inbound, here, _said(f"of an answer that is {known}", report))
    failed = mark_failed(MarkFailed(answer.number, report.why), here)
    entry = _entry(inbound, here, _said(Fate.FAILED.value, report))
    return replace(failed, messages=(*failed.messages, entry))


def _of_other(inbound: Inbound, report: DeliveryReport, here: Circumstances) -> Change | None:
    """A note of receipt, an invitation or a word to a senior that did not arrive."""
    mail = here.other_mail
    if mail is None or mail.stands not in (Delivery.SENT, *ON_ITS_WAY):
        return None
    strange = bool(report.recipients) and mail.to.address not in report.recipients
    if strange or report.fate is not Fate.FAILED:
        return None
    change = not_told(mail, report.why or "the reason is not known", here)
    message = message_from(inbound, here, inbound.sender, Kind.AUTOMATIC, mail.ticket, None)
    why = clean_line(f"{report.fate.value}: {change.events[0].detail}", LONGEST)
    return replace(change, messages=(replace(message, why=why),))


def _elsewhere(report: DeliveryReport, answer: Message) -> str:
    """Where it came to nothing, if that is none of those it was written to.

    A mailbox may send on what it has: then the client has it all the same.
    """
    to = {person.address for person in answer.to}
    if not report.recipients or not to.isdisjoint(report.recipients):
        return ""
    return ", ".join(report.recipients[:MOST_NAMED])


def _may_not(words: str, inbound: Inbound, report: DeliveryReport, here: Circumstances) -> Change:
    """What moves nothing, and is to be looked at all the same."""
    change = _shown(inbound, here, _said(words, report))
    answer = here.message
    told = not_delivered(answer, "an answer may not have arrived", here) if answer else ()
    return replace(change, reminders=told)


def _shown(inbound: Inbound, here: Circumstances, why: str) -> Change:
    ticket = here.the_ticket().number
    event = came_in(here, What.REPORTED, ticket, why)
    return Change(messages=(_entry(inbound, here, why),), events=(event,))


def _entry(inbound: Inbound, here: Circumstances, why: str) -> Message:
    ticket = here.the_ticket().number
    message = message_from(inbound, here, inbound.sender, Kind.AUTOMATIC, ticket, None)
    return replace(message, why=why)


def _said(what: str, report: DeliveryReport) -> str:
    return clean_line(f"{what}{_because(report)}", LONGEST)


def _because(report: DeliveryReport) -> str:
    return f": {report.why}" if report.why else ""
