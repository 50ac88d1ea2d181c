"""How far the mailbox was read."""

from vipdesk.domain.mail_commands import PutMailPlace
from vipdesk.store.queries import Fetch


def mail_place(fetch: Fetch, folder: str) -> PutMailPlace | None:
    """The place that was kept for this folder; None where it was never read."""
    rows = fetch("SELECT folder, validity, uid FROM mail_place WHERE folder = ?", (folder,))
    return next((PutMailPlace(*row) for row in rows), None)
