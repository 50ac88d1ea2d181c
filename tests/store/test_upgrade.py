"""A store of an older program is brought up to date, whole or not at all, its old self kept.

The next release is made up: a copy of the package with one step more.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.kit import add, stored
from vipdesk.domain.errors import StoreError
from vipdesk.store import shape
from vipdesk.store.connections import open_reader
from vipdesk.store.engine import create_store, open_writer

PACKAGE = Path(shape.__file__).parents[1]
NEXT = "9000"

STEP = f'''
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{shape.HEAD}"


def upgrade() -> None:
    with op.batch_alter_table("ticket", recreate="always") as ticket:
        ticket.add_column(sa.Column("mood", sa.String(), nullable=True))
    FAULT
'''

OPEN = """
import sys
from vipdesk.cli.older import bring_up_to_date
from vipdesk.config import Settings
from vipdesk.domain.errors import StoreError
from vipdesk.store.engine import open_writer
from vipdesk.store.connections import open_reader
try:
    if sys.argv[1] == "write":
        engine = open_writer(sys.argv[2])
        with engine.begin() as connection:
            print(connection.exec_driver_sql("SELECT mood FROM ticket").all())
            print(connection.exec_driver_sql("SELECT count(*) FROM message").all())
        engine.dispose()
    elif sys.argv[1] == "desk":
        bring_up_to_date(Settings(sys.argv[2]))
        open_reader(sys.argv[2]).close()
    else:
        open_reader(sys.argv[2]).close()
except StoreError as error:
    print(error)
"""

WRITTEN = """
import sys
from pathlib import Path
from vipdesk.store import driver, shape
connection = driver.connect(Path(sys.argv[1]), "mode=rw")
print(shape.written(lambda sql: connection.execute(sql).fetchall()), end="")
connection.close()
"""


class NextRelease:
    """The program as it may be one day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PACKAGE, folder / "vipdesk")
        self.store = folder / "vipdesk" / "store"
        known = (self.store / "shape.py").read_text()
        grown = re.sub(r"(REVISIONS = \([^)]*?),?\s*\)", rf'\1, "{NEXT}")', known, count=1)
        assert grown != known
        (self.store / "shape.py").write_text(grown)

    def with_step(self, fault: str = "") -> "NextRelease":
        """The step to the new schema, which may fail at its end."""
        step = STEP.replace("FAULT", fault)
        (self.store / "migrations" / "versions" / "r9000_mood.py").write_text(step)
        return self

    def with_shape(self, where: str) -> "NextRelease":
        """The released shape, taken from a store that went through the step."""
        (self.store / "shapes" / f"{NEXT}.sql").write_text("")
        trial = self.folder / "trial.db"
        shutil.copy(where, trial)
        self.run(OPEN, "write", str(trial))
        (self.store / "shapes" / f"{NEXT}.sql").write_text(self.run(WRITTEN, str(trial)))
        return self

    def run(self, script: str, *arguments: str) -> str:
        """What the release prints."""
        return subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=self.folder,
            env={"PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout


@pytest.fixture
def older(where: str) -> str:
    """A store of this release with a ticket and its message."""
    schemas = Path(__file__).parent / "schemas"
    engine = create_store(where)
    rows = (schemas / f"{shape.HEAD}.sql").read_text().split("INSERT INTO alembic_version")[1]
    raw = engine.raw_connection()
    inserts = [each for each in rows.split(";\n") if each.startswith("INSERT")]
    for insert in inserts:
        raw.cursor().execute(insert)
    raw.close()
    engine.dispose()
    return where


@pytest.fixture
def release(tmp_path: Path) -> NextRelease:
    """The next release, without its step."""
    folder = tmp_path / "next"
    folder.mkdir()
    return NextRelease(folder)


def test_an_older_store_is_brought_up_to_date_and_kept(older: str, release: NextRelease) -> None:
    release.with_step().with_shape(older)
    said = release.run(OPEN, "write", older)
    assert said.splitlines() == ["[(None,)]", "[(1,)]"], "the rows that refer to it are there"
    kept = f"{older}.before-{shape.HEAD}"
    assert Path(kept).stat().st_mode & 0o777 == 0o640
    assert len(stored(kept)) == 1
    with pytest.raises(StoreError, match="was made by a newer vipdesk: update the program"):
        open_writer(older)
    with pytest.raises(StoreError, match="was made by a newer vipdesk: update the program"):
        open_reader(older)


def test_a_watcher_leaves_an_older_store_to_the_desk(older: str, release: NextRelease) -> None:
    release.with_step().with_shape(older)
    before = Path(older).read_bytes()
    said = release.run(OPEN, "read", older)
    assert "open the desk once, it will bring it up to date" in said
    assert Path(older).read_bytes() == before


def test_opening_the_desk_once_is_enough(older: str, release: NextRelease) -> None:
    release.with_step().with_shape(older)
    assert release.run(OPEN, "desk", older) == ""
    assert release.run(OPEN, "read", older) == ""


def test_a_step_that_fails_leaves_the_store_as_it_was(older: str, release: NextRelease) -> None:
    release.with_step(fault='op.execute("INSERT INTO nowhere VALUES (1)")')
    said = release.run(OPEN, "write", older)
    assert "did not take it (no such table: nowhere)" in said
    engine = open_writer(older)
    add(engine, "still usable")
    engine.dispose()


def test_a_step_that_would_orphan_rows_is_undone(older: str, release: NextRelease) -> None:
    release.with_step(fault='op.execute("DELETE FROM ticket")')
    said = release.run(OPEN, "write", older)
    assert "refers to what is not there, so the store was left as it was" in said
    engine = open_writer(older)
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ticket").one() == (1,)
    engine.dispose()


def test_every_step_ships_with_the_package() -> None:
    steps = sorted((PACKAGE / "store" / "migrations" / "versions").glob("r*.py"))
    assert [step.name[1:5] for step in steps] == list(shape.REVISIONS)
    assert sorted(path.stem for path in shape.SHAPES.glob("*.sql")) == list(shape.REVISIONS)
