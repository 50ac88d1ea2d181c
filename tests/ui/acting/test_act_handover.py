"""Handing the desk over on screen: the sheet made, written for, read, signed, handed back."""

from functools import partial

import pytest
from textual.widgets import OptionList

from tests.ui.acting.handing_over import OTTO, PETRA, about_to_leave, elsewhere, opened
from tests.ui.acting.stage import JANA, MARTA, SIZES, Scene, sitting
from vipdesk.domain.colleagues import Role
from vipdesk.domain.commands import Reply
from vipdesk.domain.escalation_commands import SetColleague
from vipdesk.domain.handover import SheetStatus
from vipdesk.domain.handover_commands import MakeSheet, SignSheet, WriteForSheet
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.screens.handover import HandoverScreen
from vipdesk.screens.signing import SignDialog


@pytest.fixture
def leaving(scene: Scene) -> Scene:
    """About to hand the desk over."""
    return about_to_leave(scene)


@pytest.mark.parametrize("size", SIZES)
async def test_a_sheet_is_made_read_and_signed(leaving: Scene, size: tuple[int, int]) -> None:
    async with sitting(leaving, size) as desk:
        await opened(desk, "Not made yet: for Petra Nová")
        assert "#101 Login page returns 502" in desk.shown
        assert "time off Tue 24 Nov to Fri 27 Nov" in desk.shown
        await desk.keys("m")
        await desk.until(lambda: "Sheet 1: Jana Nováková to Petra" in desk.shown)
        await desk.until(lambda: "s sign" in desk.shown)
        await desk.keys("s")
        await desk.until(lambda: isinstance(desk.app.screen, SignDialog))
        await desk.until(lambda: "2 mails tell the client:" in desk.shown)
        await desk.keys("s")
        await desk.says("Petra Nová has the desk · 2 mails tell the client")
        assert desk.app.screen is desk.app.board_screen
        await desk.until(lambda: "Petra" in desk.shown.split("\n")[0])
    (made,) = leaving.reader.handing().handovers
    assert (made.status, made.signed_by, made.who) == (SheetStatus.SIGNED, PETRA, JANA.name)
    assert leaving.board().holder == PETRA


async def test_the_mails_are_read_whole_and_may_stay_unsent(leaving: Scene) -> None:
    leaving.do(MakeSheet())
    async with sitting(leaving) as desk:
        await opened(desk, "Sheet 1:")
        await desk.keys("s")
        await desk.until(lambda: "I am back on Monday 30 November, 09:00 CET." in desk.shown)
        assert "The time off begins Tue 24 Nov 09:00, and the desk goes over as you" in desk.shown
        assert MARTA.address in desk.shown
        await desk.keys("t")
        await desk.until(lambda: "The client is NOT told." in desk.shown)
        assert "I am back" not in desk.shown
        await desk.keys("s")
        await desk.says("Petra Nová has the desk")
        assert "mails tell" not in desk.said
    assert not leaving.reader.handing().told


async def test_who_signs_in_the_time_off_is_not_told_when_it_begins(leaving: Scene) -> None:
    leaving.clock.on(hours=24)
    leaving.do(MakeSheet())
    async with sitting(leaving) as desk:
        await opened(desk, "Sheet 1:")
        await desk.keys("s")
        await desk.until(lambda: "has my desk from now on" in desk.shown)
        assert "The time off begins" not in desk.shown


async def test_a_waiting_sheet_is_seen_on_opening(leaving: Scene) -> None:
    leaving.do(MakeSheet())
    async with sitting(leaving) as desk:
        await desk.says("sheet 1 waits for Petra Nová to read and sign it: D opens it")
        await desk.until(lambda: "sheet for Petra Nová" in desk.shown.split("\n")[0])
        await elsewhere(desk, SignSheet(1, PETRA))
        await desk.until(lambda: "Petra Nová for Jana Nováková" in desk.shown.split("\n")[0])
        assert "sheet for" not in desk.shown.split("\n")[0]
        assert desk.said == "", "it waits for nobody any more"


async def test_a_waiting_sheet_stays_told_until_it_is_signed(leaving: Scene) -> None:
    leaving.do(MakeSheet())
    async with sitting(leaving) as desk:
        await desk.says("sheet 1 waits for Petra Nová")
        await desk.keys("n", *"asked", "ctrl+s")
        await desk.says("note kept")
        await desk.keys("enter")
        await desk.says("sheet 1 waits for Petra Nová")


async def test_notes_are_kept_however_they_are_left(leaving: Scene) -> None:
    async with sitting(leaving) as desk:
        await opened(desk, "Not made yet")
        await desk.keys("n")
        await desk.until(lambda: "For the sheet: #101" in desk.shown)
        await desk.types("ask Pavel")
        await desk.keys("escape")
        await desk.until(lambda: "▏ask Pavel" in desk.shown)
        await desk.keys("N")
        await desk.until(lambda: "For the sheet: all of it" in desk.shown)
        await desk.types("all is quiet")
        await desk.keys("ctrl+s")
        await desk.until(lambda: "▏all is quiet" in desk.shown)
        await desk.keys("n")
        await desk.until(lambda: "For the sheet: #101" in desk.shown)
        await desk.types(" first")
        await desk.keys("ctrl+s")
        await desk.until(lambda: "▏ask Pavel first" in desk.shown)
    assert leaving.reader.handing().notes_of(JANA.name) == {
        0: "all is quiet",
        101: "ask Pavel first",
    }


async def test_it_is_made_for_another_cover(leaving: Scene) -> None:
    leaving.do(SetColleague(OTTO, Role.COVER))
    async with sitting(leaving) as desk:
        await opened(desk, f"Not made yet: for {PETRA}")
        await desk.keys("c")
        await desk.until(lambda: f"for {OTTO}" in desk.shown)
        await desk.keys("m")
        await desk.until(lambda: f"to {OTTO}" in desk.shown)
        assert leaving.board().unsigned is not None
        await desk.keys("m")
        await desk.until(lambda: f"Sheet 2: {JANA.name} to {OTTO}" in desk.shown)


async def test_without_a_cover_it_says_what_to_do(scene: Scene) -> None:
    scene.mail()
    async with sitting(scene) as desk:
        await opened(desk, "nobody is known who could stand in: `vipdesk people add")
        assert "m make" not in desk.shown


async def test_who_is_no_cover_any_more_is_refused_in_place(leaving: Scene) -> None:
    leaving.do(SetColleague(PETRA, Role.SUPERVISOR, change_role=True))
    async with sitting(leaving) as desk:
        await opened(desk, "Not made yet")
        await desk.keys("m")
        await desk.until(lambda: "is a supervisor, and no cover" in desk.shown)
        assert isinstance(desk.app.screen, HandoverScreen)


async def test_making_and_signing_are_undone(leaving: Scene) -> None:
    async with sitting(leaving) as desk:
        await opened(desk, "Not made yet")
        await desk.keys("m")
        await desk.until(lambda: "s sign" in desk.shown)
        await desk.keys("s")
        await desk.until(lambda: isinstance(desk.app.screen, SignDialog))
        await desk.keys("s")
        await desk.says("Petra Nová has the desk")
        await desk.keys("u")
        await desk.until(lambda: leaving.board().holder == JANA.name)
        await desk.keys("u")
        await desk.until(lambda: leaving.board().unsigned is None)
        await desk.says("sheet 1 is taken back")


async def test_what_is_written_for_the_sheet_hides_no_undo(leaving: Scene) -> None:
    async with sitting(leaving) as desk:
        await desk.keys("w")
        await desk.says("waiting for the client")
        await opened(desk, "Not made yet")
        await desk.keys("N", *"quiet", "ctrl+s")
        await desk.until(lambda: "▏quiet" in desk.shown)
        await desk.keys("escape", "u")
        await desk.says("undone")


async def test_the_way_back_is_read_and_signed_likewise(leaving: Scene) -> None:
    leaving.do(MakeSheet())
    leaving.do(SignSheet(1, PETRA))
    leaving.clock.on(days=7)
    leaving.do(Reply(101, "It works again."))
    async with sitting(leaving) as desk:
        await opened(desk, f"Not made yet: for {JANA.name}")
        assert "Done meanwhile" in desk.shown
        assert "answered" in desk.shown
        await desk.keys("m")
        await desk.until(lambda: f"Sheet 2: {PETRA} to {JANA.name}" in desk.shown)
        await desk.keys("s")
        await desk.until(lambda: "Jana Nováková is back" in desk.shown)
        await desk.keys("s")
        await desk.says("Jana Nováková has the desk")
    assert leaving.board().cover is None


async def test_the_reminder_leads_to_the_sheet(leaving: Scene) -> None:
    leaving.do(MakeSheet())
    leaving.clock.on(days=1)
    leaving.do(Sweep())
    async with sitting(leaving) as desk:
        await desk.keys("exclamation_mark")
        await desk.until(lambda: "Petra Nová has not signed sheet 1" in desk.shown)
        options = desk.app.screen.query_one(OptionList)
        while "not signed" not in str(options.get_option_at_index(options.highlighted or 0).prompt):
            await desk.keys("down")
        await desk.keys("enter")
        await desk.until(lambda: "Sheet 1:" in desk.shown)


async def test_what_people_wrote_is_shown_as_text(leaving: Scene) -> None:
    leaving.mail("[red]\x1b[31mIn trouble[/]\u202e")
    leaving.do(WriteForSheet(0, "[bold]\x1b]0;title\x07 quiet"))
    async with sitting(leaving) as desk:
        await opened(desk, "[bold]")
        assert "[red]" in desk.shown
        assert "\x1b" not in desk.shown


async def test_what_is_long_goes_on_where_it_began(leaving: Scene) -> None:
    leaving.do(WriteForSheet(101, "ask Pavel about the proxy before you answer " * 3))
    async with sitting(leaving, (80, 24)) as desk:
        await opened(desk, "ask Pavel")
        rows = desk.shown.split("\n")
        noted = [row for row in rows if "▏" in row]
        assert len(noted) == 2
        (told,) = [n for n, row in enumerate(rows) if "severity 3" in row and "Marta" in row]
        assert rows[told + 1].startswith("│  ")
        assert rows[told + 1][3] not in " ▏"
        await desk.pilot.resize_terminal(160, 40)
        await desk.until(lambda: desk.shown.count("▏") == 1)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_read_stays_until_a_key_shows_the_newer_state(
    leaving: Scene, size: tuple[int, int]
) -> None:
    async with sitting(leaving, size) as desk:
        await opened(desk, "Not made yet: for Petra Nová")
        assert "newer state" not in desk.shown
        leaving.do(Reply(101, "It works again."))
        await elsewhere(desk, MakeSheet())
        await desk.until(lambda: "the desk has changed: r shows the" in desk.shown)
        assert "Not made yet: for Petra Nová" in desk.shown
        assert "s sign" not in desk.shown
        await desk.keys("r")
        await desk.until(lambda: "Sheet 1: Jana Nováková to Petra" in desk.shown)
        assert "newer state" not in desk.shown
        await desk.until(lambda: "s sign" in desk.shown)


async def test_only_the_sheet_that_was_read_is_signed(leaving: Scene) -> None:
    leaving.do(MakeSheet())
    async with sitting(leaving) as desk:
        await opened(desk, "Sheet 1: ")
        await elsewhere(desk, MakeSheet())
        await desk.until(lambda: "the desk has changed" in desk.shown)
        await desk.keys("s")
        await desk.until(lambda: "Sign sheet 1" in desk.shown)
        await desk.keys("s")
        await desk.until(lambda: "another took its place" in desk.shown)
        await desk.keys("escape", "r")
        await desk.until(lambda: "Sheet 2: " in desk.shown)
    assert leaving.board().holder == JANA.name


async def test_the_key_that_opens_the_sheet_does_nothing_when_it_is_repeated(
    leaving: Scene,
) -> None:
    async with sitting(leaving) as desk:
        await opened(desk, "Not made yet")
        await desk.keys("D", "s")
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, HandoverScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_cover_who_takes_the_desk_is_asked_why(
    leaving: Scene, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    theirs = partial(leaving.open_desk, PETRA)
    monkeypatch.setattr(leaving, "open_desk", theirs)
    async with sitting(leaving, size) as desk:
        board = desk.app._desk_screen
        board.is_named, board.acting.who = True, PETRA
        await opened(desk, "Not made yet: for Petra Nová")
        await desk.keys("m")
        await desk.until(lambda: "Take the desk from Jana Nováková" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "the reason is empty" in desk.shown)
        await desk.types("she fell ill")
        await desk.keys("enter")
        await desk.until(lambda: "Sheet 1: Jana Nováková to Petra" in desk.shown)
        await desk.until(lambda: "she fell ill" in desk.shown)
    (made,) = leaving.reader.handing().handovers
    assert (made.who, made.sheet.reason) == (PETRA, "she fell ill")
