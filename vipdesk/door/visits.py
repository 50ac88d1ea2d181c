"""Who a request is from: the cookie of a page, or the bearer token of a panel in another page.

The cookie goes with every request that a browser makes, so what changes anything also has to show
a word that only our own page can know, and to come from there. The bearer token is kept by our
page alone: no browser sends it by itself.
"""

import hmac
import secrets
from hashlib import sha256

from msgspec import Struct
from starlette.requests import HTTPConnection
from starlette.responses import Response

from vipdesk.domain.visit import Visit, digest_of

COOKIE = "__Host-visit"
PROTOCOL = "vipdesk"
"""What our sockets speak; after it, where there is no cookie, `bearer.` and the token."""

LONGEST_SECRET = 100


class Badge(Struct, frozen=True):
    """What a request shows of who sent it; `cookie` where any page may have caused it."""

    secret: str
    cookie: bool

    @property
    def word(self) -> str:
        """What our own pages know and send back, that nobody else's can."""
        return hmac.new(self.secret.encode(), b"this page is ours", sha256).hexdigest()[:32]

    def is_own_page(self, said: str) -> bool:
        """Whether it was our own page that made the request."""
        known = said.encode(errors="replace")
        return not self.cookie or hmac.compare_digest(self.word.encode(), known)


class Guest(Struct, frozen=True):
    """Somebody signed in, and by what."""

    visit: Visit
    badge: Badge
    whence: str

    @property
    def address(self) -> str:
        """The contact's mail address."""
        return self.visit.address

    @property
    def known_as(self) -> str:
        """By what a browser tells apart what is kept in it of several contacts."""
        return digest_of(self.address)[:16]


def new_secret() -> str:
    """The secret of a new visit."""
    return secrets.token_urlsafe(32)


def badge_of(connection: HTTPConnection) -> Badge | None:
    """What it shows; a token before a cookie."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return _fit(token.strip(), cookie=False)
    offered = connection.headers.get("sec-websocket-protocol", "")
    for protocol in offered.split(","):
        if protocol.strip().startswith("bearer."):
            return _fit(protocol.strip().removeprefix("bearer."), cookie=False)
    return _fit(connection.cookies.get(COOKIE, ""), cookie=True)


def _fit(secret: str, *, cookie: bool) -> Badge | None:
    fit = 20 <= len(secret) <= LONGEST_SECRET and secret.isascii() and secret.isprintable()
    return Badge(secret, cookie) if fit else None


def is_from(connection: HTTPConnection, origins: frozenset[str]) -> bool:
    """Whether one of our own pages sent it, by the browser's word."""
    return connection.headers.get("origin", "") in origins


def whence(connection: HTTPConnection) -> str:
    """The address it came from, as far as our proxies say."""
    return connection.client.host if connection.client else ""


def sign_in(answer: Response, secret: str, lasts: float) -> None:
    """Have the browser keep the secret, where no script can read it."""
    answer.set_cookie(
        COOKIE, secret, max_age=int(lasts), path="/", secure=True, httponly=True, samesite="lax"
    )


def sign_out(answer: Response) -> None:
    """Have the browser forget it."""
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
