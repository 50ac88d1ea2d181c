"""Signing a hand-over sheet: what it does, and what the client is told by it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import Handover, Introduction
from vipdesk.domain.handover_commands import SignSheet, Templates
from vipdesk.domain.introduction_text import begins_later, introductions
from vipdesk.domain.language import N_, _, counted
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.screens.dialog import Dialog, Do
from vipdesk.screens.moments import said


class SignDialog(Dialog):
    """Shows each mail whole before it goes out; one key leaves them all out."""

    DEFAULT_CSS = """
    SignDialog #frame { height: 24; }
    SignDialog Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2,s,enter", "submit", N_("sign"), key_display="s", priority=True),
        Binding("t", "tell", N_("tell the client or not")),
        Binding("down,j", "scroll(1)", N_("down"), show=False),
        Binding("up,k", "scroll(-1)", N_("up"), show=False),
        Binding("pagedown,space", "scroll(8)", N_("on"), show=False),
        Binding("pageup", "scroll(-8)", N_("back"), show=False),
    ]

    def __init__(
        self,
        made: Handover,
        desk: Handing,
        templates: Templates,
        now: datetime,
        do: Do,
        problems: tuple[str, ...] = (),
        by: str = "",
    ) -> None:
        """`problems` say of templates why they could not be read, `by` who signs."""
        title = _("Sign sheet {number}: {taker}")
        super().__init__(title.format(number=made.number, taker=clean_line(made.taker, 60)), do)
        self._made, self._templates, self._problems = made, templates, problems
        self._by = by or made.taker
        self._mails = introductions(made, desk, templates, now)
        self._tells = bool(self._mails)
        later = begins_later(made, desk, now)
        self._begins = said(later, desk.policy.hours.zone) if later else ""

    def fields(self) -> Iterable[Widget]:
        """What is told, in words."""
        yield Static(id="told-by-it", markup=False)

    def on_mount(self) -> None:
        """Nothing is asked for: the keys scroll."""
        self.query_one("#told-by-it", Static).update(Content("\n").join(self._lines()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There has to be somebody to tell."""
        return bool(self._mails) if action == "tell" else super().check_action(action, parameters)

    def action_tell(self) -> None:
        """Tell the client, or do not."""
        self._tells = not self._tells
        self.query_one("#told-by-it", Static).update(Content("\n").join(self._lines()))

    def action_scroll(self, by: int) -> None:
        """Read on, or back."""
        self.query_one("#fields", VerticalScroll).scroll_relative(y=by, animate=False)

    def command(self) -> SignSheet:
        """Whoever may not is told so by the desk."""
        templates = self._templates if self._tells else None
        return SignSheet(self._made.number, self._by, templates)

    def _lines(self) -> Iterator[Content]:
        taker = clean_line(self._made.taker, 60)
        told = _("From then on {taker} has the desk, and answers go out under that name.")
        yield Content(told.format(taker=taker))
        if self._begins:
            begins = _("The time off begins {moment}, and the desk goes over as you sign.")
            yield Content.styled(begins.format(moment=self._begins), "bold $text-warning")
        yield from (Content.styled(clean_line(one, 300), "$text-error") for one in self._problems)
        if not self._mails:
            none = _("No contact has an open ticket, or a call in that time: nobody is told.")
            yield Content(none)
        elif not self._tells:
            yield Content.styled(_("The client is NOT told."), "bold $text-warning")
        else:
            how_many = counted(
                "{count} mail tells the client:",
                "{count} mails tell the client:",
                len(self._mails),
            )
            yield Content.styled(how_many, "bold")
            for mail in self._mails:
                yield from _mail(mail)


def _mail(mail: Introduction) -> Iterator[Content]:
    yield Content("")
    to = clean_line(f"{mail.to.name} <{mail.to.address}>", 300)
    yield Content(_("to ")) + Content(to)
    subject = clean_line(mail.subject, 300)
    yield Content.styled(_("subject {words}").format(words=subject), "bold")
    yield Content(clean_block(mail.text))
