"""The templates that tell the client who has the desk: shipped, or the user's own instead."""

from pathlib import Path

from vipdesk.acknowledgement_files import read_templates
from vipdesk.domain.handover_commands import Templates

AWAY, BACK = "introductions/away", "introductions/back"


def read_introductions(answers: Path, chat: str = "") -> tuple[Templates, tuple[str, ...]]:
    """The templates by occasion and language, and of each file that can't be one why.

    `answers` is the folder of ready answers: the user's own, `away/it.txt` and the like, stand in
    `introductions` beside it.
    """
    away, of_away = read_templates(answers, AWAY)
    back, of_back = read_templates(answers, BACK)
    return Templates(away, back, chat), (*of_away, *of_back)
