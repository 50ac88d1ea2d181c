"""The panes in the ways of whoever sits before them: their keys, their zone, their moves."""

from datetime import tzinfo

from vipdesk.personal import Personal
from vipdesk.pictures import Pictures
from vipdesk.preferences import Preferences
from vipdesk.screens.bound import bound
from vipdesk.screens.own_zone import own_zone
from vipdesk.screens.panes import Panes


class OwnWays(Panes):
    """Takes preferences as they change; `personal` says where they come from and are kept."""

    def __init__(self, pictures: Pictures, personal: Personal | None = None) -> None:
        super().__init__(pictures)
        self.personal = personal or Personal()
        self.preferences = self.personal.preferences
        self.prefer(self.preferences)

    def prefer(self, preferences: Preferences) -> None:
        """Go by these from now on."""
        self.preferences = preferences
        self._bindings = bound(type(self), preferences.keys, preferences.key_set)
        if self.is_mounted:
            self.refresh_bindings()
            self.show()

    @property
    def own(self) -> tzinfo | None:
        """The viewer's own zone; None where it is not known."""
        return own_zone(self.preferences.zone)

    @property
    def zone(self) -> tzinfo | None:
        """The zone that moments are shown in; None before the first board."""
        return (self.own if self.in_own_zone else None) or super().zone

    def action_zone(self) -> None:
        """Due moments in the viewer's own zone, or in desk time."""
        self.in_own_zone = not self.in_own_zone

    def action_half_page(self, by: int) -> None:
        """Half a page down or up, where the focus is."""
        if self.reading:
            self.timeline.move_half(by)
        else:
            self.queue.move_half(by)

    def action_in_sight(self, where: str) -> None:
        """To the top, the middle or the end of what is in sight of the queue."""
        self.queue.move_in_sight(where)
