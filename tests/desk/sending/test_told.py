"""What is said of an answer is true: where it waits for an account, and where it is held."""

import pytest

from tests.desk.conftest import RealDesk
from vipdesk.domain.commands import Reply
from vipdesk.domain.duration import parse_duration
from vipdesk.told import told, way_out


@pytest.mark.parametrize(
    ("hold", "said"),
    [
        (None, "queued, not sent yet: no mail account is set up"),
        ("5 seconds", "is held for 5 seconds, then sent"),
        ("1 minute", "is held for 1 minute, then sent"),
        ("0 seconds", "is sent now"),
    ],
)
def test_an_answer(real: RealDesk, hold: str | None, said: str) -> None:
    real.mail()
    reply = Reply(101, "We are on it.")
    way = way_out(parse_duration(hold) if hold else None)
    assert told(reply, real.do(reply), way) == f"#101: answer to Marta Rossi {said}"
