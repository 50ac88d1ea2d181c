"""How far the mailbox was read, and what became of mails that are no answers."""

from typing import assert_never

from vipdesk.domain.circumstances import Change
from vipdesk.domain.mail_commands import GiveUp, MailCommand, MarkLeft, PutMailPlace, TryAgain
from vipdesk.domain.message import Delivery


def on_mail(command: MailCommand) -> Change:
    """Kept as it is told: the courier alone knows."""
    match command:
        case PutMailPlace():
            return Change(mail_place=command)
        case TryAgain():
            return Change(sending=command)
        case MarkLeft(what, number):
            return Change(left=(what, number, Delivery.SENT))
        case GiveUp(what, number):
            return Change(left=(what, number, Delivery.FAILED))
        case _:
            assert_never(command)
