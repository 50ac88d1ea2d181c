"""A desk that is open takes in what comes, and shows it by itself."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from tests.spool import Spool
from tests.ui.acting.stage import JANA, Scene, text_of, until
from vipdesk.app import Attend, DeskApp
from vipdesk.calls import calls_of
from vipdesk.ingest_voicemail import VoicemailImport
from vipdesk.intake import Intake
from vipdesk.lull import Lull
from vipdesk.policies import policy_for
from vipdesk.store.connections import open_reader
from vipdesk.store.feed import Feed
from vipdesk.store.reader import Reader


def attending(scene: Scene, folder: Path) -> Attend:
    """What a desk does beside its screens."""

    def attend(_: Lull, stop: Event, tell: Callable[[str], None]) -> None:
        board = scene.board()
        calls = calls_of(board.client, board.policy, scene.files)
        desk = scene.open_desk()
        voicemails = VoicemailImport(desk, scene.files, scene.clock, calls)
        Intake([folder], voicemails, tell).attend(stop)

    return attend


async def test_a_new_message_shows_by_itself_and_a_missing_folder_is_told(
    scene: Scene, tmp_path: Path
) -> None:
    boards = Reader(open_reader(scene.where), policy_for)
    app = DeskApp(
        boards,
        Feed(scene.where, writes_too=True),
        scene.clock,
        open_desk=scene.open_desk,
        machine=scene.machine(boards),
        who=JANA.name,
        attend=attending(scene, tmp_path / "spool"),
    )
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: "voicemail: " in text_of(app))
        Spool(tmp_path / "spool").leave()
        await until(pilot, lambda: "Callbacks · 1" in text_of(app))
        assert "?Marta Rossi" in text_of(app)
    app.pictures.wait()
    boards.close()
