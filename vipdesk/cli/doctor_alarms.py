"""What `vipdesk doctor` finds about who is told off the terminal; nobody is told for that."""

from collections.abc import Iterator
from importlib.util import find_spec

from vipdesk.alarm_book import NOBODY, AlarmBook, Reach, read_alarm_book, scheme_of
from vipdesk.channels.push import look
from vipdesk.cli.told_people import Member, members
from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput, StoreError
from vipdesk.domain.text import clean_line
from vipdesk.store.health import Finding, Severity
from vipdesk.store.presence import at_the_desk

CHECK = "`vipdesk notify check` sends a test to each address"


def examine_alarms(settings: Settings) -> Iterator[Finding]:
    """Nothing where nobody is to be told."""
    where = clean_line(str(settings.own_file), 200)
    try:
        book = read_alarm_book(settings.own_file)
    except BadInput as error:
        mend = "mend that: until then nobody is told off the terminal"
        yield Finding(str(error), where, mend, Severity.ERROR)
        return
    if book == NOBODY:
        yield Finding("nobody is told off the terminal: there is no [alarm] there", where)
        return
    if find_spec("apprise") is None:
        mend = "install it: `python3 -m pip --python .venv/bin/python install apprise`"
        yield Finding("apprise is not installed: nobody is told", where, mend, Severity.ERROR)
        return
    for reach in book.reaches:
        yield from _reach(reach, where)
    yield from _people(settings, book, where)


def _reach(reach: Reach, where: str) -> Iterator[Finding]:
    """How somebody is told, and what of that can't be."""
    name = clean_line(reach.name, 60)
    schemes = ", ".join(map(scheme_of, reach.to))
    quiet = f", not from {reach.quiet}" if reach.quiet else ""
    yield Finding(f"{name} is told by {schemes}{quiet}", where)
    if reach.never_in_time:
        mend = "give shorter quiet hours"
        what = f"{name} is quiet for so long that what comes meanwhile is never told"
        yield Finding(what, where, mend, Severity.WARNING)
    for address in reach.to:
        found, by = look(address), f"{name} by {scheme_of(address)}"
        if found.why:
            yield Finding(f"{by}: {found.why}", where, found.mend or CHECK, Severity.ERROR)
        elif not found.private:
            mend = "use its private scheme, which ends in s"
            yield Finding(f"{by}: others may read along", where, mend, Severity.WARNING)


def _people(settings: Settings, book: AlarmBook, where: str) -> Iterator[Finding]:
    """Names that nobody has, who has the desk and is not told, and that nobody tells."""
    try:
        found, desks = members(settings, book), at_the_desk(settings.store)
    except StoreError:
        return  # said of the store already
    for one in found:
        yield from _member(one, where)
    if found and not desks:
        mend = "start `vipdesk worker`, or open a desk"
        yield Finding("nobody tells anybody now", settings.store, mend, Severity.WARNING)


def _member(member: Member, where: str) -> Iterator[Finding]:
    name = clean_line(member.name, 60)
    if not member.role:
        mend = "mend the name in [alarm]; `vipdesk notify` lists who there is"
        what = f"nobody who is told is called {name}"
        yield Finding(what, where, mend, Severity.WARNING)
    elif member.has_desk and member.reach is None:
        mend = f'write [alarm."{name}"] there'
        yield Finding(f"{name} has the desk and is not told", where, mend, Severity.WARNING)
