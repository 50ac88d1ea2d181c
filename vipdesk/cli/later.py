"""Screens that a key opens: no first picture needs them, they are loaded when they are used."""

USED_LATER = frozenset(
    f"vipdesk.screens.{name}"
    for name in (
        *("booking", "calendar", "call", "callbacks", "composer", "desk_apart", "desk_calendar"),
        *("desk_callbacks", "dialog", "explanation", "go_to", "help", "identify", "jotting"),
        *("keep_view", "kept_apart", "new_ticket", "note", "promise", "severity"),
        "told_reminders",
    )
)
