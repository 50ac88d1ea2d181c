"""`vipdesk mail`: whether the mailbox works, step by step, and what happened to mail."""

import argparse
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from vipdesk.channels.secure import trusting
from vipdesk.cli.mail_set_up import is_for_another
from vipdesk.cli.mail_setting import add_set_up
from vipdesk.cli.mail_words import add_words
from vipdesk.cli.output import instant, print_json, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.stores import policy_in_force, reading, store_exists
from vipdesk.config import Settings
from vipdesk.domain.errors import BadInput, DeskError, StoreError
from vipdesk.domain.people import Agent
from vipdesk.domain.text import clean_line
from vipdesk.mail_account import MailAccount, near_miss, read_mail_account
from vipdesk.mail_check import MailCheck, Step
from vipdesk.mail_owner import CarriedElsewhere, check_owner
from vipdesk.store.mail_log import MailNote, MailState, mail_notes, mail_state
from vipdesk.store.place import store_path

SIDES = {"": "", "in": "IMAP", "out": "SMTP"}
MOST_NOTES = 200
WIDTHS = (1, 4, 11, 0)
"""Cells of each column of the steps: the longest are not known before the last is."""

NO_MAILBOX = "`vipdesk mail set-up YOUR@ADDRESS` asks for the rest and writes it there"


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = add_acts(parser, "act")
    check = acts.add_parser("check", help="what works, step by step; nothing is sent or changed")
    check.set_defaults(run=_check)
    log = acts.add_parser("log", help="how mail stands, and what happened to it")
    log.set_defaults(run=_log)
    add_set_up(acts, _check)
    add_words(acts)
    for act in (check, log):
        add_common(act)
        add_json(act)


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Each step is told as soon as it is known: a server may take its time over the next."""
    steps = []
    if not arguments.json:
        print_table(("", "", "step", "found"), (), WIDTHS)
    for step in _steps(settings):
        steps.append(step)
        if not arguments.json:
            print_table((), _rows(step), WIDTHS)
    if arguments.json:
        print_json([_json(step) for step in steps])
    return 0 if all(step.works for step in steps) else BadInput.exit_code


def _steps(settings: Settings) -> Iterator[Step]:
    """What is set, then all that rests on it."""
    where = clean_line(str(settings.own_file), 200)
    try:
        account = read_mail_account(settings.own_file)
        context = trusting(account.authority if account else None)
    except BadInput as error:
        yield Step("", "settings", False, str(error), f"mend {where}")
        return
    if account is None:
        yield _unset(settings, where)
        return
    yield Step("", "settings", True, f"the mailbox of {account.user} is set in {where}")
    yield from _store(settings, account, where)
    agent, now = _agent(settings), settings.clock()()
    yield from MailCheck(account, os.environ, agent, now, context).steps()


def _unset(settings: Settings, where: str) -> Step:
    if near := near_miss(settings.own_file):
        return Step("", "settings", False, near, f"mend its name in {where}")
    said = f"no mailbox is set in {where}"
    return Step("", "settings", False, said, NO_MAILBOX)


def _store(settings: Settings, account: MailAccount, where: str) -> Iterator[Step]:
    """What keeps this store from carrying the mailbox; nothing where nothing does."""
    if is_for_another(account, settings):
        said = f"it is for another store: {clean_line(str(account.store), 200)}"
        yield Step("", "store", False, said, f"mend store in [mail] of {where}")
        return
    try:
        check_owner(account, store_path(settings.store), settings.own_file)
    except CarriedElsewhere as error:
        yield Step("", "store", False, error.why, error.mend)


def _agent(settings: Settings) -> Agent:
    """Who writes; nobody in particular where there is no store yet."""
    try:
        with reading(settings) as reader:
            return reader.agent()
    except DeskError:
        return Agent("")


def _log(arguments: argparse.Namespace, settings: Settings) -> int:
    if not store_exists(settings):
        raise StoreError(f"there is no store at {clean_line(settings.store)}: `vipdesk init`")
    state, notes = mail_state(settings.store), mail_notes(settings.store, MOST_NOTES)
    zone = policy_in_force(settings).hours.zone
    if arguments.json:
        sides = {
            side.value: {
                "state": each.standing.value,
                "since": instant(each.since, zone),
                "trouble": each.trouble,
            }
            for side, each in state.sides.items()
        }
        said = [{"at": instant(note.at, zone), "what": note.words} for note in notes]
        print_json({"carried_by": state.carrier or None, **sides, "log": said})
        return 0
    print_table(("", ""), _told(state, notes, zone))
    return 0


def _told(state: MailState, notes: Sequence[MailNote], zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Who carries mail, how each way stands since when, then what happened."""
    yield "", f"carried by {state.carrier or 'nobody now'}"
    for side, each in state.sides.items():
        yield _when(each.since, zone), f"{side.value}: {each.trouble or each.standing.value}"
    yield "", ""
    for note in notes:
        yield _when(note.at, zone), note.words


def _when(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%d %b %H:%M:%S}"


def _rows(step: Step) -> Iterator[Sequence[str]]:
    yield "✓" if step.works else "✗", SIDES[step.side], step.name, step.said
    if step.mend:
        yield "", "", "", f"→ {step.mend}"


def _json(step: Step) -> dict[str, object]:
    return {
        "side": step.side,
        "step": step.name,
        "works": step.works,
        "said": step.said,
        "mend": step.mend,
    }
