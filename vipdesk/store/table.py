"""What every table shares. Instants are microseconds since 1970 UTC; closed sets are stored
by their value."""

from sqlalchemy import Column, ForeignKey, Index, MetaData, text
from sqlalchemy import Table as SqlTable
from sqlalchemy.types import BigInteger
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """A table, with constraint names that migrations can refer to."""

    metadata = MetaData(naming_convention=NAMING)


def stamp(*, nullable: bool = False) -> Column[int]:
    """An instant, or a length in microseconds."""
    return Column(BigInteger, nullable=nullable)


def ticket_key(*, nullable: bool = False, primary: bool = False) -> Column[int]:
    """The number of a ticket."""
    return refers("ticket.number", nullable=nullable, primary=primary)


def refers(to: str, *, nullable: bool = False, primary: bool = False) -> Column[int]:
    """A number that is another row's key."""
    return Column(ForeignKey(to), nullable=nullable, primary_key=primary, autoincrement=False)


def index_where(name: str, columns: str, condition: str) -> Index:
    """An index of those rows only that meet the condition."""
    where = text(condition)
    return Index(name, *columns.split(","), sqlite_where=where, postgresql_where=where)


def table_of(row: type[Table]) -> SqlTable:
    """The table behind a row class, for statements that write many rows at once."""
    return Table.metadata.tables[str(row.__tablename__)]
