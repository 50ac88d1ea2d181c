"""The desk goes from hand to hand: a sheet is made, read and signed, and who has it then."""

from typing import assert_never

from msgspec.structs import replace

from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.covers import cover_named
from vipdesk.domain.decide.ticket import happened
from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.event import What
from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import (
    WHOLE,
    Handover,
    SheetNote,
    SheetStatus,
    Taking,
    in_force,
    is_given,
)
from vipdesk.domain.handover_commands import (
    DropSheet,
    HandoverCommand,
    MakeSheet,
    SignSheet,
    UnsignSheet,
    WriteForSheet,
)
from vipdesk.domain.introduction_text import introductions
from vipdesk.domain.language import _
from vipdesk.domain.message import Delivery
from vipdesk.domain.names import same
from vipdesk.domain.sheet_making import draft
from vipdesk.domain.text import clean_block, clean_line

LONGEST_NOTE, LONGEST_NAME, LONGEST_REASON = 20_000, 200, 500
GONE = (Delivery.LEAVING, Delivery.SENT)


def on_handover(command: HandoverCommand, here: Circumstances) -> Change:
    """What the command comes to."""
    match command:
        case MakeSheet():
            return make_sheet(command, here, here.the_handing())
        case DropSheet():
            return drop_sheet(command, here, here.the_handing())
        case SignSheet():
            return sign_sheet(command, here, here.the_handing())
        case UnsignSheet():
            return unsign_sheet(command, here, here.the_handing())
        case WriteForSheet():
            return write_for_sheet(command, here)
        case _:
            assert_never(command)


def make_sheet(command: MakeSheet, here: Circumstances, desk: Handing) -> Change:
    """Keep the desk as it stands for who takes it; an unsigned sheet makes way for it."""
    made = draft(desk, here.who, clean_line(command.to, LONGEST_NAME), here.now)
    if not made.back:
        made = replace(made, taker=_cover(made.taker, desk))
    made = _taken(made, clean_line(command.reason, LONGEST_REASON))
    before = desk.waiting
    replaced = (replace(before, status=SheetStatus.REPLACED),) if before else ()
    told = f"sheet {made.number} for {made.taker}"
    told += f", who takes it from {made.giver}: {made.taking.reason}" if made.taking else ""
    told += f"; sheet {before.number} by {before.who} made way for it" if before else ""
    return Change(
        handovers=(*replaced, made),
        events=(happened(here, What.SHEET_MADE, None, told),),
        back=(DropSheet(made.number),),
    )


def _taken(made: Handover, reason: str) -> Handover:
    """Who has the desk gives it, or the agent takes it back; another who takes it says why."""
    if is_given(made):
        return made
    if not same(made.who, made.taker):
        raise Refusal(
            _("{giver} has the desk, and gives it: {who} can't").format(
                giver=clean_line(made.giver, 60), who=clean_line(made.who, 60)
            )
        )
    if not reason:
        raise Refusal(
            _("{giver} has the desk: who takes it says why, with --reason").format(
                giver=clean_line(made.giver, 60)
            )
        )
    sheet = replace(made.sheet, reason=reason)
    return replace(made, sheet=sheet, taking=Taking(made.at, reason))


def _cover(name: str, desk: Handing) -> str:
    """Who is to take the desk, as they are written; they have to be known as a cover."""
    if not name:
        raise BadInput(
            _(
                "nobody is named to stand in: name a cover with --to,"
                ' or in the time off: `vipdesk busy add … --away --cover "NAME"`'
            )
        )
    found = cover_named(name, desk.people)
    if found.name == desk.holder:
        raise Refusal(_("{name} has the desk already").format(name=found.name))
    return found.name


def drop_sheet(command: DropSheet, here: Circumstances, desk: Handing) -> Change:
    """It waits no longer; what was replaced by it stays replaced."""
    made = _waiting(command.sheet, desk)
    return Change(
        handovers=(replace(made, status=SheetStatus.TAKEN_BACK),),
        events=(happened(here, What.SHEET_DROPPED, None, _named(made)),),
    )


def sign_sheet(command: SignSheet, here: Circumstances, desk: Handing) -> Change:
    """Who the sheet is for has read it: the desk is theirs from now on."""
    made = _waiting(command.sheet, desk)
    _check_signs(command.by or here.who, made, here)
    if not made.back:
        _cover(made.taker, desk)
    signed = replace(made, status=SheetStatus.SIGNED, signed=here.now, signed_by=made.taker)
    told = introductions(made, desk, command.templates, here.now) if command.templates else ()
    events = [happened(here, What.SHEET_SIGNED, None, _named(made))]
    if told:
        whom = ", ".join(one.to.called for one in told)
        events.append(happened(here, What.CLIENT_TOLD, None, f"{made.taker} has the desk: {whom}"))
    return Change(
        handovers=(signed,),
        introductions=told,
        sheet_notes=_forgotten(made, here),
        events=tuple(replace(one, who=made.taker) for one in events),
        back=(UnsignSheet(made.number),),
    )


def _check_signs(by: str, made: Handover, here: Circumstances) -> None:
    """Its taker signs, at their own desk or at that of who goes, and at nobody else's."""
    for who, names in ((by, (made.taker,)), (here.who, (made.taker, made.giver))):
        if not any(same(who, name) for name in names):
            raise Refusal(
                _("sheet {number} is for {taker}: {who} can't sign it").format(
                    number=made.number, taker=made.taker, who=clean_line(who, LONGEST_NAME)
                )
            )


def unsign_sheet(command: UnsignSheet, here: Circumstances, desk: Handing) -> Change:
    """As if it had not been signed, as long as nothing was said by that."""
    last = in_force(desk.handovers)
    if last is None or last.number != command.sheet or last.signed is None:
        raise Refusal(_("sheet {number} can't be unsigned any more").format(number=command.sheet))
    if desk.waiting is not None:
        raise Refusal(_("another sheet has been made since: take that back first"))
    if any(one in GONE for one in desk.told.get(last.number, ())):
        raise Refusal(_("the client was told already: make a sheet for the way back"))
    if desk.answered is not None and desk.answered >= last.signed:
        told = _("{name} has answered since: make a sheet for the way back")
        raise Refusal(told.format(name=last.taker))
    unsigned = replace(last, status=SheetStatus.WAITING, signed=None, signed_by="")
    return Change(
        handovers=(unsigned,),
        untold=last.number,
        sheet_notes=_remembered(last, here),
        events=(happened(here, What.SHEET_UNSIGNED, None, _named(last)),),
    )


def write_for_sheet(command: WriteForSheet, here: Circumstances) -> Change:
    """Keep it for the next sheet, as a draft is kept."""
    if command.ticket != WHOLE:
        here.the_ticket()
    text = clean_block(command.text)[:LONGEST_NOTE].strip("\n").rstrip()
    return Change(sheet_notes=(SheetNote(command.ticket, here.who, text, here.now),))


def _forgotten(made: Handover, here: Circumstances) -> tuple[SheetNote, ...]:
    """What its sheet says of notes is not written for the next one any more."""
    return tuple(replace(one, text="") for one in _remembered(made, here))


def _remembered(made: Handover, here: Circumstances) -> tuple[SheetNote, ...]:
    sheet = made.sheet
    written = {WHOLE: sheet.note} | {one.ticket: one.note for one in sheet.tickets}
    written |= {one.ticket: one.text for one in sheet.others}
    return tuple(
        SheetNote(ticket, made.who, text, here.now) for ticket, text in written.items() if text
    )


def _waiting(number: int, desk: Handing) -> Handover:
    made = desk.handover(number)
    if made is None:
        raise BadInput(_("there is no such sheet: `vipdesk handover list` lists them"))
    if made.status is not SheetStatus.WAITING:
        raise Refusal(
            _("sheet {number} does not wait to be signed: {status}").format(
                number=number, status=_(made.status.value)
            )
        )
    return made


def _named(made: Handover) -> str:
    return f"sheet {made.number} from {made.giver} to {made.taker}"
