"""Certificates made on the spot by `openssl`: good ones, and each way of being bad."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its key, as files."""

    certificate: Path
    key: Path


class Authority:
    """Signs for servers on this machine; nobody else trusts it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = self.self_signed("authority", "basicConstraints=critical,CA:TRUE")
        self.file = self._own.certificate

    def signed(self, name: str, more: str = NAMES, days: int = 2) -> Certificate:
        """A certificate that this authority signed."""
        request, made = self._folder / f"{name}.csr", self._at(name)
        self._run("req", "-new", *_KEY, "-keyout", made.key, "-out", request, *_subject(name))
        extensions = self._folder / f"{name}.ext"
        extensions.write_text(f"{more}\n")
        self._run(
            *("x509", "-req", "-in", request, "-out", made.certificate, "-days", days),
            *("-CA", self._own.certificate, "-CAkey", self._own.key, "-CAcreateserial"),
            *("-extfile", extensions),
        )
        return made

    def self_signed(self, name: str, more: str = NAMES) -> Certificate:
        """A certificate that vouches for itself."""
        made = self._at(name)
        self._run(
            *("req", "-x509", "-new", *_KEY, "-keyout", made.key, "-out", made.certificate),
            *("-days", 2, *_subject(name), "-addext", more),
        )
        return made

    def _at(self, name: str) -> Certificate:
        return Certificate(self._folder / f"{name}.pem", self._folder / f"{name}.key")

    @staticmethod
    def _run(*words: object) -> None:
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def _subject(name: str) -> tuple[str, str]:
    return "-subj", f"/CN=vipdesk test {name}"
