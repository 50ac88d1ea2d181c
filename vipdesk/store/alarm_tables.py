"""The table of alarms: each kept once, told or not told yet."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from vipdesk.store.table import Table, index_where, stamp, ticket_key


class AlarmRow(Table, table=True):
    """What somebody is told off the terminal; where they are told it stands in no store."""

    __tablename__ = "alarm"
    __table_args__ = (
        UniqueConstraint("cause", "ticket", "person", "since", name="uq_alarm_cause"),
        index_where("ix_alarm_queued", "number", "delivery = 'queued'"),
        Index("ix_alarm_ticket", "ticket"),
    )

    number: int = Field(primary_key=True)
    cause: str
    ticket: int = Field(sa_column=ticket_key())
    person: str
    since: int = Field(sa_column=stamp())
    at: int = Field(sa_column=stamp())
    subject: str
    text: str
    delivery: str
    tries: int
    told: bool
    next_try: int | None = Field(default=None, sa_column=stamp(nullable=True))
