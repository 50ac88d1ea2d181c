"""The mail light by what its carrier keeps beside the store."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.ui.watching.stage import NOW, Wall
from vipdesk.domain.errors import BadInput
from vipdesk.domain.mail_light import Light, MailLight
from vipdesk.mail_watch import NOBODY, MailWatch
from vipdesk.store.courier_lock import take_courier
from vipdesk.store.mail_log import MailLog, Side


class Carried:
    """A store's mail files, carried or not."""

    def __init__(self, folder: Path) -> None:
        self.where, self.wall = str(folder / "desk.db"), Wall()
        self.log = MailLog(self.where, self.wall)

    def watch(self, has_mailbox: bool = True) -> MailWatch:
        """Somebody who looks."""
        return MailWatch(self.where, lambda: has_mailbox, self.wall)


@pytest.mark.parametrize(
    ("troubles", "light", "words"),
    [
        ((), Light.WORKING, ""),
        (((Side.IN, ""),), Light.WELL, ""),
        (((Side.IN, ""), (Side.OUT, "refused")), Light.TROUBLE, "refused"),
        (((Side.IN, "no line"), (Side.OUT, "refused")), Light.TROUBLE, "no line"),
        (((Side.IN, "no line"), (Side.IN, "")), Light.WELL, ""),
    ],
)
def test_the_light_by_what_its_carrier_keeps(
    tmp_path: Path, troubles: Sequence[tuple[Side, str]], light: Light, words: str
) -> None:
    carried = Carried(tmp_path)
    place = take_courier(carried.where, "Jana")
    for side, trouble in troubles:
        carried.log.stand(side, trouble)
        carried.wall.on(minutes=1)
    found = carried.watch().light()
    assert (found.light, found.trouble) == (light, words)
    assert place is not None
    place.close()


def test_catching_up_is_work(tmp_path: Path) -> None:
    carried = Carried(tmp_path)
    place = take_courier(carried.where, "Jana")
    carried.log.stand(Side.OUT, "")
    carried.log.work(Side.IN)
    assert carried.watch().light().light is Light.WORKING
    assert place is not None
    place.close()


def test_nobody_carries_it(tmp_path: Path) -> None:
    carried = Carried(tmp_path)
    carried.log.stand(Side.IN, "left over")
    assert carried.watch(has_mailbox=False).light() == MailLight(Light.OFF)
    asked = MailWatch(carried.where, lambda: False, carried.wall, unset_in=lambda: "config.toml")
    assert asked.light() == MailLight(Light.OFF, settings="config.toml")
    watch = carried.watch()
    assert watch.light().light is Light.WORKING
    carried.wall.on(seconds=15)
    assert watch.light() == MailLight(Light.TROUBLE, NOBODY, NOW)


def test_settings_that_can_not_be_right_are_told(tmp_path: Path) -> None:
    def wrong() -> bool:
        raise BadInput("config.toml: [mail] has no key x")

    watch = MailWatch(str(tmp_path / "desk.db"), wrong, Wall())
    assert watch.light() == MailLight(Light.TROUBLE, "config.toml: [mail] has no key x")


def test_all_of_it(tmp_path: Path) -> None:
    carried = Carried(tmp_path)
    place = take_courier(carried.where, "Jana")
    carried.log.note("started")
    carried.log.stand(Side.OUT, "refused")
    told = carried.watch().told()
    assert told.carrier == "Jana"
    assert [(name, way.light) for name, way in told.ways] == [("out", Light.TROUBLE)]
    assert [line.words for line in told.lines] == ["started", "out: refused"]
    assert place is not None
    place.close()
