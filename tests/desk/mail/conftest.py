"""A mailbox of one's own, and a desk that reads it."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from tests.desk.conftest import RealDesk
from tests.mail.carried import Carried, account_of
from tests.mail.dovecot import Account, MailServer
from tests.mail.proxy import Proxy, proxy
from vipdesk.domain.policy import Policy
from vipdesk.secret import Secret


@pytest.fixture
def carried(account: Account, real: RealDesk, policy: Policy) -> Iterator[Carried]:
    """A desk that can read it; it does not yet."""
    made = Carried(real, policy, account_of(account), Secret(account.password))
    yield made
    made.stop()


@pytest.fixture
def between(imap_server: MailServer, carried: Carried) -> Iterator[Proxy]:
    """What stands between the desk and the server."""
    good, authority = imap_server.authority.signed("proxy"), imap_server.authority.file
    with proxy(imap_server.port, good, authority) as made:
        carried.set(imap=replace(carried.settings.imap, port=made.port))
        yield made
