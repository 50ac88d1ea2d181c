"""Calling back by keyboard: one key a try, a ticket asked for only where it is not known."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.spool import tone
from tests.ui.acting.stage import MARTA, SIZES, Scene, Sitting, sitting
from vipdesk.domain.callback import Callback, CallbackStatus
from vipdesk.domain.commands import ReceiveCall, Reply, SetContact
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.message import Attachment
from vipdesk.domain.policy import Channel
from vipdesk.screens.callbacks import CallbacksScreen

NUMBER, SHOWN = "+390255501234", "+39 02 5550 1234"


def rang(scene: Scene, tmp_path: Path, *, name: str = "Marta R.", number: int = 1) -> None:
    """Somebody left a message half an hour ago."""
    tone(tmp_path / "sound.wav")
    sound = (tmp_path / "sound.wav").read_bytes()
    digest = scene.files.put(sound)
    call = InboundCall(
        channel=Channel.VOICEMAIL,
        external_id=f"asterisk:{number}",
        name=name,
        phone=NUMBER if number == 1 else "",
        shown=SHOWN if number == 1 else "",
        received=scene.clock.at - timedelta(minutes=30),
        length=timedelta(seconds=72),
        transcript="please call me back",
        recordings=(Attachment("msg0000.wav", "audio/x-wav", len(sound), digest),),
    )
    scene.do(ReceiveCall(call))


def known(scene: Scene) -> None:
    """Marta calls from this number."""
    scene.do(SetContact(MARTA.address, phones=((NUMBER, SHOWN),)))


def stored(scene: Scene, number: int = 1) -> Callback:
    """A callback as it is stored."""
    return next(one for one in scene.reader.callbacks() if one.number == number)


async def opened(desk: Sitting) -> CallbacksScreen:
    """The callbacks over the desk, with the first one marked."""
    await desk.keys("v")
    screen = desk.app.screen
    assert isinstance(screen, CallbacksScreen)
    await desk.until(lambda: screen.selected is not None and "r reached" in desk.shown)
    return screen


async def test_the_pane_below_the_queue_shows_who_waits(scene: Scene, tmp_path: Path) -> None:
    scene.mail()
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        assert "Callbacks · 1 · v" in desk.shown
        assert f"?Marta R.       {SHOWN}" in desk.shown
        assert "aim 11:12" in desk.shown
        await desk.pilot.click("#callbacks")
        await desk.until(lambda: isinstance(desk.app.screen, CallbacksScreen))


async def test_tries_are_one_key_each_and_the_next_is_planned(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("n")
        await desk.until(lambda: "no answer, next try Mon 23 Nov 11:42" in desk.shown)
        await desk.keys("l")
        await desk.until(lambda: "2 tries, left a message" in desk.shown)
        await desk.keys("w")
        await desk.until(lambda: "3 tries, wrong number" in desk.shown)
    outcomes = [attempt.outcome.value for attempt in stored(scene).attempts]
    assert outcomes == ["no-answer", "left-message", "wrong-number"]


async def test_reached_asks_for_the_ticket_and_offers_the_callers(
    scene: Scene, tmp_path: Path
) -> None:
    known(scene)
    scene.mail("An older matter")
    number = scene.mail("Login page returns 502")
    scene.clock.on(minutes=5)
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("r")
        await desk.until(lambda: f"#{number} Login page" in desk.shown or "#101" in desk.shown)
        assert "caller     ‹" not in desk.shown, "the desk knows who it was"
        await desk.keys("ctrl+s")
        await desk.until(lambda: "was reached, counts as an answer on #" in desk.shown)
    callback = stored(scene)
    assert callback.status is CallbackStatus.REACHED
    assert callback.ticket in (101, number)
    assert len(scene.board().lines) == 2


async def test_a_new_ticket_takes_one_more_word(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("r")
        await desk.until(lambda: "a new ticket" in desk.shown)
        assert "please call me back" in desk.shown, "its first words are offered as a subject"
        await desk.keys("tab", "tab", "right", "ctrl+s")
        await desk.until(lambda: "counts as an answer on #101" in desk.shown)
    view = scene.view(101)
    assert view.ticket.subject == "please call me back"
    assert view.ticket.requester == MARTA, "the caller who was picked"
    assert scene.board().client.phones == {NUMBER: MARTA.address}


async def test_on_a_ticket_already_reached_asks_nothing(scene: Scene, tmp_path: Path) -> None:
    known(scene)
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("t", "ctrl+s")
        await desk.until(lambda: "Marta Rossi is on #101" in desk.shown)
        await desk.keys("r")
        await desk.until(lambda: "was reached, counts as an answer on #101" in desk.shown)
    assert stored(scene).status is CallbackStatus.REACHED


async def test_done_without_a_call(scene: Scene, tmp_path: Path) -> None:
    known(scene)
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("d", "ctrl+s")
        await desk.until(lambda: "nobody has to be called" in desk.shown)
    assert stored(scene).status is CallbackStatus.CLOSED


async def test_the_next_try_is_said_and_a_wrong_moment_stays(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("y", *"soon", "enter")
        await desk.until(lambda: "is no moment to come" in desk.shown)
        await desk.keys(*["backspace"] * 4, *"15:30")
        await desk.until(lambda: "Mon 23 Nov 15:30" in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "next try Mon 23 Nov 15:30" in desk.shown)
    assert stored(scene).next_try is not None


async def test_who_it_is_holds_from_then_on(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("i", *"marta", "enter")
        await desk.until(lambda: f"Marta Rossi calls from {SHOWN}" in desk.shown)
    assert stored(scene).caller == MARTA


async def test_a_missed_call_by_hand(scene: Scene) -> None:
    async with sitting(scene) as desk:
        await desk.keys("v")
        await desk.until(lambda: "Nobody waits for a call" in desk.shown)
        await desk.keys("M", "ctrl+s")
        await desk.until(lambda: "nobody can be called back" in desk.shown)
        await desk.keys(*"0255501234", "tab", *"Marta", "tab", *"9:15", "ctrl+s")
        await desk.until(lambda: "to be called back: Marta" in desk.shown)
    callback = stored(scene)
    assert (callback.phone, callback.shown) == (NUMBER, SHOWN)
    assert callback.channel is Channel.PHONE


def player(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A player of this machine; gives the file it writes what it was asked to play to."""
    folder.mkdir()
    program = folder / "mpv"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder / "played"


async def test_a_recording_is_played_and_counts_as_heard(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    played = player(folder, monkeypatch, f'for last; do :; done; cp "$last" {folder}/played')
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.until(lambda: "p play" in desk.shown)
        await desk.keys("p")
        await desk.until(lambda: stored(scene).heard is not None)
    assert played.read_bytes() == (tmp_path / "sound.wav").read_bytes()


async def test_a_player_that_fails_is_told(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player(tmp_path / "bin", monkeypatch, "exit 3")
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.until(lambda: "p play" in desk.shown)
        await desk.keys("p")
        await desk.until(lambda: "could not play it (3): save it instead" in desk.shown)
    assert stored(scene).heard is None


async def test_a_recording_is_saved_once_under_a_name_that_says_whose(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path / "Downloads"))
    rang(scene, tmp_path, name="../../Marta/Rossi")
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("s")
        await desk.until(lambda: "saved as" in desk.shown)
        await desk.keys("s")
    (saved,) = (tmp_path / "Downloads").iterdir()
    assert saved.name == "Voicemail 2026-11-23 10.12 _.._Marta_Rossi.wav"
    assert saved.read_bytes() == (tmp_path / "sound.wav").read_bytes()


async def test_what_is_marked_stays_marked_while_others_come(scene: Scene, tmp_path: Path) -> None:
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        screen = await opened(desk)
        scene.clock.on(hours=-1)
        rang(scene, tmp_path, name="Earlier", number=2)
        scene.clock.on(hours=1)
        desk.bell.ring()
        await desk.until(lambda: len(screen.board.callbacks if screen.board else ()) == 2)
        assert screen.selected is not None
        assert screen.selected.number == 1
        assert screen.query_one(OptionList).highlighted == 1


@pytest.mark.parametrize("size", SIZES)
async def test_it_works_at_every_size(scene: Scene, tmp_path: Path, size: tuple[int, int]) -> None:
    known(scene)
    rang(scene, tmp_path)
    async with sitting(scene, size) as desk:
        await opened(desk)
        await desk.keys("n")
        await desk.until(lambda: "no answer" in desk.shown)
        await desk.keys("r")
        await desk.until(lambda: "^s save" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.until(lambda: "Marta Rossi was reached" in desk.shown)


async def test_the_ticket_that_waits_for_an_answer_is_offered_first(
    scene: Scene, tmp_path: Path
) -> None:
    known(scene)
    waits = scene.mail("Inbox is slow")
    answered = scene.mail("Newsletter twice")
    scene.do(Reply(answered, "Which one?"))
    rang(scene, tmp_path)
    async with sitting(scene) as desk:
        await opened(desk)
        await desk.keys("r")
        await desk.until(lambda: f"#{waits} Inbox is slow" in desk.shown)
