"""From the bytes of a mail to what is queued: nothing that a machine sent is ever answered by one.

Each arrives live, from a contact, while the desk is closed (design: safety, P5).
"""

import pytest

from tests.channels.mail.letters import FILED, in_parts, letter, part
from tests.desk.conftest import RealDesk
from tests.kit import JANA, MARTA
from vipdesk.channels.mail.read import read
from vipdesk.domain.commands import Receive
from vipdesk.ingest import inbound

CLIENT = f"From: {MARTA.name} <{MARTA.address}>"
STATUS = "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; x@example.com\nAction: {}\n"

MACHINES = {
    "auto-generated": letter(CLIENT, "Auto-Submitted: auto-generated"),
    "auto-replied": letter(CLIENT, "Auto-Submitted: auto-replied"),
    "bulk": letter(CLIENT, "Precedence: bulk"),
    "junk": letter(CLIENT, "Precedence: junk"),
    "a list": letter(CLIENT, "Precedence: list", "List-Id: <team.acme.example.com>"),
    "a list that people write to": letter(CLIENT, "List-Post: <mailto:team@acme.example.com>"),
    "a loop": letter(CLIENT, "X-Loop: relay@acme.example.com"),
    "no answers wanted": letter(CLIENT, "X-Auto-Response-Suppress: All"),
    "away": letter(CLIENT, "Subject: Automatic reply: Import"),
    "nobody": letter(CLIENT, "Return-Path: <>"),
    "a bounce": in_parts(
        "report", part("message/delivery-status", STATUS.format("failed")), lines=(CLIENT,)
    ),
    "a delay": in_parts(
        "report", part("message/delivery-status", STATUS.format("delayed")), lines=(CLIENT,)
    ),
    "twice submitted": letter(CLIENT, "Auto-Submitted: no", "Auto-Submitted: auto-replied"),
    "a list of old": letter(CLIENT, "Mailing-List: list team@acme.example.com"),
    "a rule that sends on": letter(CLIENT, "X-MS-Exchange-Inbox-Rules-Loop: x@acme.example.com"),
    "a report with a long boundary": letter(
        CLIENT, f"Content-Type: multipart/report; boundary={'q' * 201}"
    ),
    "an accepted invitation": letter(CLIENT, "Content-Type: text/calendar; method=REPLY"),
    "ourselves": letter(f"From: {JANA.address}"),
    "a stranger": letter("From: sam@elsewhere.example.org"),
    "two writers": letter(f"{CLIENT}, sam@elsewhere.example.org"),
}


@pytest.mark.parametrize("raw", MACHINES.values(), ids=MACHINES)
def test_no_machine_gets_a_note(real: RealDesk, raw: bytes) -> None:
    real.at("Sat 2026-11-21 12:00")
    mail = read(raw, real.now, real.now)
    real.do(Receive(inbound(mail, (), "", real.now, live=True)))
    assert real.acknowledgements_due() == ()


def test_the_same_from_a_person_does(real: RealDesk) -> None:
    real.at("Sat 2026-11-21 12:00")
    mail = read(letter(CLIENT, "Date: Sat, 21 Nov 2026 11:58:00 +0100"), FILED, real.now)
    real.do(Receive(inbound(mail, (), "", real.now, live=True)))
    assert [note.to for note in real.acknowledgements_due()] == [MARTA]
