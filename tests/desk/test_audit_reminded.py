"""The audit says who was reminded of what."""

from tests.desk.conftest import PETRA, RealDesk
from tests.desk.leaving import handed_over
from tests.desk.test_callbacks import rang
from tests.kit import JANA, MARTA, at
from vipdesk.domain.audit import Wanted
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.commands import Promise, Reply, SetSeverity
from vipdesk.domain.reminder_commands import PutOff, SeeTo, Sweep


def last(real: RealDesk) -> tuple[str, int | None, str]:
    """What was entered last, on which ticket, with what."""
    (entry,) = real.reader.audit(Wanted(most=1))
    return entry.what, entry.ticket, entry.detail


def test_a_promise_is_told_apart_from_a_target(real: RealDesk) -> None:
    real.mail()
    real.do(Reply(101, "We are on it."))
    real.do(Sweep())
    real.do(Promise(101, at("Mon 2026-11-23 10:00")))
    real.at("Mon 2026-11-23 09:46").do(Sweep())
    assert last(real) == ("reminded", 101, f"{JANA.name}: #101 promise warn")
    real.at("Mon 2026-11-23 10:01").do(Sweep())
    told = f"{JANA.name}: #101 promise breached; over: #101 promise warn"
    assert last(real) == ("reminded", 101, told)


def test_callbacks_and_calls_are_told_with_whom(real: RealDesk) -> None:
    real.do(Book("training", at("Mon 2026-11-23 15:00"), MARTA.address))
    real.do(Sweep())
    rang(real)
    real.at("Mon 2026-11-23 14:51").do(Sweep())
    called = real.board().callbacks[0].called
    told = f"callback 1 aim {called}, booking 1 call in 10 minutes {MARTA.name}"
    assert last(real) == ("reminded", None, f"{JANA.name}: {told}")


def test_what_is_seen_to_or_put_off_is_named(real: RealDesk) -> None:
    real.mail()
    real.at("Mon 2026-11-23 13:00").do(Sweep())
    real.do(PutOff(1, at("Mon 2026-11-23 13:30")))
    assert last(real) == ("reminder put off", 101, "reminder 1: #101 breached")
    real.do(SeeTo(3))
    assert last(real) == ("reminder seen to", None, "reminder 3: opening")


def test_who_has_the_desk_is_reminded_and_who_is_told_off_the_terminal(leaving: RealDesk) -> None:
    handed_over(leaving)
    leaving.at("Mon 2026-11-23 20:00").mail(subject="Down again")
    leaving.do(SetSeverity(102, 1, "down"))
    leaving.at("Tue 2026-11-24 03:00").do(Sweep())
    what, ticket, detail = last(leaving)
    assert (what, ticket) == ("reminded", None)
    assert detail == f"off the terminal: {PETRA} #102"
    leaving.at("Tue 2026-11-24 09:00").do(Sweep())
    assert last(leaving)[2].startswith(f"{PETRA}: #")


def test_of_many_the_first_are_named(real: RealDesk) -> None:
    for number in range(20):
        real.mail(subject=f"{number}")
    real.at("Mon 2026-11-23 13:00").do(Sweep())
    assert last(real)[2].endswith("#106 breached, #106 cause of a breach and 29 more")
