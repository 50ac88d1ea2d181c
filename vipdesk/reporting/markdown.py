"""The report as Markdown: tables and lists, every word of others' escaped."""

from collections.abc import Iterable, Iterator, Sequence

from vipdesk.domain import definitions
from vipdesk.domain.markdown import escaped
from vipdesk.domain.report import Report, TargetTold
from vipdesk.reporting import words
from vipdesk.reporting.words import Cells

NONE = "None."


def as_markdown(report: Report) -> str:
    """The whole report."""
    return "\n".join([*_head(report), *_tickets(report), *_beside(report)]) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield f"# {escaped(words.title(report))}\n"
    yield f"{escaped(words.made(report))}\n"
    yield "## How the promises were kept\n"
    rows = [words.attainment_cells(one, report.policy) for one in report.attainment]
    yield from _table(words.ATTAINMENT_HEADS, rows, "Nothing fell due.")
    yield from _defined(definitions.MET, definitions.MEDIAN, definitions.WORST)
    yield "## What was missed\n"
    missed = words.missed_targets(report)
    if not missed:
        yield f"{NONE}\n"
    for name, one in missed:
        yield from _missed(name, one)
    yield from _defined(definitions.LATE)


def _missed(name: str, one: TargetTold) -> Iterator[str]:
    yield f"### {escaped(name)}: {words.TARGETS[one.kind].lower()}\n"
    yield f"- Late by: {escaped(words.late_by(one))}{', still open' if one.is_open else ''}"
    yield f"- Cause: {escaped(words.clean(one.cause) or words.NOT_SAID)}"
    for step in one.arithmetic:
        yield f"- {escaped(words.clean(step))}"
    yield ""


def _tickets(report: Report) -> Iterator[str]:
    yield "## Tickets\n"
    yield from _table(words.TICKET_HEADS, words.ticket_rows(report), NONE)


def _beside(report: Report) -> Iterator[str]:
    yield "## Calls held\n"
    yield from _table(words.CALL_HEADS, words.call_rows(report), NONE)
    yield from _defined(definitions.CALLS)
    yield "## Callbacks\n"
    yield from _table(words.CALLBACK_HEADS, words.callback_rows(report), NONE)
    yield from _defined(definitions.CALLBACKS)
    yield "## Escalations\n"
    yield from _table(words.ESCALATION_HEADS, words.escalation_rows(report), NONE)
    yield from _defined(definitions.ESCALATIONS)


def _table(heads: Sequence[str], rows: Iterable[Cells], none: str) -> Iterator[str]:
    told = list(rows)
    if not told:
        yield f"{none}\n"
        return
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in told:
        yield f"| {' | '.join(map(escaped, row))} |"
    yield ""


def _defined(*told: str) -> Iterator[str]:
    for one in told:
        yield f"*{escaped(one)}*\n"
