"""Ten thousand mails and hundreds of answers through desks and workers that are killed.

    python -m tests.kills                      10,000 mails, 60 kills, some ten minutes
    python -m tests.kills --seed 12            other moments, which are told and can be had again
    python -m tests.kills --flag               mails are flagged there, not moved

Real Dovecot, real SMTP, kill -9 at random moments. Exits with 1 where anything is lost, doubled,
deleted or unsound.
"""

import argparse
import logging
import secrets
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kills.place import place
from tests.kills.run import KillRun, Plan
from tests.kills.verdict import Found, verdict
from tests.mail.dovecot import mail_server


def main() -> int:
    """Run, and say what is true afterwards."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.kills",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--mails", type=int, default=10_000)
    asked.add_argument("--answers", type=int, default=400)
    asked.add_argument("--kills", type=int, default=60)
    asked.add_argument("--seed", type=int, default=secrets.randbelow(10_000))
    asked.add_argument("--flag", action="store_true", help="flag what is taken in, not move it")
    told = asked.parse_args()
    logging.getLogger("mail").setLevel(logging.ERROR)  # the server's library warns of itself
    plan, began = Plan(told.mails, told.answers, told.kills, told.seed), time.monotonic()
    print(plan, flush=True)
    found = run(plan, moves=not told.flag)
    for each in found:
        print("✗" if each.faults else "✓", each.what)
        print(*(f"    {fault}\n" for fault in each.faults), sep="", end="")
    print(f"{time.monotonic() - began:.0f} s, again by --seed {plan.seed}")
    return int(any(each.faults for each in found))


def run(plan: Plan, *, moves: bool) -> list[Found]:
    """One run on servers of its own."""
    with (
        TemporaryDirectory(prefix="vipdesk-imap-") as folder,
        TemporaryDirectory(prefix="vipdesk-kills-") as own,
        mail_server(Path(folder)) as imap,
        place(Path(own), imap.account(), moves=moves) as where,
    ):
        happened = KillRun(where, plan, lambda said: print(said, flush=True)).run()
        return list(verdict(where, happened))


if __name__ == "__main__":
    sys.exit(main())
