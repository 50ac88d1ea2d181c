"""Who takes too much waits, who takes too long is hung up on, what can't be kept is said."""

import socket
import uuid
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.desk.conftest import RealDesk, desk_in
from tests.door.kit import Browser, Doorway, open_door
from tests.door.test_chat import heard
from tests.kit import MARTA, PAOLO
from vipdesk.door.patience import PatientHttp
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.driver import sqlite


@pytest.fixture
def marta(doorway: Doorway) -> Browser:
    return doorway.enter(MARTA)


class TestFloods:
    """Who takes too much waits; who takes too long is hung up on."""

    def test_a_flood_of_words_is_told_to_wait(self, doorway: Doorway, marta: Browser) -> None:
        answers = [marta.say(f"Word {n}.") for n in range(30)]
        assert {answer.status_code for answer in answers} == {200, 429}
        late = next(answer for answer in answers if answer.status_code == 429)
        assert int(late.headers["retry-after"]) >= 1
        assert late.json()["words"]
        assert doorway.enter(PAOLO).say("I may.").status_code == 200

    def test_more_than_the_policy_takes_is_kept_apart_and_said(self, tmp_path: Path) -> None:
        few = shipped_policy_text().replace("most_an_hour = 200", "most_an_hour = 3")
        with desk_in(tmp_path, policy_for(few)) as desk, open_door(desk) as doorway:
            marta = doorway.enter(MARTA)
            assert [marta.say(f"Word {n}.").status_code for n in range(3)] == [200] * 3
            identity = str(uuid.uuid4())
            for _ in range(2):
                late = marta.say("One more.", identity)
                assert (late.status_code, late.json()["fault"]) == (409, "kept_apart")
            assert len(desk.ticket().messages) == 3
            assert desk.board().set_aside == 1

    def test_a_contact_holds_so_many_lines_and_no_more(self, marta: Browser) -> None:
        with ExitStack() as lines:
            for _ in range(20):
                heard(lines.enter_context(marta.line()), "hello")
            with pytest.raises(InvalidStatus), marta.line():
                pass
        for _ in range(15):
            with suppress(InvalidStatus), marta.line() as line:
                heard(line, "hello")
                return
        raise AssertionError("lines that were closed are still counted")

    def test_who_never_says_what_they_want_is_hung_up_on(
        self, real: RealDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(PatientHttp, "head_within", 0.3)
        monkeypatch.setattr("vipdesk.door.guard.BODY_WITHIN", 0.3)
        with open_door(real) as doorway:
            host, port = doorway.origin.removeprefix("http://").split(":")
            for said in (b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"GET /panel HTTP/1.1\r\nHost: "):
                with socket.create_connection((host, int(port)), timeout=10) as slow:
                    slow.sendall(said)
                    assert slow.recv(1_000) == b""
            head = f"POST /enter HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 900\r\n"
            head += f"Origin: {doorway.origin}\r\n"
            head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
            with socket.create_connection((host, int(port)), timeout=10) as slow:
                slow.sendall(head.encode() + b"token=")
                assert slow.recv(1_000).startswith(b"HTTP/1.1 408")

    def test_an_address_holds_so_many_connections(
        self, real: RealDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(PatientHttp, "most_connections", 5)
        with open_door(real) as doorway:
            host, port = doorway.origin.removeprefix("http://").split(":")
            held = [socket.create_connection((host, int(port)), timeout=10) for _ in range(5)]
            with socket.create_connection((host, int(port)), timeout=10) as more:
                more.settimeout(5)
                with suppress(ConnectionResetError):
                    assert more.recv(10) == b""
            for each in held:
                each.close()

    def test_a_head_that_is_too_long_is_refused(self, doorway: Doorway) -> None:
        assert doorway.plain("GET", "/panel", headers={"X-Long": "x" * 20_000}).status_code == 431
        assert doorway.plain("GET", "/panel?" + "x" * 3_000).status_code == 414

    def test_an_address_behind_a_proxy_is_believed_of_the_proxy_alone(self, real: RealDesk) -> None:
        with open_door(real, proxies=("127.0.0.1/32",)) as doorway:
            for n in range(12):
                far = {"X-Forwarded-For": "203.0.113.9"}
                last = doorway.plain("POST", f"/enter/guess-{n}", headers=far)
            assert last.status_code == 429
            other = doorway.plain(
                "POST", "/enter/guess", headers={"X-Forwarded-For": "203.0.113.10"}
            )
            assert other.status_code == 403
        with open_door(real) as doorway:
            for n in range(12):
                far = {"X-Forwarded-For": f"203.0.113.{n}"}
                last = doorway.plain("POST", f"/enter/guess-{n}", headers=far)
            assert last.status_code == 429


class TestStore:
    """A store that can't be written to: a clear answer, and nothing lost or half kept."""

    def test_a_locked_store_is_told_and_the_word_goes_through_later(
        self, doorway: Doorway, marta: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        marta.say("First.")
        identity = str(uuid.uuid4())
        other = sqlite.connect(doorway.desk.where, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            answer = marta.say("Kept?", identity, timeout=60)
        finally:
            other.execute("ROLLBACK")
            other.close()
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) >= 1
        assert "try again" in answer.json()["words"]
        assert marta.say("Kept?", identity).status_code == 200
        assert [m.text for m in doorway.desk.ticket(101).messages] == ["First.", "Kept?"]

    def test_a_store_that_is_away_is_told_and_found_again(
        self, doorway: Doorway, marta: Browser
    ) -> None:
        marta.say("First.")
        store = Path(doorway.desk.where)
        away = store.rename(store.with_suffix(".away"))
        try:
            answers = (marta.get("/"), marta.say("Kept?"), marta.get("/live/poll"))
        finally:
            away.rename(store)
        assert [answer.status_code for answer in answers] == [503] * 3
        assert marta.say("Kept now.").status_code == 200
        assert marta.get("/", headers={"Accept": "text/html"}).status_code == 200
