"""Who is let in, by what, and for how long: links, signed tokens, visits."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest

from tests.desk.conftest import RealDesk
from tests.door.kit import CLIENT_SOFTWARE, KEY, Browser, Doorway, open_door
from tests.door.test_chat import heard
from tests.kit import MARTA, PAOLO, STRANGER
from vipdesk.domain.door_commands import EndVisits
from vipdesk.domain.visit import VISIT_LASTS
from vipdesk.door.limits import Limits, What
from vipdesk.door.visits import COOKIE


def claims(doorway: Doorway, **other: Any) -> dict[str, Any]:
    """What a right token says."""
    now = doorway.desk.now
    said = {"sub": MARTA.address, "jti": "once-and-only", "iat": now, "exp": now + 5 * MINUTE}
    return {key: value for key, value in (said | other).items() if value is not None}


MINUTE = timedelta(minutes=1)


def token(doorway: Doorway, key: bytes = KEY, algorithm: str = "HS256", **other: Any) -> str:
    return jwt.encode(claims(doorway, **other), key, algorithm=algorithm)


def signed(said: dict[str, Any]) -> str:
    """A genuine token, whatever it says."""
    plain = {k: v.timestamp() if isinstance(v, datetime) else v for k, v in said.items()}
    return jwt.api_jws.encode(json.dumps(plain).encode(), KEY)


def enter(doorway: Doorway, said: str, **more: str) -> Any:
    return doorway.plain("POST", "/enter", data={"token": said, **more})


class TestLinks:
    def test_a_link_is_used_once(self, doorway: Doorway) -> None:
        link = doorway.link()
        assert doorway.plain("POST", f"/enter/{link}").status_code == 303
        again = doorway.plain("POST", f"/enter/{link}", headers={"Accept": "text/html"})
        assert again.status_code == 403
        assert "was used already" in again.text

    def test_who_only_fetches_it_uses_nothing_up(self, doorway: Doorway) -> None:
        link = doorway.link()
        for method in ("GET", "HEAD", "GET"):
            assert doorway.plain(method, f"/enter/{link}").status_code == 200
        assert doorway.plain("POST", f"/enter/{link}").status_code == 303

    def test_a_link_runs_out(self, doorway: Doorway) -> None:
        link = doorway.link()
        doorway.desk.at("Tue 2026-11-24 09:31")
        assert doorway.plain("GET", f"/enter/{link}").status_code == 403
        assert doorway.plain("POST", f"/enter/{link}").status_code == 403

    def test_another_site_can_not_sign_anybody_in(self, doorway: Doorway) -> None:
        link = doorway.link()
        for origin in ("https://evil.example", "null", CLIENT_SOFTWARE):
            answer = doorway.plain("POST", f"/enter/{link}", headers={"Origin": origin})
            assert answer.status_code == 403
            assert "set-cookie" not in answer.headers
        assert doorway.plain("POST", f"/enter/{link}").status_code == 303

    def test_guessing_is_slowed_down(self, doorway: Doorway) -> None:
        tried = [doorway.plain("POST", f"/enter/guess-{n}").status_code for n in range(12)]
        assert tried[:10] == [403] * 10
        assert tried[10:] == [429] * 2
        answer = doorway.plain("GET", "/enter/guess-again")
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) >= 1


class TestTokens:
    def test_a_signed_token_lets_in_without_a_cookie(self, doorway: Doorway) -> None:
        answer = enter(doorway, token(doorway, name="Marta R."))
        assert answer.status_code == 200, answer.text
        assert "set-cookie" not in answer.headers
        bearer = {"Authorization": f"Bearer {answer.json()['bearer']}", "Accept": "text/html"}
        room = doorway.plain("GET", "/room", headers=bearer)
        assert room.status_code == 200
        said = doorway.plain(
            *("POST", "/say"),
            headers=bearer,
            files=[("id", (None, "0" * 8 + "-0000-0000-0000-" + "0" * 12)), ("text", (None, "Hi"))],
        )
        assert said.status_code == 200, said.text

    def test_it_lets_a_page_in_with_one(self, doorway: Doorway) -> None:
        answer = enter(doorway, token(doorway), **{"as": "page"})
        assert answer.json() == {"to": "/"}
        assert answer.headers["set-cookie"].startswith(COOKIE)

    def test_it_is_taken_once(self, doorway: Doorway) -> None:
        said = token(doorway)
        assert enter(doorway, said).status_code == 200
        assert enter(doorway, said).status_code == 403
        assert enter(doorway, token(doorway, jti="another-one")).status_code == 200

    def test_what_is_not_right_is_refused(
        self, doorway: Doorway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Limits, "wait", lambda *_: 0.0)
        now = doorway.desk.now
        wrong: tuple[dict[str, Any], ...] = (
            {"exp": now - 2 * MINUTE},
            {"exp": now + 12 * MINUTE},
            {"iat": now + 3 * MINUTE},
            *({name: None} for name in ("exp", "iat", "jti", "sub")),
            {"jti": 12345678},
            {"jti": "short"},
            {"sub": "nobody"},
            {"sub": STRANGER.address},
            {"aud": "https://another.example"},
            {"aud": ["https://another.example", 7]},
            {"aud": {"a": "place"}},
            {"nbf": now + 3 * MINUTE},
            {"nbf": "soon"},
            {"jti": "half a sign: \ud800"},
            {"exp": "tomorrow"},
            {"exp": 1e300},
        )
        for other in wrong:
            answer = enter(doorway, signed(claims(doorway, **other)))
            assert (answer.status_code, answer.json()["fault"]) == (403, "token"), other

    def test_a_forged_one_is_refused(self, doorway: Doorway) -> None:
        right = token(doorway)
        head, body, _ = right.split(".")
        none = jwt.encode(claims(doorway), "", algorithm="none")
        other_key = token(doorway, b"another key that is long enough, too")
        other_way = token(doorway, KEY * 2, algorithm="HS512")
        nested = base64.urlsafe_b64encode(b'{"alg":' + b"[" * 1_400 + b"]" * 1_400 + b"}").decode()
        forged = (f"{head}.{body}.", f"{head}.{body}.AAAA", f"{nested}.e30.AAAA")
        cut = (*forged, "", "a.b.c", "ä.ö.ü")
        for said in (none, other_key, other_way, *cut):
            assert enter(doorway, said).status_code == 403
            doorway.door.limits.give_back(What.ENTER, "127.0.0.1")
        assert enter(doorway, right).status_code == 200

    def test_it_may_be_for_several_places(self, doorway: Doorway) -> None:
        here = ["https://app.example.com", doorway.origin]
        assert enter(doorway, token(doorway, aud=here)).status_code == 200

    def test_clocks_may_differ_by_a_minute(self, doorway: Doorway) -> None:
        now = doorway.desk.now
        late = token(doorway, exp=now - MINUTE / 2, iat=now - 6 * MINUTE, jti="late-one")
        early = token(doorway, iat=now + MINUTE / 2, jti="early-one")
        assert [enter(doorway, said).status_code for said in (late, early)] == [200, 200]

    def test_without_a_key_nobody_comes_in_so(self, real: RealDesk) -> None:
        with open_door(real, key=None) as doorway:
            answer = enter(doorway, token(doorway))
            assert (answer.status_code, answer.json()["fault"]) == (403, "no_token")


class TestVisits:
    @pytest.fixture
    def marta(self, doorway: Doorway) -> Browser:
        return doorway.enter(MARTA)

    def test_signing_out_ends_it(self, doorway: Doorway, marta: Browser) -> None:
        answer = marta.form("/leave")
        assert answer.status_code == 200
        assert f'{COOKIE}=""' in answer.headers["set-cookie"]
        assert marta.get("/").status_code == 401

    def test_it_runs_out(self, doorway: Doorway, marta: Browser) -> None:
        doorway.desk.now += VISIT_LASTS
        assert marta.get("/").status_code == 401
        assert marta.say("Still here?").status_code == 401

    def test_the_desk_ends_it(self, doorway: Doorway, marta: Browser) -> None:
        paolo, link = doorway.enter(PAOLO), doorway.link()
        doorway.desk.do(EndVisits(MARTA.address))
        assert marta.get("/").status_code == 401
        assert doorway.plain("POST", f"/enter/{link}").status_code == 403
        assert paolo.get("/").status_code == 200

    def test_a_line_ends_with_its_visit(
        self, real: RealDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("vipdesk.door.app.VISITS_EVERY", 1_000.0)
        with open_door(real) as doorway:
            marta, paolo = doorway.enter(MARTA), doorway.enter(PAOLO)
            with marta.line() as line, paolo.line() as other:
                heard(line, "hello")
                monkeypatch.setattr("vipdesk.door.hub.CHECK_APART", 0.0)
                real.do(EndVisits(MARTA.address))
                heard(line, "ended")
                paolo.say("Still here.")
                assert heard(other, "talk")["words"]

    def test_no_other_secret_opens_it(self, doorway: Doorway) -> None:
        for secret in ("", "short", "x" * 43, "x" * 5_000, "\x7f" * 40):
            browser = doorway.with_secret(secret)
            assert browser.get("/").status_code == 401
            assert browser.get("/live/poll").status_code == 401

    def test_who_is_not_signed_in_is_told_what_to_do(self, doorway: Doorway) -> None:
        answer = doorway.plain("GET", "/", headers={"Accept": "text/html", "Accept-Language": "de"})
        assert answer.status_code == 401
        assert "https://chat.example.com/" in answer.text
