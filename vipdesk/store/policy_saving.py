"""Writes which policy is in force; every earlier one stays to be read."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import microseconds
from vipdesk.store.table import table_of
from vipdesk.store.tables import DeskRow, PolicyRow

POLICIES, DESK = table_of(PolicyRow), table_of(DeskRow)


def put_in_force(connection: Connection, policy: Policy, since: datetime) -> None:
    """This policy holds from `since` (aware) on, be it a new one or one that held before."""
    this = POLICIES.c.version == policy.version
    if connection.execute(select(POLICIES.c.version).where(this)).first() is None:
        row = {"version": policy.version, "text": policy.text, "since": microseconds(since)}
        connection.execute(insert(POLICIES), [row])
    else:
        connection.execute(update(POLICIES).where(this), {"since": microseconds(since)})
    connection.execute(update(DESK), {"policy_version": policy.version})
