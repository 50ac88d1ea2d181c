"""Walls that no import contract can show: what a process has loaded, how long its files are."""

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCT = sorted((ROOT / "vipdesk").rglob("*.py"))
ALL = [*PRODUCT, *sorted((ROOT / "tests").rglob("*.py"))]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40

WRITES = ("vipdesk.desk", "vipdesk.channels", "vipdesk.ingest", "vipdesk.store.writer")
SLOW = ("sqlmodel", "sqlalchemy", "pydantic", "alembic")


def loaded_after(code: str) -> list[str]:
    """The modules that a fresh process has loaded after `code`."""
    listing = "import sys; print('\\n'.join(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{listing}"], capture_output=True, text=True, check=True
    )
    return ran.stdout.split()


def among(loaded: list[str], homes: tuple[str, ...]) -> set[str]:
    """What of `homes` is loaded."""
    return {
        home for home in homes for name in loaded if name == home or name.startswith(f"{home}.")
    }


def test_a_watcher_never_loads_what_writes() -> None:
    loaded = loaded_after("import vipdesk.cli.watch, vipdesk.watch")
    assert not among(loaded, (*WRITES, *SLOW))
    assert "vipdesk.screens.board" in loaded


def test_the_desk_loads_what_writes_after_its_first_paint() -> None:
    assert not among(loaded_after("import vipdesk.cli.desk, vipdesk.app"), (*WRITES, *SLOW))


def test_the_desk_knows_no_command_before_its_first_paint() -> None:
    acts = ("vipdesk.domain.commands", "vipdesk.domain.circumstances", "vipdesk.told")
    assert not among(loaded_after("import vipdesk.cli.desk, vipdesk.app"), acts)


def test_the_desk_is_begun_without_the_encryption_library() -> None:
    """What connects to servers has it when it is loaded; `vipdesk` on no terminal ends at once."""
    begun = "import vipdesk.__main__; vipdesk.__main__.main([])"
    assert not among(loaded_after(begun), ("ssl", "hashlib", "json", "gettext"))
    assert "asyncio" in loaded_after(begun)
    connects = "import imaplib, smtplib; assert imaplib.HAVE_SSL and smtplib._have_ssl"
    loaded_after(f"{begun}; {connects}; import httpx; httpx.Client()")


def test_a_seniors_desk_never_loads_what_answers_the_client() -> None:
    loaded = loaded_after("import vipdesk.cli.senior, vipdesk.senior")
    agents = ("vipdesk.screens.composer", "vipdesk.screens.desk", "vipdesk.editor")
    assert not among(loaded, (*WRITES, *SLOW, *agents))
    assert "vipdesk.screens.senior" in loaded


def test_every_module_is_kept_out_of_the_domain_and_the_store() -> None:
    package = (path for path in (ROOT / "vipdesk").iterdir() if not path.name.startswith("_"))
    modules = {f"vipdesk.{path.stem}" for path in package if path.suffix == ".py" or path.is_dir()}
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    for contract in contracts["contracts"][:2]:
        own = {"vipdesk.domain", *contract["source_modules"]}
        assert modules - own <= set(contract["forbidden_modules"]), contract["name"]


@pytest.mark.parametrize("module", ["clock", "tickets", "ticket", "promise", "init"])
def test_a_reading_command_loads_no_screens_and_nothing_slow(module: str) -> None:
    loaded = loaded_after(f"import vipdesk.__main__, vipdesk.cli.{module}")
    assert not among(loaded, (*SLOW, "textual"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_public_says_what_it_promises(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "the module says nothing"
    for node in public(tree):
        assert ast.get_docstring(node), f"{node.name} says nothing"


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public classes and functions, and the public methods of public classes."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                methods = [inner for inner in node.body if isinstance(inner, kinds)]
                yield from (inner for inner in methods if not inner.name.startswith("_"))


def test_there_is_one_wall_clock() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in PRODUCT
        if any(clock in code_of(path) for clock in ("datetime.now", "utcnow", "date.today"))
    }
    assert found == {"vipdesk/clock.py"}


def test_a_check_is_silenced_by_name_and_with_a_reason_only() -> None:
    excused = re.compile(r"# (noqa: [A-Z]+[0-9]+|type: ignore\[[a-z-]+\]) \S.*")
    for path in ALL:
        silenced = [c for c in comments_of(path) if re.search("noqa|type: *ignore", c)]
        assert all(excused.fullmatch(comment) for comment in silenced), path


def comments_of(path: Path) -> list[str]:
    """A file's comments."""
    with path.open("rb") as source:
        tokens = tokenize.tokenize(source.readline)
        return [token.string for token in tokens if token.type == tokenize.COMMENT]


def code_of(path: Path) -> str:
    """A file's text without comments and strings."""
    with path.open("rb") as source:
        tokens = tokenize.tokenize(source.readline)
        kept = [t.string for t in tokens if t.type in (tokenize.NAME, tokenize.OP)]
    return "".join(kept)
