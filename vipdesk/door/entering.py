"""How somebody comes in, by a link or by a token of the client's system, and goes out."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from vipdesk.domain.door_commands import EndVisit, Enter, EnterByToken
from vipdesk.domain.errors import DeskError, Refusal, StoreError
from vipdesk.domain.text import clean_line
from vipdesk.domain.visit import TOKEN_VISIT_LASTS, VISIT_LASTS, digest_of
from vipdesk.door.door import Door
from vipdesk.door.faults import Fault, Forbidden, Malformed, fault_of
from vipdesk.door.limits import What
from vipdesk.door.proof import proven
from vipdesk.door.scene import look_of
from vipdesk.door.visits import is_from, new_secret, sign_in, sign_out, whence

LONGEST_AGENT = 120


class NotIn(Fault):
    """The link, or the token, lets nobody in."""

    status = 403

    def __init__(self, words: str, why: str = "") -> None:
        super().__init__(why)
        self.words = words


async def link(request: Request) -> Response:
    """The page that a link leads to: whoever only fetches it, as scanners of mail do, uses none."""
    door: Door = request.app.state.door
    door.take(What.ENTER, whence(request))
    digest, now = digest_of(request.path_params["secret"]), door.clock()
    if await door.reading(lambda reader: reader.link(digest, now)) is None:
        raise NotIn("link_used")
    door.limits.give_back(What.ENTER, whence(request))
    return door.pages.page("enter.html", look_of(request))


async def by_link(request: Request) -> Response:
    """Go in by a link, once."""
    door: Door = request.app.state.door
    _check_own_page(door, request)
    secret = new_secret()
    used = digest_of(request.path_params["secret"])
    command = Enter(used, digest_of(secret), whence(request), _agent(request))
    try:
        await door.execute(command, whence(request))
    except StoreError as error:
        raise fault_of(error) from None
    except DeskError:
        raise NotIn("link_used") from None
    answer = RedirectResponse("/", 303)
    sign_in(answer, secret, VISIT_LASTS.total_seconds())
    door.limits.give_back(What.ENTER, whence(request))
    return answer


async def token_page(request: Request) -> Response:
    """The page that reads a token where no server, proxy or history does: behind the `#`."""
    door: Door = request.app.state.door
    return door.pages.page("token.html", look_of(request))


async def by_token(request: Request) -> Response:
    """Go in by a token: with a cookie for a page, else with a secret that the panel keeps."""
    door: Door = request.app.state.door
    _check_own_page(door, request)
    if door.key is None:
        raise NotIn("no_token")
    async with request.form(max_files=0, max_fields=5, max_part_size=8_000) as form:
        token, as_page = form.get("token"), form.get("as") == "page"
    if not isinstance(token, str):
        raise Malformed
    secret = new_secret()
    try:
        proof = proven(token, door.key, door.clock(), door.guard.origins)
        command = EnterByToken(
            *(proof.address, proof.name, proof.jti, proof.expires),
            *(digest_of(secret), whence(request), _agent(request)),
        )
        await door.execute(command, whence(request))
    except StoreError as error:
        raise fault_of(error) from None
    except Refusal as error:
        raise NotIn("token", str(error)) from None
    except DeskError:
        raise NotIn("token") from None
    door.limits.give_back(What.ENTER, whence(request))
    if as_page:
        answer: Response = JSONResponse({"to": "/"})
        sign_in(answer, secret, TOKEN_VISIT_LASTS.total_seconds())
        return answer
    return JSONResponse({"bearer": secret})


async def leave(request: Request) -> Response:
    """Go out: this browser's visit is over."""
    door: Door = request.app.state.door
    async with request.form(max_files=0, max_fields=5) as form:
        word = form.get("own_page", "")
    guest = await door.acting_guest(request, word if isinstance(word, str) else "")
    try:
        await door.act(guest, EndVisit(guest.visit.digest))
    except DeskError as error:
        raise fault_of(error) from None
    headers = {"Clear-Site-Data": '"cache", "storage"'}
    answer = door.pages.page("left.html", look_of(request), headers=headers)
    sign_out(answer)
    return answer


def _check_own_page(door: Door, request: Request) -> None:
    door.take(What.ENTER, whence(request))
    if not is_from(request, door.guard.origins):
        raise Forbidden


def _agent(request: Request) -> str:
    return clean_line(request.headers.get("user-agent", "")[:400], LONGEST_AGENT)
