"""Who had the desk at an instant that is over: by the sheets that were signed by then."""

import re

from msgspec.structs import replace

from vipdesk.domain.event import What
from vipdesk.domain.handover import Passing
from vipdesk.domain.queue import instant
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.handover_values import PASSING, passing_of
from vipdesk.store.queries import Fetch

HANDED = (
    "SELECT what, detail, at FROM audit WHERE ticket IS NULL AND number <= ? AND"
    f" what IN ('{What.SHEET_SIGNED.value}', '{What.SHEET_UNSIGNED.value}')"
    " AND EXISTS (SELECT 1 FROM handover) ORDER BY number"
)
"""Sheets are about no ticket: only such entries are looked through, by the index of tickets, and
none where no sheet was ever made."""

THIS = f"SELECT {PASSING} FROM handover WHERE number = ?"
_SHEET = re.compile(r"sheet ([0-9]{1,9}) from ")


@damage_told
def cover_then(fetch: Fetch, entry: int) -> Passing | None:
    """How somebody else than the agent had the desk after that entry of the audit."""
    signed: dict[int, int] = {}
    for what, detail, at in fetch(HANDED, (entry,)):
        number = _number(detail)
        signed.pop(number, None)
        if what == What.SHEET_SIGNED.value:
            signed[number] = at
    for number, at in reversed(signed.items()):
        for row in fetch(THIS, (number,)):
            check_texts(row[1], row[2])
            found = replace(passing_of(row), signed=instant(at))
            return None if found.back else found
    return None


def _number(detail: str) -> int:
    found = _SHEET.match(detail)
    if found is None:
        raise ValueError("no sheet")
    return int(found[1])
