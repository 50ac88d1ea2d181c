"""Files of our own: scripts, styles and a sign, each known by what is in it."""

from starlette.requests import Request
from starlette.responses import Response

from vipdesk.door.door import Door
from vipdesk.door.faults import NotThere

KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
FOR_EVER, FOR_NOW = "public, max-age=31536000, immutable", "public, max-age=300"


async def file(request: Request) -> Response:
    """One of them; by its digest it never changes, without one it may."""
    door: Door = request.app.state.door
    same = request.path_params["digest"] == door.pages.digest
    return _served(door, request.path_params["name"], FOR_EVER if same else FOR_NOW)


async def loader(request: Request) -> Response:
    """The one line's script, which pages of the client's software load from here."""
    answer = _served(request.app.state.door, "chat.js", FOR_NOW)
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _served(door: Door, name: str, keep: str) -> Response:
    content = door.pages.statics.get(name)
    if content is None:
        raise NotThere
    kind = KINDS["." + name.rpartition(".")[2]]
    return Response(content, media_type=kind, headers={"Cache-Control": keep})
