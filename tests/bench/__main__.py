"""Measures the speed of the desk beside its peers and prints the table of the README.

    python -m tests.bench                 everything, some 30 minutes
    python -m tests.bench start keys      some of it, each can run alone
    python -m tests.bench --quick         fewer rounds, for a first look

Exits with 1 where a target is missed. On a machine that does something else as well, ratios,
bytes and processor time still hold; milliseconds do not.
"""

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figures import HEAD, Bench, Figure, Measure, row

SUITE = (
    *(
        "start",
        "idle",
        "keys",
        "loading",
        "arriving",
        "watchers",
        "by_ssh",
        "painted",
        "feed",
        "reads",
    ),
    *(
        "search",
        "queue",
        "attained",
        "clock",
        "slots",
        "reminders",
        "mail_import",
        "mail_parse",
        "mail_in",
        "mail_typing",
        "spool",
        "door",
    ),
)
QUICK = 0.2


def measured(name: str, bench: Bench) -> list[Figure]:
    """The figures of one benchmark."""
    measure: Measure = import_module(f"tests.bench.{name}").measure
    began, found = time.perf_counter(), []
    for figure in measure(bench):
        found.append(figure)
        print(row(figure), flush=True)
    print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Run what is asked for; 1 where a target is missed."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("names", nargs="*", choices=[*SUITE, []], metavar="name", default=SUITE)
    asked.add_argument("--folder", type=Path, help="keeps the generated stores for the next run")
    asked.add_argument("--quick", action="store_true", help="fewer rounds")
    told = asked.parse_args()
    with TemporaryDirectory(prefix="vipdesk-bench-") as passing:
        folder = told.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(folder, QUICK if told.quick else 1.0)
        print(HEAD)
        found = [figure for name in told.names for figure in measured(name, bench)]
    return int(any(figure.met is False for figure in found))


if __name__ == "__main__":
    sys.exit(main())
