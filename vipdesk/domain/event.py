"""What happened, as it is kept for ever."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.language import N_


class What(StrEnum):
    """The kinds of things that happen on a desk."""

    OPENED = N_("opened")
    RECEIVED = N_("received")
    ANSWERED = N_("answered")
    NOTED = N_("noted")
    CALLED = N_("called")
    SEVERITY_CONFIRMED = N_("severity confirmed")
    SEVERITY_CHANGED = N_("severity changed")
    WAITING = N_("waiting for the client")
    NO_ANSWER_NEEDED = N_("no answer needed")
    RESOLVED = N_("resolved")
    REOPENED = N_("reopened")
    PROMISED = N_("promised")
    PROMISE_WITHDRAWN = N_("promise withdrawn")
    PROMISE_KEPT = N_("promise kept")
    PROMISE_BROKEN = N_("promise broken")
    UNDONE = N_("undone")
    MERGED = N_("merged")
    UNMERGED = N_("parted again")
    SPLIT = N_("split")
    OWED = N_("next word owed")
    IDENTIFIED = N_("sender identified")
    SENT = N_("sent")
    NOT_DELIVERED = N_("not delivered")
    ACKNOWLEDGED = N_("acknowledged")
    REPORTED = N_("delivery report")
    SET_ASIDE = N_("set aside")
    COULD_NOT_BE_READ = N_("could not be read")
    CALL_MISSED = N_("call missed")
    CALL_TRIED = N_("call tried")
    CALLBACK_FILED = N_("callback filed")
    CALLBACK_CLOSED = N_("callback closed")
    TRY_PLANNED = N_("next try planned")
    HEARD = N_("recording heard")
    CALLER_NAMED = N_("caller named")
    CONTACT_SET = N_("contact set")
    BOOKED = N_("booked")
    MOVED = N_("booking moved")
    CANCELLED = N_("booking cancelled")
    HELD = N_("call held")
    NO_SHOW = N_("no-show")
    BUSY_SET = N_("busy time set")
    BUSY_REMOVED = N_("busy time removed")
    ESCALATED = N_("escalated")
    ESCALATION_ACCEPTED = N_("escalation accepted")
    ESCALATION_DECLINED = N_("escalation declined")
    ESCALATION_NOT_ACCEPTED = N_("escalation not accepted")
    SENIOR_ASKED = N_("next senior asked")
    NOBODY_LEFT = N_("no senior left to ask")
    HANDED_BACK = N_("handed back")
    ESCALATION_WITHDRAWN = N_("escalation withdrawn")
    COLLEAGUE_SET = N_("colleague set")
    COLLEAGUE_REMOVED = N_("colleague removed")
    CAUSE_GIVEN = N_("cause given")
    CONFLICT = N_("stands otherwise elsewhere")
    CONFLICT_SETTLED = N_("conflict settled")
    POLICY_CHANGED = N_("policy changed")
    SHEET_MADE = N_("hand-over sheet made")
    SHEET_DROPPED = N_("hand-over sheet taken back")
    SHEET_SIGNED = N_("desk taken over")
    SHEET_UNSIGNED = N_("desk given back")
    CLIENT_TOLD = N_("client told who is there")
    LINK_MADE = N_("link to the door made")
    ENTERED = N_("entered by the door")
    LEFT_DOOR = N_("signed out at the door")
    DOOR_CLOSED = N_("door closed")
    FEED_RENEWED = N_("calendar address renewed")
    SEVERITY_PROPOSED = N_("severity proposed")
    SENT_BY_MAIL = N_("chat answer goes by mail")


class Event(Struct, frozen=True):
    """A fact of the desk's history: `who` did it (empty for nobody), at an aware UTC instant."""

    at: datetime
    what: What
    who: str = ""
    ticket: int | None = None
    detail: str = ""
    fact: int | None = None
    callback: int | None = None
    booking: int | None = None
