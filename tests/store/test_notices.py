"""The system's notices on the files of a store."""

from pathlib import Path

import pytest

from vipdesk.store.inotify import FolderNotice


def test_in_a_pause_there_are_no_notices_and_after_it_there_are(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    notice = FolderNotice(tmp_path, frozenset([b"desk.db"]))
    file.write_text("heard")
    assert notice.stirred()
    notice.want_none()
    file.write_text("not heard")
    assert not notice.stirred()
    notice.want()
    assert not notice.stirred()  # nothing of the pause is left
    file.write_text("heard again")
    assert notice.stirred()
    file.unlink()
    tmp_path.rmdir()
    with pytest.raises(OSError, match="the folder is gone"):
        notice.stirred()
    notice.want_none()
    with pytest.raises(OSError, match="No such file"):
        notice.want()
    notice.close()
