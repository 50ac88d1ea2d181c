"""What a hand-over sheet says on screen, line by line: two that say the same are equal."""

from collections.abc import Iterator
from datetime import tzinfo
from enum import Enum

from msgspec import Struct
from textual.content import Content
from textual.widgets.option_list import Option

from vipdesk.domain.handing import Handing
from vipdesk.domain.handover import Handover
from vipdesk.domain.language import N_, _
from vipdesk.domain.sheet_text import Row, sections, standing_of, time_off_of, title_of
from vipdesk.domain.text import clean_line
from vipdesk.widgets.wrapping import wrap

NOBODY = N_('nobody is known who could stand in: `vipdesk people add "NAME" --role cover`')


class Look(Enum):
    """How a line is painted; only a row of the sheet can be marked."""

    PLAIN = "$text"
    WARNING = "$text-warning"
    HEADING = "bold $primary"
    ROW = "bold"


class SheetLine(Struct, frozen=True):
    """One of them; `section` is where it stands."""

    row: Row
    look: Look = Look.PLAIN
    section: str = ""

    @property
    def place(self) -> tuple[str, str, int | None]:
        """What it is about, whatever is told of that."""
        return self.section, self.row.head, self.row.ticket


class SheetPage(Struct, frozen=True):
    """A sheet as it is read."""

    title: str
    lines: tuple[SheetLine, ...]


def page_of(made: Handover, desk: Handing, zone: tzinfo) -> SheetPage:
    """The sheet that waits, or that would be made now; moments in `zone`."""
    if desk.waiting is not None:
        title = title_of(made)
    else:
        taker = clean_line(made.taker, 60) or "?"
        title = _("Not made yet: for {taker}").format(taker=taker)
    return SheetPage(title, tuple(_lines(made, desk, zone)))


def option_of(line: SheetLine, wide: int) -> Option:
    """What is told of it goes on where it began, and a note behind its bar."""
    row = line.row
    parts = [Content.styled(row.head, line.look.value)]
    parts += map(Content, wrap(f"  {row.told}", wide) if row.told else ())
    parts += [Content(f"  ▏{each}") for each in wrap(row.note, wide - 3) if row.note]
    return Option(Content("\n").join(parts), disabled=line.look is not Look.ROW)


def _lines(made: Handover, desk: Handing, zone: tzinfo) -> Iterator[SheetLine]:
    if desk.waiting is not None:
        yield SheetLine(Row(standing_of(made, zone)))
    elif not made.taker:
        yield SheetLine(Row(_(NOBODY)), Look.WARNING)
    elif told := time_off_of(made, zone):
        yield SheetLine(Row(told))
    for section in sections(made.sheet, zone):
        yield SheetLine(Row(section.title), Look.HEADING)
        for row in section.rows:
            yield SheetLine(row, Look.ROW, section.title)
