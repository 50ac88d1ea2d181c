"""What the door refuses or keeps with a clear answer, whatever is thrown at it."""

import os
import uuid

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.desk.conftest import RealDesk
from tests.door.kit import CLIENT_SOFTWARE, Browser, Doorway, open_door
from tests.door.test_chat import heard
from tests.kit import MARTA, PAOLO
from vipdesk.domain.commands import Note, Reply
from vipdesk.door.limits import Limits
from vipdesk.door.saying import LONGEST_SAID


@pytest.fixture
def marta(doorway: Doorway) -> Browser:
    return doorway.enter(MARTA)


class TestOwnPagesOnly:
    """No other page can make a visitor's browser act, listen, or show ours in a frame."""

    def test_what_changes_anything_comes_from_our_own_page(
        self, doorway: Doorway, marta: Browser
    ) -> None:
        marta.say("First.")
        words = {"text": "Forged.", "level": "1", "reason": "x", "start": START}
        form = {"id": str(uuid.uuid4()), **words}
        parts = [(key, (None, value)) for key, value in form.items()]
        for path in ("/say", "/book", "/leave", "/live/small", "/tickets/101/severity"):
            for origin in ("https://evil.example", "null", ""):
                answer = marta.post(path, headers={"Origin": origin}, files=parts)
                assert answer.status_code in (400, 403), (path, origin, answer.text)
            for word in ("0" * 32, ""):
                answer = marta.post(path, headers={"X-Own-Page": word}, files=parts)
                assert answer.status_code in (400, 403), (path, word, answer.text)
        assert len(doorway.desk.ticket(101).messages) == 1
        assert marta.get("/").status_code == 200

    def test_a_socket_opens_from_our_own_page_only(self, marta: Browser) -> None:
        for origin in ("https://evil.example", CLIENT_SOFTWARE, "null", None):
            with pytest.raises(InvalidStatus) as refused, marta.line(origin=origin):
                pass
            assert refused.value.response.status_code == 403

    def test_a_page_may_be_shown_where_it_is_meant_to_be(
        self, doorway: Doorway, marta: Browser
    ) -> None:
        panel = doorway.plain("GET", "/panel").headers
        assert f"frame-ancestors {CLIENT_SOFTWARE}" in panel["content-security-policy"]
        assert "x-frame-options" not in panel
        for path in ("/", "/tickets", "/book", "/enter", "/nowhere"):
            headers = marta.get(path).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-frame-options"] == "DENY"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"

    def test_no_other_name_is_answered_to(self, doorway: Doorway, marta: Browser) -> None:
        answer = doorway.plain("GET", "/panel", headers={"Host": "rebound.example"})
        assert answer.status_code == 421
        with (
            pytest.raises(InvalidStatus) as refused,
            marta.line(headers={"Host": "rebound.example"}),
        ):
            pass
        assert refused.value.response.status_code in (400, 403, 421)


START = "2026-11-24T09:00:00+00:00"


class TestOwnThingsOnly:
    """A visitor has no way to what is another contact's, or ours alone."""

    def test_every_number_of_anothers_is_not_there(
        self, doorway: Doorway, marta: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Limits, "wait", lambda *_: 0.0)  # a long list is no flood
        paolo = doorway.enter(PAOLO)
        sent = paolo.say("Secret.", files=[("file", ("secret.txt", b"secret", "text/plain"))])
        number = sent.json()["ticket"]
        doorway.desk.do(Reply(number, "Secret answer."))
        assert paolo.get(f"/file/{number}/1/0").content == b"secret"
        answers = set()
        for ticket in range(number - 20, number + 21):
            answers.add(marta.get(f"/tickets/{ticket}").status_code)
            answers.add(
                marta.form(
                    f"/tickets/{ticket}/severity", id=str(uuid.uuid4()), level="1", reason="x"
                ).status_code
            )
            poll = marta.get(f"/live/poll?topic=chat&ticket={ticket}").json()
            assert poll["events"] == [{"type": "ended"}]
            for message in range(4):
                answers.add(marta.get(f"/file/{ticket}/{message}/0").status_code)
        assert answers == {404}
        mine = marta.say("On theirs.", fields={"ticket": str(number)})
        assert mine.status_code in (404, 409)
        assert [m.author.address for m in doorway.desk.ticket(number).messages if m.was_said] == [
            PAOLO.address
        ]

    def test_notes_are_ours_alone(self, doorway: Doorway, marta: Browser) -> None:
        number = marta.say("Hello?").json()["ticket"]
        doorway.desk.do(Note(number, "They never read the manual."))
        with marta.line() as line:
            assert [word["text"] for word in heard(line, "talk")["words"]] == ["Hello?"]
        assert "manual" not in marta.page(f"/tickets/{number}") + marta.page("/tickets")


class TestWhatIsSaid:
    """Words and files, as bad as they come."""

    def test_nothing_that_a_terminal_obeys_gets_through(
        self, doorway: Doorway, marta: Browser
    ) -> None:
        said = marta.say(
            "\x1b[2J\x1b]0;owned\x07 Hi \u202eolleh\x00\x9b31m <script>alert(1)</script>"
        )
        text = doorway.desk.ticket(said.json()["ticket"]).messages[0].text
        assert text.isprintable()
        assert not set(text) & set("\x1b\x07\x00\x9b\u202e")
        page = marta.page("/")
        assert "<script>alert" not in page
        assert "\\u003cscript\\u003ealert" in page

    def test_what_makes_no_sense_is_refused(self, marta: Browser) -> None:
        for fields, status in (
            ({"text": "x" * (LONGEST_SAID + 1)}, 413),
            ({"text": ""}, 400),
            ({"text": " \n "}, 400),
            ({"id": "1; DROP TABLE message"}, 400),
            ({"ticket": "-1"}, 400),
            ({"ticket": "1e3"}, 400),
            ({"ticket": "9" * 30}, 400),
            ({"ticket": "²"}, 400),
        ):
            assert marta.say("Hi.", fields=fields).status_code == status, fields

    def test_bytes_that_are_no_text_are_refused(self, doorway: Doorway, marta: Browser) -> None:
        for content, kind in (
            (os.urandom(5_000), "multipart/form-data; boundary=x"),
            (
                b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\n\xff\xfe",
                "multipart/form-data; boundary=x",
            ),
            (b"text=%ff%fe&id=x", "application/x-www-form-urlencoded"),
            (b"{", "application/json"),
            (b"", "multipart/form-data"),
        ):
            answer = marta.post("/say", content=content, headers={"Content-Type": kind})
            assert answer.status_code in (400, 413), (kind, answer.status_code)
        assert doorway.desk.numbers() == []

    def test_a_body_that_is_too_large_is_not_read(self, real: RealDesk) -> None:
        with open_door(real, most_upload=100_000) as doorway:
            marta = doorway.enter(MARTA)
            for path in ("/say", "/live/small", "/book"):
                answer = marta.post(path, content=_endless(2_000_000))
                assert answer.status_code == 413, path
            large = [("file", ("a.bin", b"\x00" * 100_001, "image/png"))]
            assert marta.say("", files=large).status_code == 413
            assert (
                marta.say("", files=[("file", ("a.bin", b"\x00" * 99_000, ""))]).status_code == 200
            )

    def test_a_socket_that_says_nonsense_is_closed(self, marta: Browser) -> None:
        marta.say("Hi.")
        for said in (
            "{",
            '{"type":"format disk"}',
            "[]",
            "\x00" * 100,
            "x" * 3_000,
            '{"type":"seen","ticket":-1}',
        ):
            with marta.line() as line:
                heard(line, "hello")
                line.send(said)
                with pytest.raises(ConnectionClosed):
                    heard(line, "nothing that there is")

    def test_a_file_is_what_is_in_it_and_never_a_page(self, marta: Browser) -> None:
        for name, content, kind in (
            ("cat.png", b"<html><script>alert(1)</script>", "application/octet-stream"),
            ("image.svg", b"<svg onload='alert(1)'/>", "application/octet-stream"),
            ("../../etc/pass\x1bwd", b"\x89PNG\r\n\x1a\n....", "image/png"),
        ):
            sent = marta.say("", files=[("file", (name, content, "text/html"))]).json()
            answer = marta.get(f"/file/{sent['ticket']}/{sent['number']}/0")
            assert answer.content == content
            assert answer.headers["content-type"] == kind
            told = answer.headers["content-disposition"]
            assert told.startswith("attachment; filename*=UTF-8''")
            assert "/" not in told.partition("''")[2]
            assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
            assert answer.headers["x-content-type-options"] == "nosniff"


def _endless(size: int) -> bytes:
    return b"x" * size
