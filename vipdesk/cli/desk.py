"""`vipdesk` alone: the desk; on first use it asks whose it is and makes the store."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vipdesk.cli.older import actor_at_work
from vipdesk.cli.own_choices import keeps_own
from vipdesk.cli.person import shown_file, viewer
from vipdesk.cli.stores import policy_rules, reading, store_exists
from vipdesk.cli.whence import DESK, SETTING_UP, sat_at
from vipdesk.clock import Clock
from vipdesk.config import Settings
from vipdesk.data import data_path
from vipdesk.domain.actor import Actor
from vipdesk.domain.colleagues import Role
from vipdesk.domain.errors import BadInput, DeskError, Refusal, StoreError
from vipdesk.in_flight import InFlight
from vipdesk.lull import load_in_lulls
from vipdesk.personal import Personal
from vipdesk.policies import shipped_policy_text
from vipdesk.rescue import rescue
from vipdesk.store.feed import Feed
from vipdesk.store.place import check_writable, store_path
from vipdesk.store.presence import CalledNow, Presence, announce
from vipdesk.store.reader import Reader
from vipdesk.store.seats import SeatKeeper
from vipdesk.store.unread import UnreadKeeper
from vipdesk.terminal.hangup import KILLED_BY
from vipdesk.terminal.line import require_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from vipdesk.desk import Desk
    from vipdesk.domain.canned import Canned
    from vipdesk.domain.handover_commands import Templates
    from vipdesk.domain.mail_light import MailWindow
    from vipdesk.domain.on_pages import Moments
    from vipdesk.lull import Lull
    from vipdesk.machine import Machine, Satchel, Shelf
    from vipdesk.telephone import Telephone


OPENED_BY_KEYS = tuple(
    f"vipdesk.screens.{name}"
    for name in (
        *(
            "composer",
            "chat",
            "attaching",
            "severity",
            "promise",
            "note",
            "call",
            "new_ticket",
            "identify",
            "go_to",
        ),
        *("explanation", "help", "keep_view", "escalate", "escalation", "merging", "splitting"),
        *("copying", "files", "canned", "desk_callbacks", "desk_calendar", "booking", "desk_apart"),
        *("told_reminders", "settings", "policy", "mail_log", "handover", "signing", "sheet_note"),
        *("audit", "past_dialog", "past", "past_ticket", "chat_look"),
    )
)
"""Screens that no first picture needs, what is opened most first."""

TELLS = ("vipdesk.told", "vipdesk.undo", "vipdesk.undo_calls", "vipdesk.screens.repeating")
"""What every act comes to."""

WRITES = ("vipdesk.cli.working", "vipdesk.cli.attending")
HEAVY = frozenset({"alembic", "apscheduler", "httpx", "pydantic", "sqlalchemy", "sqlmodel"})
"""What takes long to load, and comes in many small pieces."""


def run(settings: Settings) -> int:
    """Open the desk; raises StoreError where that can't be."""
    require_terminal()
    clock = settings.clock()
    if settings.acting_as and not store_exists(settings):
        raise BadInput("--as: nobody is known yet, for there is no desk: leave it away at first")
    left = None if store_exists(settings) else _first_use(settings, clock)
    return open_screens(settings, clock) if left is None else left


def open_screens(settings: Settings, clock: Clock) -> int:
    """The screens on a store that is there, of whoever is there; gives the exit code."""
    actor = actor_at_work(settings)
    if actor.role is Role.SUPERVISOR:
        from vipdesk.cli.watch import watch

        return watch(settings, clock, actor)
    if actor.role is Role.SENIOR:
        from vipdesk.cli.senior import open_senior_desk

        return open_senior_desk(settings, clock, actor)
    return _open_desk_of(actor, settings, clock)


def _open_desk_of(actor: Actor, settings: Settings, clock: Clock) -> int:
    """All there is, for an agent, until they leave."""
    gc.disable()  # until the screens stand
    from vipdesk.app import DeskApp
    from vipdesk.watch import run_watch

    check_writable(store_path(settings.store))
    with reading(settings, writes_too=True) as reader:
        who = actor.who or reader.holder()
        place, own = announce(settings.store, who), personal(settings, actor)
        in_flight = InFlight()
        app = DeskApp(
            reader,
            Feed(settings.store, writes_too=True),
            clock,
            open_desk=lambda: _open_desk(settings, clock, actor),
            machine=_machine(settings, place, reader, own.below),
            who=who,
            prepare=_prepare,
            attend=partial(_attend, settings, clock, lambda: place.name, in_flight),
            personal=own,
            mail=partial(_mail, settings, clock) if settings.mail else None,
            actor=actor,
        )
        try:
            code = run_watch(app)
        finally:
            place.close()
            rescued = rescue(app.pen.unkept)
        if code < KILLED_BY:  # whoever was told to end, or lost the line, waits for nothing
            _last_answer(in_flight)
    if app.parting:
        raise Refusal(app.parting)
    return StoreError.exit_code if rescued and not code else code


def _prepare(lull: "Lull") -> None:
    """What a key may open or write next, loaded ahead of it."""
    load_in_lulls((*TELLS, *OPENED_BY_KEYS, *WRITES), HEAVY, lull)


def _open_desk(settings: Settings, clock: Clock, actor: Actor) -> "Desk":
    from vipdesk.cli.working import know_account, open_desk  # slow to import: after the first paint

    desk = open_desk(settings, clock, sat_at(DESK), actor)
    know_account(settings, desk)
    return desk


def _machine(
    settings: Settings, place: Presence, reader: Reader, below: "Path | None"
) -> "Machine":
    from vipdesk.machine import Machine

    who = place.name
    return Machine(
        telephone=partial(_open_telephone, settings),
        shelf=partial(_open_shelf, settings, below),
        canned=partial(_read_canned, settings),
        seats=SeatKeeper(settings.store, who, place),
        satchel=partial(_open_satchel, settings, below),
        unread=UnreadKeeper(settings.store, who, reader.news),
        handing=reader.handing,
        templates=partial(_read_templates, settings),
        moments=partial(_open_moments, settings),
    )


def _open_shelf(settings: Settings, below: "Path | None") -> "Shelf":
    from vipdesk.shelf import LocalShelf  # slow to import: when it is first needed
    from vipdesk.store.files import Files, files_beside

    environment = os.environ if below is None else {}  # what opens files is the account's
    return LocalShelf(Files(files_beside(settings.store)), environment)


def _open_satchel(settings: Settings, below: "Path | None") -> "Satchel":
    from vipdesk.enclosing import most_enclosed  # slow to import, as above
    from vipdesk.satchel import LocalSatchel
    from vipdesk.store.files import Files, files_beside

    files = Files(files_beside(settings.store))
    return LocalSatchel(files, most_enclosed(settings.own_file), below)


def _open_moments(settings: Settings) -> "Moments":
    from vipdesk.store.moment import DeskMoments  # when the first chat is opened

    return DeskMoments(settings.store)


def _read_canned(settings: Settings) -> "tuple[tuple[Canned, ...], tuple[str, ...]]":
    from vipdesk.canned_files import read_canned

    return read_canned((data_path("answers"), settings.answers))


def _read_templates(settings: Settings) -> "tuple[Templates, tuple[str, ...]]":
    from vipdesk.cli.introducing import read_templates  # seldom needed

    return read_templates(settings)


def _open_telephone(settings: Settings) -> "Telephone":
    from vipdesk.channels.phone import PhoneBook, home_region  # slow to import, as above
    from vipdesk.store.files import Files, files_beside
    from vipdesk.switchboard import Switchboard

    with reading(settings, writes_too=True) as reader:
        board = reader.board()
    zone = board.policy.hours.zone
    phones = PhoneBook(home_region(board.client.phones, zone.key))
    return Switchboard(Files(files_beside(settings.store)), phones, zone, os.environ)


def _attend(
    settings: Settings,
    clock: Clock,
    who: CalledNow,
    in_flight: InFlight,
    lull: "Lull",
    stop: Event,
    tell: Callable[[str], None],
) -> None:
    """Remind, carry mail, and take in what comes into folders, while the screens stand."""
    from vipdesk.cli.attending import attending  # slow to import, as above

    try:
        with attending(settings, clock, tell, who, lull, in_flight) as intake:
            intake.attend(stop)
    except DeskError as error:
        tell(str(error))


def _last_answer(in_flight: InFlight) -> None:
    """Wait for what is being handed over; the screens are gone."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    in_flight.wait(_say)


def _say(what: str) -> None:
    sys.stderr.write(f"vipdesk: {what}\n")
    sys.stderr.flush()


def _mail(settings: Settings, clock: Clock) -> "MailWindow":
    from vipdesk.cli.mail_set_up import mail_set_up  # after the first paint, as all of this
    from vipdesk.mail_account import read_mail_account
    from vipdesk.mail_watch import NOT_BEGUN, MailWatch

    def has_mailbox() -> bool:
        return mail_set_up(settings) is not None

    def unset_in() -> str:
        """One that is set there, but for another store, is not to be set again."""
        is_set = read_mail_account(settings.own_file) is not None
        return "" if is_set else shown_file(settings.own_file)

    return MailWatch(settings.store, has_mailbox, clock, NOT_BEGUN, unset_in)


def personal(settings: Settings, actor: Actor) -> Personal:
    """Somebody whose choices are kept in their own file."""
    return replace(keeps_own(viewer(settings), settings, actor), mail=partial(_sends, settings))


def _sends(settings: Settings) -> bool:
    """Whether there is a mail account; what is wrong with it is told by whoever opens it."""
    from vipdesk.cli.mail_set_up import mail_set_up  # not before the first paint

    try:
        return mail_set_up(settings) is not None
    except DeskError:
        return False


def _first_use(settings: Settings, clock: Clock) -> int | None:
    """Ask whose desk it is and make the store; the exit code where the agent left instead."""
    from vipdesk.screens.first_use import run_first_use

    policy = policy_rules(settings)(shipped_policy_text())
    told = run_first_use(policy, clock, personal(settings, Actor("", at_own_desk=True)))
    if isinstance(told, int):
        return told
    from vipdesk.cli.working import found_desk

    found_desk(settings, told.client, told.agent, policy, clock(), sat_at(SETTING_UP))
    return None
