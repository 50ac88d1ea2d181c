"""Standard input, output and error (spec: command line): a pipe that ends, a disk that is full."""

import subprocess
import sys

import pytest

from tests.cli.conftest import Run

VIPDESK = f"{sys.executable} -m vipdesk"


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Runs a line of shell, in which `$V` is vipdesk; fails where any part of a pipe does."""
    line = f"set -o pipefail; V='{VIPDESK}'; {command}"
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


@pytest.fixture
def worked(desk: Run) -> None:
    """A desk with one ticket that has much to say."""
    desk("ticket", "new", "--subject", "Grüße → Wien", "--severity", "3")
    desk("ticket", "note", "101", "--body", "a long story\n" * 20_000)


@pytest.mark.usefixtures("worked")
class TestStreams:
    """Whatever a stream is tied to, a command ends in order."""

    @pytest.mark.parametrize("what", ["tickets", "tickets --json", "ticket show 101", "--help"])
    def test_a_reader_that_leaves_ends_it_quietly(self, what: str) -> None:
        done = shell(f"$V {what} | true")
        assert (done.returncode, done.stderr) == (0, "")

    @pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
    def test_a_closed_stream_stops_no_act(self, closed: str, desk: Run) -> None:
        done = shell(f"$V ticket note 101 --body said {closed}")
        assert (done.returncode, done.stderr) == (0, "")
        messages = desk("ticket", "show", "101", "--json").data["messages"]
        assert "said" in [message["text"] for message in messages]

    def test_a_closed_error_stream_keeps_the_exit_code(self) -> None:
        assert shell("$V ticket show 999 2>&-").returncode == 3

    def test_nothing_typed_is_an_empty_text(self) -> None:
        done = shell("$V ticket note 101 --body - <&-")
        assert (done.returncode, done.stderr.count("\n")) == (3, 1)
        assert "the note is empty" in done.stderr

    @pytest.mark.parametrize(
        "what",
        [
            "tickets >/dev/full",
            "tickets --json >/dev/full",
            "ticket show 101 >/dev/full",
            "clock batch 0>/dev/null",
            "ticket note 101 --body - 0>/dev/null",
        ],
    )
    def test_what_the_system_refuses_is_one_line(self, what: str) -> None:
        done = shell(f"$V {what}")
        assert (done.returncode, done.stderr.count("\n")) == (3, 1)
        assert "standard input or output can't be used" in done.stderr

    @pytest.mark.parametrize("what", ["tickets", "ticket show 101"])
    def test_what_an_encoding_has_no_sign_for_is_replaced(self, what: str) -> None:
        done = shell(f"PYTHONIOENCODING=ascii $V {what}")
        assert (done.returncode, done.stderr) == (0, "")
        assert "Gr??e ? Wien" in done.stdout
