"""What the desk says when something can't be: one line each, with the mend."""


class DeskError(Exception):
    """An error whose text is one line for a person: what, where and the mend."""

    exit_code = 1


class BadInput(DeskError):
    """A file, policy, message, instant or argument that can't be right."""

    exit_code = 3


class Refusal(DeskError):
    """An act that is not allowed here: read-only, role, entitlement, or the state it meets."""

    exit_code = 4


class StoreError(DeskError):
    """A store that is missing, locked, damaged, foreign or newer than the program."""

    exit_code = 5


class OlderStore(StoreError):
    """A store that an older program wrote: who may write it brings it up to date."""


class ReadOnlyStore(StoreError):
    """A store that this account may read and not write."""

    exit_code = Refusal.exit_code


class ChannelError(DeskError):
    """A server elsewhere that can't be reached, or does not do what it is there for."""

    exit_code = 5
