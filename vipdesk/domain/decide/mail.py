"""How far the mailbox was read, and what becomes of mails on their way."""

from typing import assert_never

from msgspec.structs import replace

from vipdesk.domain.calendar import BookingStatus
from vipdesk.domain.circumstances import Change, Circumstances
from vipdesk.domain.decide.delivery import LONGEST_REASON, ON_ITS_WAY
from vipdesk.domain.errors import Refusal
from vipdesk.domain.event import Event, What
from vipdesk.domain.mail_commands import (
    Carry,
    DropCopy,
    GiveUp,
    KeepCopy,
    Leave,
    MailCommand,
    MarkLeft,
    Outgoing,
    PutMailPlace,
    SendWaiting,
    TryAgain,
)
from vipdesk.domain.message import Delivery, Message
from vipdesk.domain.outbox import OtherMail
from vipdesk.domain.reminder import About, Key, Occasion, Reminder
from vipdesk.domain.text import clean_line


def on_mail(command: MailCommand, here: Circumstances) -> Change:
    """Kept as it is told, as long as the mail still waits: the courier alone knows."""
    match command:
        case PutMailPlace():
            return Change(mail_place=command)
        case Leave():
            return Change(leaving=command, messages=_answer_is(command, Delivery.LEAVING, here))
        case TryAgain(doubts=doubts):
            back = Delivery.LEAVING if doubts else Delivery.QUEUED
            return Change(sending=command, messages=_answer_is(command, back, here))
        case MarkLeft(what, number):
            return Change(left=(what, number, Delivery.SENT))
        case GiveUp():
            return _given_up(command, here)
        case Carry(account):
            return Change(carried=(account, here.now))
        case KeepCopy() | DropCopy():
            return Change(copy=command)
        case SendWaiting(account):
            return Change(sends_all=account)
        case _:
            assert_never(command)


def _answer_is(
    command: Leave | TryAgain, delivery: Delivery, here: Circumstances
) -> tuple[Message, ...]:
    """The answer that is meant, as far as it has come now; Refusal where it waits no longer."""
    if command.what is not Outgoing.ANSWER:
        if here.other_mail is None or here.other_mail.stands not in ON_ITS_WAY:
            raise _over()
        return ()
    answer = here.message
    if answer is None or answer.delivery not in ON_ITS_WAY:
        raise _over()
    return (replace(answer, delivery=delivery),)


def _given_up(command: GiveUp, here: Circumstances) -> Change:
    """Whoever looks at the ticket sees that somebody was not told."""
    mail = here.other_mail
    if mail is None or mail.stands not in ON_ITS_WAY:
        return Change()
    if not command.why:
        return Change(left=(command.what, command.number, Delivery.FAILED))
    return not_told(mail, command.why, here)


def not_told(mail: OtherMail, why: str, here: Circumstances) -> Change:
    """Somebody was not told: seen on the ticket, and of a call to come reminded of."""
    said = clean_line(f"{mail.what.value} to {mail.to.called}: {why}", LONGEST_REASON)
    return Change(
        left=(mail.what, mail.number, Delivery.FAILED),
        events=(Event(here.now, What.NOT_DELIVERED, ticket=mail.ticket, detail=said),),
        reminders=_uninvited(mail, here),
    )


def _uninvited(mail: OtherMail, here: Circumstances) -> tuple[Reminder, ...]:
    """Whose invitation is lost knows nothing of the call: once for each moment it stands at."""
    call = mail.booking
    if call is None or call.status is not BookingStatus.BOOKED or call.start <= here.now:
        return ()
    key = Key(About.BOOKING, call.number, Occasion.NOT_INVITED, call.start)
    if any(one.key == key for one in here.reminding.reminders):
        return ()
    text = f"{call.kind} with {clean_line(mail.to.called, 60)}: the invitation was not delivered"
    return (Reminder(number=here.next_reminder, key=key, text=text, fired=here.now),)


def _over() -> Refusal:
    return Refusal("this mail is not to be sent any more: it was taken back, or has left")
