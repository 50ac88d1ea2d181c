"""Which callbacks a command is about, read inside its transaction."""

from collections.abc import Sequence

from msgspec import Struct

from vipdesk.domain.callback import Callback
from vipdesk.domain.commands import (
    Command,
    FileCallback,
    LogAttempt,
    MarkHeard,
    NameCaller,
    PlanTry,
    ReceiveCall,
)
from vipdesk.domain.done import PutBack
from vipdesk.domain.inbound import InboundCall
from vipdesk.store.callback_queries import OPEN, call_before, callbacks
from vipdesk.store.queries import Fetch


class Calls(Struct):
    """Looks for callbacks, for one command; those that are meant are put into `loaded`."""

    fetch: Fetch
    loaded: dict[int, Callback]
    _asked: tuple[InboundCall, Callback | None] | None = None

    def meant(self, command: Command) -> Callback | None:
        """The callback that the command is about."""
        match command:
            case ReceiveCall(call):
                found = self.before(call)
                return found and self._keep([found])
            case PutBack(done) if done.callback is not None:
                return self._numbered(done.callback[1].number)
            case LogAttempt() | FileCallback() | PlanTry() | MarkHeard() | NameCaller():
                return self._numbered(command.callback)
        return None

    def before(self, call: InboundCall) -> Callback | None:
        """The callback of this call, if there is one, looked for once a command."""
        if self._asked is None or self._asked[0] is not call:
            self._asked = call, call_before(self.fetch, call)
        return self._asked[1]

    def same_phone(self, command: Command, callback: Callback | None) -> tuple[Callback, ...]:
        """Who else called from the number of a caller who is named now."""
        if not isinstance(command, NameCaller) or callback is None or not callback.phone:
            return ()
        values = (callback.phone, callback.number)
        found = callbacks(self.fetch, f"phone = ? AND number <> ? AND {OPEN}", values)
        self._keep(found)
        return found

    def _numbered(self, number: int) -> Callback | None:
        return self._keep(callbacks(self.fetch, "number = ?", (number,)))

    def _keep(self, found: Sequence[Callback]) -> Callback | None:
        self.loaded.update((callback.number, callback) for callback in found)
        return next(iter(found), None)
