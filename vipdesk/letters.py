"""What waits to be sent, as letters: who writes, to whom, in which language, with what."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from shlex import quote

from msgspec import Struct
from msgspec.structs import replace

from vipdesk.channels.ical.export import invitation
from vipdesk.channels.mail.field_writing import spelled
from vipdesk.channels.mail.letter import Called, Enclosed, Letter, Quoted, Sort
from vipdesk.channels.mail.wording import call_mail, call_title, spoken, wrote
from vipdesk.channels.mail.writing import written
from vipdesk.channels.smtp.envelope import FIT, Envelope, Rejected
from vipdesk.domain.errors import BadInput
from vipdesk.domain.mail_commands import Outgoing
from vipdesk.domain.message import Message
from vipdesk.domain.outbox import Waiting
from vipdesk.domain.people import Agent, Person
from vipdesk.domain.text import clean_block, clean_line
from vipdesk.domain.token import mail_id
from vipdesk.mail_account import MailAccount
from vipdesk.store.files import Files, Lost
from vipdesk.store.outbox import Office, OutboxReader

MOST_QUOTED_LINES, MOST_QUOTED = 400, 20_000
"""Lines and characters of what an answer answers that go back with it."""

NO_ADDRESS = "there is no address to write from"


class Pointless(Rejected):
    """It is not worth sending any more, and nobody misses it."""


class Told(Struct, frozen=True, kw_only=True):
    """What a mail says that the desk answers with by itself; `message_id` is what it answers."""

    to: Person
    subject: str
    text: str
    language: str
    at: datetime
    message_id: str = ""


Acknowledged = Callable[[int], Told | None]
"""The words of an acknowledgement by its number; None where it would say nothing any more."""


class Post(Struct, frozen=True):
    """A mail ready to go, and what it is called in the log."""

    envelope: Envelope
    called: str


class Letters:
    """Writes what waits; Rejected says why it can never be sent, BadInput what is to be mended."""

    def __init__(
        self,
        outbox: OutboxReader,
        files: Files,
        account: MailAccount,
        acknowledged: Acknowledged = lambda _: None,
    ) -> None:
        self._outbox, self._files, self._account = outbox, files, account
        self._acknowledged = acknowledged

    def check_point(self, waiting: Waiting, now: datetime) -> None:
        """Raises Pointless where it would tell of what is over, now (aware)."""
        if waiting.what is Outgoing.INVITATION:
            if self._outbox.invitation(waiting.number).booking.end <= now:
                raise Pointless("the call is over")
        elif waiting.what is Outgoing.NOTICE:
            ended = self._outbox.escalation_ended(waiting.number)
            if ended is not None and waiting.at < ended:
                raise Pointless("the escalation has ended")
        elif waiting.what is Outgoing.INTRODUCTION:
            if not self._outbox.introduction(waiting.number)[1]:
                raise Pointless("the desk has changed hands since")
        elif (
            waiting.what is Outgoing.ACKNOWLEDGEMENT and self._acknowledged(waiting.number) is None
        ):
            raise Pointless("it says nothing any more")

    def post(self, waiting: Waiting, office: Office) -> Post:
        """The mail as it goes over the line. Raises Rejected or StoreError."""
        letter, about = self._letter(waiting, office)
        to = tuple(person for person in letter.to if FIT.fullmatch(spelled(person.address)))
        if not to:
            raise Rejected("nobody with a mail address is known to send it to")
        letter = replace(letter, to=to)
        raw, sender = written(letter), spelled(letter.sender.address)
        if len(raw) > self._account.largest:
            size, most = len(raw) / 1e6, self._account.largest / 1e6
            raise Rejected(f"it has {size:.1f} MB, and {most:.0f} MB are the most: largest_mb")
        recipients = tuple(spelled(person.address) for person in to)
        called = f"{waiting.what.value} {about}" if about else waiting.called
        called = f"{called} to {', '.join(recipients)}"
        return Post(Envelope(sender, recipients, raw, letter.message_id), called)

    def _letter(self, waiting: Waiting, office: Office) -> tuple[Letter, str]:
        match waiting.what:
            case Outgoing.ANSWER:
                return self._answer(waiting.number, office)
            case Outgoing.NOTICE:
                return self._notice(waiting.number, office)
            case Outgoing.INVITATION:
                return self._invitation(waiting.number, office)
            case Outgoing.INTRODUCTION:
                return self._introduction(waiting.number, office)
        return self._acknowledgement(waiting.number, office)

    def _answer(self, number: int, office: Office) -> tuple[Letter, str]:
        answer, asked = self._outbox.answer(number)
        language, zone = self._spoken(answer.to[0] if answer.to else Person(""), office)
        name = answer.author.name or office.agent.name
        by_hand = any(line.startswith(">") for line in answer.text.split("\n"))
        letter = Letter(
            sender=self._sender(name, office),
            to=answer.to,
            subject=answer.subject,
            text=answer.text,
            at=answer.at.astimezone(office.policy.hours.zone),
            message_id=answer.message_id,
            references=answer.references,
            language=language,
            signature=self._signature(name, office),
            quoted=quoted(asked, zone, language) if asked and not by_hand else None,
            enclosed=tuple(self._enclosed(answer)),
        )
        return letter, f"on #{answer.ticket}"

    def _notice(self, number: int, office: Office) -> tuple[Letter, str]:
        notice = self._outbox.notice(number)
        letter = Letter(
            sender=self._sender(office.agent.name, office),
            to=(notice.to,),
            subject=notice.subject,
            text=notice.text,
            at=notice.at.astimezone(office.policy.hours.zone),
            message_id=self._id(Outgoing.NOTICE, number, office),
            sort=Sort.GENERATED,
        )
        return letter, f"of escalation {notice.escalation}"

    def _invitation(self, number: int, office: Office) -> tuple[Letter, str]:
        asks = self._outbox.invitation(number)
        booking, agent, to = asks.booking, office.agent, asks.to or asks.booking.guest
        language, zone = self._spoken(to, office)
        sender = self._sender(agent.name, office)
        subject, text = call_mail(booking, asks.method, agent.name, zone, language, to)
        organizer, title = (
            Agent(sender.name, sender.address),
            call_title(booking, agent.name, language),
        )
        calendar = invitation(booking, asks.method, organizer, asks.at, title=title)
        letter = Letter(
            sender=sender,
            to=(to,),
            subject=subject,
            text=text,
            at=asks.at.astimezone(office.policy.hours.zone),
            message_id=self._id(Outgoing.INVITATION, number, office),
            language=language,
            signature=self._signature(agent.name, office),
            called=Called(asks.method, calendar),
        )
        return letter, f"of booking {booking.number}"

    def _acknowledgement(self, number: int, office: Office) -> tuple[Letter, str]:
        told = self._acknowledged(number)
        if told is None:
            raise Pointless("it says nothing any more")
        letter = Letter(
            sender=self._sender(office.agent.name, office),
            to=(told.to,),
            subject=told.subject,
            text=told.text,
            at=told.at.astimezone(office.policy.hours.zone),
            message_id=self._id(Outgoing.ACKNOWLEDGEMENT, number, office),
            references=(told.message_id,) if told.message_id else (),
            language=told.language,
            sort=Sort.REPLIED,
        )
        return letter, ""

    def _introduction(self, number: int, office: Office) -> tuple[Letter, str]:
        told, _ = self._outbox.introduction(number)
        letter = Letter(
            sender=self._sender(told.author, office),
            to=(told.to,),
            subject=told.subject,
            text=told.text,
            at=told.at.astimezone(office.policy.hours.zone),
            message_id=self._id(Outgoing.INTRODUCTION, number, office),
            language=told.language,
            sort=Sort.GENERATED,
        )
        return letter, f"of hand-over {told.handover}"

    def _enclosed(self, answer: Message) -> list[Enclosed]:
        try:
            return [
                Enclosed(one.name, one.media_type, self._files.get(one.digest))
                for one in answer.attachments
            ]
        except Lost as error:
            raise Rejected(f"a file that goes with it is lost: {error}") from None

    def _spoken(self, person: Person, office: Office) -> tuple[str, tzinfo]:
        language, zone = self._outbox.spoken(person.address)
        return spoken(language), zone or office.policy.hours.zone

    def _sender(self, name: str, office: Office) -> Person:
        """The name of who writes, at the address of the mailbox that answers come to.

        BadInput where there is none: that is no mail's fault.
        """
        address = address_from(self._account, office.agent)
        if not address:
            raise BadInput(f"mail: {NO_ADDRESS}: {give_address(office.agent.name)}")
        return Person(name, address)

    def _signature(self, name: str, office: Office) -> str:
        said = self._account.signature or f"{{agent}}\n{office.policy.service}"
        return said.replace("{agent}", name)

    def _id(self, what: Outgoing, number: int, office: Office) -> str:
        host = self._sender("", office).address.rpartition("@")[2]
        return f"{mail_id(office.secret, what.value, number)}@{spelled(f'x@{host}')[2:]}"


def give_address(name: str) -> str:
    """How an agent is given an address."""
    who = quote(clean_line(name, 100))
    return f"`vipdesk people add {who} --role dedicated --email ADDRESS` gives one"


def address_from(account: MailAccount, agent: Agent) -> str:
    """What mails leave from: the mailbox, or the agent's own address where its user is none."""
    ours = (account.user, agent.address)
    return next((one for one in ours if FIT.fullmatch(spelled(one))), "")


def quoted(asked: Message, zone: tzinfo, language: str) -> Quoted:
    """What an answer answers, as it goes back below it, cut where it is endless."""
    text = clean_block(asked.text[:MOST_QUOTED]).strip("\n")
    lines = text.split("\n")
    cut = len(lines) > MOST_QUOTED_LINES or len(asked.text) > MOST_QUOTED
    shown = "\n".join([*lines[:MOST_QUOTED_LINES], *(["…"] if cut else [])])
    return Quoted(wrote(asked.author.called, asked.at, zone, language), shown)
