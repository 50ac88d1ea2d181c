"""Writes down whose desk a new store is."""

import secrets
from datetime import datetime

from sqlalchemy import Engine, insert

from vipdesk.domain.audit import NOWHERE, Terminal
from vipdesk.domain.people import Agent, Client, Contact
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import microseconds
from vipdesk.store.audit_saving import enter_set_up
from vipdesk.store.contact_saving import add_contacts
from vipdesk.store.table import table_of
from vipdesk.store.tables import DeskRow, PolicyRow


def register(
    engine: Engine,
    client: Client,
    agent: Agent,
    policy: Policy,
    now: datetime,
    terminal: Terminal = NOWHERE,
) -> None:
    """Enter the client, its contacts, the agent, and the policy that holds from `now` (aware)."""
    desk = {
        "id": 1,
        "client": client.name,
        "plan": client.plan,
        "vip_from": client.vip_from.isoformat(),
        "vip_until": client.vip_until.isoformat() if client.vip_until else None,
        "domains": " ".join(sorted(client.domains)),
        "agent": agent.name,
        "agent_address": agent.address,
        "secret": secrets.token_bytes(32),
        "policy_version": policy.version,
    }
    kept = {"version": policy.version, "text": policy.text, "since": microseconds(now)}
    with engine.begin() as connection:
        connection.execute(insert(table_of(PolicyRow)), [kept])
        connection.execute(insert(table_of(DeskRow)), [desk])
        add_contacts(connection, [Contact(person) for person in client.contacts])
        enter_set_up(connection, client, agent, policy, now, terminal)
