"""The keys of the acts, as a screen binds them."""

from textual.binding import Binding, BindingType

from vipdesk.verbs import ACTS

# They come first, so that what is typed ahead lands in the dialog and not on the board.
ACT_KEYS: list[BindingType] = [
    *(
        Binding(act.key, act.action, act.words, act.shown, tooltip=act.says, priority=True)
        for act in ACTS
    ),
    Binding(
        "ctrl+p",
        "app.command_palette",
        "commands",
        key_display="^p",
        tooltip="Find an act by its name",
        priority=True,
    ),
]
"""In the order of the footer, the way to find an act by its name last."""
