"""`vipdesk callback`: one callback tried, put on a ticket, planned, named, entered by hand."""

import argparse
import uuid
from datetime import datetime

from vipdesk.cli.callbacks import callback_json, print_callbacks
from vipdesk.cli.output import Json, print_json
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.show import print_history
from vipdesk.cli.stores import reading
from vipdesk.cli.ticket import ticket_number
from vipdesk.cli.views import event_json
from vipdesk.config import Settings
from vipdesk.domain.by_when import by_when
from vipdesk.domain.callback import Callback, CallbackStatus, Outcome
from vipdesk.domain.commands import (
    Command,
    FileCallback,
    Filing,
    LogAttempt,
    NameCaller,
    PlanTry,
    ReceiveCall,
)
from vipdesk.domain.errors import BadInput
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.instants import parse_instant
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.store.files import Files, files_beside
from vipdesk.store.reader import Reader


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = add_acts(parser, "act")
    attempt = acts.add_parser("attempt", help="log what came of calling back")
    attempt.add_argument("id", type=ticket_number, metavar="ID")
    attempt.add_argument("outcome", choices=[outcome.value for outcome in Outcome])
    attempt.add_argument("--note", default="", metavar="TEXT")
    _add_filing(attempt)
    attempt.set_defaults(run=_act, command=_attempt)
    file = acts.add_parser("file", help="put it on a ticket, an existing or a new one")
    file.add_argument("id", type=ticket_number, metavar="ID")
    file.add_argument("--done", action="store_true", help="nobody has to be called any more")
    _add_filing(file)
    file.set_defaults(run=_act, command=_file)
    again = acts.add_parser("next", help="say when to call again")
    again.add_argument("id", type=ticket_number, metavar="ID")
    again.add_argument("moment", metavar="MOMENT", help='15:00, "tomorrow 10:00", an instant')
    again.set_defaults(run=_act, command=_next)
    caller = acts.add_parser("caller", help="say which contact the caller is")
    caller.add_argument("id", type=ticket_number, metavar="ID")
    caller.add_argument("address", metavar="EMAIL")
    caller.add_argument("--name", default="", metavar="NAME")
    caller.set_defaults(run=_act, command=_caller)
    _add_missed(acts.add_parser("missed", help="enter a call that nobody took"))
    show = acts.add_parser("show", help="all that is known of it")
    show.add_argument("id", type=ticket_number, metavar="ID")
    show.set_defaults(run=_show)
    for act in acts.choices.values():
        add_common(act)
        add_json(act)


def _add_filing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ticket", type=ticket_number, metavar="N", help="the ticket it is about")
    parser.add_argument("--subject", default="", metavar="S", help="what a new ticket is about")
    parser.add_argument("--contact", default="", metavar="EMAIL", help="whose new ticket it is")


def _add_missed(missed: argparse.ArgumentParser) -> None:
    missed.add_argument("phone", metavar="PHONE")
    missed.add_argument("--name", default="", metavar="NAME")
    missed.add_argument("--at", metavar="T", help="when it rang; default now")
    missed.add_argument("--note", default="", metavar="TEXT")
    missed.set_defaults(run=_missed)


def _act(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    with working(settings) as desk:
        with reading(settings, writes_too=True) as reader:
            command = arguments.command(arguments, _one(reader, arguments.id), settings, reader)
        desk.execute(command)
    return _print(arguments.id, arguments, settings)


def _missed(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.channels.phone import PhoneBook, home_region
    from vipdesk.cli.working import working

    with working(settings) as desk:
        with reading(settings, writes_too=True) as reader:
            board = reader.board()
        zone = board.policy.hours.zone
        now = settings.clock()()
        phone, shown = PhoneBook(home_region(board.client.phones, zone.key)).read(arguments.phone)
        call = InboundCall(
            channel=Channel.PHONE,
            external_id=f"hand:{uuid.uuid4().hex}",
            name=clean_line(arguments.name, 200),
            phone=phone,
            shown=shown,
            received=_rang(arguments.at, now, board.policy),
            transcript=clean_block(arguments.note).strip(),
        )
        (callback,) = desk.execute(ReceiveCall(call)).change.callbacks
    return _print(callback.number, arguments, settings)


def _rang(said: str | None, now: datetime, policy: Policy) -> datetime:
    at = now if said is None else parse_instant(said, policy.hours.zone)
    if at > now:
        raise BadInput(f"{clean_line(said or '', 60)} is still to come: give a past instant")
    return at


def _attempt(
    arguments: argparse.Namespace, callback: Callback, _settings: Settings, _reader: Reader
) -> Command:
    outcome = Outcome(arguments.outcome)
    needed = outcome is Outcome.REACHED and callback.ticket is None
    filing = _filing(arguments, needed=needed and callback.status is CallbackStatus.OPEN)
    return LogAttempt(callback.number, outcome, arguments.note, filing)


def _file(
    arguments: argparse.Namespace, callback: Callback, _settings: Settings, _reader: Reader
) -> Command:
    filing = _filing(arguments, needed=callback.ticket is None)
    return FileCallback(callback.number, filing, arguments.done)


def _next(
    arguments: argparse.Namespace, callback: Callback, settings: Settings, reader: Reader
) -> Command:
    zone = reader.policy().hours.zone
    return PlanTry(callback.number, by_when(arguments.moment, settings.clock()(), zone))


def _caller(
    arguments: argparse.Namespace, callback: Callback, _settings: Settings, _reader: Reader
) -> Command:
    return NameCaller(callback.number, arguments.address, arguments.name)


def _filing(arguments: argparse.Namespace, *, needed: bool) -> Filing | None:
    """The ticket that was named, else a new one where one is needed."""
    named = arguments.ticket is not None or arguments.subject or arguments.contact
    if not named and not needed:
        return None
    return Filing(arguments.ticket, arguments.subject, arguments.contact)


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        callback, policy = _one(reader, arguments.id), reader.policy()
        events = reader.history(callback.number)
    if arguments.json:
        told = _json(callback, policy, settings)
        print_json(told | {"history": [event_json(event, policy) for event in events]})
    else:
        print_callbacks([callback], policy, settings, settings.clock()(), as_json=False)
        print_history(events, policy)
    return 0


def _print(number: int, arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        callback, policy = _one(reader, number), reader.policy()
    if arguments.json:
        print_json(_json(callback, policy, settings))
    else:
        print_callbacks([callback], policy, settings, settings.clock()(), as_json=False)
    return 0


def _json(callback: Callback, policy: Policy, settings: Settings) -> Json:
    files = Files(files_beside(settings.store))
    return callback_json(callback, policy, settings.clock()(), files)


def _one(reader: Reader, number: int) -> Callback:
    found = next((one for one in reader.callbacks() if one.number == number), None)
    if found is None:
        raise BadInput(f"there is no callback {number}: `vipdesk callbacks --all` lists them")
    return found
