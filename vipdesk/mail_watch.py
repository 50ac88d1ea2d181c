"""How mail stands, read from what its carrier keeps beside the store; nothing is written."""

from collections.abc import Callable
from datetime import datetime, timedelta

from vipdesk.clock import Clock
from vipdesk.domain.errors import DeskError
from vipdesk.domain.mail_light import Light, MailLight, MailLine, MailTold
from vipdesk.domain.text import clean_line
from vipdesk.store.mail_log import MailState, SideState, Standing, mail_notes, mail_state

NOBODY = "nobody carries mail: open the desk, or start `vipdesk worker`"
NOT_BEGUN = "nobody carries mail, and this desk can't: `vipdesk mail check` says why"
PATIENCE = timedelta(seconds=15)
"""As long as a carrier may take to begin, before it is missed."""

MOST_LINES = 500

_LIGHTS = {
    Standing.WELL: Light.WELL,
    Standing.WORKING: Light.WORKING,
    Standing.TROUBLE: Light.TROUBLE,
}


class MailWatch:
    """`has_mailbox` says whether one is set, `nobody` what is told where nobody carries it,
    `unset_in` in which file one would be set, empty where nobody here may.
    """

    def __init__(
        self,
        where: str,
        has_mailbox: Callable[[], bool],
        clock: Clock,
        nobody: str = NOBODY,
        unset_in: Callable[[], str] = str,
    ) -> None:
        self._where, self._has_mailbox, self._clock = where, has_mailbox, clock
        self._nobody, self._unset_in = nobody, unset_in
        self._alone: datetime | None = None

    def light(self) -> MailLight:
        """The light alone."""
        return self._light(mail_state(self._where))

    def told(self) -> MailTold:
        """All of it."""
        state = mail_state(self._where)
        return MailTold(
            light=self._light(state),
            carrier=state.carrier,
            ways=tuple((side.value, _shown(way)) for side, way in sorted(state.sides.items())),
            lines=tuple(MailLine(n.at, n.words) for n in mail_notes(self._where, MOST_LINES)),
        )

    def _light(self, state: MailState) -> MailLight:
        if state.carrier:
            self._alone = None
            return together(state)
        try:
            expected = self._has_mailbox()
        except DeskError as error:
            return MailLight(Light.TROUBLE, clean_line(str(error), 300))
        if not expected:
            self._alone = None
            return MailLight(Light.OFF, settings=self._unset_in())
        return self._missed()

    def _missed(self) -> MailLight:
        """Nobody carries it though somebody should; at first they may just be getting ready."""
        now = self._clock()
        since = self._alone = self._alone or now
        if now - since < PATIENCE:
            return MailLight(Light.WORKING)
        return MailLight(Light.TROUBLE, self._nobody, since)


def together(state: MailState) -> MailLight:
    """One light for both ways: the oldest trouble first, then work."""
    ways = [_shown(way) for _, way in sorted(state.sides.items())]
    troubles = [way for way in ways if way.light is Light.TROUBLE]
    if troubles:
        return min(troubles, key=lambda way: (way.since is None, way.since))
    busy = not ways or any(way.light is Light.WORKING for way in ways)
    return MailLight(Light.WORKING if busy else Light.WELL)


def _shown(way: SideState) -> MailLight:
    return MailLight(_LIGHTS[way.standing], way.trouble, way.since)
