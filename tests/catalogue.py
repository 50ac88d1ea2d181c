"""`python -m tests.catalogue`: brings what the translators write up to what the screens say.

What is new comes in without a translation, what nobody says any more goes; translate the new
entries, then run it again: it builds what the screens read.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from hatch_build import LOCALES, build_catalogues

ROOT = Path(__file__).parent.parent
KEYWORDS = {"_": None, "N_": None, "counted": (1, 2), "in_context": ((1, "c"), 2)}
IDLE = tuple(
    f'"{name}'
    for name in (
        *("Project-Id-Version", "Report-Msgid", "POT-Creation", "PO-Revision", "Last-Translator"),
        *("Language-Team", "Generated-By"),
    )
)
"""Headers that say nothing about the words, and differ each time."""


SCREENS, PAGES = "vipdesk", "door"
"""Whose words a catalogue has: of the screens, or of the pages of the client's own door."""

PAGE_KEYWORDS = {"T_": None, "TN_": (1, 2)}
PAGE_METHODS = [("**.py", "python"), ("**.html", "jinja2")]


def said(whose: str = SCREENS) -> Catalog:
    """All that they say, in the original."""
    found = Catalog(project="vipdesk", charset="utf-8")
    source = str(ROOT / "vipdesk")
    if whose == SCREENS:
        rows = extract_from_dir(source, keywords=KEYWORDS)
    else:
        keywords = {**DEFAULT_KEYWORDS, **PAGE_KEYWORDS}
        rows = extract_from_dir(f"{source}/door", PAGE_METHODS, OPTIONS, keywords=keywords)
    for _, _, message, _, context in rows:
        found.add(message, context=context)
    return found


OPTIONS = {"**.html": {"trimmed": "true", "silent": "false"}}


def catalogues(whose: str = SCREENS) -> Iterator[tuple[Path, Catalog]]:
    """Each language's file and what it holds."""
    for path in sorted(LOCALES.glob(f"*/LC_MESSAGES/{whose}.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parts[-3])


def main() -> None:
    """Update and build them all."""
    for whose in (SCREENS, PAGES):
        update(whose)
    build_catalogues()


def update(whose: str) -> None:
    """Bring those of one kind up to what is said now."""
    template = said(whose)
    for path, catalogue in catalogues(whose):
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True)
        kept = (row for row in path.read_text("utf-8").splitlines(True) if not row.startswith(IDLE))
        path.write_text("".join(kept).lstrip("\n"), encoding="utf-8")


if __name__ == "__main__":
    main()
