"""Answering: typing never waits, what is typed is never lost, and it is sent once."""

import asyncio
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.acting.stage import JANA, MARTA, Scene, Stage, text_of, type_text, until
from vipdesk.desk import Desk
from vipdesk.domain.board import TicketView
from vipdesk.domain.commands import Note, Reply, SaveDraft
from vipdesk.domain.errors import BadInput
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Delivery, Kind
from vipdesk.editor import edited, editor_named
from vipdesk.pen import Pen
from vipdesk.policies import policy_for
from vipdesk.screens.composer import Composer, Hand
from vipdesk.screens.drafting import SOON
from vipdesk.screens.quoting import Original
from vipdesk.screens.writing import Writing
from vipdesk.store.engine import open_writer
from vipdesk.store.writer import Writer


def composer(scene: Scene, hand: Hand, number: int) -> Composer:
    return Composer(scene.view(number).line, scene.board(), hand)


def typed(stage: Stage) -> str:
    return stage.dialog.query_one(Writing).text


async def test_type_and_send_is_all_it_takes(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "We are on it.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    answer = scene.messages(number)[-1]
    assert (answer.kind, answer.delivery) == (Kind.ANSWER, Delivery.QUEUED)
    assert (answer.text, answer.to) == ("We are on it.", (MARTA,))
    assert scene.view(number).draft is None


@pytest.mark.parametrize(
    ("key", "status"),
    [("f2", Status.OPEN), ("ctrl+t", Status.WAITING), ("ctrl+r", Status.RESOLVED)],
)
async def test_sending_may_leave_the_ticket_waiting_or_resolved(
    scene: Scene, hand: Hand, key: str, status: Status
) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "Done.")
        await pilot.press(key)
        await until(pilot, lambda: bool(stage.given))
    assert scene.view(number).line.status == status


async def test_sending_twice_in_haste_sends_once(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await pilot.press("x", "ctrl+s", "ctrl+s", "ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    assert [m.kind for m in scene.messages(number)].count(Kind.ANSWER) == 1


async def test_to_whom_and_what_about_are_in_sight(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test(size=(40, 12)) as pilot:
        await until(pilot, lambda: "subject Re: Login page returns 502" in text_of(stage))
        assert "marta.rossi@acme.example.com" in text_of(stage)


async def test_an_empty_answer_is_refused_and_the_composer_stays(scene: Scene, hand: Hand) -> None:
    stage = Stage(composer(scene, hand, scene.mail()))
    async with stage.run_test() as pilot:
        await pilot.press("space", "ctrl+s")
        await until(pilot, lambda: "the answer is empty" in stage.problem())
        await type_text(pilot, "Hello")
        assert typed(stage) == " Hello"


async def test_a_draft_is_in_the_store_soon_after_the_last_key(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "half a sent")
        await until(pilot, lambda: stored_draft(scene, number) == "half a sent")
        await until(pilot, lambda: "draft kept" in text_of(stage))


async def test_leaving_keeps_the_draft_and_coming_back_brings_it(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    told: list[str] = []
    stage = Stage(composer(scene, replace(hand, tell=told.append), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "half a sent")
        await pilot.press("escape")
        await until(pilot, lambda: stored_draft(scene, number) == "half a sent")
    assert told == [f"draft kept on #{number}: a goes on with it"]
    again = Stage(composer(scene, hand, number))
    async with again.run_test() as pilot:
        await until(pilot, lambda: typed(again) == "half a sent")
        await type_text(pilot, "ence")
        assert typed(again) == "half a sentence"


async def test_the_end_of_the_program_keeps_what_was_typed_last(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "subject" in text_of(stage))
        await pilot.press("l", "a", "s", "t")
        stage.exit(return_code=129)
    await hand.do(Note(number, "the pen has come this far"))
    assert stored_draft(scene, number) == "last"


async def test_wiping_the_text_forgets_the_draft(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    scene.do(SaveDraft(number, "no"))
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: typed(stage) == "no")
        await pilot.press("backspace", "backspace", "escape")
        await until(pilot, lambda: scene.view(number).draft is None)


async def test_what_is_typed_before_the_ticket_is_read_goes_behind_its_draft(
    scene: Scene, hand: Hand
) -> None:
    number = scene.mail()
    scene.do(SaveDraft(number, "Dear Marta, "))
    read = asyncio.Event()

    async def slowly(wanted: int) -> TicketView | None:
        await read.wait()
        return scene.reader.ticket(wanted)

    stage = Stage(composer(scene, replace(hand, look=slowly), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "thank you")
        await pilot.press("ctrl+s")
        assert not stage.given, "an answer never leaves before its draft is on screen"
        read.set()
        await until(pilot, lambda: bool(stage.given))
    assert scene.view(number).draft is None


async def test_a_colleagues_draft_is_told_and_can_be_taken_over(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    pavel = Desk(Writer(open_writer(scene.where), policy_for), scene.clock, "Pavel")
    scene.opened.append(pavel)
    pavel.execute(SaveDraft(number, "It is the proxy."))
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "Pavel is half through an answer here" in text_of(stage))
        assert typed(stage) == ""
        await pilot.press("ctrl+l")
        assert typed(stage) == "It is the proxy."
        await type_text(pilot, " Sorry.")
        await until(pilot, lambda: stored_draft(scene, number) == "It is the proxy. Sorry.")


async def test_news_are_told_and_leave_the_text_alone(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "We are on")
        scene.clock.on(minutes=3)
        scene.mail(text="It works again!", answers="mail-1@acme.example.com")
        assert isinstance(stage.dialog, Composer)
        await stage.dialog.look()
        await type_text(pilot, " it.")
        assert "meanwhile Marta Rossi, Mon 23 Nov 10:45: It works again!" in stage.problem()
        assert typed(stage) == "We are on it."
        assert "It works again!" in text_of(stage)


async def test_a_ticket_that_another_desk_works_on_can_still_be_answered(
    scene: Scene, hand: Hand
) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "mine")
        scene.do(Reply(number, "theirs", Status.RESOLVED))
        scene.do(Note(number, "done"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(stage.given))
    texts = [m.text for m in scene.messages(number) if m.kind is Kind.ANSWER]
    assert texts == ["theirs", "mine"]


async def test_the_original_unfolds_and_is_quoted_below_the_text(scene: Scene, hand: Hand) -> None:
    number = scene.mail(text="one\n\ntwo")
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "▸ Marta Rossi, Mon 23 Nov 10:42" in text_of(stage))
        await pilot.press("ctrl+o")
        assert "▾ Marta Rossi" in text_of(stage)
        await type_text(pilot, "See below.")
        await pilot.press("ctrl+g")
        assert typed(stage) == (
            "See below.\n\nMarta Rossi, Mon 23 Nov 10:42 wrote:\n> one\n>\n> two"
        )
        await type_text(pilot, " Yes.")
        assert typed(stage).startswith("See below. Yes.\n")


async def test_an_endless_original_is_cut(scene: Scene, hand: Hand) -> None:
    number = scene.mail(text="line\n" * 200_000)
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "▾" in text_of(stage) or "▸" in text_of(stage))
        assert stage.dialog.query_one(Original).quoted().count("\n") < 2_100
        await type_text(pilot, "ok")
        assert typed(stage) == "ok"


async def test_without_a_terminal_of_its_own_the_editor_is_refused_in_place(
    scene: Scene, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    stage = Stage(composer(scene, hand, scene.mail()))
    async with stage.run_test() as pilot:
        await type_text(pilot, "text")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "an editor needs a terminal of its own" in stage.problem())
        assert typed(stage) == "text"


async def test_without_an_editor_the_composer_says_how_to_name_one(
    scene: Scene, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    stage = Stage(composer(scene, hand, scene.mail()))
    async with stage.run_test() as pilot:
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "set $EDITOR" in stage.problem())


def test_an_editor_works_on_a_private_file_that_is_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    script = (
        "import os, sys; p = sys.argv[-1]; t = open(p, encoding='utf-8').read();"
        f"open({str(seen)!r}, 'w').write(p + chr(10) + oct(os.stat(p).st_mode));"
        "open(p, 'w', encoding='utf-8').write(t.upper() + chr(10))"
    )
    assert edited("über", [sys.executable, "-c", script]) == "ÜBER"
    path, mode = seen.read_text().split("\n")
    assert stat.S_IMODE(int(mode, 8)) == 0o600
    assert not os.path.exists(path)


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (["false"], "false ended with 1: the text is as it was"),
        (["/nowhere/editor"], "could not be started"),
        (["sh", "-c", "printf '\\351' > $0"], "did not save UTF-8"),
    ],
)
def test_an_editor_that_fails_changes_nothing(command: list[str], problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        edited("text", command)


def test_an_editor_may_have_arguments_and_bad_quotes_are_told() -> None:
    assert editor_named({"EDITOR": "nano", "VISUAL": "vim -u 'my rc'"}) == ["vim", "-u", "my rc"]
    with pytest.raises(BadInput, match="mend its quotes"):
        editor_named({"EDITOR": "vim 'x"})


async def test_a_draft_that_can_not_be_kept_is_told_at_once(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    broken = Pen(lambda: no_desk())
    stage = Stage(composer(scene, replace(hand, keep=broken.submit), number))
    async with stage.run_test() as pilot:
        await type_text(pilot, "precious")
        await until(pilot, lambda: "your draft is not kept: the disk is full" in stage.problem())
        assert typed(stage) == "precious"
    assert broken.close(5)


def no_desk() -> Desk:
    """A desk that can't be opened."""
    raise BadInput("the disk is full: make room")


def stored_draft(scene: Scene, number: int) -> str | None:
    draft = scene.view(number).draft
    return draft.text if draft and draft.author == JANA.name else None


async def test_typing_never_waits_for_a_store_that_is_locked(scene: Scene, hand: Hand) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "subject" in text_of(stage))
        with Writer(open_writer(scene.where), policy_for).transaction():
            await type_text(pilot, "half")
            await pilot.pause(2 * SOON)
            await type_text(pilot, " a sentence")
            assert typed(stage) == "half a sentence"
            assert stored_draft(scene, number) is None
        await until(pilot, lambda: stored_draft(scene, number) == "half a sentence")


async def test_an_answer_waits_for_a_locked_store_and_is_stored_once(
    scene: Scene, hand: Hand
) -> None:
    number = scene.mail()
    stage = Stage(composer(scene, hand, number))
    async with stage.run_test() as pilot:
        await until(pilot, lambda: "subject" in text_of(stage))
        with Writer(open_writer(scene.where), policy_for).transaction():
            await pilot.press("x", "ctrl+s", "ctrl+s", "escape")
            assert not stage.given, "nothing is painted before it is stored"
        await until(pilot, lambda: bool(stage.given))
    assert [m.text for m in scene.messages(number)][1:] == ["x"]
