"""A token signed by the client's own system, by which it says who somebody is.

JSON Web Token, HS256; `sub` is the mail address, `jti` a word that is used once, `exp` at most ten
minutes ahead of now.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from msgspec import Struct

from vipdesk.domain.errors import BadInput, Refusal
from vipdesk.domain.people import mail_address
from vipdesk.domain.text import clean_line

ALGORITHM = "HS256"
LONGEST_LIFE = timedelta(minutes=10)
SKEW = timedelta(seconds=60)
"""By so much the client's clock may be wrong."""

SHORTEST_KEY, LONGEST_TOKEN, LONGEST_NAME, LONGEST_JTI = 32, 4_000, 120, 200


class Proof(Struct, frozen=True):
    """What a genuine token says; `expires` (aware) is when it is good for nothing, by any clock."""

    address: str
    name: str
    jti: str
    expires: datetime


def proven(token: str, key: bytes, now: datetime, audience: frozenset[str]) -> Proof:
    """What it says; Refusal says what is wrong with it, in words for whoever runs that system."""
    if len(token) > LONGEST_TOKEN:
        raise Refusal("the token is too long")
    if not token.isascii():
        raise Refusal("the token is no JSON Web Token")
    try:
        said = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            options={
                "require": ["exp", "iat", "jti", "sub"],
                "verify_exp": False,  # by the clock of this process, below
                "verify_iat": False,
                "verify_nbf": False,
                "verify_aud": False,
            },
        )
    except jwt.PyJWTError:
        raise Refusal("the token is not one that the client's system has signed") from None
    expires = _lives(said, now)
    if "aud" in said and not _is_meant(said["aud"], audience):
        raise Refusal("the token is for another place")
    return Proof(_address(said), _line(said.get("name", ""), LONGEST_NAME), _jti(said), expires)


def _lives(said: dict[str, Any], now: datetime) -> datetime:
    expires, issued = _instant(said["exp"]), _instant(said["iat"])
    if expires <= now - SKEW:
        raise Refusal("the token has expired")
    if expires > now + LONGEST_LIFE + SKEW:
        raise Refusal("the token lives too long: ten minutes are the most")
    if issued > now + SKEW:
        raise Refusal("the token is from the future: check the clocks")
    if "nbf" in said and _instant(said["nbf"]) > now + SKEW:
        raise Refusal("the token is not good yet: check the clocks")
    return expires + SKEW


def _is_meant(said: object, audience: frozenset[str]) -> bool:
    """Whether one of the places that it is for is this one (RFC 7519, 4.1.3)."""
    places = said if isinstance(said, list) else [said]
    return any(isinstance(place, str) and place in audience for place in places)


def _instant(said: object) -> datetime:
    if not isinstance(said, int | float) or isinstance(said, bool) or not 0 <= said < 2**33:
        raise Refusal("the token's times are seconds since 1970")
    return datetime.fromtimestamp(said, UTC)


def _address(said: dict[str, Any]) -> str:
    try:
        return mail_address(_line(said["sub"], 300), "sub")
    except BadInput:
        raise Refusal("the token's `sub` is no mail address") from None


def _jti(said: dict[str, Any]) -> str:
    jti = said["jti"]
    if not isinstance(jti, str) or not 8 <= len(jti) <= LONGEST_JTI or not jti.isprintable():
        raise Refusal(f"the token's `jti` is a text of 8 to {LONGEST_JTI} signs")
    return jti


def _line(said: object, longest: int) -> str:
    return clean_line(said, longest) if isinstance(said, str) else ""
