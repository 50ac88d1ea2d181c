"""A store that an older program wrote, for whoever is going to write it."""

from vipdesk.cli.identity import actor_of
from vipdesk.config import Settings
from vipdesk.domain.actor import Actor
from vipdesk.domain.errors import OlderStore
from vipdesk.store.connections import open_reader
from vipdesk.store.place import check_writable, store_path


def actor_at_work(settings: Settings) -> Actor:
    """Who acts, on a store that has this program's schema from then on; raises as `actor_of`."""
    try:
        return actor_of(settings)
    except OlderStore:
        bring_up_to_date(settings)
        return actor_of(settings)


def bring_up_to_date(settings: Settings) -> None:
    """Give a store that an older program wrote this program's schema; raises StoreError."""
    try:
        open_reader(settings.store, writes_too=True).close()
    except OlderStore:
        from vipdesk.store.engine import open_writer  # slow to import, and seldom needed

        check_writable(store_path(settings.store))
        open_writer(settings.store).dispose()
