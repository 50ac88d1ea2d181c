"""A real nginx on loopback, Debian's, with the sample that comes with vipdesk."""

import re
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.mail.certificates import Authority
from tests.mail.dovecot import answers, free_port
from vipdesk.data import data_path

PROGRAM, NAME = "/usr/sbin/nginx", "desk.example.com"
_AROUND = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/sample;
}}
"""


@dataclass(frozen=True)
class Nginx:
    """Where it answers, and what trusts it."""

    port: int
    plain: int
    trust: ssl.SSLContext


@contextmanager
def nginx(folder: Path, door: int) -> Iterator[Nginx]:
    """The sample before a door at this port."""
    authority = Authority(folder)
    certificate = authority.signed("nginx", f"subjectAltName=DNS:{NAME}")
    trust = ssl.create_default_context(cafile=str(authority.file))
    made = Nginx(free_port(), free_port(), trust)
    with data_path("nginx-vipdesk.conf").open(encoding="utf-8") as file:
        sample = file.read()
    for said, count, here in (
        (r"listen \[::\]:\d+( ssl)?;", 2, ""),
        (r"listen 443 ssl;", 1, f"listen 127.0.0.1:{made.port} ssl;"),
        (r"listen 80;", 1, f"listen 127.0.0.1:{made.plain};"),
        (r"/etc/letsencrypt/\S+/fullchain.pem", 1, str(certificate.certificate)),
        (r"/etc/letsencrypt/\S+/privkey.pem", 1, str(certificate.key)),
        (r"http://127.0.0.1:8630", 3, f"http://127.0.0.1:{door}"),
    ):
        sample, found = re.subn(said, here, sample)
        assert found == count, said
    (folder / "sample").write_text(sample)
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder))
    command = [PROGRAM, "-e", f"{folder}/errors", "-c", f"{folder}/nginx.conf", "-p", str(folder)]
    process = subprocess.Popen(command)
    try:
        end = time.monotonic() + 20
        while not (answers(made.port) and answers(made.plain)):
            assert process.poll() is None, (folder / "errors").read_text()
            assert time.monotonic() < end, "nginx does not answer"
            time.sleep(0.02)
        yield made
    finally:
        process.terminate()
        process.wait(10)
