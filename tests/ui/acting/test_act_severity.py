"""The severity of a ticket that another policy knew."""

from tests.ui.acting.stage import Scene, sitting
from vipdesk.store.engine import open_writer


async def test_a_level_that_the_policy_has_no_more_can_be_changed(scene: Scene) -> None:
    number = scene.mail()
    engine = open_writer(scene.where)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ticket SET opened_severity = 9, severity = 9")
    engine.dispose()
    async with sitting(scene) as desk:
        await desk.keys("s", "2", "enter", *"seen", "enter")
        await desk.says(f"#{number} is severity 2")
    assert scene.view(number).line.severity == 2
