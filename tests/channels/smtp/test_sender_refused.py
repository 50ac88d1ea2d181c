"""A sender that the server does not take: that is about the account, not about one mail."""

from pathlib import Path

import pytest

from tests.smtp_server import PASSWORD, USER, smtp_server
from vipdesk.channels.smtp.envelope import Envelope
from vipdesk.channels.smtp.line import Unwelcome
from vipdesk.channels.smtp.submission import Submission
from vipdesk.secret import Secret

MAIL = Envelope(USER, ("marta@acme.example.com",), b"Subject: Hi\r\n\r\nHi\r\n")


@pytest.mark.parametrize("said", ["451 4.7.1 greylisted", "550 5.7.1 not yours"])
def test_a_refusal_of_the_sender_is_of_us_until_another_is_taken(tmp_path: Path, said: str) -> None:
    with smtp_server(tmp_path) as server:
        server.faults["MAIL"] = [said]
        with Submission(server.account(), lambda: Secret(PASSWORD)) as line:
            with pytest.raises(Unwelcome, match=f"refuses us: {said}") as told:
                line.send(MAIL)
            assert told.value.for_good is said.startswith("5")
            assert line.send(MAIL) == {}
