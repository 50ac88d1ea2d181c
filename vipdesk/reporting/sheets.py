"""Tables as CSV for a spreadsheet, in which nobody's words become a formula (design: safety)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from vipdesk.domain.judged import Judged
from vipdesk.domain.policy import Policy
from vipdesk.domain.report import Report
from vipdesk.reporting import words

Value = str | int

_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠\t\r]")
HEADS = (
    *("ticket", "subject", "from", "channel", "received", "severity", "status", "entitled"),
    *("target", "promised", "promised_seconds", "business", "taken_seconds", "due", "outcome"),
    *("open", "in_month", "late_seconds", "cause"),
)
JUDGED_HEADS = (
    *("ticket", "subject", "severity", "target", "promised", "promised_seconds", "business"),
    *("taken_seconds", "due", "outcome", "open", "late_seconds", "cause"),
)
_NO_TARGET: tuple[Value, ...] = ("",) * 11


def report_csv(report: Report) -> str:
    """A row for each target of each ticket; a ticket without one has a row too."""
    rows: list[Sequence[Value]] = []
    for one in report.tickets:
        own: tuple[Value, ...] = (
            one.number,
            words.clean(one.subject),
            words.clean(one.requester),
            one.channel,
            moment(one.received, report.policy),
            one.severity,
            one.status,
            _yes(one.entitled),
        )
        told: list[tuple[Value, ...]] = [
            (
                target.kind.value,
                str(target.target),
                seconds(target.length),
                _yes(target.target.business),
                seconds(target.used),
                moment(target.due, report.policy),
                target.outcome,
                _yes(target.is_open),
                _yes(target.counts),
                seconds(target.late),
                words.clean(target.cause),
            )
            for target in one.targets
        ]
        rows += [(*own, *cells) for cells in told or [_NO_TARGET]]
    return as_csv(HEADS, rows)


def judged_csv(judged: Iterable[Judged], policy: Policy) -> str:
    """The targets that figures count, a row each."""
    rows = [
        (
            one.ticket,
            words.clean(one.subject),
            one.severity,
            one.kind.value,
            str(one.target),
            seconds(one.length),
            _yes(one.target.business),
            seconds(one.used),
            moment(one.due, policy),
            one.outcome.value,
            _yes(one.is_open),
            seconds(one.late),
            words.clean(one.cause),
        )
        for one in judged
    ]
    return as_csv(JUDGED_HEADS, rows)


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The table, its texts harmless in a spreadsheet; numbers stay numbers."""
    told = io.StringIO(newline="")
    writer = csv.writer(told)
    writer.writerow(heads)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return told.getvalue()


def guarded(cell: Value) -> Value:
    """A text that would be a formula begins with an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def moment(at: datetime, policy: Policy) -> str:
    """An instant in desk time, with its offset."""
    return at.astimezone(policy.hours.zone).isoformat(timespec="seconds")


def seconds(length: timedelta | None) -> Value:
    """A length in whole seconds, nothing for none."""
    return "" if length is None else length // timedelta(seconds=1)


def _yes(so: bool) -> str:
    return "yes" if so else "no"
