"""What stands above an answer: to whom it goes, about what, and who else is writing one."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

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


class Head(Vertical):
    """The rows above an answer; that another writes one has a row of its own, whatever is long."""

    DEFAULT_CSS = """
    Head { height: auto; max-height: 4; }
    Head Static { height: auto; max-height: 3; }
    Head #another { max-height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Head #another.-empty { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Whom and about what, and who else."""
        yield Static(id="about", markup=False)
        yield Static(id="another", classes="-empty", markup=False)

    def tell(self, view: TicketView, board: Board, who: str) -> None:
        """Say this of the answer that `who` writes, where it is not said already."""
        another = _another(view, board, who)
        self.query_one("#another").set_class(not another.plain, "-empty")
        for name, rows in (("#about", _about(view, board)), ("#another", another)):
            shown = self.query_one(name, Static)
            if rows != shown.content:
                shown.update(rows)


def _about(view: TicketView, board: Board) -> Content:
    asked = answered(view.messages)
    to = recipients(view.ticket, asked, board.client)
    whom = (
        Content(clean_line(f"{to[0].name} <{to[0].address}>", 300))
        if to
        else Content.styled(_("nobody: no address is known for this ticket"), "bold $text-error")
    )
    about = clean_line(answer_subject(view.ticket, asked), 300)
    return Content("\n").join(
        [Content(_("to ")) + whom, Content(_("subject {words}").format(words=about))]
    )


def _another(view: TicketView, board: Board, who: str) -> Content:
    """The moment stands first: what there is no room for is the end."""
    draft = view.draft_of_another(who)
    if draft is None:
        return Content("")
    at = said(draft.at, board.policy.hours.zone)
    told = _("{moment}: {name} has begun an answer")
    told = told.format(name=clean_line(draft.author, 80), moment=at)
    return Content.styled(told, "$warning")
