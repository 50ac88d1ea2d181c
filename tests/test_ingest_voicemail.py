"""A spool taken in, in a memory that does not grow with what lies there."""

import os
import tracemalloc
from pathlib import Path

from tests.kit import ACME, JANA, at
from tests.spool import PAST, Spool
from vipdesk.calls import calls_of
from vipdesk.desk import Desk
from vipdesk.ingest_voicemail import MOST_AT_ONCE, VoicemailImport
from vipdesk.policies import policy_for, shipped_policy_text
from vipdesk.store.engine import create_store
from vipdesk.store.files import Files
from vipdesk.store.setup import register
from vipdesk.store.writer import Writer

EACH = 8 * 1024 * 1024
NOON = "Mon 2026-11-23 12:00"


def test_large_recordings_are_not_held_in_memory_together(tmp_path: Path) -> None:
    spool, policy, now = Spool(tmp_path / "spool"), policy_for(shipped_policy_text()), at(NOON)
    for _ in range(10):
        audio = spool.leave(audio=None).with_suffix(".ulaw")
        audio.touch()
        os.truncate(audio, EACH)
        os.utime(audio, (PAST, PAST))
    where = str(tmp_path / "desk.db")
    engine = create_store(where, lambda new: register(new, ACME, JANA, policy, now))
    desk, files = Desk(Writer(engine, policy_for), lambda: now), Files(tmp_path / "desk.files")
    voicemails = VoicemailImport(desk, files, lambda: now, calls_of(ACME, policy, files))
    tracemalloc.start()
    taken = voicemails.run([spool.top])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    desk.close()
    assert taken.callbacks_new == 10
    assert peak < 2 * MOST_AT_ONCE + 2 * EACH
