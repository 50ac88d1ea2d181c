"""Merge, split, follow on, pin, the vendor's word: by their keys, on the whole desk."""

import pytest

from tests.ui.acting.stage import MARTA, PAOLO, SIZES, Scene, sitting
from vipdesk.domain.commands import Reply, SetSeverity, SetStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.recutting import Merge
from vipdesk.screens.merging import MergeDialog
from vipdesk.screens.new_ticket import NewTicketDialog
from vipdesk.screens.splitting import SplitDialog


@pytest.mark.parametrize("size", SIZES)
async def test_a_ticket_is_merged_into_the_senders_other_one(
    scene: Scene, size: tuple[int, int]
) -> None:
    first = scene.mail("Login page")
    scene.clock.on(minutes=5)
    second = scene.mail("Login page again")
    scene.mail("Something else", sender=PAOLO)
    async with sitting(scene, size) as desk:
        await desk.keys("j", "M")
        await desk.until(lambda: isinstance(desk.app.screen, MergeDialog))
        await desk.until(lambda: f"#{first} is due" in desk.shown)
        await desk.keys("enter")
        await desk.says(f"#{second} is part of #{first} now")
        await desk.keys("u")
        await desk.says(f"#{second} and #{first} are two tickets again")
    assert len(scene.messages(first)) == 1


async def test_merging_says_before_what_becomes_of_the_clocks(scene: Scene) -> None:
    older = scene.mail("Older")
    scene.do(SetSeverity(older, 2, "many"))
    scene.clock.on(minutes=30)
    younger = scene.mail("Younger")
    async with sitting(scene) as desk:
        await desk.keys("M")
        due = f"#{younger} is due 11:42 then (initial), by the oldest clock · severity 2"
        await desk.until(lambda: due in desk.shown)
        await desk.types("nothing like this")
        await desk.until(lambda: "is due" not in desk.shown)
        await desk.keys("enter")
        await desk.until(lambda: "no open ticket matches" in desk.shown)
        await desk.keys("escape")
    assert scene.view(older).ticket.merged_into is None


async def test_a_merged_ticket_opens_where_it_went(scene: Scene) -> None:
    first = scene.mail("Login page")
    second = scene.mail("Login page again")
    async with sitting(scene) as desk:
        await desk.keys("j", "M")
        await desk.until(lambda: isinstance(desk.app.screen, MergeDialog))
        await desk.until(lambda: "is due" in desk.shown)
        await desk.keys("enter")
        await desk.says("is part of")
        await desk.keys("number_sign", *str(second), "enter")
        await desk.says(f"#{second} is part of #{first} now")
        await desk.reads(first)
        await desk.until(lambda: f"with all of #{second}" in desk.shown)


async def test_a_message_is_split_off(scene: Scene) -> None:
    first = scene.mail("Login page")
    scene.mail("Invoices", text="By the way", sender=PAOLO, answers="mail-1@acme.example.com")
    async with sitting(scene) as desk:
        await desk.keys("S")
        await desk.until(lambda: isinstance(desk.app.screen, SplitDialog))
        await desk.keys("enter")
        await desk.says(f"#{first + 1} opened: it keeps the moment the message came")
        await desk.reads(first + 1)
        await desk.keys("u")
        await desk.says(f"the message of #{first + 1} is on #{first} again")
    assert len(scene.messages(first)) == 2


async def test_a_single_word_is_not_split_off(scene: Scene) -> None:
    number = scene.mail()
    async with sitting(scene) as desk:
        await desk.keys("S")
        await desk.says(f"not done: #{number}: the client said one thing only there")


async def test_a_follow_on_begins_as_the_ticket_that_it_continues(scene: Scene) -> None:
    number = scene.mail("Login page")
    scene.do(SetStatus(number, Status.RESOLVED))
    scene.mail("Another")
    async with sitting(scene) as desk:
        await desk.keys("number_sign", *str(number), "enter")
        await desk.reads(number)
        await desk.keys("F")
        await desk.until(lambda: isinstance(desk.app.screen, NewTicketDialog))
        await desk.until(lambda: f"goes on from #{number}" in desk.shown)
        await desk.keys("escape")
        await desk.until(lambda: desk.app.screen is desk.app.board_screen)
        assert "not saved yet" not in desk.said, "nothing was typed"
        await desk.keys("F", "end", *" II", "escape")
        await desk.says("not saved yet: F goes on with what you typed")
        await desk.keys("F")
        await desk.until(lambda: "Login page II" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.says(f"#{number + 2} opened")
    ticket = scene.view(number + 2).ticket
    assert (ticket.subject, ticket.linked_to, ticket.requester) == ("Login page II", number, MARTA)


async def test_a_pinned_ticket_stays_on_top(scene: Scene) -> None:
    first = scene.mail("First")
    scene.clock.on(minutes=5)
    second = scene.mail("Second")
    async with sitting(scene) as desk:
        await desk.keys("j", "P")
        await desk.says(f"#{second} stays on top · u undoes it")
        queue = desk.app.board_screen.queue
        await desk.until(lambda: [line.number for line in queue.lines] == [second, first])
        assert "↑ Second" in desk.shown
        assert desk.app.board_screen.number == second
        await desk.keys("P")
        await desk.says(f"#{second} is pinned no more")
        await desk.until(lambda: [line.number for line in queue.lines] == [first, second])


async def test_the_vendor_owes_the_next_word_and_is_found(scene: Scene) -> None:
    number = scene.mail("Proxy")
    scene.mail("Another")
    async with sitting(scene) as desk:
        await desk.keys("a", *"asked", "ctrl+s")
        await desk.says("answer to Marta")
        await desk.keys("number_sign", *str(number), "enter")
        await desk.reads(number)
        await desk.keys("W")
        await desk.says(f"#{number}: the next word is owed by vendor")
        await desk.keys("escape", "slash", *"owes:vendor")
        await desk.until(lambda: "1 of 2 open" in desk.shown)
        await desk.keys("enter", "W")
        await desk.says(f"#{number}: the next word is owed by us")


async def test_thanks_that_came_by_merging_need_no_answer(scene: Scene) -> None:
    number = scene.mail()
    scene.do(Reply(number, "Mended: does it work?", Status.WAITING))
    scene.clock.on(minutes=10)
    scene.do(Merge(scene.mail("Thanks!"), number))
    async with sitting(scene) as desk:
        await desk.until(lambda: "t thank-you" in desk.shown)
        await desk.keys("t")
        await desk.says("no answer needed")
    assert scene.view(number).line.status == "waiting"
