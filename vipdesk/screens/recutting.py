"""Keys that merge, split, follow on, pin, and say who else owes the next word."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vipdesk.domain.language import _, counted
from vipdesk.domain.policy import Channel
from vipdesk.screens.jotted import Jotted

if TYPE_CHECKING:
    from vipdesk.domain.commands import Command
    from vipdesk.domain.recutting import Owing


class Recutting(Jotted, part=True):
    """What can be done about how matters are cut into tickets."""

    def action_merge(self) -> None:
        """Choose the ticket that takes in the one in hand, or those that are marked."""
        sources, board = self.aimed_at, self.board
        if not sources or board is None:
            return

        from vipdesk.domain.recutting import Merge
        from vipdesk.screens.merging import MergeDialog

        def merge(into: int | None) -> None:
            if into is None:
                return
            commands = [Merge(line.number, into) for line in sources if line.number != into]
            if len(commands) == 1:
                self.act(commands[0])
            else:
                self.act_on_all(commands, _parts(len(commands), into))

        self.app.push_screen(MergeDialog(sources, board, self.pictures, self.clock), merge)

    async def action_split(self) -> None:
        """Choose the message that becomes a ticket of its own."""
        view, board = await self.whole(), self.board
        if view is None or board is None:
            return
        from vipdesk.screens.splitting import SplitDialog, splittable

        if not splittable(view):
            said = _("#{number}: the client said one thing only there")
            self.say(said.format(number=view.ticket.number), bad=True)
            return
        dialog = SplitDialog(view, board.policy, self.clock, self.do)
        await self.app.push_screen(dialog, self.opened)

    async def action_follow_on(self) -> None:
        """Open a ticket in which the matter goes on."""
        view = await self.whole()
        if view is None:
            return
        from vipdesk.screens.new_ticket import Beginning

        ticket = view.ticket
        beginning = Beginning(
            Channel.MANUAL,
            subject=ticket.subject,
            requester=ticket.requester.address,
            severity=view.line.severity,
            follows=ticket.number,
        )
        await self.new_ticket(beginning, "follow_on")

    def action_pin(self) -> None:
        """Keep it on top, or let it go."""
        lines, board = self.aimed_at, self.board
        if not lines or board is None:
            return
        from vipdesk.domain.recutting import Pin  # loaded before the first act

        pinned = any(line.number not in board.pinned for line in lines)
        self._each([Pin(line.number, pinned) for line in lines], _pinned(len(lines), pinned))

    def action_owe(self) -> None:
        """The vendor owes the next word, or we again."""
        from vipdesk.domain.recutting import Owe, Owing  # as above

        lines = self.aimed_at
        by = None if all(line.owed_by for line in lines) else Owing.VENDOR
        wanted = by.value if by else ""
        changed = [line for line in lines if line.owed_by != wanted]
        self._each([Owe(line.number, by) for line in changed], _owed(len(changed), by))

    def _each(self, commands: "Sequence[Command]", said: str) -> None:
        if len(commands) == 1:
            self.act(commands[0])
        elif commands:
            self.act_on_all(commands, said)


def _parts(count: int, into: int) -> str:
    return counted(
        "{count} ticket is part of #{into} now",
        "{count} tickets are part of #{into} now",
        count,
        into=into,
    )


def _pinned(count: int, pinned: bool) -> str:
    if pinned:
        return counted("{count} ticket stays on top", "{count} tickets stay on top", count)
    return counted("{count} ticket is pinned no more", "{count} tickets are pinned no more", count)


def _owed(count: int, by: "Owing | None") -> str:
    if by is None:
        return counted(
            "the next word on {count} ticket is owed by us",
            "the next word on {count} tickets is owed by us",
            count,
        )
    return counted(
        "the next word on {count} ticket is owed by vendor",
        "the next word on {count} tickets is owed by vendor",
        count,
    )
