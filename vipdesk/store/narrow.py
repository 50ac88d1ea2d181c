"""A connection that writes what a senior agent may write, and nothing else, whoever asks.

Which tables: the authorizer says. Which rows of them: triggers of this connection's own, which
nothing that is executed on it can take away.
"""

from collections.abc import Iterable, Iterator

from vipdesk.domain.colleagues import Role
from vipdesk.domain.escalation import Answer, EscalationStatus
from vipdesk.domain.message import Delivery, Kind
from vipdesk.domain.roles import EVERYTHING, MAY
from vipdesk.store import driver
from vipdesk.store.driver import sqlite
from vipdesk.store.faults import NO_MORE, NOT_THEIRS
from vipdesk.store.table import table_of
from vipdesk.store.tables import MessageRow

_READS = frozenset(
    {sqlite.SQLITE_SELECT, sqlite.SQLITE_READ, sqlite.SQLITE_TRANSACTION, sqlite.SQLITE_RECURSIVE}
)
_INDEX = frozenset({"written", "written_data", "written_idx", "written_docsize"})
_CHANGED = _INDEX - {"written"}
"""What the index of words writes as it takes words in; what it is set to is kept elsewhere."""
_AUDIT = frozenset({"audit", "past"})
_ADDS = frozenset({"message", "event", "escalation_asked", "notice"}) | _INDEX | _AUDIT
_CHANGES = frozenset({"escalation", "escalation_asked", "message"}) | _CHANGED
_TAKES_OUT = frozenset({"escalation_asked"}) | _CHANGED
_WRITES = {
    sqlite.SQLITE_INSERT: _ADDS,
    sqlite.SQLITE_UPDATE: _CHANGES,
    sqlite.SQLITE_DELETE: _TAKES_OUT,
}
_ASKED_PRAGMAS = frozenset({"data_version", "read_uncommitted"})

_KEPT = ("number", "ticket", "at", "who", "reason", "tried")
_OF_A_NOTE = tuple(
    column.name for column in table_of(MessageRow).columns if column.name != "delivery"
)
_ASKED_KEPT = ("escalation", "place", "senior", "at")
_HAS = (EscalationStatus.ACCEPTED.value, EscalationStatus.HANDED_BACK.value)
_PASSES_ON = (EscalationStatus.ASKED.value, EscalationStatus.UNTAKEN.value)
_SENIOR = (
    "EXISTS (SELECT 1 FROM main.escalation_asked a"
    " JOIN main.escalation e ON e.number = a.escalation WHERE a.senior = {senior}"
    " AND e.ticket = NEW.ticket)"
)
_ANSWERED = (
    "EXISTS (SELECT 1 FROM main.escalation_asked WHERE escalation = NEW.number"
    " AND senior = {senior} AND answer = '{answer}')"
)
_OF_THIS = "SELECT {what} FROM main.past WHERE kind = 'escalation' AND key = NEW.number"
_LATEST = f"{_OF_THIS.format(what='value')} ORDER BY entry DESC LIMIT 1"
_CAME_SO = f"{_OF_THIS.format(what='min(entry)')} AND value = ({_LATEST})"
_BEFORE = "json_extract(value, '$.status')"
_UNDOES = (
    "NEW.ended IS NULL AND NEW.result = '' AND NEW.ended_by = ''"
    f" AND (SELECT worked_by FROM main.audit WHERE number = ({_CAME_SO})) = {{name}}"
    f" AND NEW.status = ({_OF_THIS.format(what=_BEFORE)} AND entry < ({_CAME_SO})"
    " ORDER BY entry DESC LIMIT 1)"
)
"""As it stands it came to stand by them, and it is to stand as before that."""

_STANDS = "(SELECT ended FROM main.escalation WHERE number = {row}.escalation) IS NULL"
_TO_A_SENIOR = (
    "EXISTS (SELECT 1 FROM main.escalation_asked a JOIN main.colleague c ON c.number = a.senior"
    " WHERE a.escalation = NEW.escalation AND c.name = NEW.name AND c.address = NEW.address)"
)

_IS_STILL = (
    "EXISTS (SELECT 1 FROM main.colleague WHERE number = {number} AND active AND role IN ({roles}))"
)
_AT_WORK = ", ".join(f"'{role.value}'" for role, may in MAY.items() if may.acts is EVERYTHING)
"""The role is asked anew with each row: it may have become another while the connection stands."""

_NEXT_ENTRY = "(SELECT coalesce(max(number), 0) + 1 FROM main.audit)"
_KEPT_OF = (
    "EXISTS (SELECT 1 FROM main.escalation_asked a"
    " JOIN main.escalation e ON e.number = a.escalation WHERE a.senior = {senior} AND"
    " CASE WHEN NEW.kind IN ('escalation', 'notice') THEN e.number = NEW.key WHEN NEW.kind IN"
    " ('message', 'placed', 'delivery') THEN e.ticket = (SELECT ticket FROM main.message"
    " WHERE number = NEW.key) END)"
)
"""What the past keeps of their acts is kept with the entry that comes next."""

_NEW_TEXT = (
    "NEW.id >> 32 IN (SELECT e.ticket FROM main.escalation_asked a JOIN main.escalation e"
    " ON e.number = a.escalation WHERE a.senior = {senior})"
    " AND NEW.id & 4294967295 > (SELECT coalesce(max(number), 0) FROM main.message)"
)
"""The words of a note are taken in before it is stored; each text there is has its row of sizes.

So whatever takes one out, or all, has to touch these rows: the index has no other rule.
"""

_AS_IT_STANDS = (
    "(NEW.kind <> 'escalation' OR json_extract(NEW.value, '$.status') IS"
    " (SELECT status FROM main.escalation WHERE number = NEW.key))"
)


def narrow(connection: driver.Raw, senior: int) -> driver.Raw:
    """Refuse on this connection, from now on, what the colleague of that number may not write."""
    still = _IS_STILL.format(number=senior, roles=f"'{Role.SENIOR.value}'")
    for number, (moment, unless) in enumerate(_rules(senior)):
        _refuse(connection, f"narrow_{number}", moment, f"({unless}) AND {still}", NOT_THEIRS)
    for number, (moment, unless) in enumerate(_rules_of_index(senior)):
        _refuse(connection, f"index_{number}", moment, unless, NOT_THEIRS, "ROLLBACK")
    # older libraries ask the authorizer for tables of their own as they first open the index
    connection.execute("SELECT 1 FROM main.written LIMIT 0").close()
    connection.set_authorizer(_authorize)
    return connection


def as_long_as_at_work(connection: driver.Raw, colleague: int) -> driver.Raw:
    """Refuse on this connection all acts once the colleague of that number works here no more.

    No act is without an entry in the audit, but what is half typed.
    """
    still = _IS_STILL.format(number=colleague, roles=_AT_WORK)
    for table in ("audit", "draft"):
        _refuse(connection, f"at_work_{table}", f"INSERT ON main.{table}", still, NO_MORE)
    return connection


def _refuse(
    connection: driver.Raw, name: str, moment: str, unless: str, why: str, how: str = "ABORT"
) -> None:
    connection.execute(
        f"CREATE TEMP TRIGGER {name} BEFORE {moment} WHEN ({unless}) IS NOT TRUE"
        f" BEGIN SELECT raise({how}, '{why}'); END"
    ).close()


def _rules_of_index(senior: int) -> Iterator[tuple[str, str]]:
    """As below; what the index has done by then is undone with the whole transaction only."""
    yield "INSERT ON main.written_docsize", _NEW_TEXT.format(senior=senior)
    for change in ("UPDATE", "DELETE"):
        yield f"{change} ON main.written_docsize", "FALSE"


def _rules(senior: int) -> Iterator[tuple[str, str]]:
    """When a row is looked at, and what it has to be."""
    theirs, stands = _SENIOR.format(senior=senior), _STANDS.format(row="NEW")
    name = f"(SELECT name FROM main.colleague WHERE number = {senior})"
    note = f"NEW.kind = '{Kind.NOTE.value}' AND NEW.author = {name} AND NEW.delivery IS NULL"
    yield "INSERT ON main.message", f"{note} AND NEW.external_id IS NULL AND {theirs}"
    yield "INSERT ON main.event", f"NEW.who IN ('', {name}) AND {theirs}"
    by_them = f"NEW.who IN ('', {name}) AND NEW.worked_by = {name}"
    in_role = f"NEW.role = '{Role.SENIOR.value}'"
    yield "INSERT ON main.audit", f"{by_them} AND {in_role} AND {theirs}"
    kept = f"{_KEPT_OF.format(senior=senior)} AND {_AS_IT_STANDS}"
    yield "INSERT ON main.past", f"NEW.entry = {_NEXT_ENTRY} AND {kept}"
    undoes = _UNDOES.format(name=name)
    back = f"NEW.ended_by IS (CASE WHEN NEW.ended IS NULL THEN '' ELSE {name} END)"
    said = f"(OLD.ended IS NULL AND {_said(senior)} AND {back}) OR ({undoes})"
    yield "UPDATE ON main.escalation", f"{_same(_KEPT)} AND ({said})"
    written = f"OLD.kind = '{Kind.NOTE.value}' AND OLD.author = {name} AND OLD.delivery IS NULL"
    taken_back = f"NEW.delivery = '{Delivery.TAKEN_BACK.value}' AND {_same(_OF_A_NOTE)}"
    yield "UPDATE ON main.message", f"{written} AND {theirs} AND {taken_back}"
    for moment, unless in _of_asked(senior, name):
        yield moment, f"{stands if 'NEW.' in unless else _STANDS.format(row='OLD')} AND ({unless})"
    yield "INSERT ON main.notice", f"{stands} AND {_TO_A_SENIOR}"
    # what is put in place of another row takes that away first
    for table in ("message", "event", "escalation", "notice"):
        yield f"DELETE ON main.{table}", "FALSE"


def _of_asked(senior: int, name: str) -> Iterator[tuple[str, str]]:
    """What becomes of who is asked: their own answer; another is asked next, or no more."""
    waits, off = f"'{Answer.WAITING.value}'", f"'{Answer.CALLED_OFF.value}'"
    accepts = f"NEW.senior = {senior} AND NEW.answer = '{Answer.ACCEPTED.value}'"
    asks = f"NEW.senior <> {senior} AND NEW.answer = {waits} AND NEW.who = ''"
    last = "NEW.place > (SELECT coalesce(max(place), -1) FROM main.escalation_asked"
    last += " WHERE escalation = NEW.escalation)"
    yield "INSERT ON main.escalation_asked", f"{last} AND (({accepts}) OR ({asks}))"
    called_off = f"OLD.answer = {waits} AND NEW.answer = {off} AND NEW.who = {name}"
    anew = f"OLD.answer = {off} AND OLD.who = {name} AND NEW.answer = {waits} AND NEW.who = ''"
    whose = f"OLD.senior = {senior} OR ({called_off}) OR ({anew})"
    yield "UPDATE ON main.escalation_asked", f"{_same(_ASKED_KEPT)} AND ({whose})"
    yield "DELETE ON main.escalation_asked", f"OLD.senior = {senior}"


def _same(names: Iterable[str]) -> str:
    return " AND ".join(f"NEW.{name} IS OLD.{name}" for name in names)


def _said(senior: int) -> str:
    """It stands as it does now by their own answer."""
    accepted = _ANSWERED.format(senior=senior, answer=Answer.ACCEPTED.value)
    declined = _ANSWERED.format(senior=senior, answer=Answer.DECLINED.value)
    has, passes_on = f"NEW.status IN {_HAS}", f"NEW.status IN {_PASSES_ON}"
    return f"CASE WHEN {has} THEN {accepted} WHEN {passes_on} THEN {declined} END"


def _authorize(
    action: int, first: str | None, second: str | None, schema: str | None, inner: str | None
) -> int:
    allowed = action in _READS or first in _WRITES.get(action, ())
    if action == sqlite.SQLITE_UPDATE and first == "audit_head":
        allowed = inner == "audit_head_follows"
    elif action == sqlite.SQLITE_FUNCTION:
        allowed = second != "load_extension"
    elif action == sqlite.SQLITE_PRAGMA:
        allowed = first == "busy_timeout" or (first in _ASKED_PRAGMAS and second is None)
    return int(sqlite.SQLITE_OK if allowed else sqlite.SQLITE_DENY)
