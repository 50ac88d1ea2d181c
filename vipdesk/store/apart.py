"""What waits beside the queue, as it is stored."""

from vipdesk.domain.board import Flood
from vipdesk.domain.inbound import FLOOD
from vipdesk.domain.message import Message
from vipdesk.domain.people import Client, Person
from vipdesk.domain.queue import instant
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch, messages


def set_aside(fetch: Fetch) -> tuple[Message, ...]:
    """The messages that are nobody's ticket, latest first, without those that were too many."""
    return messages(fetch, "ticket IS NULL AND why <> ? ORDER BY at DESC, number DESC", (FLOOD,))


@damage_told
def floods(fetch: Fetch, most: int) -> tuple[Flood, ...]:
    """What was too much, by its sender; `most` is what is taken in an hour."""
    rows = fetch(
        "SELECT author_address, author, at, number FROM message"
        " WHERE ticket IS NULL AND why = ? ORDER BY number",
        (FLOOD,),
    )
    of_sender: dict[str, list[tuple[str, int, int]]] = {}
    for address, name, at, number in rows:
        of_sender.setdefault(address, []).append((name, at, number))
    return tuple(_flood(address, found, most) for address, found in of_sender.items())


def folded(fetch: Fetch, client: Client) -> int:
    """How many of them are in the name of somebody of the client."""
    by_sender = (
        "SELECT author_address, count(*) FROM message WHERE ticket IS NULL AND why = ?"
        " GROUP BY author_address"
    )
    rows = fetch(by_sender, (FLOOD,))
    return sum(int(count) for address, count in rows if client.contact(str(address)) is not None)


def _flood(address: str, found: list[tuple[str, int, int]], most: int) -> Flood:
    name, moments = found[0][0], [at for _, at, _ in found]
    check_texts(address, name)
    numbers = tuple(number for _, _, number in found)
    return Flood(Person(name, address), instant(min(moments)), instant(max(moments)), numbers, most)
