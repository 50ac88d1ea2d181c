"""Several tickets marked: the next act is done on all, and undone as one."""

from tests.ui.acting.stage import PAOLO, SAM, Scene, sitting
from vipdesk.domain.commands import SetSeverity, SetStatus
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Kind
from vipdesk.screens.marking import named
from vipdesk.screens.merging import MergeDialog
from vipdesk.screens.severity import SeverityDialog


def three(scene: Scene) -> tuple[int, int, int]:
    """Three tickets, in the order of the queue."""
    found = []
    for subject in ("One", "Two", "Three"):
        found.append(scene.mail(subject))
        scene.clock.on(minutes=1)
    return found[0], found[1], found[2]


def status(scene: Scene, *numbers: int) -> list[str]:
    """Where they stand."""
    return [scene.view(number).line.status for number in numbers]


async def test_marked_tickets_wait_together_and_are_undone_together(scene: Scene) -> None:
    first, second, third = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("asterisk", "asterisk", "w")
        await desk.says("waiting: on 2 tickets · u undoes it")
        assert status(scene, first, second, third) == ["waiting", "waiting", "open"]
        assert not desk.app.board_screen.queue.marked
        await desk.keys("u")
        await desk.says("undone on 2 tickets")
    assert status(scene, first, second, third) == ["open", "open", "open"]


async def test_a_mark_shows_and_goes_by_the_same_key_and_by_escape(scene: Scene) -> None:
    first, second, _ = three(scene)
    async with sitting(scene) as desk:
        queue = desk.app.board_screen.queue
        await desk.keys("asterisk")
        await desk.until(lambda: "●✓" in desk.shown)
        assert "✓ 1 marked" in desk.shown
        assert (queue.marked, queue.number) == (frozenset({first}), second)
        await desk.keys("k", "asterisk")
        await desk.until(lambda: "●✓" not in desk.shown)
        await desk.keys("ctrl+a")
        assert len(queue.marked) == 3
        await desk.keys("escape")
        assert not queue.marked


async def test_marks_stay_while_others_come_in_and_go_with_what_is_resolved(scene: Scene) -> None:
    first, second, third = three(scene)
    async with sitting(scene) as desk:
        queue = desk.app.board_screen.queue
        await desk.keys("asterisk", "asterisk")
        urgent = scene.mail("Urgent")
        scene.do(SetSeverity(urgent, 1, "down"))
        scene.do(SetStatus(first, Status.RESOLVED))
        desk.bell.ring()
        await desk.until(lambda: [n.number for n in queue.lines] == [urgent, second, third])
        await desk.keys("r")
        await desk.says(f"#{second} resolved")
    assert status(scene, urgent, third) == ["open", "open"]
    assert status(scene, second) == ["resolved"]


async def test_what_is_filtered_away_is_not_acted_on(scene: Scene) -> None:
    first, second, third = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a", "slash", *"two", "enter")
        await desk.until(lambda: "1 of 3 open" in desk.shown)
        await desk.keys("w")
        await desk.says(f"#{second} waiting for the client")
    assert status(scene, first, second, third) == ["open", "waiting", "open"]


async def test_only_those_that_an_act_fits_are_acted_on(scene: Scene) -> None:
    first, second, _ = three(scene)
    scene.do(SetStatus(second, Status.WAITING))
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a", "w")
        await desk.says("waiting: on 2 tickets")
    assert status(scene, first, second) == ["waiting", "waiting"]


async def test_a_severity_and_a_note_for_all_marked(scene: Scene) -> None:
    first, second, third = three(scene)
    scene.do(SetSeverity(third, 2, "many"))
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a", "s")
        await desk.until(lambda: isinstance(desk.app.screen, SeverityDialog))
        await desk.until(lambda: "for all 3 marked" in desk.shown)
        assert f"Severity of 3 tickets: #{third} #{first} #{second} ─" in desk.shown
        await desk.keys("2", *"outage", "enter")
        await desk.says("severity 2 on 2 tickets")
        await desk.keys("ctrl+a", "n", *"same cause")
        await desk.until(lambda: "Note on 3 tickets: #" in desk.shown)
        await desk.keys("ctrl+s")
        await desk.says("note kept on 3 tickets")
    assert {scene.view(n).line.severity for n in (first, second, third)} == {2}
    assert all(scene.messages(n)[-1].kind is Kind.NOTE for n in (first, second, third))


async def test_marked_tickets_are_merged_into_one(scene: Scene) -> None:
    first, second, third = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("j", "asterisk", "asterisk", "M")
        await desk.until(lambda: isinstance(desk.app.screen, MergeDialog))
        await desk.until(lambda: f"#{second} is due" in desk.shown)
        await desk.keys("down", "down")
        await desk.until(lambda: f"#{first} is due" in desk.shown)
        await desk.keys("enter")
        await desk.says(f"2 tickets are part of #{first} now")
        await desk.keys("u")
        await desk.says("undone on 2 tickets")
    assert [len(scene.messages(n)) for n in (first, second, third)] == [1, 1, 1]


async def test_marked_tickets_become_one_of_them_and_other_senders_are_named(
    scene: Scene,
) -> None:
    first, second = scene.mail("One"), scene.mail("Two", sender=PAOLO)
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a", "M")
        await desk.until(lambda: isinstance(desk.app.screen, MergeDialog))
        await desk.until(
            lambda: "THE SENDERS DIFFER: Marta Rossi, Paolo Bianchi" in _in_a_row(desk.shown)
        )
        await desk.types(str(second))
        await desk.until(lambda: f"#{second} is due" in desk.shown)
        await desk.keys("enter")
        await desk.says(f"#{first} is part of #{second} now")
        await desk.keys("u")
        await desk.says(f"#{first} and #{second} are two tickets again")
    assert [len(scene.messages(n)) for n in (first, second)] == [1, 1]


def _in_a_row(shown: str) -> str:
    """All that is shown, without frames, however it is broken into lines."""
    return " ".join(shown.replace("│", " ").split())


async def test_an_act_that_fits_no_marked_ticket_is_refused(scene: Scene) -> None:
    scene.mail("Hello", sender=SAM)
    async with sitting(scene) as desk:
        await desk.keys("asterisk", "p")
        await desk.says("not done: it is resolved, or its sender is unknown")


async def test_a_promise_for_all_marked_names_them(scene: Scene) -> None:
    first, second, third = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a", "p")
        await desk.until(lambda: f"Promise on 3 tickets: #{first} #{second} #{third}" in desk.shown)
        assert f"now due: #{first} initial" in desk.shown
        await desk.keys(*"11:30", "enter")
        await desk.says("promised on 3 tickets")


async def test_as_many_numbers_are_named_as_fit(scene: Scene) -> None:
    lines = [scene.view(number).line for number in three(scene)]
    many = [line._replace(number=100_000 + n) for n, line in enumerate(lines * 3)]
    assert named(lines[:1]) == f"#{lines[0].number}"
    assert named(many) == "9 tickets: #100000 #100001 #100002 …"


async def test_the_one_that_is_marked_is_asked_about_wherever_the_cursor_is(scene: Scene) -> None:
    first, second, _ = three(scene)
    async with sitting(scene) as desk:
        await desk.keys("asterisk")
        assert desk.app.board_screen.queue.number == second
        await desk.keys("s")
        await desk.until(lambda: f"Severity of #{first} One" in desk.shown)
        await desk.keys("escape", "p")
        await desk.until(lambda: f"Promise on #{first}:" in desk.shown)
        await desk.keys("escape", "n")
        await desk.until(lambda: f"Note on #{first} " in desk.shown)


async def test_a_change_for_all_tells_what_it_does_to_the_others(scene: Scene) -> None:
    first, second, third = three(scene)
    scene.clock.on(minutes=90)
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a", "s", "1")
        await desk.until(lambda: f"#{first}: due Mon 23 Nov 12:42 → due" in desk.shown)
        await desk.until(lambda: f"LATE AT ONCE among the others: #{second} #{third}" in desk.shown)
        await desk.keys("5")
        await desk.until(lambda: "LATE AT ONCE" not in desk.shown)


async def test_a_change_of_any_of_them_needs_a_reason(scene: Scene) -> None:
    first, second, third = three(scene)
    scene.do(SetSeverity(second, 4, "few"))
    async with sitting(scene) as desk:
        await desk.keys("ctrl+a", "s", "enter", "enter")
        await desk.until(lambda: "a change of severity needs a reason" in desk.shown)
    assert {scene.view(n).line.severity for n in (first, third)} == {3}
