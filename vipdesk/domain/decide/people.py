"""Who of our side there is, in which role; nobody is ever forgotten, for the history names them."""

import re
from datetime import date, timedelta

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.colleagues import Colleague, DaysAway, Role, named
from vipdesk.domain.decide.ticket import happened
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.escalation_commands import RemoveColleague, SetAway, SetColleague
from vipdesk.domain.event import What
from vipdesk.domain.founding import read_name
from vipdesk.domain.language import _
from vipdesk.domain.names import alike, same
from vipdesk.domain.people import Person, mail_address
from vipdesk.domain.people_done import done
from vipdesk.domain.text import clean_line
from vipdesk.domain.weekly import parse_week

LONGEST_HOURS, LONGEST_SKILL, MOST_SKILLS = 300, 60, 40
LOGIN, MOST_LOGINS = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@\\-]{0,63}\$?"), 20
FARTHEST, LONGEST_AWAY = timedelta(days=2 * 366), timedelta(days=366)


def set_colleague(command: SetColleague, here: Circumstances) -> Change:
    """Make somebody known, or change what is said of them; who left is back by that."""
    known = named(here.escalating.people, command.name)
    if known is not None and not command.change_role:
        _check_keeps_role(known, command)
    before = known or _new(command, here)
    address = before.person.address if command.address is None else _address(command.address)
    after = replace(
        before,
        person=replace(before.person, address=address),
        role=command.role or before.role,
        skills=before.skills if command.skills is None else _skills(command.skills),
        hours=before.hours if command.hours is None else _hours(command.hours),
        logins=before.logins if command.logins is None else _logins(command.logins),
        active=True,
    )
    _check_whole(after, here)
    if after.role is not before.role:
        _check_has_no_desk(before, here)
    return _kept(after, What.COLLEAGUE_SET, here)


def _check_keeps_role(known: Colleague, command: SetColleague) -> None:
    """A name said twice must give nobody other rights than they have."""
    if command.role not in (None, known.role):
        raise Refusal(
            _("{name} is {role}: if that is to change, say so with --change-role").format(
                name=clean_line(known.name, 60), role=_(known.role.words)
            )
        )


def _new(command: SetColleague, here: Circumstances) -> Colleague:
    name = read_name(command.name, "name")
    if command.role is None:
        raise BadInput(_("{name} is not known yet: say in which role they are").format(name=name))
    _check_like_nobody(name, here)
    number = here.escalating.next_colleague
    return Colleague(number=number, person=Person(name), role=command.role)


def _check_like_nobody(name: str, here: Circumstances) -> None:
    """Nobody is told apart from somebody else by an accent alone."""
    names = (here.agent.name, *(one.name for one in here.escalating.people))
    for other in names:
        if alike(other, name) and not same(other, name):
            raise Refusal(
                _("{name} is not known: do you mean {other}?").format(
                    name=clean_line(name, 60), other=clean_line(other, 60)
                )
            )


def _check_whole(colleague: Colleague, here: Circumstances) -> None:
    """A system user is one person's, and the agent's desk stays theirs."""
    if colleague.role is not Role.DEDICATED:
        _check_not_the_agent(colleague, here)
    for other in here.escalating.people:
        shared = set(other.logins) & set(colleague.logins)
        if shared and other.active and other.number != colleague.number:
            raise Refusal(
                _("{login} is the account of {owner}: an account is one person's").format(
                    login=min(shared), owner=clean_line(other.name, 60)
                )
            )


def _check_not_the_agent(colleague: Colleague, here: Circumstances) -> None:
    if same(colleague.name, here.agent.name):
        raise Refusal(
            _("{name} is whose desk it is, and stays the dedicated agent").format(
                name=clean_line(colleague.name, 60)
            )
        )


def _check_has_no_desk(colleague: Colleague, here: Circumstances) -> None:
    """Who covers answers for the desk until another has it."""
    if here.cover is not None and same(here.cover.taker, colleague.name):
        raise Refusal(
            _("{name} has the desk: hand it over first").format(name=clean_line(colleague.name, 60))
        )


def set_away(command: SetAway, here: Circumstances) -> Change:
    """Days off, beside those known; days that are over are forgotten with it."""
    known, today = _known(command.name, here), here.policy.hours.local(here.now).date()
    if command.first is not None:
        _check_has_no_calendar(known, here)
    away = tuple(days for days in known.away if days.last >= today)
    if command.first is None:
        return _kept(replace(known, away=()), What.COLLEAGUE_SET, here)
    days = _days(command.first, command.last or command.first, today)
    if days not in away:
        away = tuple(sorted((*away, days), key=lambda one: (one.first, one.last)))
    return _kept(replace(known, away=away), What.COLLEAGUE_SET, here)


def _check_has_no_calendar(colleague: Colleague, here: Circumstances) -> None:
    """The agent's time off is in the calendar, where it names who stands in."""
    if same(colleague.name, here.agent.name):
        raise Refusal(
            _(
                "the time off of {name} is in the calendar:"
                ' `vipdesk busy add "Time off" FROM UNTIL --all-day --away --cover NAME`'
            ).format(name=clean_line(colleague.name, 60))
        )


def remove_colleague(command: RemoveColleague, here: Circumstances) -> Change:
    """They are not asked any more; not while an escalation is with them."""
    known = _known(command.name, here)
    _check_not_the_agent(known, here)
    _check_has_no_desk(known, here)
    for one in here.escalating.escalations:
        if one.stands and one.current is not None and one.current.senior == known.number:
            raise Refusal(
                _("#{ticket} is escalated to {name}: withdraw that first").format(
                    ticket=one.ticket, name=known.name
                )
            )
    return _kept(replace(known, active=False), What.COLLEAGUE_REMOVED, here)


def _kept(colleague: Colleague, what: What, here: Circumstances) -> Change:
    told = done(here.escalating.people, colleague)
    return Change(colleague=colleague, events=(happened(here, what, None, told),))


def _known(name: str, here: Circumstances) -> Colleague:
    found = named(here.escalating.people, name)
    if found is None or not found.active:
        raise BadInput(
            _("{name} is not known: `vipdesk people` lists who is").format(
                name=clean_line(name, 60)
            )
        )
    return found


def _address(said: str) -> str:
    return mail_address(said, "email") if said.strip() else ""


def _skills(said: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, in the order said; what has no letter in it is none."""
    skills = dict.fromkeys(clean_line(skill, LONGEST_SKILL).casefold() for skill in said)
    kept = tuple(skill for skill in skills if any(map(str.isalnum, skill)))
    if len(kept) > MOST_SKILLS:
        raise BadInput(_("skills: {most} are the most").format(most=MOST_SKILLS))
    return kept


def _logins(said: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, in the order said; an empty one is none."""
    kept = tuple(dict.fromkeys(login for one in said if (login := one.strip())))
    for login in kept:
        if not LOGIN.fullmatch(login):
            raise BadInput(
                _("login: {login} is no name of a system user").format(login=clean_line(login, 60))
            )
    if len(kept) > MOST_LOGINS:
        raise BadInput(_("logins: {most} are the most").format(most=MOST_LOGINS))
    return kept


def _hours(said: str) -> str:
    hours = clean_line(said, LONGEST_HOURS)
    if hours:
        parse_week(hours)
    return hours


def _days(first: date, last: date, today: date) -> DaysAway:
    if last < first:
        raise BadInput(
            _("away: {last} is before {first}: swap them").format(last=last, first=first)
        )
    if last < today:
        raise BadInput(_("away: {last} is over: give days to come").format(last=last))
    if last - first > LONGEST_AWAY or last - today > FARTHEST:
        raise BadInput(_("away: a year at once, and two years ahead, are the most"))
    return DaysAway(first, last)
