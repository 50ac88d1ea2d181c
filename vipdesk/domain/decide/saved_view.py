"""Searches that are kept under a digit."""

from vipdesk.domain.circumstances import Change
from vipdesk.domain.errors import BadInput
from vipdesk.domain.filter import parse_filter
from vipdesk.domain.language import _
from vipdesk.domain.saved_view import LONGEST_WORDS, PLACES, SaveView
from vipdesk.domain.text import clean_line


def save_view(command: SaveView) -> Change:
    """Keep it; BadInput for another digit, and for a search that can't be right."""
    if command.place not in PLACES:
        raise BadInput(_("view {place}: give a digit from 1 to 9").format(place=command.place))
    words = clean_line(command.words, LONGEST_WORDS).strip()
    parse_filter(words)
    return Change(view=SaveView(command.place, words))
