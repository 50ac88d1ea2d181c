"""Which ticket a mail belongs to: by Message-ID, References and token, if its sender may speak."""

from tests.desk.conftest import RealDesk
from tests.kit import JANA, PAOLO, STRANGER
from vipdesk.domain.commands import Identify, MakeTicket, Reply
from vipdesk.domain.facts import Status
from vipdesk.domain.inbound import Origin
from vipdesk.domain.message import Kind
from vipdesk.domain.people import Person


def test_a_reply_joins_by_what_it_answers(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    real.mail(PAOLO, references=("first@acme.example.com",), subject="another subject")
    assert real.numbers() == [101]
    assert [m.author.address for m in real.ticket().messages] == [
        "marta.rossi@acme.example.com",
        "paolo.bianchi@acme.example.com",
    ]


def test_a_reply_to_our_answer_joins(real: RealDesk) -> None:
    real.mail()
    answer = real.do(Reply(101, "Which folder?")).change.messages[0]
    real.mail(references=(answer.message_id,), subject=answer.subject)
    assert real.numbers() == [101]


def test_the_latest_reference_that_we_know_decides(real: RealDesk) -> None:
    real.mail(message_id="a@acme.example.com")
    real.mail(message_id="b@acme.example.com")
    real.mail(references=("a@acme.example.com", "b@acme.example.com", "lost@acme.example.com"))
    assert len(real.ticket(102).messages) == 2


def test_a_token_in_the_subject_joins_where_the_references_are_lost(real: RealDesk) -> None:
    real.mail()
    answer = real.do(Reply(101, "Which folder?")).change.messages[0]
    real.mail(PAOLO, subject=f"AW: {answer.subject}")
    assert real.numbers() == [101]


def test_a_forged_token_joins_nothing(real: RealDesk) -> None:
    real.mail()
    real.mail(subject="Re: help [#101 aaaaaaaa]")
    assert sorted(real.numbers()) == [101, 102]


def test_the_number_alone_joins_nothing(real: RealDesk) -> None:
    real.mail()
    real.mail(subject="Re: help #101 [#101]")
    assert sorted(real.numbers()) == [101, 102]


def test_a_stranger_with_reference_and_token_does_not_join(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    answer = real.do(Reply(101, "Which folder?")).change.messages[0]
    real.mail(STRANGER, references=("first@acme.example.com",), subject=answer.subject)
    assert len(real.ticket(101).messages) == 2
    assert real.ticket(102).line.sender_unknown


def test_a_strangers_mail_claims_no_conversation(real: RealDesk) -> None:
    real.mail(STRANGER, message_id="bait@elsewhere", references=("future@acme.example.com",))
    real.mail(message_id="future@acme.example.com")
    assert not real.ticket(102).line.sender_unknown
    assert len(real.ticket(101).messages) == 1


def test_a_stranger_takes_no_conversation_by_a_copied_message_id(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    real.mail(STRANGER, message_id="first@acme.example.com", subject="Buy now")
    real.mail(references=("first@acme.example.com",), text="Any news?")
    assert [message.text for message in real.ticket(101).messages] == ["Please help.", "Any news?"]
    assert len(real.ticket(102).messages) == 1


def test_a_contact_who_answers_a_stranger_stays_in_the_clients_conversation(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    real.mail(STRANGER, message_id="aside@elsewhere", references=("first@acme.example.com",))
    real.mail(references=("first@acme.example.com", "aside@elsewhere"))
    assert len(real.ticket(101).messages) == 2


def test_a_parent_that_comes_after_its_reply_finds_the_thread(real: RealDesk) -> None:
    real.mail(message_id="reply@acme.example.com", references=("parent@acme.example.com",))
    real.mail(message_id="parent@acme.example.com")
    assert real.numbers() == [101]


def test_two_replies_to_a_mail_we_never_saw_are_one_conversation(real: RealDesk) -> None:
    real.mail(references=("unseen@acme.example.com",))
    real.mail(PAOLO, references=("unseen@acme.example.com",))
    assert real.numbers() == [101]


def test_the_same_message_is_taken_once(real: RealDesk) -> None:
    real.mail(external_id="x")
    again = real.mail(external_id="x", message_id="mail-1@acme.example.com")
    assert again.duplicate
    assert len(real.ticket().messages) == 1


def test_a_resolved_ticket_is_reopened_by_its_client(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    real.do(Reply(101, "Done.", Status.RESOLVED))
    assert real.numbers() == []
    real.at("Tue 2026-11-24 10:00").mail(references=("first@acme.example.com",))
    assert real.numbers() == [101]


def test_a_late_word_on_it_opens_a_linked_one(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    real.do(Reply(101, "Done.", Status.RESOLVED))
    real.at("Tue 2026-12-22 10:00").mail(references=("first@acme.example.com",))
    assert real.numbers() == [102]
    assert real.ticket(102).ticket.linked_to == 101
    assert real.ticket(101).continued_by == (102,)


def test_a_second_late_word_joins_the_linked_one(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    real.do(Reply(101, "Done.", Status.RESOLVED))
    real.at("Tue 2026-12-22 10:00").mail(references=("first@acme.example.com",))
    real.at("Tue 2026-12-22 11:00").mail(PAOLO, references=("first@acme.example.com",))
    assert real.numbers() == [102]
    assert len(real.ticket(102).messages) == 2


def test_a_circle_of_links_in_a_tampered_store_ends(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    real.do(Reply(101, "Done.", Status.RESOLVED))
    with real.writer.transaction() as transaction:
        transaction.connection.exec_driver_sql("UPDATE ticket SET linked_to = 101")
    real.mail(references=("first@acme.example.com",))
    assert real.numbers() == [101]


def test_our_own_copy_is_set_aside(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    real.mail(Person(JANA.name, JANA.address), references=("first@acme.example.com",))
    assert [message.why for message in real.reader.kept_apart().set_aside] == ["own mail"]
    assert real.board().set_aside == 1
    assert len(real.ticket().messages) == 1


def test_a_contacts_auto_reply_is_on_the_timeline_and_moves_nothing(real: RealDesk) -> None:
    real.mail(message_id="first@acme.example.com")
    before = real.ticket().line
    real.mail(references=("first@acme.example.com",), origin=Origin.AUTO_REPLY)
    assert [m.kind for m in real.ticket().messages] == [Kind.RECEIVED, Kind.AUTOMATIC]
    assert real.ticket().line == before


def test_what_was_set_aside_can_become_a_ticket(real: RealDesk) -> None:
    real.mail(origin=Origin.LIST)
    (aside,) = real.reader.kept_apart().set_aside
    real.do(MakeTicket(aside.number))
    assert real.numbers() == [101]
    assert real.board().set_aside == 0


def test_once_identified_all_of_a_senders_tickets_run(real: RealDesk) -> None:
    real.mail(STRANGER)
    real.mail(STRANGER, subject="Another matter")
    real.do(Identify(101, "Sam of Acme"))
    assert [line.due is not None for line in real.board().lines] == [True, True]
    assert real.board().client.contact(STRANGER.address) == Person("Sam of Acme", STRANGER.address)


def test_a_sender_said_to_be_nobody_is_set_aside(real: RealDesk) -> None:
    real.mail(STRANGER)
    real.do(Identify(101, None))
    real.mail(STRANGER)
    assert real.numbers() == []
    assert real.board().set_aside == 1
