"""What is read for an act on how matters are cut into tickets."""

from msgspec import Struct

from vipdesk.domain.commands import Command
from vipdesk.domain.message import Draft, Message
from vipdesk.domain.recutting import Merge, TakeBack, Unmerge, Unsplit
from vipdesk.store import queries
from vipdesk.store.queries import Fetch


class RecutState(Struct, frozen=True):
    """The number of the other ticket, the messages that change theirs, drafts on both."""

    other: int | None = None
    messages: tuple[Message, ...] = ()
    drafts: tuple[Draft, ...] = ()


def recut_state(fetch: Fetch, command: Command) -> RecutState:
    """Nothing for any other command."""
    match command:
        case Merge(source, into):
            drafts = (*queries.drafts(fetch, into), *queries.drafts(fetch, source))
            moved = queries.messages(fetch, "ticket = ? ORDER BY number", (source,))
            return RecutState(into, moved, drafts)
        case Unmerge(_, into):
            moved = queries.messages(fetch, "ticket = ? ORDER BY number", (into,))
            return RecutState(into, moved)
        case Unsplit(number, origin):
            on_it = queries.messages(fetch, "ticket = ? ORDER BY number", (number,))
            drafts = (*queries.drafts(fetch, origin), *queries.drafts(fetch, number))
            return RecutState(origin, on_it, drafts)
        case TakeBack(number) if command.message is not None:
            return RecutState(drafts=queries.drafts(fetch, number))
    return RecutState()
