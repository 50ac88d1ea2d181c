"""What a screen is made of: parts that nobody shows by themselves cost the start nothing."""

from vipdesk.screens.acting_board import ActingBoard
from vipdesk.screens.board import BoardScreen
from vipdesk.screens.desk import DeskScreen
from vipdesk.screens.own_ways import OwnWays
from vipdesk.screens.panes import Panes
from vipdesk.screens.parts import Parts
from vipdesk.screens.reading import Reading
from vipdesk.screens.senior_board import SeniorBoard


def test_the_library_reckons_nothing_of_a_part() -> None:
    for part in (Reading, Panes, OwnWays, ActingBoard):
        assert not {"_reactives", "_merged_bindings", "_computes"} & vars(part).keys()


def test_a_whole_screen_has_what_its_parts_have() -> None:
    for whole in (BoardScreen, DeskScreen, SeniorBoard):
        assert {"board", "now", "reading", "desk_open", "mail"} <= whole._reactives.keys()
        assert whole._merged_bindings is not None
        assert whole._merged_bindings is not Parts._merged_bindings
