"""The table of what agents gave as the causes of missed targets."""

from sqlmodel import Field

from vipdesk.store.table import Table, stamp, ticket_key


class CauseRow(Table, table=True):
    """Why the target was missed that the ticket's fact `opened_by` opened."""

    __tablename__ = "cause"

    ticket: int = Field(sa_column=ticket_key(primary=True))
    kind: str = Field(primary_key=True)
    opened_by: int = Field(primary_key=True)
    text: str
    at: int = Field(sa_column=stamp())
    who: str
