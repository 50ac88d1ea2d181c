"""The table of reminders: each kept once, told or not told yet."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from vipdesk.store.table import Table, index_where, stamp


class ReminderRow(Table, table=True):
    """A reminder, told apart by what it is about, its occasion and its moment."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("about", "subject", "occasion", "due", name="uq_reminder_about"),
        index_where("ix_reminder_standing", "number", "done IS NULL"),
    )

    number: int = Field(primary_key=True)
    about: str
    subject: int
    occasion: str
    due: int = Field(sa_column=stamp())
    text: str
    fired: int | None = Field(default=None, sa_column=stamp(nullable=True))
    done: int | None = Field(default=None, sa_column=stamp(nullable=True))
