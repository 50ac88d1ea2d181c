"""`vipdesk handover`: the hand-over sheet made, shown, written for, and signed."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vipdesk.cli.handover_views import handover_json, introduction_json
from vipdesk.cli.introducing import read_templates
from vipdesk.cli.output import print_json, print_line, print_parts, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.ticket import ticket_number, typed
from vipdesk.config import Settings
from vipdesk.domain.commands import Command
from vipdesk.domain.errors import BadInput
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import WHOLE, Handover, Introduction, SheetStatus
from vipdesk.domain.handover_commands import DropSheet, MakeSheet, SignSheet, WriteForSheet
from vipdesk.domain.introduction_text import introductions
from vipdesk.domain.names import same
from vipdesk.domain.sheet_text import markdown, said, sections, span_said, standing_of, title_of
from vipdesk.domain.text import clean_block, clean_line

if TYPE_CHECKING:
    from rich.console import RenderableType


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; without an act a sheet is made."""
    parser.add_argument("--to", default="", metavar="NAME", help="who takes the desk")
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why you take the desk without being given it"
    )
    _add_forms(parser)
    parser.set_defaults(run=_make)
    acts = add_acts(parser, "act", required=False)
    listed = acts.add_parser("list", help="every sheet, and who has the desk")
    add_json(listed)
    listed.set_defaults(run=_list)
    show = acts.add_parser("show", help="a sheet as it was made; the waiting one without N")
    show.add_argument("sheet", type=ticket_number, nargs="?", metavar="N")
    _add_forms(show)
    show.set_defaults(run=_show)
    note = acts.add_parser("note", help="write for the next sheet")
    note.add_argument("--ticket", type=ticket_number, default=WHOLE, metavar="N")
    note.add_argument(
        "--body", required=True, metavar="TEXT", help="- reads standard input; '' forgets it"
    )
    note.set_defaults(run=_note)
    sign = acts.add_parser("sign", help="the sheet was read: the desk is theirs who sign")
    sign.add_argument("sheet", type=ticket_number, metavar="N")
    sign.add_argument("--by", default="", metavar="NAME", help="who signs")
    sign.add_argument("--no-mail", action="store_true", help="the client is not told")
    add_json(sign)
    sign.set_defaults(run=_sign)
    drop = acts.add_parser("drop", help="take a sheet back that nobody has signed")
    drop.add_argument("sheet", type=ticket_number, metavar="N")
    add_json(drop)
    drop.set_defaults(run=_drop)
    for act in acts.choices.values():
        add_common(act)


def _add_forms(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON document instead of a table")
    form.add_argument("--md", action="store_true", help="Markdown instead of a table")


def _make(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        before = reader.handing().waiting
    made = _done(MakeSheet(arguments.to, arguments.reason), settings)
    if made is None:
        return 0
    number = made.number
    if before is not None and not same(before.who, made.who):
        who = clean_line(before.who, 60)
        sys.stderr.write(f"vipdesk: sheet {before.number}, which {who} had made, made way for it\n")
    return _print(number, arguments, settings)


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    return _print(arguments.sheet, arguments, settings)


def _note(arguments: argparse.Namespace, settings: Settings) -> int:
    _done(WriteForSheet(arguments.ticket, typed(arguments.body)), settings)
    return 0


def _sign(arguments: argparse.Namespace, settings: Settings) -> int:
    templates = None
    if not arguments.no_mail:
        templates, problems = read_templates(settings)
        for problem in problems:
            sys.stderr.write(f"vipdesk: {problem}\n")
    _done(SignSheet(arguments.sheet, arguments.by, templates), settings)
    return _list(arguments, settings)


def _drop(arguments: argparse.Namespace, settings: Settings) -> int:
    _done(DropSheet(arguments.sheet), settings)
    return _list(arguments, settings)


def _done(command: Command, settings: Settings) -> Handover | None:
    """Have it executed; the sheet that it is about, if any."""
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    with working(settings) as desk:
        made = desk.execute(command).change.handovers
    return made[-1] if made else None


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        desk = reader.handing()
    zone = desk.policy.hours.zone
    if arguments.json:
        sheets = [handover_json(one, zone) for one in desk.handovers]
        print_json({"desk": desk.holder, "sheets": sheets})
        return 0
    print_line(f"{desk.holder} has the desk")
    headings = ("id", "made", "from", "to", "time off", "status")
    print_table(headings, (_cells(one, zone) for one in desk.handovers))
    return 0


def _cells(one: Handover, zone: ZoneInfo) -> tuple[object, ...]:
    span = ""
    if one.begins is not None and one.until is not None:
        span = span_said(one.begins, one.until, zone)
    signed = f" {said(one.signed, zone)}" if one.signed else ""
    return (
        one.number,
        said(one.at, zone),
        one.giver,
        one.taker,
        span,
        f"{one.status.value}{signed}",
    )


def _print(number: int | None, arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        desk = reader.handing()
    made = _found(number, desk)
    zone = desk.policy.hours.zone
    mails: tuple[Introduction, ...] = ()
    if made.status is SheetStatus.WAITING:
        templates, _ = read_templates(settings)
        mails = introductions(made, desk, templates, settings.clock()())
    if arguments.json:
        told = [introduction_json(one) for one in mails]
        print_json(handover_json(made, zone, whole=True) | {"mails": told})
    elif arguments.md:
        sys.stdout.write(markdown(made, zone))
        sys.stdout.flush()
    else:
        _print_sheet(made, mails, zone)
    return 0


def _found(number: int | None, desk: Handing) -> Handover:
    made = desk.waiting if number is None else desk.handover(number)
    if made is None and number is None:
        raise BadInput("no sheet waits to be signed: `vipdesk handover list` lists them")
    if made is None:
        raise BadInput(f"there is no sheet {number}: `vipdesk handover list` lists them")
    return made


def _print_sheet(made: Handover, mails: Iterable[Introduction], zone: ZoneInfo) -> None:
    """The sheet for people, and the mails that go out once it is signed."""
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    parts: list[RenderableType] = [
        Text(title_of(made), style="bold"),
        Text(standing_of(made, zone)),
    ]
    for section in sections(made.sheet, zone):
        parts.append(Rule(Text(section.title), align="left"))
        for row in section.rows:
            parts.append(Text(row.head))
            parts += [Padding(Text(words), (0, 0, 0, 4)) for words in (row.told, row.note) if words]
    for mail in mails:
        to = clean_line(f"once it is signed, to {mail.to.name} <{mail.to.address}>", 200)
        parts += [Rule(Text(to), align="left"), Text(clean_line(mail.subject, 300))]
        parts.append(Text(clean_block(mail.text)))
    print_parts(parts)
