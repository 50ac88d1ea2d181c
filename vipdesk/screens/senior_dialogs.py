"""What a senior writes about an escalation: why not, what came of it, what our side should know."""

from vipdesk.domain.escalation import Escalation
from vipdesk.domain.escalation_commands import DeclineEscalation, HandBack, SeniorNote
from vipdesk.domain.language import N_, _
from vipdesk.screens.dialog import Do
from vipdesk.screens.jotting import HalfTyped, Jotting


class AboutEscalation(Jotting):
    """Takes a text about one of them."""

    TITLE = ""

    def __init__(self, escalation: Escalation, do: Do, half_typed: HalfTyped) -> None:
        title = _(self.TITLE).format(number=escalation.ticket)
        super().__init__(title, do, half_typed)
        self.escalation = escalation.number


class DeclineDialog(AboutEscalation):
    """Why it can't be taken."""

    TITLE = N_("Decline #{number} · the next senior is asked")
    PLACEHOLDER = N_("why you can't take it")

    def command(self) -> DeclineEscalation:
        """As typed; an empty reason is the desk's to refuse."""
        return DeclineEscalation(self.escalation, self.text)


class HandBackDialog(AboutEscalation):
    """What came of it."""

    TITLE = N_("Hand #{number} back · the agent answers the client")
    PLACEHOLDER = N_("what came of it, and what the client may be told")

    def command(self) -> HandBack:
        """As typed; an empty result is the desk's to refuse."""
        return HandBack(self.escalation, self.text)


class SeniorNoteDialog(AboutEscalation):
    """A note on the ticket."""

    TITLE = N_("Note on #{number} · only our side sees it")
    PLACEHOLDER = N_("what a colleague should know")

    def command(self) -> SeniorNote:
        """As typed; an empty note is the desk's to refuse."""
        return SeniorNote(self.escalation, self.text)
