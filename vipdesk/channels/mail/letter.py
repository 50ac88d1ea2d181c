"""A mail that is to leave, as values; what it looks like on the way is the writer's."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.calendar import Method
from vipdesk.domain.people import Person


class Sort(StrEnum):
    """Whether a person wrote it, or the desk by itself: then machines are not to answer it."""

    PERSON = "person"
    GENERATED = "auto-generated"
    REPLIED = "auto-replied"


class Enclosed(Struct, frozen=True):
    """A file that goes with it."""

    name: str
    media_type: str
    content: bytes


class Quoted(Struct, frozen=True):
    """What it answers: `head` says who wrote it and when, and stands above it."""

    head: str
    text: str


class Called(Struct, frozen=True):
    """A call that the guest's calendar is told of."""

    method: Method
    calendar: bytes


class Letter(Struct, frozen=True, kw_only=True):
    """Everything in it may be any text; `at` is aware, `language` an ISO 639 code.

    `message_id` and `references` (oldest first) stand without their angle brackets. `quoted` is
    what it answers, `called` the call that it is about.
    """

    sender: Person
    to: tuple[Person, ...]
    subject: str
    text: str
    at: datetime
    message_id: str
    references: tuple[str, ...] = ()
    language: str = "en"
    signature: str = ""
    quoted: Quoted | None = None
    enclosed: tuple[Enclosed, ...] = ()
    called: Called | None = None
    sort: Sort = Sort.PERSON
