"""`vipdesk ssh-setup --print`: how our people come in by SSH, as text; nothing is set up by it."""

import argparse
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from vipdesk.cli.output import Json, print_json
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.config import Settings
from vipdesk.data import data_path
from vipdesk.domain.colleagues import Colleague, Role
from vipdesk.domain.text import clean_line
from vipdesk.store.place import store_path

KEYS = "# in ~/.ssh/authorized_keys of the agent's account, each with that person's own public key"
GROUP = "vipdesk"


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--print", action="store_true", required=True, help="nothing else is done with it"
    )
    parser.add_argument(
        "--group", default=GROUP, help="of the accounts that may read the store's folder"
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    with reading(settings) as reader:
        people, agent = reader.people(), reader.agent().name
    others = [one for one in people if one.active and one.name != agent]
    program = [*_program(), "--store", str(store_path(settings.store).absolute())]
    lines = [(one, _line(one, program)) for one in others]
    sshd = _sshd(arguments.group, _owner(store_path(settings.store)), program)
    if arguments.json:
        print_json({"authorized_keys": [_json(*each) for each in lines], "sshd": sshd})
    else:
        sys.stdout.write("\n".join([*_text(lines), "", sshd]))
    return 0


def _text(lines: list[tuple[Colleague, str]]) -> Iterator[str]:
    yield KEYS
    for one, line in lines:
        yield f"# {clean_line(one.name, 60)}, {one.role.value}"
        yield line


def _json(one: Colleague, line: str) -> Json:
    return {"name": one.name, "role": one.role.value, "line": line}


def _line(one: Colleague, program: list[str]) -> str:
    watches = ["watch"] if one.role is Role.SUPERVISOR else []
    command = shlex.join([*program, "--as", one.name, *watches])
    quoted = command.replace('"', '\\"')
    return f'restrict,pty,command="{quoted}" ssh-ed25519 AAAA…'


def _sshd(group: str, agent: str, program: list[str]) -> str:
    sample = data_path("sshd-vipdesk.conf").read_text("utf-8")
    return sample.format(group=clean_line(group, 60), agent=agent, command=shlex.join(program))


def _owner(store: Path) -> str:
    """Whose account the store is; its number where it has no name."""
    try:
        return clean_line(store.owner(), 60)
    except KeyError:
        return str(store.stat().st_uid)


def _program() -> list[str]:
    """The program as it was called, to be called from anywhere."""
    called = Path(sys.argv[0])
    if called.name == "vipdesk":
        return [str(called.absolute())]
    return [sys.executable, "-m", "vipdesk"]
