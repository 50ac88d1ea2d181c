"""What the client is told of a hand-over: from when on, and when the agent is back."""

import pytest
from msgspec.structs import replace

from tests.desk.conftest import PETRA, RealDesk, days_off
from tests.desk.leaving import TEMPLATES, made
from tests.kit import MARTA, at
from vipdesk.domain.calendar_commands import RemoveBusy
from vipdesk.domain.commands import SetContact
from vipdesk.domain.handover_commands import Templates
from vipdesk.domain.introduction_text import introductions
from vipdesk.policies import policy_for, shipped_policy_text


def test_the_client_is_told_when_the_desk_opens_with_the_agent_back(leaving: RealDesk) -> None:
    """Other time off adjoins, and the first day after it is a holiday."""
    text = shipped_policy_text().replace('holidays = ""', 'holidays = "SK"')
    leaving.do(RemoveBusy(1))
    leaving.do(days_off("2026-12-21", "2026-12-30"))
    leaving.do(days_off("2026-12-24", "2027-01-01"))
    sheet = made(leaving)
    assert (sheet.begins, sheet.until) == (at("Mon 2026-12-21 00:00"), at("Fri 2027-01-01 00:00"))
    desk = replace(leaving.reader.handing(), policy=policy_for(text))
    (mail,) = introductions(sheet, desk, TEMPLATES, leaving.now)
    assert "I am back on Monday 4 January, 09:00 CET." in mail.text


@pytest.mark.parametrize(
    ("language", "later", "at_once"),
    [
        ("en", "has my desk from Tuesday 24 November, 09:00 CET, and", "has my desk from now on,"),
        ("it", "il mio posto da martedì 24 novembre, ore 09:00 CET, e", "il mio posto da ora, e"),
        ("de", "mich ab Dienstag, 24. November, 09:00 Uhr CET und", "mich ab jetzt und"),
    ],
)
def test_the_client_is_told_from_when_on(
    leaving: RealDesk, language: str, later: str, at_once: str
) -> None:
    leaving.do(SetContact(MARTA.address, language=language))
    sheet, desk = made(leaving), leaving.reader.handing()

    def told(when: str, templates: Templates = TEMPLATES) -> str:
        (mail,) = introductions(sheet, desk, templates, at(when))
        return mail.text

    assert f"{PETRA} " in told("Mon 2026-11-23 10:00")
    assert later in told("Mon 2026-11-23 10:00")
    assert at_once in told("Tue 2026-11-24 10:00")
    own = Templates(away={"en": "{cover} has my desk from now on."})
    assert told("Mon 2026-11-23 10:00", own) == f"{PETRA} has my desk from now on."
