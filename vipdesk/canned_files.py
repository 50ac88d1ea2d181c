"""Answers that are kept ready, in files: `en/ask for details.txt` in any of the folders."""

import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from vipdesk.domain.canned import Canned
from vipdesk.domain.language import _
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
        paths = _files(folder, problems)
        if len(paths) > MOST:
            more = _("more than {most:,} answers: only the first are read").format(most=MOST)
            problems.append(f"{clean_line(str(folder), 200)}: {more}")
        for path in paths[:MOST]:
            try:
                text = _text(path)
            except (OSError, ValueError) as error:
                problems.append(_left_out(path, error))
                continue
            language = path.parent.name if path.parent != folder else ""
            name = clean_line(path.stem, 80)
            found[language, name] = Canned(name, clean_line(language, 20), text)
    return tuple(found[key] for key in sorted(found)), tuple(problems)


def _files(folder: Path, problems: list[str]) -> list[Path]:
    """The files of a folder and of those in it; a folder that is not there has none."""
    files: list[Path] = []
    for path in _listed(folder, problems):
        inside = _listed(path, problems) if _is(stat.S_ISDIR, path, []) else [path]
        named = (one for one in inside if one.suffix in ENDINGS)
        files += [one for one in named if _is(stat.S_ISREG, one, problems)]
    return sorted(files)


def _listed(folder: Path, problems: list[str]) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, ValueError) as error:
        problems.append(_left_out(folder, error))
        return []


def _is(kind: Callable[[int], bool], path: Path, problems: list[str]) -> bool:
    """Whether it is of that kind; a link that leads nowhere is told."""
    try:
        return kind(path.stat().st_mode)
    except OSError as error:
        problems.append(_left_out(path, error))
        return False


def _left_out(path: Path, error: Exception) -> str:
    why = getattr(error, "strerror", None) or str(error)
    return _("{path}: {why}: it is left out").format(path=clean_line(str(path), 200), why=why)


def _text(path: Path) -> str:
    with open(path, "rb") as file:
        raw = file.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise ValueError(_("it has more than {most:,} bytes").format(most=LONGEST))
    try:
        return clean_block(raw.decode("utf-8-sig")).strip("\n")
    except UnicodeDecodeError:
        raise ValueError(_("it is not UTF-8")) from None
