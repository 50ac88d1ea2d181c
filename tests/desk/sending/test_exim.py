"""Through a real mail server into a real mailbox, and back: the conversation is one."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from tests.desk.conftest import RealDesk
from tests.desk.sending.conftest import Sending
from tests.exim import PASSWORD, exim
from tests.kit import MARTA, at
from tests.smtp_server import SmtpServer
from vipdesk.channels.mail.files import MailFile, walk
from vipdesk.channels.mail.message import MailMessage
from vipdesk.channels.mail.parser import MailParser
from vipdesk.channels.smtp.submission import Submission
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.commands import Reply
from vipdesk.domain.message import Attachment, Delivery
from vipdesk.secret import Secret

NOW = datetime(2030, 1, 1, tzinfo=UTC)


class ThroughExim(Sending):
    """A desk whose mail goes to Exim."""

    def line(self) -> Submission:
        """A line to it."""
        return Submission(self.account, lambda: Secret(PASSWORD))


def opened(mailbox: Path) -> list[MailMessage]:
    """What lies in a mailbox, as the desk reads it."""
    files = [found for found in walk([mailbox]) if isinstance(found, MailFile)]
    with MailParser() as parser:
        read = [mail for _, mail in parser.parse_all(files, NOW)]
    return [mail for mail in read if isinstance(mail, MailMessage)]


def test_an_answer_is_delivered_read_and_answered(real: RealDesk, tmp_path: Path) -> None:
    real.mail(subject="Nová pošta sa nesťahuje", text="Prosím o pomoc.")
    with exim() as server:
        sends = ThroughExim(real, SmtpServer(server.authority), server.account())
        digest = sends.files.put(b"%PDF \x00\xff")
        sends.files.sync()
        file = Attachment("Prehľad marec.pdf", "application/pdf", 7, digest)
        text = "Dobrý deň,\n\nFrom now on it works.\n.\n" + "veľmi " * 40 + "dlhý riadok"
        answer = real.do(Reply(101, text, None, (file,))).change.messages[0]
        real.do(Book("training", at("Tue 2026-11-24 10:00"), MARTA.address))
        real.do(Reply(101, "to somebody who is not there"))
        with real.writer.transaction() as transaction:
            transaction.connection.exec_driver_sql(
                'UPDATE message SET recipients = \'[["", "gone@acme.example.com"]]\''
                " WHERE text LIKE 'to somebody%'"
            )
        real.at("Mon 2026-11-23 09:31")
        sends.outbox().send_due(Event())
        server.delivered(2)
        mails = {mail.message_id: mail for mail in opened(server.mailbox)}
        for reader in sends.opened:
            reader.close()
    states = [m.delivery for m in real.ticket().messages]
    assert states == [None, Delivery.SENT, Delivery.FAILED]
    first = mails.pop(answer.message_id)
    (second,) = mails.values()
    assert first.references == ("mail-1@acme.example.com",)
    assert first.subject == answer.subject
    assert (first.sender.name, first.sender.address) == ("Jana Nováková", server.account().user)
    assert first.text == text
    assert first.quoted.endswith("> Prosím o pomoc.")
    assert [(one.name, one.content) for one in first.attachments] == [
        ("Prehľad marec.pdf", b"%PDF \x00\xff")
    ]
    assert second.attachments[-1].name == "invite.ics"
    real.mail(subject=f"AW: {first.subject}", references=(*first.references, first.message_id))
    assert [m.text for m in real.ticket().messages][-1] == "Please help."
    assert real.numbers() == [101], "what the client answers is on the same ticket"
