"""A run of `vipdesk`: reads the arguments, runs the command, says errors in one line."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from vipdesk.cli.usage import UsageError
from vipdesk.domain.errors import BadInput, DeskError
from vipdesk.domain.text import clean_line
from vipdesk.loop import load_loop, load_zones
from vipdesk.streams import ready_streams, settle_streams

if TYPE_CHECKING:
    from vipdesk.config import Settings

USAGE, INTERRUPTED, BUG = 2, 130, 1
LONGEST_ERROR = 1000


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is as the specification of the command line says."""
    ready_streams()
    try:
        return _run(argv)
    finally:
        settle_streams()


def _run(argv: Sequence[str] | None) -> int:
    try:
        load_zones()
        from vipdesk.config import settings_from

        given = sys.argv[1:] if argv is None else argv
        if not given:
            return _desk(settings_from(os.environ))
        arguments = import_module("vipdesk.cli.parser").command_line().parse_args(given)
        settings = settings_from(
            os.environ,
            store=arguments.store,
            policy=arguments.policy,
            acting_as=arguments.acting_as,
        )
        if arguments.command is None:
            return _desk(settings)
        gc.enable()
        import_module("vipdesk.cli.identity").check_may_run(arguments, settings)
        return int(arguments.run(arguments, settings))
    except DeskError as error:
        return complain(str(error), error.exit_code)
    except UsageError as error:
        return complain(str(error), USAGE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return 0  # whoever read it has had enough
    except OSError as error:
        return complain(_system_said(error), BadInput.exit_code)
    except Exception as error:  # the last word before a person: a line, never a traceback
        if os.environ.get("VIPDESK_DEBUG"):
            raise
        said = f"{type(error).__name__}: {error}"
        return complain(f"a mistake in vipdesk itself ({said}): please report it", BUG)


def _desk(settings: "Settings") -> int:
    load_loop()
    return int(import_module("vipdesk.cli.desk").run(settings))


def complain(what: str, code: int) -> int:
    """Say what is wrong on standard error, in one clean line; gives `code` back."""
    sys.stderr.write(f"vipdesk: {clean_line(what.removeprefix('vipdesk: '), LONGEST_ERROR)}\n")
    return code


def _system_said(error: OSError) -> str:
    where = error.filename or "standard input or output"
    reason = (error.strerror or type(error).__name__).lower()
    return f"{where} can't be used: {reason}; mend that, or read and write elsewhere"
