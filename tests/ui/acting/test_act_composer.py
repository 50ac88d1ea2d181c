"""Answering: typing never waits, what is typed is never lost, and it is sent once."""

import pytest

from tests.ui.acting.stage import MARTA, Scene, Stage, text_of, type_text, until
from vipdesk.domain.commands import Note, Reply
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Delivery, Kind
from vipdesk.policies import policy_for
from vipdesk.screens.composer import Composer, Hand
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
    assert scene.view(number).drafts == ()


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
