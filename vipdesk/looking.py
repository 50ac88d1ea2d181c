"""What can be looked at from the board: each key that changes nothing, with its words."""

from msgspec import Struct

from vipdesk.domain.language import N_


class Looking(Struct, frozen=True):
    """`action` is what a screen calls it, `words` what the footer says, `says` all of it."""

    action: str
    key: str
    words: str
    says: str
    shown: bool = True


LOOKING = (
    Looking("help", "question_mark", N_("help"), N_("Show keys and signs")),
    Looking("find", "slash", N_("find"), N_("Find tickets, or in one")),
    Looking("order", "O", N_("order"), N_("Show the queue in another order"), shown=False),
    Looking("explain", "x", N_("why due"), N_("Explain how the due moment came about")),
    Looking("unfold", "o", N_("unfold"), N_("Show quoted history and signatures, or fold them")),
    Looking("more", "m", N_("more"), N_("Show more of a text that is very long")),
    Looking("kept_apart", "U", N_("kept apart"), N_("Show what was kept apart from tickets")),
    Looking("chat", "d", N_("live chat"), N_("Show the chat live: who is on the page, who types")),
    Looking("callbacks", "v", N_("callbacks"), N_("Show who is to be called back")),
    Looking("calendar", "C", N_("calendar"), N_("Show what is booked and busy")),
    Looking(
        "wallboard",
        "B",
        N_("wallboard"),
        N_("Show how the month stands: promises, risks, people"),
    ),
    Looking("mail_log", "at", N_("mail"), N_("Show how mail stands, and its log"), shown=False),
    Looking(
        "past", "T", N_("the past"), N_("Show the queue as it stood at an instant"), shown=False
    ),
    Looking("audit", "E", N_("audit"), N_("Show who did what, when and from where"), shown=False),
    Looking("follow", "f", N_("follow"), N_("Look at what the agent looks at, live; or no more")),
    Looking("zone", "z", N_("zone"), N_("Show your own zone, or desk time"), shown=False),
    Looking(
        "settings",
        "comma",
        N_("settings"),
        N_("Settings: theme, keys, zone, reminders"),
        shown=False,
    ),
)
"""In the order of the footer."""
