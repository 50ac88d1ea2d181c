"""A real CalDAV server on loopback, and another program that works in the same calendar."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import httpx

USER, PASSWORD = "jana", "correct horse"

_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
"""
_CALENDAR = (
    '<C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>'
    "<displayname>Work</displayname></prop></set></C:mkcalendar>"
)


@dataclass(frozen=True, slots=True)
class OtherProgram:
    """What else reads and writes the calendar at `url`, as a phone or a mail program does."""

    url: str

    def paths(self) -> list[str]:
        """The names of the things in it."""
        found = self._send("PROPFIND", "", b"", {"Depth": "1"}).text
        return sorted(map(unquote, re.findall(r"<href>[^<]*/([^/<]+\.ics)</href>", found)))

    def read(self, name: str) -> str:
        """A thing as it is there."""
        return self._send("GET", name).text.replace("\r\n", "\n")

    def write(self, name: str, text: str) -> None:
        """Write a thing, whatever was there."""
        raw = text.replace("\n", "\r\n").encode()
        self._send("PUT", name, raw, {"Content-Type": "text/calendar; charset=utf-8"})

    def change(self, name: str, before: str, after: str) -> None:
        """Put other words into a thing."""
        text = self.read(name)
        assert before in text, text
        self.write(name, text.replace(before, after))

    def remove(self, name: str) -> None:
        """Remove a thing."""
        self._send("DELETE", name)

    def _send(
        self, method: str, name: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        url = f"{self.url}{name}"
        answered = httpx.request(
            method, url, content=body, headers=headers, auth=(USER, PASSWORD), timeout=30
        )
        answered.raise_for_status()
        return answered


class CalendarServer:
    """Radicale, with a new calendar for whoever asks."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._made = 0

    def calendar(self) -> OtherProgram:
        """A calendar that nobody has used yet."""
        self._made += 1
        there = OtherProgram(f"{self.root}/{USER}/work-{self._made}/")
        there._send("MKCALENDAR", "", _CALENDAR.encode())
        return there


@contextmanager
def calendar_server(folder: Path) -> Iterator[CalendarServer]:
    """The server, from when it is ready until it is no longer needed."""
    port = _free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder))
    command = [sys.executable, "-m", "radicale", "-C", str(folder / "config")]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        said = server.stderr
        assert said is not None
        assert any("Radicale server ready" in line for line in said), "it did not start"
        reading = Thread(target=said.read)
        reading.start()
        yield CalendarServer(f"http://127.0.0.1:{port}")
        server.terminate()
        reading.join()
    finally:
        server.kill()
        server.wait()
        if server.stderr is not None:
            server.stderr.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
