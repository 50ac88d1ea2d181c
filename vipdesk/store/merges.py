"""Where what was said on a ticket is to be found that was merged into another one."""

from vipdesk.store.queries import Fetch


def merged_into(fetch: Fetch, number: int) -> int:
    """The ticket that holds what was said on this one."""
    seen = {number}
    while rows := fetch("SELECT merged_into FROM ticket WHERE number = ?", (number,)):
        if rows[0][0] is None or int(rows[0][0]) in seen:
            break
        number = int(rows[0][0])
        seen.add(number)
    return number
