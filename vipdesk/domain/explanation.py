"""How a due moment or a verdict came about, in words to paste (spec: clock, the explanation)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from vipdesk.domain.duration import Duration, Unit, duration_words
from vipdesk.domain.hours import Span
from vipdesk.domain.language import N_, _
from vipdesk.domain.passage import passage
from vipdesk.domain.policy import Channel, Policy, Starts
from vipdesk.domain.target import Target, TargetKind
from vipdesk.domain.wall_words import WallWords, length_words

_MOST_LINES = 14
_ENDS = 6

_PROMISES = {
    TargetKind.INITIAL: N_("initial response"),
    TargetKind.FOLLOW_UP: N_("follow-up response"),
}
_SPOKEN = {
    Channel.EMAIL: N_("e-mail"),
    Channel.VOICEMAIL: N_("voicemail"),
    Channel.CHAT: N_("chat"),
    Channel.PHONE: N_("a phone call"),
    Channel.BOOKING: N_("a booked call"),
    Channel.MANUAL: N_("a ticket opened by hand"),
}


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
            _("due {moment}").format(moment=words.moment(due)),
        )
    )


def judged(policy: Policy, *, severity: int, target: Target, ended: datetime) -> tuple[str, ...]:
    """Line by line how much of `target` was used when it `ended` (aware)."""
    words = _words(policy, target.start)
    ended = ended.astimezone(UTC)
    used, length = target.used(policy.hours, ended), policy.hours.length(target.duration)
    total = _("ended {moment}: used {used} of {length}").format(
        moment=words.moment(ended), used=length_words(used), length=length_words(length)
    )
    if used > length:
        total += _(", {length} too much; due {moment}").format(
            length=length_words(used - length), moment=words.moment(target.due(policy.hours))
        )
    return _shortened(
        (
            _promise(policy, target, severity),
            _("the clock started {moment}").format(moment=words.full(target.start)),
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
        length = _(", that is {length} of office hours").format(
            length=length_words(policy.hours.length(target.duration))
        )
    return _("{promise}, severity {severity}: {length}").format(
        promise=_(_PROMISES[target.kind]),
        severity=f"{severity}{name}",
        length=duration_words(target.duration) + length,
    )


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
        told = _("counted from our message of {moment}") if ours else _("the clock starts {moment}")
        return told.format(moment=words.full(target.start))
    told = _("received {moment}").format(moment=words.full(received))
    who = _(_SPOKEN[channel]) if channel else _("the clock")
    if target.start > received.astimezone(UTC):
        opening = words.moment(target.start)
        return _(
            "{told}, outside office hours; {who} starts at the next opening: {opening}"
        ).format(told=told, who=who, opening=opening)
    if channel and policy.starts[channel] is Starts.NEXT_OPENING:
        told += _(", in office hours")
    return _("{told}; {who} starts at once").format(told=told, who=who)


def _until_due(words: WallWords, target: Target, due: datetime) -> Iterator[str]:
    if target.duration.business or target.pauses:
        yield from _passed(words, target, due)
        return
    days = target.duration.unit is Unit.DAY
    length = duration_words(target.duration) if days else length_words(target.duration.calendar)
    change = words.clock_change(target.start, due)
    yield f"{words.moment(target.start)} + {length}{change}"


def _passed(words: WallWords, target: Target, end: datetime) -> Iterator[str]:
    return passage(words, Span(target.start, end), target.pauses, business=target.duration.business)


def _shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The first and last lines where there are too many to paste."""
    if len(lines) <= _MOST_LINES:
        return lines
    left_out = len(lines) - 2 * _ENDS
    return (*lines[:_ENDS], _("… {count} more lines …").format(count=left_out), *lines[-_ENDS:])
