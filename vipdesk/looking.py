"""What can be looked at from the board: each key that changes nothing, with its words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Looking:
    """`action` is what a screen calls it, `words` what the footer says, `says` all of it."""

    action: str
    key: str
    words: str
    says: str
    shown: bool = True


LOOKING = (
    Looking("help", "question_mark", "help", "Show keys and signs"),
    Looking("find", "slash", "find", "Find tickets, or in one"),
    Looking("order", "O", "order", "Show the queue in another order", shown=False),
    Looking("explain", "x", "why due", "Explain how the due moment came about"),
    Looking("unfold", "o", "unfold", "Show quoted history and signatures, or fold them"),
    Looking("more", "m", "more", "Show more of a text that is very long"),
    Looking("kept_apart", "U", "kept apart", "Show what was kept apart from tickets"),
    Looking("callbacks", "v", "callbacks", "Show who is to be called back"),
    Looking("calendar", "C", "calendar", "Show what is booked and busy"),
    Looking("mail_log", "at", "mail", "Show how mail stands, and its log", shown=False),
    Looking("zone", "z", "zone", "Show your own zone, or desk time", shown=False),
    Looking("settings", "comma", "settings", "Settings: theme, keys, zone, reminders", shown=False),
)
"""In the order of the footer."""
