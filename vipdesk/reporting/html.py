"""The report as one HTML page: everything in it, nothing from elsewhere, every word escaped."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from vipdesk.domain import definitions
from vipdesk.domain.report import Report, TargetTold
from vipdesk.reporting import words
from vipdesk.reporting.charts import HATCH, Bar, bars, columns
from vipdesk.reporting.words import Cells

NONE = "None."
NOTHING_ELSEWHERE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'none'"
STYLE = """\
body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:72em;padding:0 1em;color:#1b1b1b;
background:#fff}
h1,h2,h3{line-height:1.2}h2{margin-top:2em;border-bottom:1px solid #bbb}
.scroll{overflow-x:auto}table{border-collapse:collapse;margin:.6em 0}
th,td{border:1px solid #ccc;padding:.25em .5em;text-align:left;vertical-align:top}
th{background:#eee}
.told{color:#555;font-size:.9em;max-width:60em}svg{max-width:100%;height:auto;font:12px sans-serif}
svg text{fill:#1b1b1b}.met{fill:#1f6f43}.came{fill:#2b5c9e}.ground{fill:#fff}.stripe{fill:#b3261e}
@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr{break-inside:avoid}}"""


def as_html(report: Report) -> str:
    """The whole page."""
    title = escape(words.title(report))
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_ELSEWHERE}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>{HATCH}"
    )
    body = [f"<h1>{title}</h1>", _p(words.made(report)), *_kept(report), *_missed(report)]
    return "\n".join([head, *body, *_load(report), *_lists(report), "</body></html>"]) + "\n"


def _kept(report: Report) -> Iterator[str]:
    yield _h(2, "How the promises were kept")
    rows = [words.attainment_cells(one, report.policy) for one in report.attainment]
    yield from _table(words.ATTAINMENT_HEADS, rows, "Nothing fell due.")
    if rows:
        shown = [
            Bar(f"{row[0]}, {row[1].split()[0].lower()}", one.met, one.judged, row[3])
            for one, row in zip(report.attainment, rows, strict=True)
        ]
        yield bars("Met of judged by severity and target; what was missed is striped", shown)
    yield from map(_told, (definitions.MET, definitions.MEDIAN, definitions.WORST))


def _missed(report: Report) -> Iterator[str]:
    yield _h(2, "What was missed")
    missed = words.missed_targets(report)
    if not missed:
        yield _p(NONE)
    for name, one in missed:
        yield from _one_missed(name, one)
    yield _told(definitions.LATE)


def _one_missed(name: str, one: TargetTold) -> Iterator[str]:
    yield _h(3, f"{name}: {words.TARGETS[one.kind].lower()}")
    late = words.late_by(one) + (", still open" if one.is_open else "")
    cause = words.clean(one.cause) or words.NOT_SAID
    told = (f"Late by: {late}", f"Cause: {cause}", *map(words.clean, one.arithmetic))
    yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in told)}</ul>"


def _load(report: Report) -> Iterator[str]:
    yield _h(2, "What came when")
    load = report.load
    weeks = [
        Bar(f"week of {monday}", week.met, len(week.judged), f"{week.met} of {len(week.judged)}")
        for monday, week in zip(load.mondays, load.weeks, strict=True)
    ]
    by_week = zip(load.mondays, load.weeks, strict=True)
    came = [(f"{monday:%d.%m}", len(week.came)) for monday, week in by_week]
    hours = [(str(hour), len(one.came)) for hour, one in enumerate(load.hours)]
    yield _h(3, "Targets by week, met of judged")
    yield bars("Targets by the week in which they fell due; what was missed is striped", weeks)
    yield _h(3, "Tickets by week")
    yield columns("Tickets by the week in which they came", came)
    yield _h(3, "Tickets by hour of the day")
    yield columns("Tickets by the hour of the day in which they came", hours)
    yield _told(definitions.LOAD)


def _lists(report: Report) -> Iterator[str]:
    yield _h(2, "Tickets")
    yield from _table(words.TICKET_HEADS, words.ticket_rows(report), NONE)
    for heading, heads, rows, told in (
        ("Calls held", words.CALL_HEADS, words.call_rows(report), definitions.CALLS),
        ("Callbacks", words.CALLBACK_HEADS, words.callback_rows(report), definitions.CALLBACKS),
        (
            "Escalations",
            words.ESCALATION_HEADS,
            words.escalation_rows(report),
            definitions.ESCALATIONS,
        ),
    ):
        yield _h(2, heading)
        yield from _table(heads, rows, NONE)
        yield _told(told)


def _table(heads: Sequence[str], rows: Iterable[Cells], none: str) -> Iterator[str]:
    told = list(rows)
    if not told:
        yield _p(none)
        return
    yield f'<div class="scroll"><table><tr>{_cells("th", heads)}</tr>'
    for row in told:
        yield f"<tr>{_cells('td', row)}</tr>"
    yield "</table></div>"


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def _h(level: int, text: str) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _told(text: str) -> str:
    return f'<p class="told">{escape(text)}</p>'
