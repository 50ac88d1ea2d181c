"""What can be wrong with a request, and what is answered to it."""

import math
from collections.abc import Mapping

from vipdesk.domain.errors import BadInput, DeskError, Refusal, StoreError


class Fault(Exception):
    """An answer that is no success: its status, and the words for it."""

    status = 400
    words = ""

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer says beside the words."""
        return {}


class SignIn(Fault):
    """Nobody is signed in."""

    status, words = 401, "signed_out"


class Forbidden(Fault):
    """It does not come from a page of ours."""

    status, words = 403, "not_our_page"


class NotThere(Fault):
    """There is no such thing, or it is another's: nobody can tell which."""

    status, words = 404, "not_there"


class Malformed(Fault):
    """It makes no sense."""

    status, words = 400, "malformed"


class TooLong(Fault):
    """More is said than is taken at once."""

    status, words = 413, "too_long"

    @property
    def headers(self) -> Mapping[str, str]:
        """What follows of it is not read."""
        return {"Connection": "close"}


class TooSlow(Fault):
    """It comes too slowly."""

    status, words = 408, "too_slow"

    @property
    def headers(self) -> Mapping[str, str]:
        """The line is not waited on any longer."""
        return {"Connection": "close"}


class Again(Fault):
    """Too much at once."""

    status, words = 429, "too_many"

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.wait = wait

    @property
    def headers(self) -> Mapping[str, str]:
        """In how many seconds there is room again."""
        return {"Retry-After": str(max(1, math.ceil(self.wait)))}


class KeptApart(Fault):
    """It is kept, and waits for the agent: there were too many within an hour."""

    status, words = 409, "kept_apart"


class Unkept(Fault):
    """The store can't be written to, or read, now: what was sent is not kept."""

    status, words = 503, "unkept"

    @property
    def headers(self) -> Mapping[str, str]:
        """In a moment."""
        return {"Retry-After": "3"}


class ManyCalls(Fault):
    """One contact has not the whole calendar."""

    status, words = 409, "many_calls"


class Refused(Fault):
    """It can't be done, as things are."""

    status, words = 409, "refused"


def fault_of(error: DeskError) -> Fault:
    """What a request is answered that ended so; nothing of how the desk is set up is told."""
    match error:
        case StoreError():
            return Unkept()
        case Refusal():
            return Refused(str(error))
        case BadInput():
            return Refused(str(error))
    return Unkept()
