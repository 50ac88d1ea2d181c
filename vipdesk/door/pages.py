"""The pages, written out in the visitor's language and by their clock."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from gettext import NullTranslations
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct
from starlette.responses import HTMLResponse

from vipdesk.domain.duration import Duration
from vipdesk.door.texts import (
    DATED,
    DAYS,
    DURATIONS,
    FAULTS,
    KINDS,
    MONTHS,
    SCRIPT,
    SEVERITIES,
    STATUSES,
)
from vipdesk.door.words import LANGUAGES, translations

HERE = Path(__file__).parent


class Look(Struct, frozen=True):
    """How somebody reads: their language, and the zone of their clock."""

    language: str
    zone: ZoneInfo

    @property
    def spoken(self) -> NullTranslations:
        """What is said in that language."""
        return translations(self.language)

    def say(self, words: str) -> str:
        """The words in that language."""
        return self.spoken.gettext(words) if words else ""

    def day(self, at: datetime) -> str:
        """The day of an instant (aware)."""
        there = at.astimezone(self.zone)
        named = {"day": self.say(DAYS[there.weekday()]), "month": self.say(MONTHS[there.month - 1])}
        return self.say(DATED).format(date=there.day, **named)

    def time(self, at: datetime) -> str:
        """The time of day of an instant (aware)."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def moment(self, at: datetime) -> str:
        """Both."""
        return f"{self.day(at)}, {self.time(at)}"

    def kind(self, kind: str) -> str:
        """A kind of call."""
        return self.say(KINDS.get(kind, kind.capitalize()))

    def duration(self, duration: Duration) -> str:
        """How long, as in 2 business hours."""
        one, many = DURATIONS[duration.business, duration.unit.value]
        return self.spoken.ngettext(one, many, duration.count).format(count=duration.count)

    def status(self, status: str) -> str:
        """How a ticket is."""
        return self.say(STATUSES.get(status, status.capitalize()))

    def severity(self, name: str) -> str:
        """The name of a severity."""
        return self.say(SEVERITIES.get(name, name))

    def script(self) -> Mapping[str, str]:
        """All that scripts say."""
        return {key: self.say(words) for key, words in SCRIPT.items()}

    def fault(self, key: str) -> str:
        """What is said where something is wrong."""
        return self.say(FAULTS[key])


class Pages:
    """Writes pages from the templates beside this module."""

    @cached_property
    def _environments(self) -> Mapping[str, Environment]:
        return {language: self._environment(language) for language in LANGUAGES}

    def _environment(self, language: str) -> Environment:
        made = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        spoken = translations(language)
        made.install_gettext_translations(spoken, newstyle=True)  # type: ignore[attr-defined] # the extension adds it
        made.globals["static"] = self.static
        made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        return made

    def page(
        self,
        name: str,
        look: Look,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **what: object,
    ) -> HTMLResponse:
        """A page, as it is answered."""
        template = self._environments[look.language].get_template(name)
        said = {"Content-Language": look.language, **(headers or {})}
        return HTMLResponse(template.render(look=look, **what), status, headers=said)

    def static(self, name: str) -> str:
        """Where a browser finds a file of ours: elsewhere once any of them is another."""
        return f"/static/{self.digest}/{name}"

    @cached_property
    def statics(self) -> Mapping[str, bytes]:
        """The files of our own."""
        return {each.name: each.read_bytes() for each in sorted((HERE / "static").iterdir())}

    @cached_property
    def digest(self) -> str:
        """What all of them together are known by."""
        return sha256(b"".join(self.statics.values())).hexdigest()[:12]
