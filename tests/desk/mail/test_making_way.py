"""Mail makes way for keys: somebody who types hardly notices that it comes in."""

from threading import Event

from tests.mail.carried import Carried, letter
from tests.mail.dovecot import Account
from vipdesk.mail_keeper import LONGEST_BREATH


def test_it_gives_way_to_somebody_who_types_but_not_for_ever(
    carried: Carried, account: Account
) -> None:
    for number in range(40):
        account.drop(number, letter(f"mail {number}", sender=f"somebody{number}"))
    carried.busy.set()
    carried.start()
    carried.until(lambda: "16 from INBOX, 16 new" in carried.notes())
    carried.busy.clear()
    carried.until(lambda: len(carried.subjects()) == 40)


def test_each_mail_waits_for_the_frame_of_a_key(carried: Carried, account: Account) -> None:
    breaths: list[int] = []
    carried.breathe = lambda: breaths.append(1)
    account.deliver(letter("one"), letter("two"), letter("three"))
    carried.start().until_kept("one", "two", "three")
    carried.until_well()
    assert len(breaths) >= 2 * 3, "read and kept without a breath between two of them"


def test_one_who_never_stops_typing_makes_a_batch_wait_but_a_moment(
    carried: Carried, account: Account
) -> None:
    breaths: list[int] = []

    def breathe() -> None:
        breaths.append(1)
        Event().wait(0.7 * LONGEST_BREATH)

    carried.breathe = breathe
    for number in range(20):
        account.drop(number, letter(f"mail {number}", sender=f"somebody{number}"))
    carried.start().until(lambda: len(carried.subjects()) == 20)
    carried.until_well()
    assert len(breaths) <= 2 * 2 * carried.notes().count("from INBOX")
