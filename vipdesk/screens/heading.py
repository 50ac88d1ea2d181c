"""What stands above an answer: to whom it goes, about what, and who else is writing one."""

from datetime import datetime

from textual.content import Content

from vipdesk.domain.board import Board, TicketView
from vipdesk.domain.decide.answer import answer_subject, recipients
from vipdesk.domain.language import _
from vipdesk.domain.queue import QueueLine, instant
from vipdesk.domain.text import clean_line
from vipdesk.screens.moments import said, written
from vipdesk.screens.quoting import answered


def places(
    line: QueueLine, view: TicketView | None, board: Board, who: str, now: datetime
) -> dict[str, str]:
    """What a ready answer has filled in, by the names of its places; no moment that is over."""
    asked = answered(view.messages) if view else None
    to = recipients(view.ticket, asked, board.client) if view else ()
    contact = clean_line(to[0].name if to else line.requester, 200)
    ahead = line.due is not None and instant(line.due) > now
    due = written(instant(line.due), board.policy.hours.zone) if line.due and ahead else ""
    return {
        "contact": contact,
        "first_name": contact.partition(" ")[0],
        "client": clean_line(board.client.name, 200),
        "ticket": str(line.number),
        "subject": clean_line(line.subject, 300),
        "due": due,
        "agent": clean_line(who, 200),
    }


def heading(view: TicketView, board: Board, who: str) -> Content:
    """The rows above an answer that `who` writes."""
    asked = answered(view.messages)
    to = recipients(view.ticket, asked, board.client)
    whom = (
        Content(clean_line(f"{to[0].name} <{to[0].address}>", 300))
        if to
        else Content.styled(_("nobody: no address is known for this ticket"), "bold $text-error")
    )
    about = clean_line(answer_subject(view.ticket, asked), 300)
    rows = [Content(_("to ")) + whom, Content(_("subject {words}").format(words=about))]
    draft = view.draft_of_another(who)
    if draft is not None:
        at = said(draft.at, board.policy.hours.zone)
        told = _("{name} is half through an answer here ({moment})")
        told = told.format(name=clean_line(draft.author, 80), moment=at)
        rows.append(Content.styled(told, "$warning"))
    return Content("\n").join(rows)
