"""Somebody's own editor, on a private file that is gone afterwards."""

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _


def editor_named(environment: Mapping[str, str]) -> list[str]:
    """The command in $VISUAL or $EDITOR; BadInput where neither names one."""
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError:
        raise BadInput(
            _("$EDITOR can't be read: {named}: mend its quotes").format(named=named)
        ) from None
    if not command:
        raise BadInput(_("no editor is named: set $EDITOR, say to nano, and start again"))
    return command


def edited(text: str, command: list[str], name: str = "answer-.txt") -> str:
    """`text` as the editor left it; BadInput where the editor failed, and nothing has changed.

    `name` is what the file is called, up to what makes it the only one.
    """
    try:
        with _private_file(text, name) as path:
            _run([*command, str(path)])
            return path.read_text(encoding="utf-8").removesuffix("\n")
    except UnicodeDecodeError:
        raise BadInput(_("the editor did not save UTF-8: the text is as it was")) from None
    except OSError as error:
        why = error.strerror or _("unknown reason")
        told = _("the editor's file in {folder} can't be used ({why}): the text is as it was")
        raise BadInput(told.format(folder=tempfile.gettempdir(), why=why)) from None


@contextmanager
def _private_file(text: str, called: str) -> Iterator[Path]:
    stem, dot, ending = called.rpartition(".")
    handle, name = tempfile.mkstemp(prefix=stem, suffix=f"{dot}{ending}")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is typed to interrupt the editor reaches whoever started it too."""
    before = signal.signal(signal.SIGINT, lambda *given: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _run(command: list[str]) -> None:
    try:
        with _deaf_to_interrupts():
            ended = subprocess.run(command, check=False)  # noqa: S603 the agent's own editor
    except OSError as error:
        why = error.strerror or _("unknown reason")
        told = _("{program} could not be started ({why}): check $EDITOR")
        raise BadInput(told.format(program=command[0], why=why)) from None
    if ended.returncode:
        told = _("{program} ended with {code}: the text is as it was")
        raise BadInput(told.format(program=command[0], code=ended.returncode))
