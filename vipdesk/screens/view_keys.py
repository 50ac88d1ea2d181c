"""The digits that show a search which is kept."""

from textual.binding import Binding, BindingType

from vipdesk.domain.language import N_
from vipdesk.domain.saved_view import PLACES

SAYS = (
    *(N_("Saved view 1"), N_("Saved view 2"), N_("Saved view 3")),
    *(N_("Saved view 4"), N_("Saved view 5"), N_("Saved view 6")),
    *(N_("Saved view 7"), N_("Saved view 8"), N_("Saved view 9")),
)
VIEW_KEYS: list[BindingType] = [
    Binding(str(place), f"view({place})", says, show=False, tooltip=says)
    for place, says in zip(PLACES, SAYS, strict=True)
]
"""A digit shows its view, and once more all rows."""
