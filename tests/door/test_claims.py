"""What visitors send and what they say of themselves: it fills no disk and opens nothing."""

import json
import os
import uuid
from datetime import timedelta
from functools import partial

import pytest

from tests.desk.conftest import RealDesk
from tests.door.kit import Browser, Doorway, open_door
from tests.door.test_chat import heard
from tests.door.test_hostile import connected
from tests.door.test_moments import soon
from tests.kit import MARTA, PAOLO
from vipdesk.door.limits import What
from vipdesk.door.visits import COOKIE
from vipdesk.door.whose import network_of
from vipdesk.store.files import Files
from vipdesk.store.moment import DeskMoments
from vipdesk.store.moment_reading import on_pages


@pytest.fixture
def marta(doorway: Doorway) -> Browser:
    return doorway.enter(MARTA)


class TestUploads:
    def test_a_contact_fills_no_disk(self, real: RealDesk) -> None:
        with open_door(real, most_upload=1_000) as doorway:
            marta = doorway.enter(MARTA)
            files = [[("file", ("a", os.urandom(950), ""))] for _ in range(18)]
            assert {marta.say("", files=each).status_code for each in files[:10]} == {200}
            for _ in range(11):  # what was not kept counts as well: it came
                doorway.door.limits.wait(What.SPACE, MARTA.address, 0.95)
            assert marta.say("", files=files[10]).status_code == 413
            assert marta.say("Words may come.").status_code == 200

    def test_who_leaves_in_the_middle_is_no_mistake_of_ours(
        self, real: RealDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[str] = []
        monkeypatch.setattr("vipdesk.cli.serving.told_on_stderr", told.append)
        with open_door(real) as doorway:
            marta = doorway.enter(MARTA)
            head = f"POST /say HTTP/1.1\r\nHost: {doorway.origin.removeprefix('http://')}\r\n"
            head += f"Origin: {doorway.origin}\r\nCookie: {COOKIE}={marta.secret}\r\n"
            head += f"X-Own-Page: {marta.word}\r\nContent-Length: 9000\r\n"
            head += "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x"
            with connected(doorway, "127.0.0.1") as line:
                line.sendall(head.encode())
                assert soon(lambda: bool(doorway.door.at_once._going_on))
            assert soon(lambda: not doorway.door.at_once._going_on)
        assert told == []

    def test_what_others_send_wrong_fills_no_log(
        self, marta: Browser, caplog: pytest.LogCaptureFixture
    ) -> None:
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        assert marta.post("/say", content=b"--y\r\n", headers=kind).status_code == 400
        assert [each.name for each in caplog.records if "multipart" in each.name] == []

    def test_a_full_disk_keeps_room_for_words(
        self, doorway: Doorway, marta: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Files, "free", lambda _: 400_000_000)
        assert marta.say("", files=[("file", ("a", b"x", ""))]).status_code == 503
        assert marta.say("Words may come.").status_code == 200

    def test_no_other_code_of_signs_is_read(self, doorway: Doorway, marta: Browser) -> None:
        parts = f"--x\r\nContent-Disposition: form-data; name=id\r\n\r\n{uuid.uuid4()}\r\n"
        parts += "--x\r\nContent-Disposition: form-data; name=text\r\n\r\nHi\r\n--x--\r\n"
        for code, status in (("punycode", 415), ("unicode_escape", 415), ("UTF-8", 200)):
            kind = f"multipart/form-data; boundary=x; charset={code}"
            answer = marta.post("/say", content=parts, headers={"Content-Type": kind})
            assert answer.status_code == status, code


class TestClaims:
    """What a page says of itself opens nothing of another's."""

    def test_no_place_in_anothers_talk_tells_who_types_there(
        self, doorway: Doorway, marta: Browser
    ) -> None:
        paolo, desk = doorway.enter(PAOLO), DeskMoments(doorway.desk.where)
        number = paolo.say("Secret.").json()["ticket"]
        try:
            with marta.line(f"topic=chat&after={number}.1.0.0.0") as line, paolo.line() as his:
                assert heard(line, "hello")["after"] == ""
                heard(his, "talk")
                desk.types(number)
                assert heard(his, "types")["on"] is True
                marta.say("First.")
                assert json.loads(line.recv(timeout=10))["type"] == "talk"
        finally:
            desk.close()

    def test_nobody_types_on_anothers_ticket(self, doorway: Doorway, marta: Browser) -> None:
        number = doorway.enter(PAOLO).say("Secret.").json()["ticket"]
        own = marta.say("First.").json()["ticket"]
        with marta.line() as line:
            heard(line, "talk")
            cases: tuple[tuple[int, str, dict[str, int]], ...] = (
                (number, "looks", {}),
                (own, "away", {MARTA.address: own}),
            )
            for ticket, how, types in cases:
                line.send(f'{{"type":"types","ticket":{ticket}}}')
                line.send(f'{{"type":"here","how":"{how}"}}')
                here = {MARTA.address: how == "looks"}
                assert soon(partial(_is_here, doorway.desk.where, here))
                assert on_pages(doorway.desk.where).types == types

    def test_no_number_is_too_large_to_be_said(self, doorway: Doorway, marta: Browser) -> None:
        marta.say("First.")
        for number in ("9" * 12, "9" * 13, "9" * 400):
            form = {"id": str(uuid.uuid4()), "level": "1", "reason": "x"}
            assert marta.form(f"/tickets/{number}/severity", **form).status_code == 404
            assert marta.form(f"/calls/{number}/cancel").status_code in (404, 409)
            assert marta.get(f"/file/{number}/1/0").status_code == 404
            assert marta.get(f"/calls/{number}.ics").status_code == 404

    def test_nothing_earlier_of_anothers_is_told(self, doorway: Doorway, marta: Browser) -> None:
        number = doorway.enter(PAOLO).say("Secret.").json()["ticket"]
        assert marta.get(f"/earlier?ticket={number}&before=99").status_code == 404
        for query in ("", "?ticket=1", "?ticket=x&before=1", "?ticket=1&before=-1"):
            assert marta.get(f"/earlier{query}").status_code == 400

    def test_the_agent_is_not_reminded_without_end(self, doorway: Doorway, marta: Browser) -> None:
        marta.say("First.")
        answers = []
        for level in (1, 2, 1, 2, 1, 2):
            doorway.desk.now += timedelta(seconds=1)
            form = {"id": str(uuid.uuid4()), "level": str(level), "reason": "Grave."}
            answers.append(marta.form("/tickets/101/severity", **form).status_code)
        assert answers == [303] * 5 + [429]
        assert len(doorway.desk.board().reminders) == 5

    def test_what_is_nested_a_thousand_times_makes_no_sense(self, marta: Browser) -> None:
        said = '{"type":"here","x":' + "[" * 5_000
        assert marta.post("/live/small", content=said).status_code == 400

    def test_nobody_is_sent_elsewhere(self, marta: Browser) -> None:
        for path in ("/tickets/", "/enter/secret/"):
            assert marta.get(path).status_code == 404


def _is_here(where: str, here: dict[str, bool]) -> bool:
    return on_pages(where).here == here


class TestWhose:
    def test_a_house_is_one_however_many_addresses_it_has(self) -> None:
        assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1")
        assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
        assert network_of("203.0.113.5") == "203.0.113.5" == network_of("::ffff:203.0.113.5")
        assert network_of("marta@acme.example.com") == "marta@acme.example.com"
