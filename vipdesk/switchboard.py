"""The telephone of a desk on this machine: its numbers, its player, its folder for recordings."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path, PurePath

from vipdesk.channels.phone import PhoneBook
from vipdesk.domain.callback import Callback
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.message import Attachment
from vipdesk.domain.retold import retold
from vipdesk.downloads import save_download
from vipdesk.store.files import Files
from vipdesk.telephone import recording_of

PLAYERS = (
    ("mpv", "--no-video", "--really-quiet", "--"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
    ("paplay",),
    ("aplay", "-q"),
    ("play", "-q"),
    ("afplay",),
)
"""Programs that play a file given as the last argument, the first that is there is taken."""

LONGEST_PLAY = 2 * 3600


class Switchboard:
    """Plays and saves what is kept beside the store; `zone` is the office's."""

    def __init__(
        self, files: Files, phones: PhoneBook, zone: tzinfo, environment: Mapping[str, str]
    ) -> None:
        self._files, self._phones, self._zone = files, phones, zone
        self._player = None if "SSH_CONNECTION" in environment else _player()

    @property
    def plays(self) -> bool:
        """Whether there is a player here; over SSH it would play where nobody sits."""
        return self._player is not None

    def read(self, said: str) -> tuple[str, str]:
        """A number as E.164 and fit to read."""
        return self._phones.read(said)

    def play(self, callback: Callback) -> None:
        """Play the recording to its end; raises BadInput or StoreError."""
        recording = _audio(callback)
        if self._player is None:
            raise BadInput(_("nothing here plays audio: save the recording, and play it elsewhere"))
        with tempfile.TemporaryDirectory(prefix="voicemail-") as folder:
            path = Path(folder) / f"recording{_ending(recording)}"
            path.write_bytes(self._files.get(recording.digest))
            _run([*self._player, str(path)])

    def save(self, callback: Callback) -> Path:
        """Save the recording among the user's downloads; raises BadInput or StoreError."""
        recording, when = _audio(callback), callback.received.astimezone(self._zone)
        who = re.sub(r"[^\w .+-]+", "_", callback.called).strip(" .")[:60] or "caller"
        name = f"Voicemail {when:%Y-%m-%d %H.%M} {who}{_ending(recording)}"
        return save_download(name, self._files.get(recording.digest))


def _audio(callback: Callback) -> Attachment:
    recording = recording_of(callback)
    if recording is None:
        raise BadInput(retold(callback.remark) or _("there is no recording: ask the caller"))
    return recording


def _ending(recording: Attachment) -> str:
    ending = PurePath(recording.name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,5}", ending) else ""


def _player() -> tuple[str, ...] | None:
    for program, *options in PLAYERS:
        if found := shutil.which(program):
            return found, *options
    return None


def _run(command: list[str]) -> None:
    quiet, player = subprocess.DEVNULL, PurePath(command[0]).name
    try:
        ended = subprocess.run(  # noqa: S603 the agent's own player
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=LONGEST_PLAY, check=False
        )
    except OSError as error:
        why = error.strerror or _("unknown reason")
        told = _("{player} could not be started ({why}): save it instead")
        raise BadInput(told.format(player=player, why=why)) from None
    except subprocess.TimeoutExpired:
        raise BadInput(_("the recording did not come to an end: save it instead")) from None
    if ended.returncode:
        told = _("{player} could not play it ({code}): save it instead")
        raise BadInput(told.format(player=player, code=ended.returncode))
