"""The language that is spoken at this screen.

What is written into the store, into mails or for other programs is never said in it: a record
reads the same whoever made it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from gettext import NullTranslations

ORIGINAL = "en"

_spoken = NullTranslations()
_to_somebody: ContextVar[NullTranslations | None] = ContextVar("to_somebody", default=None)


def speak(translations: NullTranslations) -> None:
    """From now on this process says everything in another language."""
    global _spoken
    _spoken = translations


def spoken() -> NullTranslations:
    """What is spoken at this screen, or to who is spoken to just now."""
    return _to_somebody.get() or _spoken


@contextmanager
def speaking(translations: NullTranslations) -> Iterator[None]:
    """Inside the block all is said in another language: to one of several who look at once."""
    before = _to_somebody.set(translations)
    try:
        yield
    finally:
        _to_somebody.reset(before)


def language_spoken() -> str:
    """The language spoken, as in `it`."""
    return spoken().info().get("language", ORIGINAL)


def _(words: str) -> str:
    """The words as they are said in the language spoken; themselves where nobody knows better."""
    return spoken().gettext(words) if words else ""


def N_(words: str) -> str:
    """Marks words that are said elsewhere, by `_`; gives them back as they are."""
    return words


def counted(one: str, many: str, count: int, **also: object) -> str:
    """The form for so many, with `{count}` and what else has a place in it filled in."""
    return spoken().ngettext(one, many, count).format(count=count, **also)


def in_context(context: str, words: str) -> str:
    """Words that other languages say differently from place to place, as they are said here."""
    return spoken().pgettext(context, words)


DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)


def day_said(weekday: int) -> str:
    """A day of the week, Monday is 0, in three letters or as few as the language takes."""
    return _(DAYS[weekday])


def month_said(month: int) -> str:
    """A month, January is 1, as short."""
    return _(MONTHS[month - 1])


def dated(at: datetime, form: str) -> str:
    """A moment as `strftime` says it, days and months in the language spoken."""
    form = form.replace("%a", day_said(at.weekday())).replace("%b", month_said(at.month))
    return at.strftime(form)
