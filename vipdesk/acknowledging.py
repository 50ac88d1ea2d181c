"""The words of acknowledgements that wait to be sent, made when they leave."""

from collections.abc import Mapping

from vipdesk.clock import Clock
from vipdesk.domain.acknowledgement_text import sender_of, words_of
from vipdesk.domain.token import subject_token
from vipdesk.letters import Told
from vipdesk.store.outbox import OutboxReader


class Acknowledging:
    """Fills the templates in; `chat` is where the general chat is, empty where there is none."""

    def __init__(
        self, outbox: OutboxReader, templates: Mapping[str, str], chat: str, clock: Clock
    ) -> None:
        self._outbox, self._templates = outbox, templates
        self._chat, self._clock = chat, clock

    def __call__(self, number: int) -> Told | None:
        """What the note of this number says; None where the desk is open again."""
        note, message, client = self._outbox.acknowledgement(number)
        if note.is_too_late(self._clock()):
            return None
        office = self._outbox.office()
        sender = sender_of(client, office.agent, note, office.policy.hours.zone, self._chat)
        words = words_of(note, message.at, self._templates, sender)
        return Told(
            to=note.to,
            subject=f"{words.subject} {subject_token(office.secret, note.ticket)}",
            text=words.text,
            language=note.language,
            at=note.at,
            message_id=message.message_id,
        )
