"""Answers that are kept ready, in files: `en/ask for details.txt` in any of the folders."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from vipdesk.domain.canned import Canned
from vipdesk.domain.text import clean_block, clean_line

ENDINGS = (".txt", ".md")
LONGEST = 100_000
MOST = 2_000


def read_canned(folders: Iterable[Path]) -> tuple[tuple[Canned, ...], tuple[str, ...]]:
    """The answers by language and name, and of each file that can't be one why.

    What a later folder holds takes the place of the same name in an earlier one.
    """
    found: dict[tuple[str, str], Canned] = {}
    problems: list[str] = []
    for folder in folders:
        for path in _files(folder):
            try:
                text = _text(path)
            except (OSError, ValueError) as error:
                why = getattr(error, "strerror", None) or str(error)
                problems.append(f"{clean_line(str(path), 200)}: {why}: it is left out")
                continue
            language = path.parent.name if path.parent != folder else ""
            name = clean_line(path.stem, 80)
            found[language, name] = Canned(name, clean_line(language, 20), text)
    return tuple(found[key] for key in sorted(found)), tuple(problems)


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those in it; a folder that is not there has none."""
    candidates = [*folder.glob("*"), *folder.glob("*/*")][:MOST]
    return (path for path in sorted(candidates) if path.suffix in ENDINGS and path.is_file())


def _text(path: Path) -> str:
    with open(path, "rb") as file:
        raw = file.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise ValueError(f"it has more than {LONGEST:,} bytes")
    try:
        return clean_block(raw.decode("utf-8-sig")).strip("\n")
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
