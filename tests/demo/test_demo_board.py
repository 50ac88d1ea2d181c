"""The demonstration's Monday at 10:42: every band and every state is on the board."""

from datetime import timedelta
from itertools import pairwise

from tests.demo.conftest import Played
from tests.kit import at
from vipdesk.domain.board import TicketView
from vipdesk.domain.event import What
from vipdesk.domain.facts import Status
from vipdesk.domain.message import Kind
from vipdesk.domain.queue import PROMISE, QueueLine, instant
from vipdesk.domain.target import Band

TODAY, WEDNESDAY = "Mon 2026-11-23 ", "Wed 2026-11-25 "

QUEUE = [
    ("Login page returns 502", "1", Band.BREACHED, TODAY + "10:30:00"),
    ("Inbox crawls since the weekend", "2", Band.URGENT, TODAY + "10:51:00"),
    ("Calendar invitations arrive twice", "3", Band.URGENT, TODAY + "11:20:00"),
    ("New mail not fetched since this morning", "3?", Band.WARN, TODAY + "11:24:09"),
    ("Ausgehende Mails hängen in „Wird gesendet“", "2", Band.CALM, TODAY + "12:00:00"),
    ("Re: DKIM key rotation: what do we have to change?", "3?", Band.CALM, TODAY + "12:15:28"),
    ("Newsletter partita due volte", "2", Band.CALM, TODAY + "14:07:00"),
    ("Rule condition ignored when the subject has an umlaut", "4", Band.CALM, TODAY + "15:52:00"),
    ("Inbound parser drops inline images", "3", Band.CALM, WEDNESDAY + "09:40:15"),
    ("How do we archive by year?", "5", Band.NONE, None),
    ("␛]0;owned␇", "3?", Band.NONE, None),
    ("Acme: accesso alle statistiche per la campagna di Natale", "3?", Band.NONE, None),
    ("Richiesta: una firma diversa per ogni reparto", "5", Band.NONE, None),
    ("Webhook to CRM times out", "3", Band.PAUSED, None),
]


def line(played: Played, name: str) -> QueueLine:
    """A row of the queue by the name of its mail."""
    found = played.board.line(played.ticket(name).ticket.number)
    assert found is not None
    return found


def outcomes(view: TicketView) -> list[str]:
    """How the ticket's targets were judged."""
    return [verdict.outcome.value for verdict in view.ticket.verdicts.values()]


def test_queue_stands_as_drawn(played: Played) -> None:
    policy, now = played.board.policy, played.script.now
    shown = [
        (
            one.subject,
            f"{one.severity}{'' if one.triaged else '?'}",
            one.band(policy, now),
            None if one.due is None else instant(one.due),
        )
        for one in played.board.lines
    ]
    wanted = [(s, level, band, at(due) if due else None) for s, level, band, due in QUEUE]
    cut = [
        (subject[: len(want[0])], *rest)
        for (subject, *rest), want in zip(shown, wanted, strict=True)
    ]
    assert cut == wanted


def test_every_band_is_on_screen(played: Played) -> None:
    policy, now = played.board.policy, played.script.now
    assert {one.band(policy, now) for one in played.board.lines} == set(Band)


def test_first_line_is_severity_1_twelve_minutes_over(played: Played) -> None:
    first = played.board.lines[0]
    assert first.countdown is not None
    left = first.countdown.remaining(played.board.policy.hours, played.script.now)
    assert (first.severity, left) == (1, timedelta(minutes=-12))
    tried = [m.why for m in played.tickets[first.number].messages if m.kind is Kind.CALL]
    assert tried == ["reached nobody"]


def test_what_was_promised_in_an_answer_counts_before_the_target(played: Played) -> None:
    promised = line(played, "wird-gesendet")
    assert promised.due_kind == PROMISE
    (given,) = [e for e in played.ticket("wird-gesendet").events if e.what is What.PROMISED]
    assert given.detail == "to write by Mon 23 Nov 12:00"


def test_client_waits_where_nothing_is_promised(played: Played) -> None:
    waits = line(played, "archive-year").client_waits_since
    assert waits is not None
    assert instant(waits) == at("Fri 2026-11-20 14:10:27")
    assert line(played, "firme-reparto").client_waits_since is None


def test_entitlement_is_that_of_the_day_it_came(played: Played) -> None:
    assert [one.subject for one in played.board.lines if not one.entitled] == [
        "Richiesta: una firma diversa per ogni reparto"
    ]
    assert played.board.entitled(played.script.now)


def test_unknown_senders_are_shown_and_start_no_clock(played: Played) -> None:
    unknown = [one for one in played.board.lines if one.sender_unknown]
    assert [(one.requester, one.due) for one in unknown] == [
        ("marta.rossi@acme-example.example.net", None),
        ("chiara@greco-digital.example.net", None),
    ]


def test_consultant_was_made_a_contact_and_the_seller_was_not(played: Played) -> None:
    assert not played.ticket("record-mx").ticket.sender_unknown
    assert outcomes(played.ticket("record-mx")) == ["met"]
    client = played.board.client
    assert client.contact("sergio@moretti-consulting.example.org") is not None
    assert "brad@roi-boosters.example.net" in client.strangers
    assert played.ticket("email-roi").line.status == Status.RESOLVED


def test_each_verdict_is_there(played: Played) -> None:
    assert "late at re-grading" in outcomes(played.ticket("wird-gesendet"))
    assert "breached" in outcomes(played.ticket("newsletter-doppia"))
    assert "breached" in outcomes(played.ticket("saml-loop"))
    every = [said for view in played.tickets.values() for said in outcomes(view)]
    assert every.count("met") >= 40
    assert len(every) - every.count("met") == 3


def test_reopened_within_a_fortnight(played: Played) -> None:
    view = played.ticket("inline-images")
    assert view.line.status == Status.OPEN
    happened = [event.what for event in view.events]
    assert happened.index(What.RESOLVED) < len(happened) - 1 - happened[::-1].index(What.REOPENED)


def test_mail_on_an_old_matter_opened_a_linked_ticket(played: Played) -> None:
    old, new = played.ticket("dkim-rotation"), played.ticket("dkim-mr1")
    assert old.line.status == Status.RESOLVED
    assert new.ticket.linked_to == old.ticket.number
    assert old.continued_by == (new.ticket.number,)


def test_thanks_left_resolved_tickets_resolved(played: Played) -> None:
    for name in ("report-mensile", "inoltro"):
        view = played.ticket(name)
        assert view.line.status == Status.RESOLVED
        assert view.events[-1].what is What.NO_ANSWER_NEEDED


def test_draft_is_half_typed(played: Played) -> None:
    view = played.ticket("not-fetched")
    assert played.board.drafts == {view.ticket.number}
    (draft,) = view.drafts
    assert draft.text.endswith("under")


def test_automatic_mail_of_contacts_shows_on_their_tickets(played: Played) -> None:
    for name in ("suche", "archive-year", "wird-gesendet"):
        kinds = [message.kind for message in played.ticket(name).messages]
        assert kinds.count(Kind.AUTOMATIC) == 1, name


def test_the_rest_is_kept_apart(played: Played) -> None:
    apart = played.reader.kept_apart()
    assert sorted(message.why for message in apart.set_aside) == [
        *("bounce of no answer of ours", "list", "list", "list", "own mail")
    ]
    assert [one.label for one in apart.unreadable] == ["3-monday/0800-half-a-mail.eml"]


def test_past_weeks_were_worked_and_everything_was_sent(played: Played) -> None:
    resolved = [one for one in played.all_lines if one.status == Status.RESOLVED]
    assert len(resolved) >= 20
    assert played.board.queued == 0


def test_everything_happened_in_its_turn(played: Played) -> None:
    steps = [step["at"] for step in played.script.steps]
    assert all(one <= next_one for one, next_one in pairwise(steps))
    for view in played.tickets.values():
        instants = [message.at for message in view.messages]
        assert max(instants) <= played.script.now
        assert all(one.at <= played.script.now for one in view.events)


def test_mails_of_the_script_are_all_taken_in(played: Played) -> None:
    again = played.mails.run([played.script.folder / "mail"])
    assert (again.messages_new, again.tickets_new, again.rejected) == (0, 0, [])
    assert again.duplicates >= 60
