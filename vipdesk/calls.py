"""Calls that a channel tells of, as the desk takes them: numbers read, recordings kept."""

from datetime import datetime, tzinfo

from vipdesk.channels.mail.message import MailMessage
from vipdesk.channels.phone import PhoneBook, home_region
from vipdesk.channels.voicemail.mailed import voicemail_in
from vipdesk.channels.voicemail.recording import play_time
from vipdesk.channels.voicemail.spool import Voicemail
from vipdesk.domain.commands import ReceiveCall
from vipdesk.domain.inbound import InboundCall
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Client
from vipdesk.domain.policy import Channel, Policy
from vipdesk.store.files import Files

MAIL_TYPE = "message/rfc822"


class Calls:
    """Makes commands of voicemails; their recordings are durable after the next sync."""

    def __init__(self, files: Files, phones: PhoneBook, zone: tzinfo) -> None:
        """`zone` is the office's: some systems tell times without one."""
        self._files, self._phones, self._zone = files, phones, zone

    def from_spool(self, voicemail: Voicemail, now: datetime) -> ReceiveCall:
        """A message of a spool; never received later than `now` (aware)."""
        note, recording = voicemail.note, voicemail.recording
        phone, shown = self._phones.read(note.number)
        kept: tuple[Attachment, ...] = ()
        if recording is not None:
            kept = (self._kept(recording.name, recording.media_type, recording.content),)
        return ReceiveCall(
            InboundCall(
                channel=Channel.VOICEMAIL,
                external_id=note.identity,
                name=note.name,
                phone=phone,
                shown=shown,
                received=min(note.received, now),
                length=voicemail.length,
                urgent=voicemail.urgent,
                mailbox=note.mailbox,
                transcript=voicemail.transcript,
                remark=voicemail.remark,
                recordings=kept,
                heard=voicemail.heard,
            )
        )

    def from_mail(self, mail: MailMessage, now: datetime) -> ReceiveCall | None:
        """The voicemail that a mail brings; None for any other mail."""
        told = voicemail_in(mail, self._zone)
        if told is None:
            return None
        phone, shown = self._phones.read(told.number)
        audio = told.recording
        plays = play_time(audio.name, audio.content)
        as_it_came = self._kept("voicemail.eml", MAIL_TYPE, mail.raw)
        return ReceiveCall(
            InboundCall(
                channel=Channel.VOICEMAIL,
                external_id=told.identity or f"mail:{mail.external_id}",
                name=told.name,
                phone=phone,
                shown=shown,
                received=min(told.received, now),
                length=told.length or plays,
                mailbox=told.mailbox,
                transcript=told.transcript,
                recordings=(self._kept(audio.name, audio.media_type, audio.content), as_it_came),
                by_mail=True,
            )
        )

    def _kept(self, name: str, media_type: str, content: bytes) -> Attachment:
        return Attachment(name, media_type, len(content), self._files.put(content))


def calls_of(client: Client, policy: Policy, files: Files) -> Calls:
    """Reads numbers as they are dialled where the client's contacts call from."""
    zone = policy.hours.zone
    return Calls(files, PhoneBook(home_region(client.phones, zone.key)), zone)
