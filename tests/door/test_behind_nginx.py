"""The door behind a real nginx, set up as the sample that comes with it says."""

import json
import socket
import uuid
from collections.abc import Iterator

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.desk.conftest import desk_in
from tests.door.kit import Browser, Doorway, open_door
from tests.door.nginx import NAME, Nginx, nginx
from tests.door.test_chat import heard, words_of
from tests.kit import MARTA
from vipdesk.domain.commands import Reply
from vipdesk.door.visits import COOKIE
from vipdesk.policies import policy_for, shipped_policy_text

ORIGIN = f"https://{NAME}"
BROWSER, ELSEWHERE, FORGED = "127.0.0.3", "127.0.0.2", "203.0.113.66"
"""Where a browser is, another machine that is no proxy, and where nobody is."""

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def doorway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doorway]:
    policy, folder = policy_for(shipped_policy_text()), tmp_path_factory.mktemp("desk")
    with (
        desk_in(folder, policy) as desk,
        open_door(desk, address=ORIGIN, proxies=("127.0.0.1",)) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def before(doorway: Doorway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    port = int(doorway.origin.rpartition(":")[2])
    with nginx(tmp_path_factory.mktemp("nginx"), port) as running:
        yield running


class Secure(Browser):
    """A browser that knows the door by its name."""

    def __init__(self, before: Nginx, secret: str) -> None:
        super().__init__(ORIGIN, secret)
        headers = self.http.headers
        self.http.close()
        self.before, self.http = before, through(before, headers)


def through(before: Nginx, headers: httpx.Headers | None = None) -> httpx.Client:
    """Requests over nginx, from where a browser is."""

    def named(request: httpx.Request) -> None:
        request.headers["Host"] = NAME
        request.extensions["sni_hostname"] = NAME

    line = httpx.HTTPTransport(verify=before.trust, local_address=BROWSER)
    where = f"https://127.0.0.1:{before.port}"
    return httpx.Client(
        transport=line,
        base_url=where,
        headers=headers or {"Origin": ORIGIN},
        event_hooks={"request": [named]},
        timeout=20,
    )


@pytest.fixture(scope="module")
def marta(doorway: Doorway, before: Nginx) -> Iterator[Secure]:
    with through(before) as fresh:
        forged = {"X-Forwarded-For": FORGED, "Forwarded": f"for={FORGED}", "X-Real-IP": FORGED}
        answer = fresh.post(f"/enter/{doorway.link(MARTA)}", headers=forged)
    assert answer.status_code == 303, answer.text
    secret = answer.headers["set-cookie"].partition(";")[0].removeprefix(f"{COOKIE}=")
    browser = Secure(before, secret)
    yield browser
    browser.http.close()


def whence(doorway: Doorway) -> list[str]:
    visits, _ = doorway.desk.reader.at_the_door(doorway.desk.now)
    return [visit.whence for visit in visits]


def test_where_a_browser_is_the_proxy_says_and_nobody_else(doorway: Doorway, marta: Secure) -> None:
    assert whence(doorway) == [BROWSER], "what the browser says of itself is nothing"
    line = httpx.HTTPTransport(local_address=ELSEWHERE)
    with httpx.Client(transport=line, base_url=doorway.origin) as direct:
        headers = {"Host": NAME, "Origin": ORIGIN, "X-Forwarded-For": FORGED}
        answer = direct.post(f"/enter/{doorway.link(MARTA)}", headers=headers)
    assert answer.status_code == 303
    assert sorted(whence(doorway)) == [ELSEWHERE, BROWSER]


def test_a_page_comes_whole_and_nothing_in_it_leads_elsewhere(marta: Secure) -> None:
    answer = marta.get("/book", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["cache-control"] == "no-store"
    assert f"wss://{NAME}" in answer.headers["content-security-policy"]
    assert f'href="{ORIGIN}/calendar/' in answer.text
    assert "content-encoding" not in answer.headers, "its size would tell of what is secret in it"
    style = answer.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    packed = marta.get(style, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"


def test_a_socket_comes_through(doorway: Doorway, marta: Secure) -> None:
    plain = socket.create_connection(("127.0.0.1", marta.before.port))
    headers = {"Cookie": f"{COOKIE}={marta.secret}"}
    with connect(
        f"wss://{NAME}/live?topic=chat",
        sock=plain,
        ssl=marta.before.trust,
        origin=Origin(ORIGIN),
        additional_headers=headers,
    ) as line:
        assert heard(line, "hello")
        number = marta.say("Over nginx.").json()["ticket"]
        assert words_of([heard(line, "talk")]) == ["Over nginx."]
        doorway.desk.do(Reply(number, "I hear you."))
        assert words_of([heard(line, "talk")]) == ["I hear you."]


def test_a_stream_of_events_is_not_kept_back(doorway: Doorway, marta: Secure) -> None:
    number = marta.say("Over a stream.").json()["ticket"]
    asked = {"Accept-Encoding": "gzip"}
    with marta.http.stream("GET", "/live/events?topic=chat", headers=asked) as stream:
        events = (
            json.loads(line.removeprefix("data: "))
            for line in stream.iter_lines()
            if line.startswith("data: ")
        )
        assert next(events)["type"] == "hello"
        doorway.desk.do(Reply(number, "At once."))
        while "At once." not in words_of([next(events)]):
            pass
        assert "content-encoding" not in stream.headers


def test_files_come_through_up_to_the_most(marta: Secure) -> None:
    def send(size: int) -> httpx.Response:
        file = ("file", ("log.bin", b"\x00" * size, "application/octet-stream"))
        return marta.say("", files=[file])

    assert send(10 * MEGABYTE).status_code == 200
    by_door, by_nginx = send(11 * MEGABYTE), send(12 * MEGABYTE)
    assert (by_door.status_code, by_door.text) == (413, "Too large.\n")
    assert by_nginx.status_code == 413
    assert "nginx" in by_nginx.text
    form = marta.form("/book", kind="training", start="x" * 100_000)
    assert (form.status_code, form.text) == (413, "Too large.\n")


def test_another_name_or_no_https_gets_nowhere(before: Nginx, marta: Secure) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{before.plain}") as unsafe:
        link = f"/enter/{uuid.uuid4()}"
        answer = unsafe.get(link, headers={"Host": NAME})
    assert (answer.status_code, answer.headers["location"]) == (301, f"{ORIGIN}{link}")
    strange = httpx.Request(
        "GET",
        f"https://127.0.0.1:{before.port}/",
        headers={"Host": "rebound.example"},
        extensions={"sni_hostname": NAME},
    )
    with httpx.Client(transport=httpx.HTTPTransport(verify=before.trust)) as other:
        assert other.send(strange).status_code == 421
