"""`vipdesk people`, `ticket escalate`, `escalations`, `escalation`: seniors by command line."""

import pytest

from tests.cli.conftest import Run
from tests.cli.test_ticket import opened, shown

JANA, PAVEL, EVA = "Jana Nováková", "Pavel Horák", "Eva Marková"


@pytest.fixture
def manned(desk: Run) -> Run:
    """A desk with two seniors."""
    known = ("--skills", "proxy,login", "--email", "pavel@example.org")
    desk("people", "add", PAVEL, "--role", "senior", *known)
    desk("people", "add", EVA, "--role", "senior", "--hours", "Mon-Fri 07:00-15:00")
    return desk


def test_people_are_listed_as_they_were_said(manned: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    jana, pavel, eva = manned("people", "--json").data
    assert (jana["name"], jana["role"]) == (JANA, "dedicated"), "from the beginning"
    assert pavel == {
        "name": PAVEL,
        "role": "senior",
        "logins": [],
        "address": "pavel@example.org",
        "skills": ["proxy", "login"],
        "hours": None,
        "away": [],
        "active": True,
        "in_office": True,
        "next_in": pavel["next_in"],
    }
    assert (eva["hours"], eva["in_office"]) == ("Mon-Fri 07:00-15:00", True)
    said = manned("people").out
    assert "logins" not in said, "nobody has any"
    assert "as the desk" in said
    assert "proxy, login" in said


def test_people_go_away_and_leave(manned: Run) -> None:
    (_, pavel, _) = manned("people", "away", PAVEL, "2026-11-23", "2026-11-24", "--json").data
    assert pavel["away"] == [{"from": "2026-11-23", "until": "2026-11-24"}]
    assert pavel["next_in"] == "2026-11-25T09:00:00+01:00"
    assert manned("people", "away", PAVEL, "never", "--json").data[1]["away"] == []
    left = manned("people", "remove", PAVEL, "--json").data
    assert [one["name"] for one in left] == [JANA, EVA]
    assert len(manned("people", "--all", "--json").data) == 3


def test_the_agent_is_listed_with_the_time_off_that_is_in_the_calendar(manned: Run) -> None:
    days = ("2026-11-23", "2026-11-25", "--all-day", "--away")
    assert manned("busy", "add", "days off", *days).code == 0
    assert (
        manned("busy", "add", "dentist", "2026-11-30T09:00", "2026-11-30T11:00", "--away").code == 0
    )
    for _ in range(2):
        found = manned("people", "--json").data
        (jana,) = [one for one in found if one["name"] == JANA]
        assert jana["away"] == [{"from": "2026-11-23", "until": "2026-11-25"}]
        assert jana["in_office"] is False
        manned("people", "add", JANA, "--role", "dedicated", "--email", "j@example.org")
    assert jana["address"] == "j@example.org"


def test_a_ticket_is_escalated_accepted_and_handed_back(manned: Run) -> None:
    number = opened(manned, "Login page returns 502", 3)
    line = manned("ticket", "escalate", number, "--reason", "no idea", "--json").data
    assert (line["number"], line["status"], line["due_kind"]) == (int(number), "open", "initial")
    assert (line["escalated_to"], line["escalation"]) == (PAVEL, "not accepted yet")
    assert [row["escalated_to"] for row in manned("tickets", "--json").data] == [PAVEL]
    (found,) = manned("escalations", "--json").data
    assert (found["id"], found["ticket"], found["with"]) == (1, int(number), PAVEL)
    assert found["status"] == "not accepted yet"
    assert found["asked"][0]["accept_by"].startswith("2026-11-23T10:57:")
    assert "by 10:57" in manned("escalations").out
    accepted = manned("escalation", "accept", "1", "--as", "pavel horák", "--json").data
    assert accepted["status"] == "accepted"
    lost = manned("escalation", "accept", "1", "--as", EVA)
    assert (lost.code, lost.out) == (3, "")
    assert "there is no such escalation" in lost.err, "she was never asked"
    manned("escalation", "note", "1", "--body", "looking", "--as", PAVEL)
    manned("escalation", "hand-back", "1", "--result", "a full disk", "--as", PAVEL)
    assert manned("escalations", "--json").data == []
    (found,) = manned("escalations", "--all", "--json").data
    assert (found["status"], found["result"], found["ended_by"]) == (
        "handed back",
        "a full disk",
        PAVEL,
    )
    assert 0 <= found["to_accept_seconds"] < 60
    assert 0 <= found["to_hand_back_seconds"] < 60
    assert " ".join(manned("escalations", "--all").out.split()).count("in 0h 00m") == 2
    data = shown(manned, number)
    assert found.pop("desk") == JANA
    assert data["escalations"] == [found]
    assert [e["who"] for e in data["history"] if e["what"] == "escalation accepted"] == [PAVEL]
    assert {"looking", "a full disk"} <= {message["text"] for message in data["messages"]}


def test_it_is_declined_and_withdrawn(manned: Run) -> None:
    number = opened(manned, "Slow", 3)
    manned("ticket", "escalate", number, "--to", PAVEL, "--reason", "r", "--tried", "t")
    declined = manned("escalation", "decline", "1", "--reason", "busy", "--as", PAVEL, "--json")
    assert (declined.data["with"], declined.data["asked"][0]["why"]) == (EVA, "busy")
    withdrawn = manned("escalation", "withdraw", "1", "--reason", "found", "--json").data
    assert (withdrawn["status"], withdrawn["with"]) == ("withdrawn", None)
    assert (withdrawn["to_accept_seconds"], withdrawn["to_hand_back_seconds"]) == (None, None)


def test_the_mail_is_shown_so_that_it_can_be_sent_by_hand(manned: Run) -> None:
    manned("ticket", "escalate", opened(manned, "Slow", 3), "--to", PAVEL, "--reason", "no idea")
    (mail,) = manned("escalation", "show", "1", "--json").data["mails"]
    assert mail["to"] == {"name": PAVEL, "address": "pavel@example.org"}
    said = manned("escalation", "show", "1").out
    assert "queued for Pavel Horák <pavel@example.org>" in said
    assert "no idea" in said


def test_a_filter_finds_what_is_escalated(manned: Run) -> None:
    first, second = opened(manned, "One", 3), opened(manned, "Two", 3)
    manned("ticket", "escalate", first, "--reason", "no idea")

    def found(query: str) -> list[str]:
        lines = manned("tickets", f"--filter={query}", "--json").data
        return [str(line["number"]) for line in lines]

    assert found("is:escalated") == found("owes:senior") == [first]
    assert found("-is:escalated") == found("owes:us") == [second]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("ticket", "escalate", "N", "--reason", " "), 3, "the reason is empty"),
        (("ticket", "escalate", "N"), 2, "--reason"),
        (("ticket", "escalate", "N", "--reason", "r", "--to", "Otto"), 3, "Otto is no senior"),
        (("ticket", "escalate", "999", "--reason", "r"), 3, "there is no such ticket"),
        (("escalation", "accept", "7", "--as", PAVEL), 3, "there is no such escalation"),
        (("escalation", "show", "7"), 3, "there is no escalation 7"),
        (("escalation", "accept", "1"), 2, "--as"),
        (("people", "add", "Otto"), 3, "say in which role"),
        (("people", "add", "Otto", "--role", "boss"), 2, "--role"),
        (("people", "add", PAVEL, "--hours", "daily"), 3, "can't be read"),
        (("people", "add", PAVEL, "--email", "nowhere"), 3, "is no mail address"),
        (("people", "away", "Otto", "never"), 3, "Otto is not known"),
        (("people", "away", PAVEL, "soon"), 3, "soon is no day"),
        (("people", "remove", "Otto"), 3, "Otto is not known"),
    ],
)
def test_what_can_not_be_is_one_line(
    manned: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    number = opened(manned)
    ended = manned(*(number if word == "N" else word for word in words))
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_nobody_else_accepts(manned: Run) -> None:
    manned("ticket", "escalate", opened(manned), "--reason", "no idea")
    ended = manned("escalation", "accept", "1", "--as", JANA)
    assert (ended.code, ended.out) == (4, "")
    assert "Jana Nováková is no senior: `vipdesk people` lists them" in ended.err


def test_without_a_senior_nothing_is_escalated(desk: Run) -> None:
    ended = desk("ticket", "escalate", opened(desk), "--reason", "no idea")
    assert ended.code == 4
    assert "`vipdesk people add NAME --role senior` adds one" in ended.err


def test_an_escalation_says_who_has_the_desk_now(manned: Run) -> None:
    """A senior hands back to whoever covers, not to who asked them."""
    number = opened(manned, "Login page returns 502", 3)
    manned("ticket", "escalate", number, "--reason", "no idea")
    manned("people", "add", "Petra Nová", "--role", "cover")
    manned("handover", "--to", "Petra Nová")
    manned("handover", "sign", "1", "--by", "Petra Nová", "--no-mail")
    (found,) = manned("escalations", "--json").data
    assert (found["who"], found["desk"], found["with"]) == (JANA, "Petra Nová", PAVEL)
    accepted = manned("escalation", "accept", "1", "--as", PAVEL, "--json").data
    assert accepted["desk"] == "Petra Nová"
    assert manned("escalation", "show", "1", "--json").data["desk"] == "Petra Nová"
