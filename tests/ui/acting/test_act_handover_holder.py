"""Whose desk it is once it was handed over: answers, drafts, seat, what is unread."""

import pytest

from tests.ui.acting.handing_over import OTTO, PAOLO_WROTE, PETRA, about_to_leave, elsewhere, opened
from tests.ui.acting.stage import JANA, PAOLO, SIZES, Scene, sitting
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import SaveDraft
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.domain.handover_commands import MakeSheet, SignSheet
from vipdesk.domain.news import Unread
from vipdesk.screens.desk import DeskScreen
from vipdesk.screens.signing import SignDialog
from vipdesk.store.seats import SeatKeeper
from vipdesk.store.unread import UnreadKeeper


@pytest.fixture
def leaving(scene: Scene) -> Scene:
    """About to hand the desk over."""
    return about_to_leave(scene)


async def test_answers_and_drafts_are_the_covers_from_then_on(leaving: Scene) -> None:
    leaving.do(MakeSheet())
    leaving.do(SignSheet(1, PETRA))
    async with sitting(leaving) as desk:
        await desk.keys("a", *"Works", "ctrl+s")
        await desk.says("answer to Marta Rossi")
    assert leaving.messages(101)[-1].author.name == PETRA


@pytest.mark.parametrize("size", SIZES)
async def test_a_draft_of_who_had_the_desk_is_told_with_its_time(
    leaving: Scene, size: tuple[int, int]
) -> None:
    """However long the subject is, and in dots where there is too little room for all of it."""
    subject = "Nobody gets in since twenty past nine, " * 3
    number = leaving.mail(subject, sender=PAOLO)
    leaving.do(SaveDraft(number, "It is the proxy."))
    leaving.do(MakeSheet())
    leaving.do(SignSheet(1, PETRA))
    leaving.clock.on(minutes=1)
    async with sitting(leaving, size) as desk:
        desk.app.board_screen.open_ticket(number)
        await desk.reads(number)
        await desk.keys("a")
        told = "Mon 23 Nov 10:42: Jana Nováková has "
        told += "beg…" if size[0] < 60 else "begun an answer"
        await desk.until(lambda: told in desk.shown)


async def test_who_follows_the_desk_finds_the_seat_of_who_has_it(leaving: Scene) -> None:
    def seat(who: str) -> int | None:
        kept = SeatKeeper(leaving.where, who).read()
        return kept.ticket if kept else None

    leaving.do(MakeSheet())
    async with sitting(leaving) as desk:
        await desk.keys("j")
        await desk.until(lambda: seat("Jana Nováková") == 102)
        await elsewhere(desk, SignSheet(1, PETRA))
        await desk.until(lambda: seat(PETRA) == 102)
        assert seat("Jana Nováková") is None
        await desk.keys("k")
        await desk.until(lambda: seat(PETRA) == 101)


async def test_what_is_unread_is_that_of_who_has_the_desk(leaving: Scene) -> None:
    """Who was here before has read something else; it is theirs again once they are back."""
    leaving.do(MakeSheet())
    petra = UnreadKeeper(leaving.where, PETRA, leaving.reader.news)
    seen, _ = petra.news(None)
    petra.keep(Unread(seen, {101: seen - 1}))
    async with sitting(leaving) as desk:
        screen = desk.app.board_screen
        assert isinstance(screen, DeskScreen)
        await desk.until(lambda: screen._known is not None)
        leaving.mail("Re: Rules", PAOLO_WROTE, PAOLO, answers="mail-2@acme.example.com")
        desk.bell.ring()
        await desk.until(lambda: screen.unread == frozenset({102}))
        await elsewhere(desk, SignSheet(1, PETRA))
        await desk.until(lambda: screen.unread == frozenset({101, 102}))
        await desk.keys("k", "enter")
        await desk.until(lambda: screen.unread == frozenset({102}))
        await desk.until(lambda: (kept := petra.read()) is not None and set(kept.tickets) == {102})
        jana = UnreadKeeper(leaving.where, JANA.name, leaving.reader.news).read()
        assert jana is not None
        assert set(jana.tickets) == {102}, "she has not read it, and nobody has for her"


async def test_whoever_escalates_sees_who_has_the_desk(leaving: Scene) -> None:
    leaving.do(SetColleague("Pavel Horák", Role.SENIOR))
    leaving.do(MakeSheet())
    leaving.do(SignSheet(1, PETRA))
    async with sitting(leaving) as desk:
        await desk.keys("e")
        await desk.until(lambda: "Petra Nová has the desk" in desk.shown)


async def test_who_was_named_signs_and_acts_in_their_own_name(leaving: Scene) -> None:
    leaving.do(MakeSheet())
    async with sitting(leaving) as desk:
        board = desk.app._desk_screen
        board.is_named, board.acting.who = True, OTTO
        desk.bell.ring()
        await opened(desk, "not signed yet")
        assert board.acting.who == OTTO, "whoever has the desk"
        await desk.keys("s")
        await desk.until(lambda: isinstance(desk.app.screen, SignDialog))
        await desk.keys("s")
        await desk.until(lambda: OTTO in desk.shown)
    assert leaving.board().unsigned is not None
