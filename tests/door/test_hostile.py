"""Who means ill: floods of frames, readers that take nothing, crowds of connections."""

import os
import socket
from contextlib import ExitStack, suppress

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode, Frame, Opcode
from websockets.sync.client import ClientConnection

from tests.desk.conftest import RealDesk
from tests.door.kit import Browser, Doorway, open_door
from tests.door.test_chat import heard
from tests.door.test_moments import soon
from tests.kit import MARTA
from vipdesk.door.limits import Limits
from vipdesk.door.server import take_room
from vipdesk.door.sockets import PatientSocket
from vipdesk.door.stalling import Stalling
from vipdesk.door.visits import COOKIE


@pytest.fixture
def marta(doorway: Doorway) -> Browser:
    return doorway.enter(MARTA)


def is_cut(line: ClientConnection) -> bool:
    """Whether the other side hangs up within seconds."""
    try:
        while True:
            line.recv(timeout=10)
    except ConnectionClosed:
        return True
    except TimeoutError:
        return False


class TestSockets:
    """A page of ours sends small words, now and then: who sends else is hung up on."""

    @pytest.mark.parametrize("opcode", [Opcode.PING, Opcode.PONG])
    def test_many_signs_of_life_are_a_flood(
        self, marta: Browser, monkeypatch: pytest.MonkeyPatch, opcode: Opcode
    ) -> None:
        monkeypatch.setattr(PatientSocket, "most_odd", 5)
        with marta.line(compression=None) as line:
            heard(line, "hello")
            sent = b"".join(Frame(opcode, b"x").serialize(mask=True) for _ in range(100))
            line.socket.sendall(sent)
            assert is_cut(line)

    def test_a_word_in_a_hundred_parts_is_none(
        self, marta: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(PatientSocket, "most_odd", 5)
        with marta.line(compression=None) as line:
            heard(line, "hello")
            with suppress(ConnectionClosed):
                line.send([" "] * 100)
            assert is_cut(line)

    def test_a_word_in_a_few_parts_is_one(self, marta: Browser) -> None:
        with marta.line(compression=None) as line:
            heard(line, "hello")
            line.send(['{"type":', '"here"', "}"])
            line.ping().wait(10)

    def test_bytes_are_no_word(self, marta: Browser) -> None:
        with marta.line(compression=None) as line:
            heard(line, "hello")
            line.send(b"\x00\x01")
            assert is_cut(line)
            assert line.close_code == CloseCode.POLICY_VIOLATION

    def test_who_goes_on_and_on_is_hung_up_on(
        self, doorway: Doorway, marta: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("vipdesk.door.live.MOST_SURPLUS", 3)
        with marta.line(compression=None) as line:
            heard(line, "hello")
            monkeypatch.setattr(Limits, "wait", lambda *_: 1.0)
            with suppress(ConnectionClosed):
                for _ in range(5):
                    line.send('{"type":"here"}')
            assert is_cut(line)


class TestSlowReaders:
    """Who asks for much and takes nothing of it holds little of ours, and not for long."""

    def test_who_takes_nothing_is_hung_up_on(
        self, real: RealDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Stalling, "stalled_after", 0.3)
        with open_door(real) as doorway:
            marta = doorway.enter(MARTA)
            place = _kept(marta, os.urandom(9_000_000))
            with _asks_for(marta, place) as slow:
                assert slow.recv(12) == b"HTTP/1.1 200"
                marta.http.close()
                assert soon(lambda: not doorway.server.server_state.connections)

    def test_so_many_files_are_on_their_way_at_once(self, marta: Browser) -> None:
        place = _kept(marta, os.urandom(9_000_000))
        with ExitStack() as held:
            for _ in range(4):
                slow = held.enter_context(_asks_for(marta, place))
                assert slow.recv(12) == b"HTTP/1.1 200"
            assert marta.get(place).status_code == 429
            assert marta.get("/").status_code == 200
        assert soon(lambda: marta.get(place).status_code == 200)


def _kept(browser: Browser, content: bytes) -> str:
    sent = browser.say("", files=[("file", ("a.bin", content, ""))]).json()
    return f"/file/{sent['ticket']}/{sent['number']}/0"


def _asks_for(browser: Browser, place: str) -> socket.socket:
    host, port = browser.origin.removeprefix("http://").split(":")
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    slow.settimeout(10)
    slow.connect((host, int(port)))
    head = f"GET {place} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {COOKIE}={browser.secret}\r\n"
    slow.sendall(f"{head}\r\n".encode())
    return slow


class TestCrowds:
    def test_where_many_are_each_address_has_few(
        self, doorway: Doorway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("vipdesk.door.patience.CROWDED", 3)
        monkeypatch.setattr("vipdesk.door.patience.FEW", 1)
        with ExitStack() as held:
            for last in (2, 2, 3):
                held.enter_context(connected(doorway, f"127.0.0.{last}"))
            assert _is_hung_up_on(held.enter_context(connected(doorway, "127.0.0.3")))
            assert doorway.plain("GET", "/panel").status_code == 200

    def test_and_all_together_have_a_measure(
        self, doorway: Doorway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("vipdesk.door.patience.MOST_OF_ALL", 2)
        with ExitStack() as held:
            for last in (2, 3):
                held.enter_context(connected(doorway, f"127.0.0.{last}"))
            assert _is_hung_up_on(held.enter_context(connected(doorway, "127.0.0.4")))

    def test_as_many_files_may_be_open_as_the_system_grants(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taken: list[tuple[int, int]] = []
        monkeypatch.setattr("resource.setrlimit", lambda _, limits: taken.append(limits))
        for limits in ((256, 4_096), (4_096, 4_096), (1_024, 1_048_576), (9_000, 9_000)):
            monkeypatch.setattr("resource.getrlimit", lambda _, limits=limits: limits)
            take_room()
        assert taken == [(4_096, 4_096), (8_192, 1_048_576)]


def connected(doorway: Doorway, whence: str) -> socket.socket:
    """A connection from one of the addresses of the loopback."""
    port = int(doorway.origin.rpartition(":")[2])
    return socket.create_connection(("127.0.0.1", port), timeout=5, source_address=(whence, 0))


def _is_hung_up_on(line: socket.socket) -> bool:
    with suppress(ConnectionResetError):
        return line.recv(10) == b""
    return True
