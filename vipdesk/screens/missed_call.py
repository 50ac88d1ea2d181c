"""A call that nobody took, entered by hand."""

import asyncio
import uuid
from collections.abc import Iterable

from msgspec.structs import replace
from textual.widget import Widget

from vipdesk.clock import Clock
from vipdesk.domain.commands import Command, ReceiveCall
from vipdesk.domain.errors import BadInput
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.language import _
from vipdesk.domain.policy import Channel, Policy
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.pen import Executed
from vipdesk.screens.dialog import Dialog, Do, Field
from vipdesk.screens.moments import typed_moment
from vipdesk.screens.writing import Writing
from vipdesk.telephone import OpenTelephone
from vipdesk.widgets.typed import Input


class MissedCallDialog(Dialog):
    """Asks who rang and when; only the number is needed."""

    DEFAULT_CSS = """
    MissedCallDialog #frame { height: 12; }
    """

    def __init__(self, policy: Policy, clock: Clock, do: Do, telephone: OpenTelephone) -> None:
        super().__init__(_("Missed call"), do)
        self._policy, self._clock, self._telephone = policy, clock, telephone

    def fields(self) -> Iterable[Widget]:
        """The number first."""
        yield Field(_("number"), _line("number", _("as it was shown, +39 02 5550 1234")))
        yield Field(_("name"), _line("name", _("as it was shown")))
        yield Field(_("rang at"), _line("at", _("now; or 09:15, yesterday 16:40")))
        yield Writing(placeholder=_("what is known of it"), id="note")

    def command(self) -> ReceiveCall:
        """The call as typed; its number is read when it is carried out."""
        now, zone = self._clock(), self._policy.hours.zone
        at = typed_moment(self._typed("at"), now, zone) or now
        if at > now:
            raise BadInput(_("that is still to come: give a past moment"))
        number = clean_line(self._typed("number"), 60)
        if not number and not self._typed("name").strip():
            raise BadInput(_("nobody can be called back: give a number, or a name at least"))
        return ReceiveCall(
            InboundCall(
                channel=Channel.PHONE,
                external_id=f"hand:{uuid.uuid4().hex}",
                name=clean_line(self._typed("name"), 200),
                phone=number,
                shown=number,
                received=at,
                transcript=clean_block(self.query_one(Writing).text).strip(),
            )
        )

    async def carry_out(self, command: Command) -> Executed:
        """Bring the number to its one form first, for that is how a caller is known."""
        if isinstance(command, ReceiveCall):
            phone, shown = await asyncio.to_thread(self._read, command.call.phone)
            command = ReceiveCall(replace(command.call, phone=phone, shown=shown))
        return await super().carry_out(command)

    def _read(self, number: str) -> tuple[str, str]:
        return self._telephone().read(number)

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value


def _line(field: str, placeholder: str) -> Input:
    line = Input(id=field, placeholder=placeholder, compact=True)
    line.cursor_blink = False
    return line
