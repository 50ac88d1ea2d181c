"""A real SMTP server on loopback that takes mails from whoever knows the password."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from tests.mail.certificates import Certificate
from tests.mail.dovecot import PASSWORD, free_port


class Submission:
    """Knows one password, and whom it takes mails from."""

    def __init__(self) -> None:
        self.port = free_port()
        self.senders: list[str] = []
        self.refused = ""
        self.asked = 0

    def __call__(self, server: Any, session: Any, envelope: Any, way: str, data: Any) -> AuthResult:
        """Whether this is the one."""
        self.asked += 1
        known = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
        return AuthResult(success=known, handled=False)

    async def handle_MAIL(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Take any but one."""
        if address == self.refused:
            return "550 5.7.1 not yours"
        self.senders.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        """Nobody should come so far."""
        raise AssertionError("a mail was sent")


@contextmanager
def submission(certificate: Certificate, *, starttls: bool) -> Iterator[Submission]:
    """The server, until it is no longer needed."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.certificate, certificate.key)
    handler = Submission()
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=handler.port,
        ssl_context=None if starttls else context,
        authenticator=handler,
        auth_require_tls=starttls,
        auth_required=starttls,
        tls_context=context if starttls else None,
        require_starttls=starttls,
    )
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
