"""Voicemail that comes as a mail, in the forms of the common telephone systems."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.channels.mail.letters import FILED, NOW
from tests.spool import tone
from vipdesk.channels.mail.message import MailMessage
from vipdesk.channels.mail.parser import MailParser
from vipdesk.channels.voicemail.mailed import MailedVoicemail, voicemail_in

OFFICE = ZoneInfo("Europe/Bratislava")
FREEPBX = """Jana,

There is a new voicemail in mailbox 100:

\tFrom:\t"Marta Rossi" <+390255501234>
\tLength:\t1:12 seconds
\tDate:\tMonday, November 23, 2026 at 08:12:00 AM

Dial *98 to access your voicemail by phone.
"""
ASTERISK = """Dear Jana:

\tJust wanted to let you know you were just left a 0:07 long message (number 3)
in mailbox 100 from "Marta Rossi" <+390255501234>, on Monday, November 23, 2026 at 08:12:00 AM so
you might want to check it when you get a chance.  Thanks!

\t\t\t\t--Asterisk
"""
FRITZ = """<html><body><p>FRITZ!Box Anrufbeantworter</p><table>
<tr><td>Anruf von:</td><td>02 5550 1234</td></tr>
<tr><td>F&uuml;r die Rufnummer:</td><td>99887766</td></tr>
<tr><td>Datum:</td><td>23.11.2026</td></tr>
<tr><td>Uhrzeit:</td><td>07:45 Uhr</td></tr>
<tr><td>Aufnahmel&auml;nge:</td><td>0:42</td></tr>
</table></body></html>
"""


def mail(
    text: str,
    tmp_path: Path,
    *,
    html: bool = False,
    audio: bool = True,
    boundary: str = "",
    fields: Mapping[str, str] = MappingProxyType({}),
) -> MailMessage:
    """A mail as the desk reads it."""
    made = EmailMessage()
    made["From"] = "Telephone <pbx@example.org>"
    made["To"] = "jana@vipdesk.example.org"
    made["Subject"] = "[PBX]: New message 3 in mailbox 100"
    made["Date"] = "Mon, 23 Nov 2026 08:13:00 +0100"
    for name, value in fields.items():
        made[name] = value
    made.set_content(text, subtype="html" if html else "plain")
    if audio:
        tone(tmp_path / "msg0002.wav")
        sound = (tmp_path / "msg0002.wav").read_bytes()
        made.add_attachment(sound, maintype="audio", subtype="x-wav", filename="msg0002.WAV")
    if boundary:
        made.set_boundary(boundary)
    with MailParser() as parser:
        read = parser.parse(made.as_bytes(), FILED, NOW)
    assert isinstance(read, MailMessage)
    return read


def found(
    text: str, tmp_path: Path, fields: Mapping[str, str] = MappingProxyType({})
) -> MailedVoicemail:
    """The voicemail in it."""
    voicemail = voicemail_in(mail(text, tmp_path, fields=fields), OFFICE)
    assert voicemail is not None
    return voicemail


@pytest.mark.parametrize(("text", "seconds"), [(FREEPBX, 72), (ASTERISK, 7)])
def test_the_forms_of_asterisk_and_freepbx(text: str, seconds: int, tmp_path: Path) -> None:
    voicemail = found(text, tmp_path)
    assert (voicemail.name, voicemail.number) == ("Marta Rossi", "+390255501234")
    assert voicemail.length == timedelta(seconds=seconds)
    assert voicemail.mailbox == "100"
    assert voicemail.recording.name == "msg0002.WAV"
    assert voicemail.received == datetime(2026, 11, 23, 7, 13, tzinfo=UTC)


def test_the_header_tells_who_and_which_whatever_the_text_says(tmp_path: Path) -> None:
    voicemail = found(
        "Neue Nachricht.\n",
        tmp_path,
        {
            "X-Asterisk-CallerID": "+390255501234",
            "X-Asterisk-CallerIDName": "Marta Rossi",
            "X-Asterisk-VM-Duration": "72",
            "X-Asterisk-VM-Orig-time": "1795417920",
            "X-Asterisk-VM-Message-ID": "1795417920-00000003",
        },
    )
    assert (voicemail.name, voicemail.number) == ("Marta Rossi", "+390255501234")
    assert voicemail.identity == "asterisk:1795417920-00000003:1795417920:+390255501234"
    assert voicemail.received == datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
    assert voicemail.length == timedelta(seconds=72)


def test_the_words_that_a_system_wrote_down_come_along(tmp_path: Path) -> None:
    voicemail = found(f"{FREEPBX}\nTranscription: please call me\nback soon\n\n--\n", tmp_path)
    assert voicemail.transcript == "please call me\nback soon"


def test_a_fritz_box_tells_its_local_time(tmp_path: Path) -> None:
    read = mail(FRITZ, tmp_path, html=True, boundary="==AVM_Fritz_Box==multipart/mixed==0==")
    voicemail = voicemail_in(read, OFFICE)
    assert voicemail is not None
    assert (voicemail.number, voicemail.mailbox) == ("02 5550 1234", "99887766")
    assert voicemail.received == datetime(2026, 11, 23, 6, 45, tzinfo=UTC)
    assert voicemail.length == timedelta(seconds=42)


@pytest.mark.parametrize(
    "text",
    [
        "Please find the jingle for the hotline attached.\n",
        f"Jana, can you call her?\n\n---------- Forwarded message ----------\n{FREEPBX}",
    ],
)
def test_a_persons_mail_with_a_recording_stays_a_mail(text: str, tmp_path: Path) -> None:
    assert voicemail_in(mail(text, tmp_path), OFFICE) is None


def test_a_mail_without_a_recording_is_no_voicemail(tmp_path: Path) -> None:
    assert voicemail_in(mail(FREEPBX, tmp_path, audio=False), OFFICE) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Asterisk-VM-Orig-time", "99999999999999999999"),
        ("X-Asterisk-VM-Orig-time", "-1"),
        ("X-Asterisk-VM-Duration", "9" * 300),
        ("X-Asterisk-CallerIDName", "=?utf-8?q?=1B]0;owned=07?="),
    ],
)
def test_a_header_that_lies_is_not_believed(name: str, value: str, tmp_path: Path) -> None:
    fields = {"X-Asterisk-CallerID": "101", name: value}
    voicemail = found("x\n", tmp_path, fields)
    assert voicemail.received == datetime(2026, 11, 23, 7, 13, tzinfo=UTC)
    assert voicemail.length is None
    assert "\x1b" not in voicemail.name


def test_a_long_gap_in_a_voicemails_text_takes_no_time(tmp_path: Path) -> None:
    brought = replace(mail(FREEPBX, tmp_path), text=FREEPBX + "\n" * 30_000 + "b")
    began = time.process_time()
    told = voicemail_in(brought, OFFICE)
    assert told is not None
    assert told.transcript == ""
    assert time.process_time() - began < 0.5
