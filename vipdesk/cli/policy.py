"""`vipdesk policy`: what is in force, what another one would change, and putting it in force."""

import argparse
from datetime import datetime
from pathlib import Path

from vipdesk.cli.output import print_json, print_table
from vipdesk.cli.parser import add_acts, add_json
from vipdesk.cli.stores import policy_in_force, reading
from vipdesk.config import Settings
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_change import (
    Moved,
    PolicyPreview,
    PutPolicy,
    differences,
    preview_policy,
)
from vipdesk.domain.policy_words import policy_words
from vipdesk.policies import read_policy
from vipdesk.widgets.countdown import full_moment

Json = dict[str, object]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the acts."""
    acts = add_acts(parser, "act")
    show = acts.add_parser("show", help="what is in force", description="what is in force")
    add_json(show)
    show.set_defaults(run=_show)
    says = "what FILE would do to the open tickets"
    preview = acts.add_parser("preview", help=says, description=says)
    preview.add_argument("file", type=Path, metavar="FILE")
    add_json(preview)
    preview.set_defaults(run=_preview)
    says = "put FILE in force: what is judged stays, what is open is reckoned anew"
    put = acts.add_parser("put", help=says, description=says)
    put.add_argument("file", type=Path, metavar="FILE")
    add_json(put)
    put.set_defaults(run=_put)


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    policy = policy_in_force(settings)
    if arguments.json:
        print_json({"version": policy.version, "text": policy.text, **_words(policy)})
    else:
        print_table(("", "in force"), policy_words(policy).items())
    return 0


def _preview(arguments: argparse.Namespace, settings: Settings) -> int:
    after = read_policy(arguments.file)
    with reading(settings) as reader:
        before, tickets = reader.policy(), reader.open_tickets()
    _print(preview_policy(tickets, before, after, settings.clock()()), before, after, arguments)
    return 0


def _put(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working  # slow to import

    after = read_policy(arguments.file)
    with working(settings) as desk:
        with reading(settings, writes_too=True) as reader:
            before, tickets = reader.policy(), reader.open_tickets()
        desk.execute(PutPolicy(after))
    _print(preview_policy(tickets, before, after, settings.clock()()), before, after, arguments)
    return 0


def _words(policy: Policy) -> Json:
    return {"says": dict(policy_words(policy))}


def _print(
    seen: PolicyPreview, before: Policy, after: Policy, arguments: argparse.Namespace
) -> None:
    changed = differences(policy_words(before), policy_words(after))
    if arguments.json:
        print_json(_json(seen, before, after, changed))
        return
    for line in changed:
        print(line)
    earliest = seen.earliest.after if seen.earliest else None
    first = f"; the earliest is due {full_moment(earliest, after.hours.zone)}" if earliest else ""
    count = f"{len(seen.moved)} of {seen.open} open tickets move"
    print(f"{count}, {len(seen.overdue)} overdue by it{first}")
    if seen.moved:
        headings = ("no", "subject", "due now", "due then", "")
        print_table(headings, (_cells(each, before, after) for each in seen.moved))


def _cells(moved: Moved, before: Policy, after: Policy) -> tuple[object, ...]:
    was = full_moment(moved.before, before.hours.zone) if moved.before else "nothing"
    then = full_moment(moved.after, after.hours.zone) if moved.after else "nothing"
    return moved.number, moved.subject, was, then, "overdue" if moved.overdue else ""


def _json(seen: PolicyPreview, before: Policy, after: Policy, changed: tuple[str, ...]) -> Json:
    return {
        "before": before.version,
        "after": after.version,
        "differences": list(changed),
        "open": seen.open,
        "moved": [
            {
                "number": each.number,
                "subject": each.subject,
                "before": _instant(each.before, before),
                "after": _instant(each.after, after),
                "overdue": each.overdue,
            }
            for each in seen.moved
        ],
        "overdue": len(seen.overdue),
        "earliest": _instant(seen.earliest.after if seen.earliest else None, after),
    }


def _instant(at: datetime | None, policy: Policy) -> str | None:
    return at.astimezone(policy.hours.zone).isoformat() if at else None
