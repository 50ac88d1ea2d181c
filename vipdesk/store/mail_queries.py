"""How far the mailbox was read, since when there is a desk, and which copies are still to go."""

from datetime import datetime

from vipdesk.domain.mail_commands import KeepCopy, Outgoing, PutMailPlace
from vipdesk.domain.queue import instant
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch

PLACE = "folder, validity, uid, floor, since"


def mail_place(fetch: Fetch, folder: str) -> PutMailPlace | None:
    """The place that was kept for this folder; None where it was never read."""
    rows = fetch(f"SELECT {PLACE} FROM mail_place WHERE folder = ?", (folder,))
    return next(
        (
            PutMailPlace(folder, validity, uid, floor, instant(since) if since else None)
            for folder, validity, uid, floor, since in rows
        ),
        None,
    )


def copies_waiting(fetch: Fetch) -> tuple[tuple[Outgoing, int], ...]:
    """Of what a copy is still to be put into its folder, the oldest first."""
    rows = fetch("SELECT what, number FROM sent_copy ORDER BY at, what, number", ())
    return tuple((Outgoing(what), number) for what, number in rows)


@damage_told
def copy_waiting(fetch: Fetch, what: Outgoing, number: int) -> KeepCopy | None:
    """One of them, whole."""
    columns = "called, message_id, raw, at"
    this = f"SELECT {columns} FROM sent_copy WHERE what = ? AND number = ?"
    for called, message_id, raw, at in fetch(this, (what.value, number)):
        check_texts(called, message_id)
        return KeepCopy(what, number, called, message_id, bytes(raw), instant(at))
    return None


def founded(fetch: Fetch) -> datetime | None:
    """When the desk was set up: with its first policy."""
    ((since,),) = fetch("SELECT min(since) FROM policy", ())
    return None if since is None else instant(since)
