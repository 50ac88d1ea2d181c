"""Which words of the client's are new: those behind the last that is known, by their numbers."""

from vipdesk.domain.news import News
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch

AFTER = (
    "SELECT m.number, m.ticket, m.author, m.author_address, t.subject FROM message m"
    " JOIN ticket t ON t.number = m.ticket"
    " WHERE m.number > ? AND m.kind = 'received' ORDER BY m.number"
)


@damage_told
def latest_message(fetch: Fetch) -> int:
    """The number of the latest message; 0 where there is none."""
    (row,) = fetch("SELECT MAX(number) FROM message", ())
    return row[0] or 0


@damage_told
def news_after(fetch: Fetch, message: int) -> tuple[News, ...]:
    """What came later than this message, oldest first."""
    rows = fetch(AFTER, (message,))
    for row in rows:
        check_texts(*row[2:5])
    return tuple(News(row[0], row[1], row[2] or row[3], row[4]) for row in rows)
