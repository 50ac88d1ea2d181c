"""Makes the search index anew from what is in the store; nothing else is touched."""

from sqlalchemy import Connection, text

from vipdesk.store.engine import open_writer

AT_ONCE = 500
"""Tickets whose words are taken in by one statement, so that memory stays small."""

# In the order of the keys, or the index would be written again and again.
TAKE_IN = text(
    "INSERT INTO written (rowid, subject, sender, body) SELECT * FROM ("
    "SELECT number << 32, subject, requester || ' ' || requester_address, number FROM ticket"
    " WHERE number BETWEEN :first AND :last"
    " UNION ALL SELECT (ticket << 32) | number, subject, '', text FROM message"
    " WHERE ticket BETWEEN :first AND :last) ORDER BY 1"
)


def reindex(where: str) -> int:
    """Make it anew, whole or not at all; gives how many texts it holds; StoreError."""
    engine = open_writer(where)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO written (written) VALUES ('delete-all')")
            take_in(connection)
            (texts,) = connection.exec_driver_sql("SELECT count(*) FROM written_docsize").one()
        return int(texts)
    finally:
        engine.dispose()


def take_in(connection: Connection) -> None:
    """Fill an empty index."""
    ends = connection.exec_driver_sql("SELECT min(number), max(number) FROM ticket").one()
    least, most = ends[0] or 0, ends[1] or -1
    for first in range(least, most + 1, AT_ONCE):
        connection.execute(TAKE_IN, {"first": first, "last": first + AT_ONCE - 1})
