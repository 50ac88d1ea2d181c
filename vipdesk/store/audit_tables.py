"""The tables of the audit, of what the queue showed after each entry, and of the last entry."""

from sqlalchemy import Index
from sqlmodel import Field

from vipdesk.store.table import Table, stamp


class AuditRow(Table, table=True):
    """Something that somebody did; rows are only ever added, sealed with the one before."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"), Index("ix_audit_ticket", "ticket"))

    number: int = Field(primary_key=True)
    at: int = Field(sa_column=stamp())
    who: str
    worked_by: str
    role: str
    terminal: str
    what: str
    ticket: int | None = None
    callback: int | None = None
    booking: int | None = None
    detail: str
    event: int | None = None
    happened: int = Field(sa_column=stamp())
    digest: str


class PastRow(Table, table=True):
    """How something stood from an entry on: a row of the queue, a pin, an escalation, the policy.

    It is part of what its entry seals.
    """

    __tablename__ = "past"
    __table_args__ = (Index("ix_past_key", "kind", "key", "entry"),)

    entry: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(primary_key=True)
    key: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    value: str


class AuditHeadRow(Table, table=True):
    """The last entry there is, one row: where the end is cut off, this still names it."""

    __tablename__ = "audit_head"

    id: int = Field(primary_key=True)
    number: int
    digest: str
