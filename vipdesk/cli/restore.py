"""`vipdesk restore`: a backup back in its place, verified before anything is touched."""

import argparse
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.cli.identity import actor_of
from vipdesk.cli.output import print_either
from vipdesk.cli.parser import add_json
from vipdesk.cli.stores import reading
from vipdesk.cli.whence import COMMAND_LINE, sat_at
from vipdesk.config import Settings
from vipdesk.domain.audit import Head
from vipdesk.domain.errors import DeskError
from vipdesk.domain.text import clean_line
from vipdesk.store.manifest import Manifest
from vipdesk.store.restore import restore
from vipdesk.store.shape import HEAD


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--replace", action="store_true", help="where there is a store; it is kept aside"
    )
    add_json(parser)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    enter = Entering(arguments.file, settings, _who(settings), _last(settings))
    put_back = restore(arguments.file, settings.store, arguments.replace, enter)
    said = {"store": settings.store, "schema": HEAD, **put_back.rows}
    print_either(said, as_json=arguments.json)
    return 0


class Entering(Struct, frozen=True):
    """Enters in the copy's audit that it was put back, from what and by whom.

    Nobody is signed in at the client's own door from then on: the copy may know visits and links
    that have been ended since.

    `who` and `last` are as the store that is there now has them: whoever acts may be newer than
    the copy, and what it ended with is seen nowhere else from then on.
    """

    source: Path
    settings: Settings
    who: str
    last: Head | None

    def __call__(self, copy: Path, manifest: Manifest) -> None:
        """A copy that an older program made is brought up to date by it; raises StoreError."""
        from vipdesk.store.audit_saving import enter_restored  # slow to import, as is the engine
        from vipdesk.store.door_saving import sign_all_out
        from vipdesk.store.engine import open_writer

        engine = open_writer(str(copy))
        try:
            of_copy = replace(self.settings, store=str(copy))
            who, last = self.who or _who(of_copy) or self.settings.login, _last(of_copy)
            detail = f"{self._copy(manifest)}, up to entry {last or 'none'}"
            if self.last is not None:
                detail += f", in place of a store up to entry {self.last}"
            with engine.begin() as connection:
                now = self.settings.clock()()
                if ended := sign_all_out(connection, now):
                    detail += f", {ended} visits and links of the client's own door ended"
                enter_restored(connection, who, detail, now, sat_at(COMMAND_LINE))
        finally:
            engine.dispose()

    def _copy(self, manifest: Manifest) -> str:
        return f"{clean_line(str(self.source.resolve()), 200)}, sha256 {manifest.sha256}"


def _who(settings: Settings) -> str:
    """Who acts, by the people of its store; nobody where that can't be said."""
    try:
        actor = actor_of(settings)
        with reading(settings, writes_too=True) as reader:
            return actor.who or reader.holder()
    except DeskError:
        return ""


def _last(settings: Settings) -> Head | None:
    """The last entry of its store; None where that can't be read."""
    try:
        with reading(settings, writes_too=True) as reader:
            return reader.audit_head()
    except DeskError:
        return None
