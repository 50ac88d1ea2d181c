"""Mail files into tickets and callbacks: what was read is stored durably, batch by batch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from vipdesk.calls import Calls
from vipdesk.channels.mail.files import MailFile, NotMail, measure, walk
from vipdesk.channels.mail.message import Address, MailMessage
from vipdesk.channels.mail.message import Unreadable as UnreadableMail
from vipdesk.channels.mail.parser import MailParser
from vipdesk.clock import Clock
from vipdesk.desk import Desk
from vipdesk.domain.commands import KeepUnreadable, Receive, ReceiveCall
from vipdesk.domain.inbound import Inbound, Origin, Unreadable
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Person
from vipdesk.domain.policy import Channel
from vipdesk.store.files import Files
from vipdesk.summary import Summary, Taken

BATCH = 64

Parsed = tuple[MailFile, MailMessage | UnreadableMail]

MailCommand = Receive | ReceiveCall | KeepUnreadable
"""What a mail comes to: one that brings a voicemail is a call."""

Progress = Callable[[int], None]
"""Is told how many bytes of the input are done with."""


class MailImport:
    """Takes mail files into the desk; running it again adds nothing."""

    def __init__(
        self, desk: Desk, files: Files, clock: Clock, calls: Calls, mailbox: Sequence[str] = ()
    ) -> None:
        """`mailbox` are the ways to spell the address that our own mails leave from."""
        self._calls, self._mailbox = calls, tuple(mailbox)
        self._desk = desk
        self._files = files
        self._clock = clock

    @staticmethod
    def measure(paths: Sequence[Path]) -> int:
        """How many bytes there are to go through; BadInput where a path is missing."""
        return measure(paths)

    def run(self, paths: Sequence[Path], progress: Progress = lambda _: None) -> Summary:
        """Import everything under `paths`; BadInput where one is missing."""
        summary = Summary()
        for taken in self.taken(paths):
            summary.count(taken)
            progress(taken.size)
        return summary

    def taken(self, paths: Sequence[Path]) -> Iterator[Taken]:
        """What is found under `paths`, one after the other, each durable when it is given."""
        skipped: list[Taken] = []
        batch: list[Parsed] = []
        with MailParser() as parser:
            for parsed in parser.parse_all(_mails(paths, skipped), self._clock()):
                batch.append(parsed)
                if len(batch) == BATCH:
                    yield from self._store(batch)
                    batch.clear()
            yield from self._store(batch)
        yield from skipped

    def read(self, paths: Sequence[Path], until: datetime) -> list[MailCommand]:
        """The mails under `paths` as commands still to be executed; their files are durable.

        None counts as received later than `until` (aware), however late the mail says it was.
        """
        with MailParser() as parser:
            return self.commands(parser.parse_all(_mails(paths, []), until), until)

    def commands(
        self, parsed: Iterable[Parsed], now: datetime, *, live: bool = False
    ) -> list[MailCommand]:
        """Mails that were read as commands still to be executed; their files are durable.

        `live` says that they came just now, and are none of an archive's.
        """
        commands = [self._command(mail, read, now, live=live) for mail, read in parsed]
        self._files.sync()
        return commands

    def _store(self, batch: Sequence[Parsed]) -> list[Taken]:
        commands = self.commands(batch, self._clock())
        stored = zip(batch, commands, self._desk.execute_all(commands), strict=True)
        return [Taken(mail.size, command, done) for (mail, _), command, done in stored]

    def _command(
        self, mail: MailFile, parsed: MailMessage | UnreadableMail, now: datetime, *, live: bool
    ) -> MailCommand:
        raw = self._files.put(parsed.raw)
        if isinstance(parsed, UnreadableMail):
            return KeepUnreadable(Unreadable(mail.label, parsed.reason, raw, self._clock()))
        if (call := self._calls.from_mail(parsed, now)) is not None:
            return call
        kept = tuple(
            Attachment(part.name, part.media_type, len(part.content), self._files.put(part.content))
            for part in parsed.attachments
        )
        return Receive(inbound(parsed, kept, raw, now, live=live, mailbox=self._mailbox))


def inbound(
    mail: MailMessage,
    attachments: tuple[Attachment, ...],
    raw: str,
    now: datetime,
    *,
    live: bool = False,
    mailbox: tuple[str, ...] = (),
) -> Inbound:
    """A mail as the desk takes it, never received later than `now` (aware).

    `live` says that it came just now, and is none of an archive's; `mailbox` as in Inbound.
    """
    return Inbound(
        channel=Channel.EMAIL,
        external_id=mail.external_id,
        sender=_person(mail.sender),
        received=min(mail.received, now),
        subject=mail.subject,
        text=mail.text,
        quoted=mail.quoted,
        signature=mail.signature,
        to=tuple(map(_person, (*mail.to, *mail.cc))),
        attachments=attachments,
        origin=Origin(mail.kind.value),
        message_id=mail.message_id,
        references=mail.references,
        raw=raw,
        live=live,
        reply_to=tuple(map(_person, mail.reply_to)),
        loop_marks=mail.loop_marks,
        wants_no_note=mail.wants_no_note,
        report=mail.report,
        mailbox=mailbox,
    )


def _person(address: Address) -> Person:
    return Person(address.name, address.address)


def _mails(paths: Sequence[Path], skipped: list[Taken]) -> Iterator[MailFile]:
    for found in walk(paths):
        if isinstance(found, NotMail):
            skipped.append(Taken(found.size))
        else:
            yield found
