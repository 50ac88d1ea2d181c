"""What was kept apart: mail that could not be read, and mail that is nobody's ticket."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from vipdesk.domain.board import Flood, KeptApart
from vipdesk.domain.inbound import Unreadable
from vipdesk.domain.language import N_, _, counted
from vipdesk.domain.message import Message
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.widgets.countdown import full_moment, timestamp
from vipdesk.widgets.entries import named, why_said
from vipdesk.widgets.keys import KeyLine

EMPTY = N_("Nothing is kept apart: every message is on a ticket.")
LONGEST_MOMENT = len("Thu 19 Nov 11:20")
MOST_SHOWN = 500
MOST_SIGNS = 16_000

Kept = Unreadable | Message | Flood


class KeptApartScreen(ModalScreen[None]):
    """A list, latest first, and the one that is marked below it."""

    DEFAULT_CSS = """
    KeptApartScreen { background: $background; }
    KeptApartScreen > Vertical {
        border: round $border; border-title-style: bold; background: $surface;
    }
    KeptApartScreen OptionList {
        height: 1fr; border: none; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    KeptApartScreen OptionList > .option-list--option-highlighted {
        text-style: bold underline;
    }
    KeptApartScreen VerticalScroll {
        height: 1fr; border-top: solid $border-blurred; padding: 0 1; scrollbar-size-vertical: 1;
    }
    KeptApartScreen #told { height: auto; }
    KeptApartScreen KeyLine { dock: bottom; height: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,U", "dismiss", N_("close"), key_display="esc"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.kept: tuple[Kept, ...] = ()
        self._zone: tzinfo | None = None

    def compose(self) -> ComposeResult:
        """The list above, one of them below."""
        with Vertical() as frame:
            frame.border_title = Content(_("Kept apart"))
            yield OptionList(markup=False, compact=True)
            with VerticalScroll():
                yield Static(_("reading …"), id="told", markup=False)
            yield KeyLine()

    @property
    def selected(self) -> Kept | None:
        """What is marked in the list."""
        index = self.query_one(OptionList).highlighted
        return self.kept[index] if index is not None and index < len(self.kept) else None

    def update(self, kept: KeptApart, now: datetime, zone: tzinfo | None) -> None:
        """Show these; what was marked stays marked."""
        marked, self._zone = self.selected, zone
        all_of_it: list[Kept] = [*kept.set_aside, *kept.unreadable, *kept.floods]
        self.kept = tuple(sorted(all_of_it, key=lambda each: each.at, reverse=True)[:MOST_SHOWN])
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_row(each, now, zone)) for each in self.kept])
        options.highlighted = next((n for n, one in enumerate(self.kept) if _is(one, marked)), 0)
        if not self.kept:
            self.say(_(EMPTY))

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a message."""
        self.query_one("#told", Static).update(Content(clean_line(sentence, 300)))

    @on(OptionList.OptionHighlighted)
    def show_marked(self) -> None:
        """Show what is marked, whole."""
        if (kept := self.selected) is not None:
            told = Content("\n").join(_whole(kept, self._zone))
            self.query_one("#told", Static).update(told)
            self.query_one(VerticalScroll).scroll_home(animate=False)
        self.refresh_bindings()


def _is(kept: Kept, marked: Kept | None) -> bool:
    """Whether it is what was marked; a flood is the same one however it grows."""
    if isinstance(kept, Flood) and isinstance(marked, Flood):
        return kept.sender.address == marked.sender.address
    return kept == marked


def more_of(flood: Flood) -> str:
    """How much it is, and of whom."""
    who = clean_line(flood.sender.address or flood.sender.name, 80)
    return counted(
        "{count} more of {who}",
        "{count} more of {who}",
        len(flood.numbers),
        who=who or _("a sender without an address"),
    )


def _row(kept: Kept, now: datetime, zone: tzinfo | None) -> Content:
    when = timestamp(kept.at, now, zone).ljust(LONGEST_MOMENT)
    if isinstance(kept, Unreadable):
        said, why = clean_line(kept.label, 60), _unread(kept, 80)
    elif isinstance(kept, Flood):
        said, why = more_of(kept), _too_many(kept)
    else:
        said, why = (
            clean_line(kept.subject, 60) or _("(no subject)"),
            clean_line(why_said(kept), 80),
        )
    return Content.assemble((f"{when} ", "dim"), said, (f"  {why}", "dim"))


def _too_many(flood: Flood) -> str:
    return _("more than {most} in an hour: kept, and not taken").format(most=flood.most)


def _subject(message: Message, longest: int) -> str:
    return clean_line(message.subject, longest) or _("(no subject)")


def _unread(kept: Unreadable, longest: int) -> str:
    return _("could not be read: {why}").format(why=clean_line(kept.reason, longest))


def _whole(kept: Kept, zone: tzinfo | None) -> Iterator[Content]:
    yield Content(full_moment(kept.at, zone))
    if isinstance(kept, Unreadable):
        yield Content.styled(clean_line(kept.label, 200), "bold")
        yield Content(_unread(kept, 300))
        yield Content(_("kept as it came, under {name}").format(name=clean_line(kept.raw, 80)))
        return
    if isinstance(kept, Flood):
        yield Content.styled(more_of(kept), "bold")
        yield Content(_too_many(kept))
        yield Content(
            _("from {first} to {last}").format(
                first=full_moment(kept.first, zone), last=full_moment(kept.at, zone)
            )
        )
        return
    yield Content.styled(_subject(kept, 200), "bold")
    yield Content(_("from {sender}").format(sender=named(kept.author)))
    yield Content(_("set aside: {why}").format(why=why_said(kept)))
    yield Content("")
    yield Content(clean_block(kept.text[:MOST_SIGNS]))
