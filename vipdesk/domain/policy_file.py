"""Reads a policy file: every key checked, nothing guessed (spec: policy).

A day, a follow-up, closed and special days, holidays, guests of calls, what is said of mail and of
chat may be left out; a channel that is left out starts as the service says (spec: clock, when a
ticket's clock starts). All else is needed.
"""

import re
from collections.abc import Iterator, Mapping

from vipdesk.domain import policy_keys
from vipdesk.domain.digest import version_of
from vipdesk.domain.duration import Duration, duration_words
from vipdesk.domain.errors import BadInput
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.language import N_, _
from vipdesk.domain.policy import (
    LIMIT_OF_GUESTS,
    MOST_AN_HOUR,
    MOST_GUESTS,
    Bookings,
    Channel,
    ChatRules,
    Confirm,
    Policy,
    Severity,
    Starts,
)
from vipdesk.domain.policy_entry import Entry, Section, unknown_key
from vipdesk.domain.policy_hours import HolidayTable, read_timetable
from vipdesk.domain.policy_toml import toml_tables
from vipdesk.domain.text import clean_line

_LEVEL = re.compile(r"[1-9][0-9]?")

_UNLESS_SAID = {
    Channel.EMAIL: Starts.NEXT_OPENING,
    Channel.VOICEMAIL: Starts.NEXT_OPENING,
    Channel.CHAT: Starts.IMMEDIATE,
    Channel.PHONE: Starts.IMMEDIATE,
    Channel.BOOKING: Starts.IMMEDIATE,
    Channel.MANUAL: Starts.IMMEDIATE,
}


def parse_policy(text: str, source: str, holidays: HolidayTable) -> Policy:
    """The policy that `text` describes; BadInput names `source`, the line or key, and the mend."""
    source = clean_line(source)
    file = Section(source, "", toml_tables(text, source), policy_keys.FILE)
    service = file.need("service").section(policy_keys.SERVICE)
    tickets = file.need("tickets").section(policy_keys.TICKETS)
    severities = _severities(file.need("severity"))
    warn, urgent = _bands(file.need("bands").section(policy_keys.BANDS))
    callbacks = file.need("callbacks").section(policy_keys.CALLBACKS)
    escalation = file.need("escalation").section(policy_keys.ESCALATION)
    policy = Policy(
        service=service.need("name").line(),
        plan=service.need("plan").line(),
        fee_eur_per_month=service.need("fee_eur_per_month").whole(0),
        hours=OfficeHours(read_timetable(file.need("hours").section(policy_keys.HOURS), holidays)),
        severities=severities,
        starts=_starts(file.find("channel")),
        default_severity=_default_severity(tickets.need("default_severity"), severities),
        reopen_within=tickets.need("reopen_within").duration(),
        send_hold=tickets.need("send_hold").calendar_duration(),
        warn=warn,
        urgent=urgent,
        callback_aim=callbacks.need("aim").duration(),
        bookings=_bookings(file.need("bookings").section(policy_keys.BOOKINGS)),
        accept_within=escalation.need("accept_within").duration(),
        most_an_hour=_most_an_hour(file.find("mail")),
        chat=_chat(file.find("chat")),
        text=text,
        version=version_of(text),
    )
    _refuse_never_open(policy, source, file.find("channel"))
    return policy


def _most_an_hour(entry: Entry | None) -> int:
    most = entry.section(policy_keys.MAIL).find("most_an_hour") if entry else None
    return most.whole(1) if most else MOST_AN_HOUR


def _chat(entry: Entry | None) -> ChatRules:
    if entry is None:
        return ChatRules()
    section = entry.section(policy_keys.CHAT)
    after, most = section.find("mail_after"), section.find("most_an_hour")
    usual = ChatRules()
    return ChatRules(
        mail_after=after.calendar_duration() if after else usual.mail_after,
        most_an_hour=most.whole(1) if most else usual.most_an_hour,
    )


def _severities(entry: Entry) -> Mapping[int, Severity]:
    """The severities by level, the gravest first."""
    levels = {_level(name, member): member for name, member in entry.members(N_("a table")).items()}
    if not levels:
        raise entry.wrong(
            _("there is no severity"), _("add [severity.1] with name, meaning and initial")
        )
    return {level: _severity(level, levels[level]) for level in sorted(levels)}


def _level(name: str, entry: Entry) -> int:
    if _LEVEL.fullmatch(name) is None:
        raise entry.wrong(_("a severity is a number from 1 to 99"), _("write [severity.1]"))
    return int(name)


def _severity(level: int, entry: Entry) -> Severity:
    section = entry.section(policy_keys.SEVERITY)
    follow_up = section.find("follow_up")
    return Severity(
        level=level,
        name=section.need("name").line(),
        meaning=section.need("meaning").line(),
        initial=section.need("initial").duration(),
        follow_up=follow_up.duration() if follow_up else None,
    )


def _default_severity(entry: Entry, severities: Mapping[int, Severity]) -> int:
    level = entry.whole(1)
    if level not in severities:
        there = ", ".join(map(str, severities))
        raise entry.wrong(
            _("there is no [severity.{level}]").format(level=level),
            _("write one of {there}").format(there=there),
        )
    return level


def _starts(entry: Entry | None) -> Mapping[Channel, Starts]:
    starts = dict(_UNLESS_SAID)
    for name, member in entry.members(N_("a table")).items() if entry else ():
        if name not in _UNLESS_SAID:
            raise unknown_key(member.source, member.path, name, dict.fromkeys(Channel, ""))
        section = member.section(policy_keys.CHANNEL)
        starts[Channel(name)] = section.need("starts").choice(Starts)
    return starts


def _bands(section: Section) -> tuple[float, float]:
    warn, urgent = section.need("warn").share(), section.need("urgent").share()
    if warn > urgent:
        raise section.need("warn").wrong(
            _("{warn} comes after bands.urgent {urgent}").format(warn=warn, urgent=urgent),
            _("write warn no higher than urgent"),
        )
    return warn, urgent


def _bookings(section: Section) -> Bookings:
    kinds = section.need("kinds")
    lengths = {name: _length(member) for name, member in kinds.members('"30 minutes"').items()}
    if not lengths:
        raise kinds.wrong(_("there is no kind of call"))
    return Bookings(
        kinds=lengths,
        notice=section.need("notice").duration(),
        horizon=section.need("horizon").duration(),
        buffer=section.need("buffer").calendar_duration(),
        confirm=section.need("confirm").choice(Confirm),
        guests=_guests(section.find("guests")),
    )


def _guests(entry: Entry | None) -> int:
    """Each is mailed: a policy that says thousands would make a spammer of the desk."""
    if entry is None:
        return MOST_GUESTS
    count = entry.whole(0)
    if count > LIMIT_OF_GUESTS:
        raise entry.wrong(
            _("{value} is too large").format(value=count),
            _("write {most} or less").format(most=LIMIT_OF_GUESTS),
        )
    return count


def _length(entry: Entry) -> Duration:
    name = entry.path.removeprefix("bookings.kinds.")
    if not name or clean_line(name) != name:
        raise entry.wrong(
            _("a kind of call needs a plain name"), _('write it as in training = "1 hour"')
        )
    length = entry.calendar_duration()
    if not length.count:
        raise entry.wrong(_("a call of no length can't be booked"))
    return length


def _refuse_never_open(policy: Policy, source: str, channels: Entry | None) -> None:
    """A week with no open minute can't hold business time, nor an opening to wait for."""
    if any(policy.hours.timetable.week):
        return
    for path, duration in _durations(policy):
        if duration.business:
            raise _never_open(
                source,
                _("{path} is {duration}").format(path=path, duration=duration_words(duration)),
            )
    for name in channels.members("") if channels else ():
        if policy.starts[Channel(name)] is Starts.NEXT_OPENING:
            raise _never_open(
                source,
                _('channel.{name}.starts is "{starts}"').format(
                    name=name, starts=Starts.NEXT_OPENING
                ),
            )


def _never_open(source: str, need: str) -> BadInput:
    return BadInput(
        _(
            "{source}: hours: no day of the week has an open minute, and {need}; "
            'give a day an interval, as in monday = ["09:00-17:00"]'
        ).format(source=source, need=need)
    )


def _durations(policy: Policy) -> Iterator[tuple[str, Duration]]:
    """Every duration that may be business time, with its key."""
    for level, severity in policy.severities.items():
        yield f"severity.{level}.initial", severity.initial
        if severity.follow_up:
            yield f"severity.{level}.follow_up", severity.follow_up
    yield "tickets.reopen_within", policy.reopen_within
    yield "callbacks.aim", policy.callback_aim
    yield "bookings.notice", policy.bookings.notice
    yield "bookings.horizon", policy.bookings.horizon
    yield "escalation.accept_within", policy.accept_within
