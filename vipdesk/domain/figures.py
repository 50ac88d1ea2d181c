"""What a wallboard counts: a month, and the weeks behind it."""

from datetime import datetime, timedelta

from msgspec import Struct

from vipdesk.domain.attainment import Attainment, Group, attainments, breaches, group_of
from vipdesk.domain.escalation import Escalation
from vipdesk.domain.judged import Judged
from vipdesk.domain.load import Load
from vipdesk.domain.month import Month


class Figures(Struct, frozen=True, kw_only=True):
    """The figures of `month` as they stood `at` (aware UTC): its targets, and the load around.

    `escalations` are those that were made in it.
    """

    month: Month
    at: datetime
    judged: tuple[Judged, ...]
    load: Load
    escalations: tuple[Escalation, ...] = ()

    @property
    def to_accept(self) -> tuple[timedelta, ...]:
        """How long it took until a senior accepted, the shortest first."""
        return tuple(sorted(one.to_accept for one in self.escalations if one.to_accept is not None))

    @property
    def to_hand_back(self) -> tuple[timedelta, ...]:
        """How long it took from then until it came back, the shortest first."""
        back = (one.to_hand_back for one in self.escalations)
        return tuple(sorted(took for took in back if took is not None))

    @property
    def attainment(self) -> tuple[Attainment, ...]:
        """By severity and target."""
        return attainments(self.judged)

    @property
    def breaches(self) -> tuple[Judged, ...]:
        """What was missed, the latest first."""
        return breaches(self.judged)

    def of(self, group: Group) -> tuple[Judged, ...]:
        """The targets behind a figure, those missed first, then by when they fell due."""
        mine = (one for one in self.judged if group_of(one) == group)
        return tuple(sorted(mine, key=lambda one: (one.met, one.due, one.ticket)))
