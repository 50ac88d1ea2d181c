"""The mail light of the top line: a sign of its own for each state, so that no colour is needed."""

from datetime import datetime, tzinfo

from textual.content import Content
from textual.style import Style

from vipdesk.domain.language import _
from vipdesk.domain.mail_light import Light, MailLight
from vipdesk.domain.text import clean_line
from vipdesk.widgets.countdown import timestamp
from vipdesk.widgets.signs import MAIL

COLOUR = {
    Light.OFF: "dim",
    Light.WELL: "$success",
    Light.WORKING: "$accent",
    Light.TROUBLE: "bold $error",
}
LONGEST = (48, 24)
"""How much of a trouble is told, the less room there is."""

OPENS = Style.from_meta({"@click": "screen.mail_log()"})


def lamp(light: MailLight, now: datetime, zone: tzinfo, terse: int) -> Content:
    """The light in as many words as there is room for; a click shows the log."""
    words = MAIL[light.light] if terse > 3 else " ".join((MAIL[light.light], _("mail")))
    if light.light is Light.TROUBLE and terse < 3:
        words = f"{words}{_trouble(light, terse)}{_since(light, now, zone)}"
    return Content.styled(words, COLOUR[light.light]).stylize(OPENS)


def no_mailbox(settings: str) -> str:
    """What to do where no mailbox is set in this file."""
    words = _("No mailbox is set in {file}: `vipdesk mail set-up YOUR@ADDRESS` sets one.")
    return words.format(file=settings)


def _trouble(light: MailLight, terse: int) -> str:
    return f": {clean_line(light.trouble, LONGEST[terse])}" if terse < len(LONGEST) else ""


def _since(light: MailLight, now: datetime, zone: tzinfo) -> str:
    if light.since is None:
        return ""
    return " · " + _("since {moment}").format(moment=timestamp(light.since, now, zone))
