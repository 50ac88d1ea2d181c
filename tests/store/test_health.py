"""An examination names what is wrong with a store, where, and how to mend it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.store.kit import add, build
from vipdesk.store import driver
from vipdesk.store.engine import create_store
from vipdesk.store.files import Files, files_beside
from vipdesk.store.health import Finding, Severity, examine
from vipdesk.store.shape import HEAD


def wrong(where: str) -> list[Finding]:
    """What is not well, leaving out what belongs to the machine: its library and its disk."""
    found = [each for each in examine(where) if each.severity is not Severity.OK]
    return [each for each in found if "SQLite library" not in each.what and "free" not in each.what]


def run(where: str, *statements: str) -> None:
    """Change the store behind the program's back."""
    connection = driver.connect(Path(where), "mode=rw")
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("live", [True, False])
def test_a_new_store_is_well(where: str, live: bool) -> None:
    engine = create_store(where)
    add(engine, "first")
    if not live:
        engine.dispose()
    names = {each.name for each in Path(where).parent.iterdir()}
    assert wrong(where) == []
    assert len(examine(where)) == 10
    assert {each.name for each in Path(where).parent.iterdir()} == names
    engine.dispose()


def test_each_finding_that_is_not_well_has_a_mend(where: str) -> None:
    found = wrong(where)
    assert [each.severity for each in found] == [Severity.ERROR]
    assert found[0].mend == "`vipdesk init` makes one"
    assert "there is no store" in found[0].what


def damaged_page(where: str) -> None:
    content = bytearray(Path(where).read_bytes())
    (root,) = page_of(where, "ix_ticket_requester")
    content[(root - 1) * 4096 : (root - 1) * 4096 + 8] = b"\xff" * 8
    Path(where).write_bytes(content)


def page_of(where: str, name: str) -> tuple[int]:
    connection = driver.connect(Path(where), "mode=rw")
    found = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,))
    (page,) = found.fetchone()
    connection.close()
    return (page,)


def row_without_its_ticket(where: str) -> None:
    run(where, "INSERT INTO draft VALUES (999, 'Ada', 'half typed', 0)")


def view_more(where: str) -> None:
    run(where, "CREATE VIEW spy AS SELECT secret FROM desk")


def newer(where: str) -> None:
    run(where, "UPDATE alembic_version SET version_num = '9999'")


def readable_by_all(where: str) -> None:
    os.chmod(where, 0o644)


def folder_open_to_all(where: str) -> None:
    os.chmod(Path(where).parent, 0o777)


def missing_file(where: str) -> None:
    run(where, f"INSERT INTO unreadable VALUES ('{'ab' * 32}', 'mail', 'bad', 0)")


def altered_file(where: str) -> None:
    files = Files(files_beside(where))
    digest = files.put(b"a mail")
    files.path(digest).write_bytes(b"A MAIL")
    run(where, f"INSERT INTO unreadable VALUES ('{digest}', 'mail', 'bad', 0)")


def digest_that_is_none(where: str) -> None:
    run(where, "INSERT INTO unreadable VALUES ('../../etc/passwd', 'mail', 'bad', 0)")


def damaged_search_index(where: str) -> None:
    fill = "INSERT INTO written (rowid, subject, sender, body) VALUES (7, 'one', 'two', 'three')"
    run(where, fill, "UPDATE written_data SET block = x'00ff00ff' WHERE id >= 10")


def text_the_index_lacks(where: str) -> None:
    run(where, "INSERT INTO written_docsize VALUES (7, x'00')")


ILLS: list[tuple[Callable[[str], None], str, Severity]] = [
    (damaged_page, "it is damaged", Severity.ERROR),
    (row_without_its_ticket, "1 rows of `draft` refer to what is not there", Severity.ERROR),
    (view_more, "holds what no vipdesk made (view spy)", Severity.ERROR),
    (newer, "was made by a newer vipdesk", Severity.ERROR),
    (damaged_search_index, "the search index is damaged", Severity.ERROR),
    (text_the_index_lacks, "lacks 0 texts and holds 1 that are gone", Severity.ERROR),
    (readable_by_all, "its mode is 644", Severity.WARNING),
    (folder_open_to_all, "its mode is 777", Severity.WARNING),
    (missing_file, "is missing", Severity.ERROR),
    (altered_file, "was altered", Severity.ERROR),
    (digest_that_is_none, "is no SHA-256 digest", Severity.ERROR),
]


@pytest.mark.parametrize(("ill", "said", "severity"), ILLS, ids=[ill[0].__name__ for ill in ILLS])
def test_an_ill_is_found_and_nothing_is_changed(
    where: str, ill: Callable[[str], None], said: str, severity: Severity
) -> None:
    create_store(where).dispose()
    ill(where)
    before = {path: path.read_bytes() for path in Path(where).parent.rglob("*") if path.is_file()}
    found = [each for each in wrong(where) if said in each.what]
    assert [each.severity for each in found] == [severity]
    assert all(each.mend and each.where for each in found)
    after = {path: path.read_bytes() for path in Path(where).parent.rglob("*") if path.is_file()}
    assert after == before


def test_many_lost_files_are_counted_and_some_named(where: str, engine: Engine) -> None:
    with engine.begin() as connection:
        for number in range(40):
            row = (f"{number:064x}", "mail", "bad", 0)
            connection.exec_driver_sql("INSERT INTO unreadable VALUES (?, ?, ?, ?)", row)
    found = wrong(where)
    assert len(found) == 6
    assert found[-1].what == "35 further files are missing or were altered"


def test_a_search_index_that_knows_what_is_written_is_well(where: str) -> None:
    build(where, HEAD)
    assert "all that is written can be found" in [each.what for each in examine(where)]
    run(where, "DELETE FROM written_docsize")
    assert "lacks 2 texts and holds 0 that are gone" in " ".join(each.what for each in wrong(where))
