"""How far the mailbox was read, and since when there is a desk to read for."""

from datetime import datetime

from vipdesk.domain.mail_commands import PutMailPlace
from vipdesk.domain.queue import instant
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


def founded(fetch: Fetch) -> datetime | None:
    """When the desk was set up: with its first policy."""
    ((since,),) = fetch("SELECT min(since) FROM policy", ())
    return None if since is None else instant(since)
