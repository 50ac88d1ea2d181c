"""`vipdesk door`: links that let contacts in by the client's own door, and who is signed in."""

import argparse
import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from vipdesk.cli.output import Json, instant, print_either, print_json, print_line, print_table
from vipdesk.cli.parser import add_acts, add_common, add_json
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.domain.door_commands import EndVisits, MakeLink
from vipdesk.domain.people import mail_address
from vipdesk.domain.visit import Link, Visit, digest_of
from vipdesk.door_settings import read_door_settings

USUAL_ADDRESS = "http://127.0.0.1:8630"
"""Where `vipdesk serve` listens unless it is told otherwise."""

SECRET_BYTES = 32


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = add_acts(parser, "act")
    link = acts.add_parser("link", help="a personal link for a contact, good once within 24 h")
    link.add_argument("email", metavar="EMAIL")
    add_json(link)
    link.set_defaults(run=_link)
    visits = acts.add_parser("visits", help="who is signed in, and which links wait")
    add_json(visits)
    visits.set_defaults(run=_visits)
    end = acts.add_parser("end", help="sign a contact out everywhere, end their links")
    end.add_argument("email", metavar="EMAIL")
    add_json(end)
    end.set_defaults(run=_end)
    for act in acts.choices.values():
        add_common(act)


def _link(arguments: argparse.Namespace, settings: Settings) -> int:
    """The link is said once, here: nothing of it is kept but a digest."""
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    address = read_door_settings(settings.own_file).address or USUAL_ADDRESS
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with working(settings) as desk:
        change = desk.execute(MakeLink(arguments.email, digest_of(secret))).change
    (made,) = change.door.links
    url = f"{address}/enter/{secret}"
    if arguments.json:
        with reading(settings) as reader:
            zone = reader.policy().hours.zone
        print_json({"for": made.address, "link": url, "ends": instant(made.ends, zone)})
    else:
        print_line(url)
    return 0


def _visits(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        zone = reader.policy().hours.zone
        visits, links = reader.at_the_door(settings.clock()())
    if arguments.json:
        print_json(
            {
                "visits": [_visit_json(one, zone) for one in visits],
                "links": [_link_json(one, zone) for one in links],
            }
        )
        return 0
    headings = ("contact", "came", "by", "until", "from", "browser")
    print_table(headings, (_cells(one, zone) for one in visits))
    for one in links:
        print_line(f"a link for {one.address} waits until {_said(one.ends, zone)}")
    return 0


def _end(arguments: argparse.Namespace, settings: Settings) -> int:
    from vipdesk.cli.working import working  # slow to import, and not needed to look

    address = mail_address(arguments.email, "for")
    with working(settings) as desk:
        door = desk.execute(EndVisits(address)).change.door
    ended = {"for": address, "visits": len(door.visits), "links": len(door.links)}
    print_either(ended, as_json=arguments.json)
    return 0


def _cells(visit: Visit, zone: ZoneInfo) -> tuple[str, ...]:
    came, until = _said(visit.at, zone), _said(visit.ends, zone)
    return visit.address, came, visit.way.value, until, visit.whence, visit.agent


def _said(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%a %d %b %H:%M}"


def _visit_json(visit: Visit, zone: ZoneInfo) -> Json:
    return {
        "contact": visit.address,
        "name": visit.name,
        "by": visit.way.value,
        "at": instant(visit.at, zone),
        "ends": instant(visit.ends, zone),
        "from": visit.whence,
        "browser": visit.agent,
    }


def _link_json(link: Link, zone: ZoneInfo) -> Json:
    return {
        "contact": link.address,
        "made_by": link.by,
        "made": instant(link.made, zone),
        "ends": instant(link.ends, zone),
    }
