"""`vipdesk doctor`: store, policy, configuration and terminal, each finding with its mend."""

import argparse
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from vipdesk.channels.folder import is_there
from vipdesk.cli.doctor_alarms import examine_alarms
from vipdesk.cli.doctor_door import examine_door
from vipdesk.cli.mail_set_up import is_for_another
from vipdesk.cli.output import print_json, print_table
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import policy_in_force, reading, store_exists
from vipdesk.cli.worker import WORKER
from vipdesk.config import CalendarAccount, Settings, is_user
from vipdesk.domain.audit import Head, parse_head
from vipdesk.domain.errors import BadInput, DeskError, StoreError
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import near_miss, read_mail_account
from vipdesk.mail_owner import CarriedElsewhere, check_owner
from vipdesk.store.health import Finding, Severity, examine
from vipdesk.store.mail_log import mail_state
from vipdesk.store.place import store_path
from vipdesk.store.presence import at_the_desk

NARROWEST, SHORTEST = 40, 12
ILL = StoreError.exit_code


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--audit-head",
        metavar="NUMBER:DIGEST",
        default="",
        help="what `vipdesk audit --head` printed once: the audit must still go on from there",
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The exit code is that of a store that can't be used where anything is wrong."""
    kept = parse_head(arguments.audit_head) if arguments.audit_head else None
    findings = [*_store(settings, kept), *_policy(settings), *_configuration(settings)]
    findings += [*_people(settings), *_worker(settings), *_mail(settings), *_alarms(settings)]
    findings += [("door", finding) for finding in examine_door(settings)]
    findings += _terminal()
    if arguments.json:
        print_json([_json(area, finding) for area, finding in findings])
    else:
        print_table(("", "", "found"), [row for each in findings for row in _rows(*each)])
    return ILL if any(f.severity is Severity.ERROR for _, f in findings) else 0


def _rows(area: str, finding: Finding) -> Iterator[Sequence[str]]:
    where = f" ({finding.where})" if finding.where and finding.where not in finding.what else ""
    yield finding.severity.value, area, f"{finding.what}{where}"
    if finding.mend:
        yield "", "", f"→ {finding.mend}"


def _json(area: str, finding: Finding) -> dict[str, str]:
    return {
        "area": area,
        "severity": finding.severity.value,
        "what": finding.what,
        "where": finding.where,
        "mend": finding.mend,
    }


Found = Iterator[tuple[str, Finding]]


def _store(settings: Settings, kept: Head | None) -> Found:
    for finding in examine(settings.store, kept):
        yield "store", finding


def _policy(settings: Settings) -> Found:
    where = str(settings.policy) if settings.policy else "kept with the store"
    if settings.policy is None and not store_exists(settings):
        where = "shipped"
    try:
        policy = policy_in_force(settings)
    except StoreError:
        return  # said of the store already
    except DeskError as error:
        mend = "mend the file, or leave --policy and VIPDESK_POLICY away"
        yield "policy", Finding(str(error), where, mend, Severity.ERROR)
    else:
        levels = ", ".join(map(str, sorted(policy.severities)))
        told = f"{policy.service}: severities {levels}, office in {policy.hours.zone.key}"
        yield "policy", Finding(told, where)


def _people(settings: Settings) -> Found:
    """Whether the system users that belong to people are there."""
    try:
        with reading(settings) as reader:
            people = [one for one in reader.people() if one.active]
    except DeskError:
        return  # said of the store or the policy already
    for one in people:
        for login in one.logins:
            yield "people", _account(login, clean_line(one.name, 60))


def _account(login: str, name: str) -> Finding:
    if is_user(login):
        return Finding(f"{login} is the account of {name}", "this machine")
    mend = f"`vipdesk people add {shlex.quote(name)} --login USER` names another"
    what = f"{login}, the account of {name}, is not on this machine"
    return Finding(what, "this machine", mend, Severity.WARNING)


def _configuration(settings: Settings) -> Found:
    for name in (
        "VIPDESK_STORE",
        "VIPDESK_POLICY",
        "VIPDESK_NOW",
        "VIPDESK_VOICEMAIL",
        "VIPDESK_THEME",
    ):
        if value := os.environ.get(name):
            yield "configuration", Finding(f"{name} is set", value)
    if settings.starts_at is not None:
        mend = "unset VIPDESK_NOW to work at the real time"
        started = settings.starts_at.isoformat()
        yield (
            "configuration",
            Finding("the clock does not show the real time", started, mend, Severity.WARNING),
        )
    yield "configuration", Finding("this store is the one in use", settings.store)
    yield from _own(settings)
    if settings.calendar is not None:
        yield "configuration", _calendar(settings.calendar)
    for folder in settings.voicemail:
        yield "configuration", _watched(folder)


def _own(settings: Settings) -> Found:
    """What the person chose, and what of that can't be right."""
    if os.path.exists(settings.own_file):
        yield "configuration", Finding("your settings", str(settings.own_file))
    for complaint in settings.complaints:
        mend = "mend it there: the rest holds, and this is as it comes"
        yield "configuration", Finding(complaint, str(settings.own_file), mend, Severity.WARNING)
    appearance = settings.shows.fitting(settings.preferences.theme)
    why = settings.shows.only or ("chosen" if settings.preferences.theme else "as the terminal can")
    yield "terminal", Finding(f"the theme is {appearance.value}", why)


def _calendar(account: CalendarAccount) -> Finding:
    """Whether the calendar elsewhere can be read now."""
    from vipdesk.cli.calendar_elsewhere import open_collection  # slow to import

    shown = clean_line(account.url, 200)
    try:
        with open_collection(account) as collection:
            collection.check()
    except DeskError as error:
        mend = "mend it, or unset VIPDESK_CALDAV; `vipdesk calendar check` tries again"
        return Finding(str(error), shown, mend, Severity.ERROR)
    return Finding("this calendar is kept up to date", shown)


def _mail_account(settings: Settings) -> Finding:
    """Whether what is written is sent; the server itself is not asked."""
    shown = str(settings.own_file)
    try:
        account = read_mail_account(settings.own_file)
    except BadInput as error:
        mend = "mend it there: until then no mail comes in, and none leaves"
        return Finding(str(error), shown, mend, Severity.ERROR)
    if account is None:
        if near := near_miss(settings.own_file):
            return Finding(near, shown, "mend its name there", Severity.WARNING)
        mend = "`vipdesk mail set-up YOUR@ADDRESS` writes it there"
        what = "no mail account is set up: answers are kept, and wait to be sent"
        return Finding(what, shown, mend, Severity.WARNING)
    if settings.mail and is_for_another(account, settings):
        what = f"the mailbox there is for another store: {clean_line(str(account.store), 200)}"
        mend = "mend store in [mail] if it is to be carried here"
        return Finding(what, shown, mend, Severity.WARNING)
    try:
        check_owner(account, store_path(settings.store), settings.own_file)
    except CarriedElsewhere as error:
        return Finding(error.why, shown, error.mend, Severity.WARNING)
    server = clean_line(f"{account.smtp.host}:{account.smtp.port}", 200)
    return Finding(f"mail of {clean_line(account.user, 200)} is sent by {server}", shown)


def _watched(folder: Path) -> Finding:
    if os.access(folder, os.R_OK | os.X_OK) and folder.is_dir():
        return Finding("this voicemail folder is watched", str(folder))
    if not is_there(folder):
        mend = "it is taken in as soon as it is; if it never will be, mend VIPDESK_VOICEMAIL"
        what = "this voicemail folder is not there (yet)"
        return Finding(what, str(folder), mend, Severity.WARNING)
    mend = "make it readable for this account, or mend VIPDESK_VOICEMAIL"
    what = "this voicemail folder can't be read"
    return Finding(what, str(folder), mend, Severity.ERROR)


def _worker(settings: Settings) -> Found:
    """Whether anything is taken in while nobody has a desk open."""
    if not store_exists(settings):
        return
    if WORKER in (names := at_the_desk(settings.store)):
        yield "worker", Finding("a worker runs", settings.store)
    elif names:
        yield "worker", Finding("an open desk does the worker's part", settings.store)
    elif settings.voicemail:
        mend = "start `vipdesk worker`, or open a desk"
        told = "nobody takes in what comes: no worker runs, and no desk is open"
        yield "worker", Finding(told, settings.store, mend, Severity.WARNING)


def _mail(settings: Settings) -> Found:
    """Whether mail is set up, and carried; the servers themselves are not asked here."""
    account = _mail_account(settings)
    yield "mail", account
    if account.severity is not Severity.OK:
        return
    state = mail_state(settings.store)
    if not state.carrier:
        mend = "start `vipdesk worker`, or open a desk"
        what = "nobody carries mail now"
        yield "mail", Finding(what, settings.store, mend, Severity.WARNING)
        return
    yield "mail", Finding(f"mail is carried by {state.carrier}", settings.store)
    for side, told in state.sides.items():
        if told.trouble:
            what, mend = f"{side.value}: {told.trouble}", "`vipdesk mail check` shows more"
            yield "mail", Finding(what, settings.store, mend, Severity.WARNING)


def _alarms(settings: Settings) -> Found:
    for finding in examine_alarms(settings):
        yield "notify", finding


def _terminal() -> Found:
    term = os.environ.get("TERM", "")
    if not sys.stdin.isatty():
        mend = "with ssh, use `ssh -t`"
        yield "terminal", Finding("this is no terminal", term, mend, Severity.WARNING)
        return
    if term in ("", "dumb"):
        mend = "set TERM to what the terminal is, as in TERM=xterm-256color"
        yield "terminal", Finding("TERM can't place text", term, mend, Severity.ERROR)
    size = os.get_terminal_size(sys.stdin.fileno())
    small = size.columns < NARROWEST or size.lines < SHORTEST
    mend = f"the desk needs {NARROWEST} columns and {SHORTEST} lines" if small else ""
    worst = Severity.WARNING if small else Severity.OK
    yield "terminal", Finding(f"{size.columns} x {size.lines}", term, mend, worst)
    if "utf" not in (sys.stdout.encoding or "").lower():
        mend = "set LC_ALL to a UTF-8 locale, as in LC_ALL=C.UTF-8"
        yield (
            "terminal",
            Finding("signs may not show", sys.stdout.encoding or "", mend, Severity.WARNING),
        )
