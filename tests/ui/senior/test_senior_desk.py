"""A senior's desk: what is escalated to them, their acts, and nothing that answers the client."""

import pytest

from tests.ui.acting.stage import SIZES, Scene, until
from tests.ui.senior.stage import EVA, PAVEL, desk_of, escalation, senior_sits
from vipdesk import verbs
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Reply, SaveDraft
from vipdesk.domain.escalation import Answer, EscalationStatus
from vipdesk.domain.escalation_commands import (
    AcceptEscalation,
    Escalate,
    HandBack,
    RemoveColleague,
    SetColleague,
    WithdrawEscalation,
)
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.domain.roles import SENIOR_ACTS
from vipdesk.widgets.keys import declared, entries

CLIENTS = ("answer", "severity", "promise", "escalate", "resolve", "wait", "book", "call", "new")
"""Words of acts that are the agent's."""


@pytest.mark.parametrize("size", SIZES)
async def test_it_shows_what_is_theirs_and_nothing_else(
    asked: Scene, size: tuple[int, int]
) -> None:
    async with senior_sits(asked, size=size) as here:
        assert "Escalated to you · 1 to accept" in here.shown
        assert "0h 15m" in here.shown
        assert "Login" in here.shown
        assert "Pavel" in here.shown
        for other in ("Inbox crawls", "Rule ignored", "Callbacks", "READ-ONLY"):
            assert other not in here.shown
        asked.clock.on(minutes=9, seconds=30)
        here.app.tick()
        await here.shows("5m 30s")


async def test_nothing_answers_the_client_in_footer_help_or_palette(asked: Scene) -> None:
    agents = [act for act in verbs.ACTS if act.action not in ("note", "undo")]
    async with senior_sits(asked) as here:
        screen = here.app.board_screen
        for told in (entries(screen), list(declared(screen))):
            says = {says for _, says, _ in told}
            assert "Accept it: it is yours from then on" in says
            assert not says & {act.says for act in agents}
        footer = here.shown.splitlines()[-1]
        assert " a accept  d decline  n note" in footer
        assert not any(word in footer for word in CLIENTS)
        await here.keys("question_mark")
        await here.shows("Keys and signs")
        assert "Accept it" in here.shown
        assert not any(act.says in here.shown for act in agents)
        await here.keys("escape", "ctrl+p")
        await here.types("answer the client")
        await here.shows("answer the client")
        await here.pilot.pause()
        assert "(a)" not in here.shown


@pytest.mark.parametrize(
    "key", [*"spewrtbcNMSFPWAyiUvC@/#=*!", "ctrl+a", "ctrl+e", "ctrl+r", "ctrl+t"]
)
async def test_a_key_of_the_agents_does_nothing(asked: Scene, key: str) -> None:
    async with senior_sits(asked) as here:
        before = asked.view(101)
        await here.keys(key)
        await here.pilot.pause()
        assert len(here.app.screen_stack) == 1
        assert asked.view(101) == before


async def test_the_acts_are_those_of_the_table() -> None:
    from vipdesk.screens.senior import ACTS
    from vipdesk.screens.senior_dialogs import DeclineDialog, HandBackDialog, SeniorNoteDialog

    made = {AcceptEscalation}
    asking = (DeclineDialog, HandBackDialog, SeniorNoteDialog)
    made |= {dialog.command.__annotations__["return"] for dialog in asking}
    assert made == set(SENIOR_ACTS)
    assert len(ACTS) == len(SENIOR_ACTS)


async def test_it_is_accepted_worked_on_and_handed_back(asked: Scene) -> None:
    async with senior_sits(asked) as here:
        await here.keys("a")
        await here.shows("#101 is with Pavel Horák")
        await here.shows("yours since 10:42")
        assert "decline" not in here.shown.splitlines()[-1]
        await here.keys("n")
        await here.shows("Note on #101")
        await here.types("the proxy")
        await here.keys("ctrl+s")
        await here.shows("note of a senior kept on #101")
        await here.keys("h")
        await here.shows("Hand #101 back")
        await here.keys("ctrl+s")
        await here.shows("the result is empty")
        await here.types("full disk")
        await here.keys("ctrl+s")
        await here.shows("#101 is handed back by Pavel Horák")
        await here.shows("1 handed back lately")
    found = escalation(asked)
    assert (found.status, found.result) == (EscalationStatus.HANDED_BACK, "full disk")
    assert [m.text for m in asked.messages(101)][-2:] == ["the proxy", "full disk"]


async def test_it_is_declined_and_goes_to_the_next(asked: Scene) -> None:
    async with senior_sits(asked) as here:
        await here.keys("d")
        await here.shows("Decline #101 · the next senior is asked")
        await here.types("on a call")
        await here.keys("escape", "d")
        await here.shows("on a call")
        await here.keys("ctrl+s")
        await here.shows("#101 is declined, Eva Marková is asked")
        await here.shows("Nothing is escalated to you.")
    assert escalation(asked).asked[0].why == "on a call"


async def test_each_act_is_undone_by_u(asked: Scene) -> None:
    async with senior_sits(asked) as here:
        assert "undo" not in here.shown.splitlines()[-1]
        await here.keys("u")
        await here.shows("nothing is left to undo")
        await here.keys("a")
        await here.shows("#101 is with Pavel Horák · u undoes it")
        assert "u undo" in here.shown.splitlines()[-1]
        await here.keys("n")
        await here.types("the proxy")
        await here.keys("ctrl+s")
        await here.shows("note of a senior kept on #101 · u undoes it")
        await here.keys("h")
        await here.types("full disk")
        await here.keys("ctrl+s")
        await here.shows("1 handed back lately")
        await here.keys("u")
        await here.shows("#101: undone: handed back · u undoes what was before")
        await here.shows("yours since 10:42")
        await here.keys("u")
        await here.shows("#101: undone: note · u undoes what was before")
        await here.keys("u")
        await here.shows("#101: undone: escalation accepted")
        await here.shows("1 to accept")
        assert "undo" not in here.shown.splitlines()[-1]
    found = escalation(asked)
    assert (found.status, found.asked[0].answer) == (EscalationStatus.ASKED, Answer.WAITING)
    assert not any(m.stands for m in asked.messages(101)[-2:])


async def test_what_was_declined_comes_back_until_another_has_it(asked: Scene) -> None:
    asked.do(WithdrawEscalation(2))
    async with senior_sits(asked) as here:
        for _ in range(2):
            await here.keys("d")
            await here.shows("Decline #101")
            await here.types("busy")
            await here.keys("ctrl+s")
            await here.shows("Nothing is escalated to you.")
            assert escalation(asked).with_whom == EVA.name
            await here.keys("u")
            await here.shows("#101: undone: escalation declined")
            await here.shows("─ #101 ")
            assert escalation(asked).with_whom == PAVEL.name
        await here.keys("d")
        await here.types("busy")
        await here.keys("ctrl+s")
        await here.shows("Nothing is escalated to you.")
        desk_of(asked, EVA).execute(AcceptEscalation(1))
        await here.keys("u")
        await here.shows("not done: #101: Eva Marková has accepted it meanwhile")
        await here.keys("u")
        await here.shows("#101: Eva Marková has accepted it meanwhile")
    assert escalation(asked).with_whom == EVA.name


async def test_what_was_handed_back_stays_once_the_agent_went_on(asked: Scene) -> None:
    asked.do(AcceptEscalation(1, by=PAVEL.name))
    async with senior_sits(asked) as here:
        await here.keys("h")
        await here.types("full disk")
        await here.keys("ctrl+s")
        await here.shows("handed back lately")
        asked.do(Reply(101, "The disk was full."))
        await here.keys("u")
        await here.shows("not done: #101 has gone on since: this can't be undone any more")
    assert escalation(asked).status is EscalationStatus.HANDED_BACK


async def test_two_take_the_same_at_once_and_one_is_told_who(asked: Scene) -> None:
    asked.do(WithdrawEscalation(2))
    asked.clock.on(minutes=16)
    asked.do(Sweep())
    async with senior_sits(asked) as here:
        await here.shows("Eva Marková is asked")
        desk_of(asked, EVA).execute(AcceptEscalation(1))
        await here.keys("a")
        await here.shows("not done: #101 is with Eva Marková already, since 10:58")
        await here.committed()
        await here.shows("Nothing is escalated to you.")


async def test_who_did_not_answer_in_time_may_still_take_it(asked: Scene) -> None:
    asked.do(WithdrawEscalation(2))
    asked.clock.on(minutes=16)
    asked.do(Sweep())
    async with senior_sits(asked) as here:
        await here.keys("d")
        await here.shows("not done: you are not asked now")
        await here.keys("a")
        await here.shows("yours since 10:58")
    assert escalation(asked).asked[0].answer is Answer.ACCEPTED


async def test_what_is_newly_asked_shows_by_itself_and_is_told_once(asked: Scene) -> None:
    async with senior_sits(asked) as here:
        assert "asked of you" not in here.shown
        asked.do(Escalate(103, "the rules", to=PAVEL.name))
        await here.committed()
        await here.shows("⇑? 1 asked of you: #103 Rule ignored")
        await here.shows("2 to accept")
        told = len(here.app._notifications)
        asked.mail("Something else")
        await here.committed()
        await here.pilot.pause()
        assert len(here.app._notifications) == told


async def test_what_is_withdrawn_goes_and_the_key_says_so(asked: Scene) -> None:
    async with senior_sits(asked) as here:
        await here.shows("─ #101 ")
        asked.do(WithdrawEscalation(1))
        await here.committed()
        await here.shows("Nothing is escalated to you.")
        await here.shows("no ticket selected")
        await here.keys("a")
        await here.shows("no ticket is selected")


async def test_only_tickets_of_theirs_can_be_read(asked: Scene) -> None:
    asked.do(SaveDraft(101, "half an answer"))
    async with senior_sits(asked) as here:
        pictures = here.app.pictures
        view = await pictures.ticket(101)
        assert view is not None
        assert view.drafts == ()
        assert await pictures.ticket(102) is None
        board = await pictures.board()
        assert [line.number for line in board.lines] == [101]
        assert await pictures.open_tickets() == ()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            SetColleague(PAVEL.name, Role.SUPERVISOR, change_role=True),
            "Pavel Horák is a supervisor now",
        ),
        (RemoveColleague(PAVEL.name), "Pavel Horák was removed"),
    ],
)
async def test_it_ends_when_they_are_no_senior_any_more(
    asked: Scene, command: SetColleague | RemoveColleague, said: str
) -> None:
    asked.do(WithdrawEscalation(1))
    async with senior_sits(asked) as here:
        asked.do(command)
        await here.keys("a")
        await here.committed()
        await until(here.pilot, lambda: bool(here.app.parting))
    assert here.app.parting.startswith(said)
    assert here.app.return_code == 4


async def test_the_dedicated_agent_sees_it_come_back(asked: Scene) -> None:
    async with senior_sits(asked) as here:
        await here.keys("a")
        await here.shows("yours since")
    asked.do(Reply(101, "We are on it"))
    assert [m.author.name for m in asked.messages(101) if m.to] == ["Jana Nováková"]
    asked.do(HandBack(1, "done", by=PAVEL.name))
    assert escalation(asked).ended_by == "Jana Nováková"
