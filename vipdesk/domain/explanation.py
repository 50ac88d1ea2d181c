"""How a due moment or a verdict came about, in words to paste (spec: clock, the explanation).

Verdicts keep them, so they are said as they are kept: `retold` says them in another language.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from vipdesk.domain.duration import Duration, Unit
from vipdesk.domain.hours import Span
from vipdesk.domain.passage import passage
from vipdesk.domain.policy import Channel, Policy, Starts
from vipdesk.domain.target import Target, TargetKind
from vipdesk.domain.wall_words import WallWords, length_words

_MOST_LINES = 14
_ENDS = 6

PROMISES = {
    TargetKind.INITIAL: "initial response",
    TargetKind.FOLLOW_UP: "follow-up response",
}
SPOKEN = {
    Channel.EMAIL: "e-mail",
    Channel.VOICEMAIL: "voicemail",
    Channel.CHAT: "chat",
    Channel.PHONE: "a phone call",
    Channel.BOOKING: "a booked call",
    Channel.MANUAL: "a ticket opened by hand",
}
THE_CLOCK = "the clock"


def explain(
    policy: Policy,
    *,
    kind: str,
    severity: int,
    target: Duration,
    start: datetime,
    received: datetime | None,
    channel: Channel | None,
    pauses: Sequence[Span] = (),
) -> tuple[str, ...]:
    """Line by line how `target` from `start` (aware) falls due; without `received`, a follow-up
    is anchored at our own message.
    """
    start = start.astimezone(UTC)
    promised = Target(TargetKind(kind), start, target, tuple(pauses))
    due = promised.due(policy.hours).astimezone(UTC)
    words = _words(policy, received or start)
    return _shortened(
        (
            _promise(policy, promised, severity),
            _rule(policy, words, promised, received, channel),
            *_until_due(words, promised, due),
            f"due {words.moment(due)}",
        )
    )


def judged(policy: Policy, *, severity: int, target: Target, ended: datetime) -> tuple[str, ...]:
    """Line by line how much of `target` was used when it `ended` (aware)."""
    words = _words(policy, target.start)
    ended = ended.astimezone(UTC)
    used, length = target.used(policy.hours, ended), policy.hours.length(target.duration)
    total = f"ended {words.moment(ended)}: used {length_words(used)} of {length_words(length)}"
    if used > length:
        due = words.moment(target.due(policy.hours))
        total += f", {length_words(used - length)} too much; due {due}"
    return _shortened(
        (
            _promise(policy, target, severity),
            f"the clock started {words.full(target.start)}",
            *_passed(words, target, ended),
            total,
        )
    )


def _words(policy: Policy, since: datetime) -> WallWords:
    return WallWords(policy.hours, policy.hours.local(since).date())


def _promise(policy: Policy, target: Target, severity: int) -> str:
    grade = policy.severities.get(severity)
    name = f" ({grade.name})" if grade else ""
    length = ""
    if target.duration.business and target.duration.unit is Unit.DAY:
        length = f", that is {length_words(policy.hours.length(target.duration))} of office hours"
    return f"{PROMISES[target.kind]}, severity {severity}{name}: {target.duration}{length}"


def _rule(
    policy: Policy,
    words: WallWords,
    target: Target,
    received: datetime | None,
    channel: Channel | None,
) -> str:
    """The rule that started the clock."""
    if received is None:
        ours = target.kind is TargetKind.FOLLOW_UP and channel is None
        told = "counted from our message of" if ours else "the clock starts"
        return f"{told} {words.full(target.start)}"
    told = f"received {words.full(received)}"
    who = SPOKEN[channel] if channel else THE_CLOCK
    if target.start > received.astimezone(UTC):
        opening = words.moment(target.start)
        return f"{told}, outside office hours; {who} starts at the next opening: {opening}"
    if channel and policy.starts[channel] is Starts.NEXT_OPENING:
        told += ", in office hours"
    return f"{told}; {who} starts at once"


def _until_due(words: WallWords, target: Target, due: datetime) -> Iterator[str]:
    if target.duration.business or target.pauses:
        yield from _passed(words, target, due)
        return
    days = target.duration.unit is Unit.DAY
    length = str(target.duration) if days else length_words(target.duration.calendar)
    change = words.clock_change(target.start, due)
    yield f"{words.moment(target.start)} + {length}{change}"


def _passed(words: WallWords, target: Target, end: datetime) -> Iterator[str]:
    return passage(words, Span(target.start, end), target.pauses, business=target.duration.business)


def _shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The first and last lines where there are too many to paste."""
    if len(lines) <= _MOST_LINES:
        return lines
    left_out = len(lines) - 2 * _ENDS
    return (*lines[:_ENDS], f"… {left_out} more lines …", *lines[-_ENDS:])
