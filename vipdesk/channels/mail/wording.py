"""What the desk itself says in a mail, in the languages of its contacts."""

from datetime import datetime, tzinfo

from vipdesk.domain.calendar import Booking, Method
from vipdesk.domain.people import Person

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "it": ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "it": (
        *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio"),
        *("agosto", "settembre", "ottobre", "novembre", "dicembre"),
    ),
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
        *("August", "September", "Oktober", "November", "Dezember"),
    ),
}
DAY = {"en": "{weekday}, {day} {month} {year}", "it": "{weekday} {day} {month} {year}"} | {
    "de": "{weekday}, {day}. {month} {year}"
}
WROTE = {
    "en": "On {day} at {time}, {who} wrote:",
    "it": "Il {day} alle {time} {who} ha scritto:",
    "de": "Am {day} um {time} schrieb {who}:",
}
CALLS = {
    "en": {
        "assistance": "Assistance call",
        "training": "Training",
        "improvement": "Improvement call",
        "support": "Support call",
    },
    "it": {
        "assistance": "Chiamata di assistenza",
        "training": "Formazione",
        "improvement": "Chiamata di miglioramento",
        "support": "Chiamata di supporto",
    },
    "de": {
        "assistance": "Beratungsgespräch",
        "training": "Schulung",
        "improvement": "Verbesserungsgespräch",
        "support": "Supportgespräch",
    },
}
WITH = {"en": "{call} with {agent}", "it": "{call} con {agent}", "de": "{call} mit {agent}"}
CALLED = {
    "en": {"new": "Invitation", "moved": "Moved", "off": "Cancelled"},
    "it": {"new": "Invito", "moved": "Spostata", "off": "Annullata"},
    "de": {"new": "Einladung", "moved": "Verschoben", "off": "Abgesagt"},
}
SAYS = {
    "en": {
        "new": "Your call is booked:",
        "moved": "Your call has been moved:",
        "off": "Your call has been cancelled:",
        "when": "{day}, {start} to {end} ({zone})",
        "keep": "The invitation that comes with this mail puts it into your calendar.",
        "gone": "The note that comes with this mail takes it out of your calendar.",
        "else": "If another time suits you better, just answer this mail.",
        "new by other": "{who} invites you to a call:",
        "moved by other": "A call to which {who} invited you has been moved:",
        "off by other": "A call to which {who} invited you has been cancelled:",
        "else by other": "If anything about it does not suit you, please tell {who}.",
    },
    "it": {
        "new": "La sua chiamata è prenotata:",
        "moved": "La sua chiamata è stata spostata:",
        "off": "La sua chiamata è stata annullata:",
        "when": "{day}, dalle {start} alle {end} ({zone})",
        "keep": "L'invito allegato la inserisce nel suo calendario.",
        "gone": "La nota allegata la toglie dal suo calendario.",
        "else": "Se preferisce un altro orario, risponda semplicemente a questa e-mail.",
        "new by other": "{who} la invita a una chiamata:",
        "moved by other": "Una chiamata a cui {who} l'ha invitata è stata spostata:",
        "off by other": "Una chiamata a cui {who} l'ha invitata è stata annullata:",
        "else by other": "Se qualcosa non le va bene, lo dica a {who}.",
    },
    "de": {
        "new": "Ihr Gespräch ist gebucht:",
        "moved": "Ihr Gespräch wurde verschoben:",
        "off": "Ihr Gespräch wurde abgesagt:",
        "when": "{day}, {start} bis {end} Uhr ({zone})",
        "keep": "Die beigefügte Einladung trägt es in Ihren Kalender ein.",
        "gone": "Die beigefügte Nachricht nimmt es aus Ihrem Kalender.",
        "else": "Passt Ihnen ein anderer Termin besser, antworten Sie einfach auf diese E-Mail.",
        "new by other": "{who} lädt Sie zu einem Gespräch ein:",
        "moved by other": "Ein Gespräch, zu dem {who} Sie eingeladen hat, wurde verschoben:",
        "off by other": "Ein Gespräch, zu dem {who} Sie eingeladen hat, wurde abgesagt:",
        "else by other": "Passt Ihnen etwas daran nicht, sagen Sie es bitte {who}.",
    },
}
USUAL = "en"


def spoken(language: str) -> str:
    """The language that is written where this one is wanted."""
    short = language.replace("_", "-").partition("-")[0].lower()
    return short if short in WROTE else USUAL


def wrote(who: str, at: datetime, zone: tzinfo, language: str) -> str:
    """The line above what is quoted."""
    here, language = at.astimezone(zone), spoken(language)
    return WROTE[language].format(day=day(here, language), time=f"{here:%H:%M}", who=who)


def day(here: datetime, language: str) -> str:
    """A day as it is said in the language; `here` is in the reader's zone."""
    weekday, month = WEEKDAYS[language][here.weekday()], MONTHS[language][here.month - 1]
    return DAY[language].format(weekday=weekday, day=here.day, month=month, year=here.year)


def call_title(booking: Booking, agent: str, language: str) -> str:
    """What the call is, to its guest."""
    language = spoken(language)
    call = CALLS[language].get(booking.kind, booking.kind.capitalize())
    title = WITH[language].format(call=call, agent=agent)
    return f"{title}: {booking.subject}" if booking.subject else title


def call_mail(
    booking: Booking, method: Method, agent: str, zone: tzinfo, language: str, to: Person
) -> tuple[str, str]:
    """Subject and text of the mail that tells somebody who is invited of a call as it stands."""
    language = spoken(language)
    start, end = booking.start.astimezone(zone), booking.end.astimezone(zone)
    moved = "moved" if booking.sequence else "new"
    key = moved if method is Method.REQUEST else "off"
    title, says = call_title(booking, agent, language), SAYS[language]
    when = says["when"].format(
        day=day(start, language), start=f"{start:%H:%M}", end=f"{end:%H:%M}", zone=f"{start:%Z}"
    )
    last = "keep" if method is Method.REQUEST else "gone"
    subject = f"{CALLED[language][key]}: {title}, {day(start, language)} {start:%H:%M}"
    theirs = to.address == booking.guest.address
    begins, ends = (key, "else") if theirs else (f"{key} by other", "else by other")
    first, close = (says[one].format(who=booking.guest.called) for one in (begins, ends))
    return subject, "\n".join([first, "", title, when, "", says[last], close])
