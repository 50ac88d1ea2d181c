"""`vipdesk escalation`: one escalation shown, accepted, declined, handed back, withdrawn."""

import argparse

from vipdesk.cli.escalations import escalation_json, print_escalations
from vipdesk.cli.identity import actor_of
from vipdesk.cli.older import actor_at_work
from vipdesk.cli.output import Json, instant, print_json, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.ticket import ticket_number, typed
from vipdesk.cli.usage import Need, UsageError
from vipdesk.config import Settings
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Command
from vipdesk.domain.errors import BadInput
from vipdesk.domain.escalation import Escalation, Notice
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    DeclineEscalation,
    HandBack,
    SeniorNote,
    WithdrawEscalation,
)
from vipdesk.domain.policy import Policy
from vipdesk.domain.roles import sees
from vipdesk.store.reader import Reader

NONE = "there is no escalation {number}: `vipdesk escalations --all` lists them"


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = add_acts(parser, "act")
    show = acts.add_parser("show", help="who was asked, what they said, and the mails to them")
    show.set_defaults(run=_show)
    accept = acts.add_parser("accept", help="a senior takes it")
    accept.set_defaults(run=_act, command=_accept)
    decline = acts.add_parser("decline", help="a senior can't take it: the next one is asked")
    decline.add_argument("--reason", required=True, metavar="TEXT")
    decline.set_defaults(run=_act, command=_decline)
    back = acts.add_parser("hand-back", help="a senior is done with it")
    back.add_argument("--result", required=True, metavar="TEXT", help="- reads standard input")
    back.set_defaults(run=_act, command=_hand_back)
    note = acts.add_parser("note", help="what a senior writes on the ticket, for our side only")
    note.add_argument("--body", required=True, metavar="TEXT", help="- reads standard input")
    note.set_defaults(run=_act, command=_note)
    withdraw = acts.add_parser("withdraw", help="no senior is needed any more")
    withdraw.add_argument("--reason", default="", metavar="TEXT")
    withdraw.set_defaults(run=_act, command=_withdraw, need=Need.WORKS)
    for act in acts.choices.values():
        act.add_argument("id", type=ticket_number, metavar="ID")
        add_common(act)
        add_json(act)


def _act(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    command: Command = arguments.command(arguments)
    if not isinstance(command, WithdrawEscalation):
        _check_who(arguments.act, settings)
    with working(settings) as desk:
        desk.execute(command)
    with reading(settings) as reader:
        found, policy, holder = _found(reader, arguments.id), reader.policy(), reader.holder()
    if arguments.json:
        print_json(escalation_json(found, policy) | {"desk": holder})
    else:
        print_escalations([found], policy, settings)
    return 0


def _check_who(act: str, settings: Settings) -> None:
    """A senior's act is a senior's: whoever notes it down for them says whose."""
    if not settings.acting_as and actor_at_work(settings).role is not Role.SENIOR:
        raise UsageError(f"escalation {act}: say which senior it is, with --as NAME")


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    actor = actor_of(settings)
    with reading(settings) as reader:
        found, policy, holder = _found(reader, arguments.id), reader.policy(), reader.holder()
        if not sees(actor, [found]):
            raise BadInput(NONE.format(number=arguments.id))
        notices = reader.notices(arguments.id)
    if arguments.json:
        mails = [_mail(notice, policy) for notice in notices]
        print_json(escalation_json(found, policy) | {"desk": holder, "mails": mails})
        return 0
    print_escalations([found], policy, settings)
    hours = policy.hours
    print_table(
        ("asked", "at", "answer", "why"),
        (
            (one.name, f"{hours.local(one.at):%a %d %b %H:%M}", one.answer.value, one.why)
            for one in found.asked
        ),
    )
    for notice in notices:
        _print_mail(notice)
    return 0


def _print_mail(notice: Notice) -> None:
    """A mail as it is to leave, so that it can be sent by hand while no account is set up."""
    from rich.rule import Rule
    from rich.text import Text

    from vipdesk.cli.output import print_parts
    from vipdesk.domain.text import clean_block, clean_line

    to = f"{notice.to.name} <{notice.to.address}>" if notice.to.address else notice.to.name
    title = clean_line(f"queued for {to}", 200)
    subject = clean_line(notice.subject, 300)
    print_parts([Rule(Text(title), align="left"), Text(subject), Text(clean_block(notice.text))])


def _mail(notice: Notice, policy: Policy) -> Json:
    return {
        "to": {"name": notice.to.name, "address": notice.to.address or None},
        "at": instant(notice.at, policy.hours.zone),
        "subject": notice.subject,
        "text": notice.text,
    }


def _found(reader: Reader, number: int) -> Escalation:
    found = next((one for one in reader.escalations() if one.number == number), None)
    if found is None:
        raise BadInput(NONE.format(number=number))
    return found


def _accept(arguments: argparse.Namespace) -> Command:
    return AcceptEscalation(arguments.id)


def _decline(arguments: argparse.Namespace) -> Command:
    return DeclineEscalation(arguments.id, arguments.reason)


def _hand_back(arguments: argparse.Namespace) -> Command:
    return HandBack(arguments.id, typed(arguments.result))


def _note(arguments: argparse.Namespace) -> Command:
    return SeniorNote(arguments.id, typed(arguments.body))


def _withdraw(arguments: argparse.Namespace) -> Command:
    return WithdrawEscalation(arguments.id, arguments.reason)
