"""What happened to a span of time, line by line: used, closed and why, waiting for the client."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, islice

from vipdesk.domain.hours import Span
from vipdesk.domain.timetable import DayKind, Timetable
from vipdesk.domain.wall_words import WallWords, length_words

_MOST_STRETCHES = 5
_ENDS = 2
_MOST_CLOSED_DAYS = 400
_DAY = timedelta(days=1)
_SATURDAY = 5
_MIDNIGHT = time()


def passage(
    words: WallWords, whole: Span, pauses: Sequence[Span], *, business: bool
) -> Iterator[str]:
    """The lines of `whole` (UTC), without what `pauses` take out of it; long runs are shortened."""
    for running, pause in _runs(whole, pauses):
        if running.start < running.end:
            yield from _open(words, running) if business else [_used(words, running)]
        if pause is not None:
            yield f"waiting for you {words.span(pause.start, pause.end)}"


def _runs(whole: Span, pauses: Sequence[Span]) -> Iterator[tuple[Span, Span | None]]:
    """The spans between pauses, each with the pause that ends it."""
    start = whole.start
    for pause in pauses:
        if pause.start >= whole.end:
            break
        if pause.end > start:
            yield Span(start, pause.start), pause
            start = pause.end
    yield Span(start, whole.end), None


def _used(words: WallWords, span: Span) -> str:
    change = words.clock_change(span.start, span.end)
    return f"{words.span(span.start, span.end)} {length_words(span.end - span.start)}{change}"


def _open(words: WallWords, running: Span) -> Iterator[str]:
    """The open stretches of a span, with what lies between them."""
    hours = words.hours
    spans = list(islice(hours.spans(running.start, running.end), _MOST_STRETCHES + 1))
    if len(spans) <= _MOST_STRETCHES:
        yield from _stretches(words, running.start, spans)
        return
    back = hours.spans(running.start, running.end, backwards=True)
    head, tail = spans[:_ENDS], list(islice(back, _ENDS))[::-1]
    yield from _stretches(words, running.start, head)
    yield _left_out(words, head[-1].end, tail[0].start)
    yield from _stretches(words, tail[0].start, tail)


def _left_out(words: WallWords, start: datetime, end: datetime) -> str:
    hours = words.hours
    days = (hours.local(end).date() - hours.local(start).date()).days - 1
    told = f"{days} {'day' if days == 1 else 'days'}, " if days > 0 else ""
    return f"… {told}{length_words(hours.elapsed(start, end))} …"


def _stretches(words: WallWords, since: datetime, spans: Sequence[Span]) -> Iterator[str]:
    for span in spans:
        if since < span.start:
            yield from _closed(words, Span(since, span.start))
        yield _used(words, span)
        since = span.end


def _closed(words: WallWords, gap: Span) -> Iterator[str]:
    """Why the desk was closed: the days off in between, else the night or a break."""
    hours = words.hours
    first, last = hours.local(gap.start).date(), hours.local(gap.end).date()
    if (last - first).days > _MOST_CLOSED_DAYS:
        yield f"closed until {words.moment(gap.end)}"
        return
    days = [first + n * _DAY for n in range((last - first).days)]
    off = [day for day in days if not hours.timetable.intervals(day)]
    for reason, group in groupby(off, key=lambda day: _reason(hours.timetable, day)):
        yield _day_off(words, reason, list(group))
    if not off:
        night = first < last or hours.local(gap.start).time() == _MIDNIGHT
        yield "night" if night else f"closed {words.span(gap.start, gap.end)}"


def _reason(timetable: Timetable, day: date) -> DayKind | None:
    """Why a day is closed; None for the weekend."""
    kind = timetable.kind(day)
    weekend = day.weekday() >= _SATURDAY and not any(timetable.week[_SATURDAY:])
    return None if kind is DayKind.WEEKLY and weekend else kind


def _day_off(words: WallWords, reason: DayKind | None, days: Sequence[date]) -> str:
    if reason is None:
        return "weekend"
    if reason is DayKind.WEEKLY:
        return f"closed {words.day(days[0])}" + (
            f" - {words.day(days[-1])}" if len(days) > 1 else ""
        )
    told = words.date(days[0]) + (f" - {words.date(days[-1])}" if len(days) > 1 else "")
    return f"{reason} {told}" if reason is DayKind.HOLIDAY else f"closed {told} ({reason})"
