"""New stores for tests that are not about founding one: the steps of the schema run once."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from vipdesk.store import engine

run_steps = engine._migrate


@cache
def _new_schema() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        path.touch()
        run_steps(path)
        return path.read_bytes()


def lay_schema(path: Path) -> None:
    """What the steps make of an empty store is laid down; an older store goes through them."""
    if path.stat().st_size:
        run_steps(path)
    else:
        path.write_bytes(_new_schema())
