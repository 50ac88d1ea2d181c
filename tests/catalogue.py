"""`python -m tests.catalogue`: brings what the translators write up to what the screens say.

What is new comes in without a translation, what nobody says any more goes; translate the new
entries, then run it again: it builds what the screens read.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
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


def said() -> Catalog:
    """All that the screens say, in the original."""
    found = Catalog(project="vipdesk", charset="utf-8")
    source = str(ROOT / "vipdesk")
    for _, _, message, _, context in extract_from_dir(source, keywords=KEYWORDS):
        found.add(message, context=context)
    return found


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Each language's file and what it holds."""
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parts[-3])


def main() -> None:
    """Update and build them all."""
    template = said()
    for path, catalogue in catalogues():
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True)
        kept = (row for row in path.read_text("utf-8").splitlines(True) if not row.startswith(IDLE))
        path.write_text("".join(kept).lstrip("\n"), encoding="utf-8")
    build_catalogues()


if __name__ == "__main__":
    main()
