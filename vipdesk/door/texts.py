"""What the pages say beside their templates: faults, what scripts say, days and months.

Whoever shows one says it in the visitor's language.
"""

from collections.abc import Mapping


def T_(words: str) -> str:
    """Marks words that a page says; gives them back as they are."""
    return words


def TN_(one: str, many: str) -> tuple[str, str]:
    """Marks words that are said of one, and of more."""
    return one, many


FAULTS: Mapping[str, str] = {
    "signed_out": T_("You are not signed in here, or not any more. Ask for a new link."),
    "not_our_page": T_("This did not come from our own page. Load the page again, then once more."),
    "not_there": T_("There is no such thing here."),
    "malformed": T_("This makes no sense to the desk. Load the page again, then once more."),
    "too_long": T_("This is too much at once. Send less, or in several parts."),
    "too_slow": T_("This came too slowly. Try again where the line is better."),
    "too_many": T_("That was a lot in a short time. It can go on in a moment."),
    "kept_apart": T_(
        "You have written very much within an hour. This is kept for us to look at, and not in the"
        " chat yet."
    ),
    "unkept": T_("The desk can't keep this right now. Nothing is lost: try again in a moment."),
    "refused": T_("This can't be done as things are now."),
    "link_used": T_(
        "This link was used already, has run out or was taken back. Ask for a new one."
    ),
    "token": T_("The signature by which your system lets you in is not valid here."),
    "no_token": T_("No other system can let anybody in here."),
    "many_calls": T_("You have many calls booked already. Cancel one, then book another."),
    "broken": T_("Something went wrong here. Nothing of yours is lost: try again in a moment."),
}

SCRIPT: Mapping[str, str] = {
    "sending": T_("Sending…"),
    "waiting": T_("Waiting for the line. It will be sent by itself."),
    "not_sent": T_("Not sent."),
    "again": T_("Try again"),
    "discard": T_("Discard"),
    "sent": T_("Sent"),
    "read": T_("Read"),
    "types": T_("{name} is typing…"),
    "lost": T_("The line is lost. Trying again…"),
    "ended": T_("You were signed out. Ask for a new link."),
    "earlier": T_("Earlier messages"),
    "call": T_("Call"),
    "email": T_("by e-mail"),
    "you": T_("You"),
    "remove": T_("Remove {name}"),
    "too_large": T_("{name} is too large: {most} is the most."),
    "too_many_files": T_("Five files at once are the most."),
    "taken": T_("This time was just taken. Choose another one."),
    "in_your_time": T_("Show times in your own zone ({zone})"),
}

DAYS = (
    *(T_("Monday"), T_("Tuesday"), T_("Wednesday"), T_("Thursday")),
    *(T_("Friday"), T_("Saturday"), T_("Sunday")),
)
MONTHS = (
    *(T_("January"), T_("February"), T_("March"), T_("April"), T_("May"), T_("June"), T_("July")),
    *(T_("August"), T_("September"), T_("October"), T_("November"), T_("December")),
)

DATED = T_("{day}, {date} {month}")
"""A day as in Monday, 23 November."""

KINDS: Mapping[str, str] = {
    "assistance": T_("Assistance"),
    "training": T_("Training"),
    "improvement": T_("Improvement"),
    "support": T_("Support"),
}
"""The kinds of call that the shipped policy has; another is called as its policy calls it."""

STATUSES: Mapping[str, str] = {
    "open": T_("Open"),
    "waiting": T_("Waiting for you"),
    "resolved": T_("Resolved"),
}

SEVERITIES: Mapping[str, str] = {
    "Critical": T_("Critical"),
    "High": T_("High"),
    "Standard": T_("Standard"),
    "Bugfix": T_("Bugfix"),
    "Request": T_("Request"),
}

DURATIONS: Mapping[tuple[bool, str], tuple[str, str]] = {
    (False, "second"): TN_("{count} second", "{count} seconds"),
    (False, "minute"): TN_("{count} minute", "{count} minutes"),
    (False, "hour"): TN_("{count} hour", "{count} hours"),
    (False, "day"): TN_("{count} day", "{count} days"),
    (True, "second"): TN_("{count} office second", "{count} office seconds"),
    (True, "minute"): TN_("{count} office minute", "{count} office minutes"),
    (True, "hour"): TN_("{count} office hour", "{count} office hours"),
    (True, "day"): TN_("{count} working day", "{count} working days"),
}
"""Durations of the policy, by whether office hours alone count, and by what is counted."""
