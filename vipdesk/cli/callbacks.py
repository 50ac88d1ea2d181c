"""`vipdesk callbacks`: who is to be called back, in that order."""

import argparse
from collections.abc import Sequence
from datetime import datetime

from vipdesk.cli.output import Json, instant, print_json, print_line, print_table, seconds
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.tickets import NOT_FOUNDED
from vipdesk.config import Settings
from vipdesk.domain.back_when import back_when
from vipdesk.domain.callback import Attempt, Callback, CallbackStatus
from vipdesk.domain.message import Attachment
from vipdesk.domain.policy import Policy
from vipdesk.store.files import Files, files_beside
from vipdesk.widgets.countdown import full_moment, moment

HEADINGS = ("id", "caller", "phone", "received", "length", "status", "tries", "call by", "ticket")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--all", action="store_true", help="those that are done with too")
    parser.add_argument(
        "--at",
        metavar="INSTANT",
        help='who was to be called back then: 10:42, "yesterday 16:00", 2h (ago), an instant',
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    now = settings.clock()()
    with reading(settings) as reader:
        policy = reader.policy()
        if arguments.at is not None:
            now = back_when(arguments.at, now, policy.hours.zone)
            known = reader.callbacks_then(now)
            found = [one for one in known if arguments.all or one.status is CallbackStatus.OPEN]
            if not arguments.json:
                then = "" if reader.hindsight(now).founded else f": {NOT_FOUNDED}"
                print_line(f"{full_moment(now, policy.hours.zone)}{then}")
        else:
            found = [*(reader.callbacks() if arguments.all else reader.board().callbacks)]
    print_callbacks(found, policy, settings, now, as_json=arguments.json)
    return 0


def print_callbacks(
    found: Sequence[Callback], policy: Policy, settings: Settings, now: datetime, *, as_json: bool
) -> None:
    """Callbacks as they stand at `now`, as a JSON list or for people."""
    if as_json:
        files = Files(files_beside(settings.store))
        print_json([callback_json(callback, policy, now, files) for callback in found])
    else:
        print_table(HEADINGS, (_cells(callback, policy, now) for callback in found))


def callback_json(callback: Callback, policy: Policy, now: datetime, files: Files) -> Json:
    """A callback; names of keys are a contract (spec: command line)."""
    zone, still = policy.hours.zone, callback.status is CallbackStatus.OPEN
    return {
        "id": callback.number,
        "caller": callback.called,
        "known": callback.known,
        "address": callback.caller.address or None,
        "phone": callback.phone or None,
        "channel": callback.channel.value,
        "received": instant(callback.received, zone),
        "duration_seconds": seconds(callback.length),
        "status": callback.status.value,
        "attempts": len(callback.attempts),
        "tries": [_attempt(attempt, policy) for attempt in callback.attempts],
        "aim": instant(callback.aim(policy).due, zone),
        "band": callback.band(policy, now).value if still else None,
        "next_try": instant(callback.next_try, zone),
        "ticket": callback.ticket,
        "urgent": callback.urgent,
        "heard": instant(callback.heard, zone),
        "mailbox": callback.mailbox,
        "transcript": callback.transcript or None,
        "remark": callback.remark or None,
        "recordings": [_recording(recording, files) for recording in callback.recordings],
    }


def _attempt(attempt: Attempt, policy: Policy) -> Json:
    return {
        "at": instant(attempt.at, policy.hours.zone),
        "who": attempt.who,
        "outcome": attempt.outcome.value,
        "note": attempt.note,
    }


def _recording(recording: Attachment, files: Files) -> Json:
    return {
        "name": recording.name,
        "media_type": recording.media_type,
        "size": recording.size,
        "path": str(files.path(recording.digest)),
    }


def _cells(callback: Callback, policy: Policy, now: datetime) -> Sequence[object]:
    zone, still = policy.hours.zone, callback.status is CallbackStatus.OPEN
    return (
        callback.number,
        f"{callback.called}{'' if callback.known else ' (unknown)'}",
        callback.shown or "withheld",
        moment(callback.received, now, zone),
        _minutes(callback),
        callback.status.value,
        len(callback.attempts) or "",
        moment(callback.call_at(policy), now, zone) if still else "",
        f"#{callback.ticket}" if callback.ticket else "",
    )


def _minutes(callback: Callback) -> str:
    length = seconds(callback.length)
    return "" if length is None else f"{length // 60}:{length % 60:02}"
