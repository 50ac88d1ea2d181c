"""A hand-over sheet in words: sections of rows, for a screen, a table, or Markdown."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo

from msgspec import Struct

from vipdesk.domain.escalation import EscalationStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.handover import (
    WHOLE,
    Apart,
    DoneLine,
    Handover,
    NoteLine,
    Sheet,
    SheetStatus,
    TicketLine,
)
from vipdesk.domain.language import N_, _, counted, dated
from vipdesk.domain.markdown import escaped
from vipdesk.domain.text import clean_block, clean_line

OWES = {
    "us": N_("the next word is ours"),
    "client": N_("the next word is the client's"),
    "senior": N_("a senior has it"),
    "vendor": N_("the vendor owes the next word"),
}
KINDS = {
    "initial": N_("initial response due {moment}"),
    "follow-up": N_("follow-up due {moment}"),
    "promise": N_("promised by {moment}"),
}


class Row(Struct, frozen=True):
    """One thing of the sheet: what it is, what is said of it, a note; `ticket` is its number."""

    head: str
    told: str = ""
    note: str = ""
    ticket: int | None = None


class Section(Struct, frozen=True):
    """Rows of one kind."""

    title: str
    rows: tuple[Row, ...]


def sections(sheet: Sheet, zone: tzinfo) -> tuple[Section, ...]:
    """All that the sheet says, without what it has nothing of; moments in `zone`."""
    found = (
        (_("For all of it"), _whole(sheet)),
        (_("Done meanwhile"), (_done(one) for one in sheet.done)),
        (_("Open tickets"), (_ticket(one, zone) for one in sheet.tickets)),
        (_("Notes on other tickets"), (_other(one) for one in sheet.others)),
        (_("Promises"), _promises(sheet, zone)),
        (_("Callbacks"), _callbacks(sheet, zone)),
        (_("Booked calls"), _calls(sheet, zone)),
        (_("With senior agents"), _seniors(sheet, zone)),
        (_("Held and kept apart"), _apart(sheet.apart)),
    )
    read = (Section(title, tuple(rows)) for title, rows in found)
    return tuple(section for section in read if section.rows)


def title_of(made: Handover) -> str:
    """Which sheet it is."""
    giver, taker = clean_line(made.giver, 60), clean_line(made.taker, 60)
    told = _("Sheet {number}: {giver} to {taker}")
    return told.format(number=made.number, giver=giver, taker=taker)


def standing_of(made: Handover, zone: tzinfo) -> str:
    """When it was made, for which time, and whether it was signed."""
    parts = [_("made {moment}").format(moment=said(made.at, zone))]
    parts += [told] if (told := time_off_of(made, zone)) else []
    if made.status is SheetStatus.SIGNED and made.signed is not None:
        signed = _("signed {moment}").format(moment=said(made.signed, zone))
        parts.append(signed)
    else:
        parts.append(_(made.status.value))
    return " · ".join(parts)


def time_off_of(made: Handover, zone: tzinfo) -> str:
    """The time off that it is for, or that none is known for who takes the desk by it."""
    if made.begins is not None and made.until is not None:
        return _("time off {span}").format(span=span_said(made.begins, made.until, zone))
    if made.back or not made.taker or made.status is not SheetStatus.WAITING:
        return ""
    told = _("no time off is known for {taker}: no day of return is told")
    return told.format(taker=clean_line(made.taker, 60))


def markdown(made: Handover, zone: tzinfo) -> str:
    """The whole sheet as Markdown; what people wrote in it marks nothing up."""
    lines = [f"# {escaped(title_of(made))}", "", escaped(standing_of(made, zone))]
    for section in sections(made.sheet, zone):
        lines += ["", f"## {section.title}", ""]
        for row in section.rows:
            lines += [f"- {escaped(row.head)}"]
            lines += [f"  - {escaped(row.told)}"] if row.told else []
            lines += [f"  > {escaped(line.strip())}" for line in row.note.split("\n") if row.note]
    return "\n".join(lines) + "\n"


def said(at: datetime, zone: tzinfo) -> str:
    """A moment with its day."""
    here = at.astimezone(zone)
    return dated(here, f"%a {here.day} %b %H:%M")


def span_said(begins: datetime, ends: datetime, zone: tzinfo) -> str:
    """From when to when; whole days as days, the last one included."""
    opening, closing = begins.astimezone(zone), ends.astimezone(zone)
    first, last = said(begins, zone), said(ends, zone)
    if opening.time() == closing.time() == time():
        eve = closing - timedelta(days=1)
        first, last = (dated(day, f"%a {day.day} %b") for day in (opening, eve))
    return _("{begins} to {ends}").format(begins=first, ends=last)


def _whole(sheet: Sheet) -> Iterator[Row]:
    if sheet.reason:
        yield Row(_("taken without being given"), note=clean_block(sheet.reason))
    if sheet.note:
        yield Row(_("note"), note=clean_block(sheet.note), ticket=WHOLE)


def _ticket(one: TicketLine, zone: tzinfo) -> Row:
    parts = [
        _("severity {level}").format(level=one.severity),
        Status(one.status).said if one.status in set(Status) else one.status,
        clean_line(one.contact, 60),
        _(OWES.get(one.owes, "")),
    ]
    if one.due is not None:
        parts.append(_(KINDS.get(one.kind, KINDS["initial"])).format(moment=said(one.due, zone)))
    return Row(
        f"#{one.ticket} {clean_line(one.subject, 120)}",
        " · ".join(part for part in parts if part),
        clean_block(one.note),
        one.ticket,
    )


def _other(one: NoteLine) -> Row:
    return Row(f"#{one.ticket}", note=clean_block(one.text), ticket=one.ticket)


def _promises(sheet: Sheet, zone: tzinfo) -> Iterator[Row]:
    for one in sheet.promises:
        told = _("to write by {moment}").format(moment=said(one.until, zone))
        yield Row(f"#{one.ticket} {clean_line(one.subject, 120)}", told, ticket=one.ticket)


def _callbacks(sheet: Sheet, zone: tzinfo) -> Iterator[Row]:
    for one in sheet.callbacks:
        told = _("call by {moment}").format(moment=said(one.at, zone))
        about = f" · #{one.ticket}" if one.ticket is not None else ""
        yield Row(f"{clean_line(one.who, 60)} {clean_line(one.phone, 40)}".strip(), told + about)


def _calls(sheet: Sheet, zone: tzinfo) -> Iterator[Row]:
    for one in sheet.calls:
        ends = f"{one.end.astimezone(zone):%H:%M}"
        about = f" · {clean_line(one.subject, 120)}" if one.subject else ""
        told = _("{kind} with {who}").format(kind=one.kind, who=clean_line(one.guest, 60))
        yield Row(f"{said(one.start, zone)}-{ends}", told + about)


def _seniors(sheet: Sheet, zone: tzinfo) -> Iterator[Row]:
    for one in sheet.seniors:
        stands = _(EscalationStatus(one.stands).value)
        since = _("since {moment}").format(moment=said(one.since, zone))
        yield Row(f"#{one.ticket} {clean_line(one.senior, 60)}", f"{stands} · {since}")


def _apart(apart: Apart) -> Iterator[Row]:
    """What is none is not told; nothing at all is one row, for nobody has to look then."""
    if apart.unsent:
        told = counted("{count} answer not sent yet", "{count} answers not sent yet", apart.unsent)
        yield Row(told)
    if apart.unreadable:
        told = counted(
            "{count} mail could not be read", "{count} mails could not be read", apart.unreadable
        )
        yield Row(told)
    if apart.set_aside:
        told = counted(
            "{count} mail kept apart from tickets",
            "{count} mails kept apart from tickets",
            apart.set_aside,
        )
        yield Row(told)
    if apart.flooded:
        told = counted(
            "{count} of them in a contact's name: too many at once",
            "{count} of them in a contact's name: too many at once",
            apart.flooded,
        )
        yield Row(told)
    if apart == Apart():
        yield Row(_("nothing"))


def _done(one: DoneLine) -> Row:
    deeds = (f"{_(d.what)}{f' {d.count}×' if d.count > 1 else ''}" for d in one.deeds)
    if one.ticket is None:
        return Row(_("beside the tickets"), ", ".join(deeds))
    return Row(f"#{one.ticket} {clean_line(one.subject, 120)}", ", ".join(deeds), ticket=one.ticket)
