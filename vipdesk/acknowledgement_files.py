"""The templates of acknowledgements, by language: shipped, or the user's own in their place."""

from collections.abc import Iterable
from pathlib import Path

from vipdesk.canned_files import read_canned
from vipdesk.data import data_path

FOLDER = "acknowledgements"


def read_templates(answers: Path, folder: str = FOLDER) -> tuple[dict[str, str], tuple[str, ...]]:
    """The templates by language, and of each file that can't be one why.

    `answers` is the folder of ready answers: the user's own, `it.txt` and the like, stand in
    `folder` beside it.
    """
    return _read((data_path(folder), answers.parent / folder))


def _read(folders: Iterable[Path]) -> tuple[dict[str, str], tuple[str, ...]]:
    found, problems = read_canned(folders)
    return {one.name.lower(): one.text for one in found if not one.language}, problems
