"""The `vipdesk` command, which is loaded from one file where there is one."""

import gc
import sys

from vipdesk.kept_code import KeptCode


def main(argv: list[str] | tuple[str, ...] | None = None) -> int:
    """Run one command; the exit code is as the specification of the command line says."""
    gc.disable()  # nothing of what is loaded is garbage
    try:
        with KeptCode():
            from vipdesk.running import run

            return run(argv)
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
