"""The past and the audit on a desk that is worked: by key and palette, and with no verbs."""

from datetime import timedelta

from tests.desk.test_audit import tamper
from tests.ui.acting.stage import Scene, sitting
from vipdesk.domain.commands import SetSeverity
from vipdesk.screens.audit import AuditScreen
from vipdesk.screens.past import PastScreen


async def test_the_past_of_a_worked_desk_takes_no_verb(scene: Scene) -> None:
    number = scene.mail("Login is slow")
    scene.clock.at += timedelta(minutes=30)
    scene.do(SetSeverity(number, 1, "nobody can log in"))
    async with sitting(scene) as desk:
        await desk.until(lambda: len(desk.app.board_screen.queue.lines) == 1)
        await desk.keys("T", *"10m", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, PastScreen))
        (row,) = [line for line in desk.shown.split("\n") if "Login is slow" in line]
        assert " 3? " in row
        await desk.keys("r", "w", "s")
        assert isinstance(desk.app.screen, PastScreen)
        assert "Resolve" not in desk.shown
    (line,) = scene.board().lines
    assert (line.status, line.severity) == ("open", 1)


async def test_the_palette_opens_the_audit(scene: Scene) -> None:
    scene.mail("Login is slow")
    async with sitting(scene) as desk:
        await desk.until(lambda: len(desk.app.board_screen.queue.lines) == 1)
        await desk.keys("ctrl+p", *"who did what", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, AuditScreen))
        await desk.until(lambda: "opened · #101" in desk.shown)


async def test_the_audit_marks_what_was_changed(scene: Scene) -> None:
    scene.mail("Login is slow")
    tamper(scene.where, "UPDATE audit SET detail = 'by Ada' WHERE what = 'opened'")
    async with sitting(scene) as desk:
        await desk.keys("E")
        await desk.until(lambda: "✗ changed · (at Jana" in desk.shown)
        assert desk.shown.count("✗ changed") == 1
