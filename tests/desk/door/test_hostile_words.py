"""Whatever a page sends, nothing of it reaches a terminal as it came."""

from tests.desk.door.kit import NOBODY, Door
from tests.kit import at
from vipdesk.domain.audit import Wanted
from vipdesk.domain.calendar_commands import Book
from vipdesk.domain.commands import SetContact
from vipdesk.domain.door_commands import Enter, MakeLink, ProposeSeverity
from vipdesk.domain.message import Attachment
from vipdesk.domain.people import Person
from vipdesk.domain.visit import digest_of

HOSTILE = "\x1b]0;owned\x07\x9b2J\u202e"
LEA = Person(f"Lea{HOSTILE}", "lea@acme.example.com")


def test_it_is_cleaned_before_it_is_kept(door: Door) -> None:
    door.real.do(SetContact(LEA.address))
    door.real.do(MakeLink(LEA.address, digest_of("secret")))
    door.as_(NOBODY, Enter(digest_of("secret"), digest_of("x"), f"1{HOSTILE}", f"Fox{HOSTILE}"))
    file = Attachment(f"a{HOSTILE}.png", f"image/png{HOSTILE}", 1, "d" * 64)
    door.says(f"Hello{HOSTILE}\nthere", LEA, files=(file,))
    door.as_(LEA, ProposeSeverity(101, 2, f"all wait{HOSTILE}", LEA, "p-1"))
    start = at("Tue 2026-11-24 10:00")
    door.as_(LEA, Book("training", start, LEA.address, f"Rules{HOSTILE}", by_client=True))
    reader = door.real.reader
    kept = [reader.ticket(101), reader.board(), reader.audit(Wanted()), reader.bookings()]
    shown = repr([*kept, reader.at_the_door(door.real.now)])
    assert "owned" in shown
    escaped = [repr(sign)[1:-1] for sign in HOSTILE if not sign.isprintable()]
    assert [sign for sign in escaped if sign in shown] == []
