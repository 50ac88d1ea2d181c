"""Which of our answers a delivery report is about."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from vipdesk.domain.delivery_report import DeliveryReport, message_id_of, ticket_returned
from vipdesk.domain.inbound import Inbound
from vipdesk.domain.message import Message
from vipdesk.domain.queue import microseconds
from vipdesk.store.merges import merged_into
from vipdesk.store.queries import Fetch, messages

RECENT = timedelta(days=7)
"""As long as servers keep trying, and some more: what is older is not guessed at."""

SENT = "kind = 'answer' AND delivery IN ('leaving', 'sent')"
LATEST = "ORDER BY at DESC, number DESC LIMIT 20"


def answer_reported(fetch: Fetch, inbound: Inbound, secret: bytes) -> Message | None:
    """By what it names, else by the token that came back, else the latest to the recipient."""
    report = inbound.report
    if report is None:
        return None
    if report.names_a_mail:
        return _named(fetch, report)
    number = ticket_returned(report, secret)
    since, until = inbound.received - RECENT, inbound.received
    span = (microseconds(since), microseconds(until))
    if number is not None:
        its_own = (merged_into(fetch, number), *span)
        return _latest(fetch, "ticket = ? AND at BETWEEN ? AND ?", its_own, report)
    if report.automatic or not report.recipients:
        return None
    return _latest(fetch, "at BETWEEN ? AND ?", span, report)


def _named(fetch: Fetch, report: DeliveryReport) -> Message | None:
    names = [name for name in (report.message_id, message_id_of(report.envelope_id)) if name]
    marks = ", ".join("?" * len(names))
    condition = f"message_id <> '' AND message_id IN ({marks}) AND kind = 'answer'"
    return next(iter(messages(fetch, condition, names)), None)


def _latest(
    fetch: Fetch, condition: str, values: Sequence[Any], report: DeliveryReport
) -> Message | None:
    """The latest that was sent, to whom the report says, where it says so."""
    found = messages(fetch, f"{condition} AND {SENT} {LATEST}", values)
    return next((one for one in found if _is_to(one, report)), None)


def _is_to(answer: Message, report: DeliveryReport) -> bool:
    to = {person.address for person in answer.to}
    return not report.recipients or not to.isdisjoint(report.recipients)
