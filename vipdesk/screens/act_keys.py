"""The keys of the acts, as a screen binds them."""

from textual.binding import Binding, BindingType

from vipdesk.domain.language import N_
from vipdesk.domain.saved_view import PLACES
from vipdesk.looking import LOOKING
from vipdesk.verbs import ACTS
from vipdesk.widgets.queue import FAR

# They come first, so that what is typed ahead lands in the dialog and not on the board.
ACT_KEYS: list[BindingType] = [
    *(
        Binding(act.key, act.action, act.words, act.shown, tooltip=act.says, priority=True)
        for act in ACTS
    ),
    # Moves overtake nothing and are overtaken by nothing: on a slow line "down, down, wait" comes
    # at once, and is about the ticket two further down.
    *(
        Binding(keys, f"step({by})", show=False, priority=True)
        for keys, by in (("down,j", 1), ("up,k", -1), ("home,g", -FAR), ("end,G", FAR))
    ),
    *(
        Binding(look.key, look.action, look.words, tooltip=look.says, priority=True)
        for look in LOOKING
        if look.action == "find"
    ),
    *(
        Binding(look.key, look.action, look.words, show=False, tooltip=look.says)
        for look in LOOKING
        if look.action == "wallboard"  # the line of keys has no room for it beside the acts
    ),
    *(Binding(str(place), f"view({place})", show=False, priority=True) for place in PLACES),
    Binding("J", "other(1)", show=False, priority=True),
    Binding("K", "other(-1)", show=False, priority=True),
    Binding(
        "ctrl+p",
        "app.command_palette",
        N_("commands"),
        key_display="^p",
        tooltip=N_("Find an act by its name"),
        priority=True,
    ),
]
"""In the order of the footer, the way to find an act by its name last."""
