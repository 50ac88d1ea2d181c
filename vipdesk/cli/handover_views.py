"""Hand-over sheets as JSON values: names of keys are a contract (spec: command line)."""

from zoneinfo import ZoneInfo

from vipdesk.cli.output import Json, instant
from vipdesk.domain.handover import DoneLine, Handover, Introduction, Sheet, TicketLine


def handover_json(made: Handover, zone: ZoneInfo, *, whole: bool = False) -> Json:
    """A sheet; `whole` with all that it says."""
    told = {
        "id": made.number,
        "made": instant(made.at, zone),
        "by": made.who,
        "from": made.giver,
        "to": made.taker,
        "back": made.back,
        "begins": instant(made.begins, zone),
        "until": instant(made.until, zone),
        "status": made.status.value,
        "signed": instant(made.signed, zone),
        "signed_by": made.signed_by or None,
    }
    return told | _sheet(made.sheet, zone) if whole else told


def introduction_json(told: Introduction) -> Json:
    """A mail that tells somebody of the client who has the desk."""
    return {
        "to": {"name": told.to.name, "address": told.to.address},
        "language": told.language,
        "subject": told.subject,
        "text": told.text,
    }


def _sheet(sheet: Sheet, zone: ZoneInfo) -> Json:
    return {
        "reason": sheet.reason or None,
        "note": sheet.note or None,
        "tickets": [_ticket(one, zone) for one in sheet.tickets],
        "other_notes": [{"ticket": one.ticket, "note": one.text} for one in sheet.others],
        "promises": [
            {"ticket": one.ticket, "subject": one.subject, "until": instant(one.until, zone)}
            for one in sheet.promises
        ],
        **_people(sheet, zone),
        "apart": {
            "unsent": sheet.apart.unsent,
            "unreadable": sheet.apart.unreadable,
            "set_aside": sheet.apart.set_aside,
            "flooded": sheet.apart.flooded,
        },
        "done": [_done(one, zone) for one in sheet.done],
    }


def _ticket(one: TicketLine, zone: ZoneInfo) -> Json:
    return {
        "number": one.ticket,
        "subject": one.subject,
        "from": one.contact,
        "severity": one.severity,
        "status": one.status,
        "owes": one.owes or None,
        "due": instant(one.due, zone),
        "due_kind": one.kind or None,
        "note": one.note or None,
    }


def _done(one: DoneLine, zone: ZoneInfo) -> Json:
    deeds = [
        {"what": deed.what, "count": deed.count, "last": instant(deed.last, zone)}
        for deed in one.deeds
    ]
    return {"ticket": one.ticket, "subject": one.subject or None, "deeds": deeds}


def _people(sheet: Sheet, zone: ZoneInfo) -> Json:
    """Who is to be called, and who has something of ours."""
    return {
        "callbacks": [
            {
                "id": one.callback,
                "caller": one.who,
                "phone": one.phone or None,
                "call_at": instant(one.at, zone),
                "ticket": one.ticket,
            }
            for one in sheet.callbacks
        ],
        "calls": [
            {
                "id": one.booking,
                "start": instant(one.start, zone),
                "end": instant(one.end, zone),
                "kind": one.kind,
                "with": one.guest,
                "subject": one.subject or None,
            }
            for one in sheet.calls
        ],
        "escalations": [
            {
                "id": one.escalation,
                "ticket": one.ticket,
                "with": one.senior,
                "status": one.stands,
                "since": instant(one.since, zone),
            }
            for one in sheet.seniors
        ],
    }
