"""The digits that show a search which is kept."""

from textual.binding import Binding, BindingType

from vipdesk.domain.saved_view import PLACES

VIEW_KEYS: list[BindingType] = [
    Binding(
        str(place), f"view({place})", f"view {place}", show=False, tooltip=f"Saved view {place}"
    )
    for place in PLACES
]
"""A digit shows its view, and once more all rows."""
