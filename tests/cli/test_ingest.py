"""`vipdesk ingest mail` (spec: command line): every mail becomes one thing, once."""

import hashlib
import mailbox
import os
import signal
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

MARTA = "Marta Rossi <marta.rossi@acme.example.com>"


def mail(number: int, subject: str = "Inbox crawls", **fields: str) -> EmailMessage:
    """A mail of Marta's, of that Monday morning."""
    made = EmailMessage()
    made["From"] = fields.pop("sender", MARTA)
    made["To"] = "jana@vipdesk.example.org"
    made["Subject"] = subject
    made["Message-ID"] = f"<mail-{number}@acme.example.com>"
    made["Date"] = "Mon, 23 Nov 2026 09:30:00 +0100"
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    made.set_content(f"It is slow, says mail {number}.\n")
    return made


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """An mbox, a Maildir and a folder of single mails, two in each."""
    folder = tmp_path / "mail"
    folder.mkdir()
    archive = mailbox.mbox(folder / "archive.mbox")
    for number in (1, 2):
        archive.add(mail(number))
    archive.close()
    maildir = mailbox.Maildir(folder / "maildir")
    for number in (3, 4):
        maildir.add(mailbox.MaildirMessage(mail(number)))
    maildir.close()
    single = folder / "single"
    single.mkdir()
    for number in (5, 6):
        (single / f"{number}.eml").write_bytes(mail(number).as_bytes())
    return folder


def ingested(desk: Run, *paths: Path) -> Any:
    """The summary of an import; its figures agree."""
    said = desk("ingest", "mail", *map(str, paths), "--json").data
    kept = said["messages_new"] + said["duplicates"] + said["skipped"] + len(said["rejected"])
    assert said["read"] == kept
    return said


def size_of(path: Path) -> int:
    """The bytes of a file that may come and go."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def subjects(desk: Run) -> list[str]:
    """The subjects on the board."""
    return [line["subject"] for line in desk("tickets", "--json").data]


def test_what_is_marked_is_told_with_what_to_do(run: Run, tmp_path: Path) -> None:
    made = ("init", "--client", "Acme", "--agent", "Jana", "--vip-from", "2026-11-23")
    run(*made, "--contact", MARTA)
    sam = "Sam <sam@elsewhere.example.org>"
    mails = [mail(1), mail(2, sender=sam), mail(3, "Offer", sender=sam)]
    mails[0].replace_header("Date", "Fri, 20 Nov 2026 09:30:00 +0100")
    for number, each in enumerate(mails):
        (tmp_path / f"{number}.eml").write_bytes(each.as_bytes())
    told = " ".join(run("ingest", "mail", *map(str, tmp_path.glob("*.eml"))).out.split())
    assert "2 messages of 1 unknown sender, marked ?" in told
    assert "1 ticket from outside the client's entitlement (2026-11-23), marked ⊘" in told
    again = run("ingest", "mail", *map(str, tmp_path.glob("*.eml")))
    assert "marked" not in again.out


def test_the_figures_for_scripts_say_what_is_marked(desk: Run, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(1, sender="sam@elsewhere.example.org").as_bytes())
    said = ingested(desk, tmp_path / "a.eml")
    assert (said["unknown_senders"], said["not_entitled"]) == (1, 0)


@pytest.mark.parametrize("name", ["archive.mbox", "maildir", "single"])
def test_each_form_of_mail_file(desk: Run, files: Path, name: str) -> None:
    said = ingested(desk, files / name)
    assert (said["tickets_new"], said["messages_new"]) == (2, 2)


def test_a_folder_of_all_of_them(desk: Run, files: Path) -> None:
    assert ingested(desk, files)["tickets_new"] == 6


def test_again_adds_nothing(desk: Run, files: Path) -> None:
    ingested(desk, files)
    again = ingested(desk, files, files / "single" / "5.eml")
    assert (again["duplicates"], again["messages_new"], again["tickets_new"]) == (7, 0, 0)
    assert len(subjects(desk)) == 6


def test_the_same_mail_by_another_way_is_the_same(desk: Run, files: Path) -> None:
    ingested(desk, files / "archive.mbox")
    copy = files / "copy.eml"
    copy.write_bytes(mail(1).as_bytes().replace(b"\n", b"\r\n"))
    assert ingested(desk, copy)["duplicates"] == 1


def test_auto_replies_and_strangers_are_counted_as_kept(desk: Run, files: Path) -> None:
    odd = files / "odd"
    odd.mkdir()
    (odd / "1.eml").write_bytes(mail(7, Auto_Submitted="auto-replied").as_bytes())
    (odd / "2.eml").write_bytes(mail(8, sender="Sam <sam@elsewhere.example.org>").as_bytes())
    said = ingested(desk, odd)
    assert (said["messages_new"], said["tickets_new"]) == (2, 1)


def test_what_is_no_mail_is_skipped(desk: Run, files: Path) -> None:
    (files / "single" / "notes.txt").write_text("buy milk\n", "utf-8")
    (files / "single" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    said = ingested(desk, files / "single")
    assert (said["skipped"], said["messages_new"]) == (2, 2)


def test_what_can_not_be_read_is_kept_with_its_bytes(desk: Run, files: Path, store: Path) -> None:
    empty = files / "single" / "empty.eml"
    empty.write_bytes(b"")
    said = ingested(desk, files / "single")
    (rejected,) = said["rejected"]
    assert rejected["path"].endswith("empty.eml")
    assert rejected["reason"]
    assert said["messages_new"] == 2
    digest = hashlib.sha256(b"").hexdigest()
    kept = [p for p in (store.parent / "desk.files").rglob("*") if digest.endswith(p.name[-30:])]
    assert [path.read_bytes() for path in kept] == [b""]
    assert ingested(desk, files / "single")["duplicates"] == 3


def test_two_files_without_a_byte_are_two_entries(desk: Run, files: Path) -> None:
    for name in ("one.eml", "two.eml"):
        (files / "single" / name).write_bytes(b"")
    assert len(ingested(desk, files / "single")["rejected"]) == 2


def test_attachments_and_original_bytes_are_kept_beside_the_store(
    desk: Run, files: Path, store: Path
) -> None:
    made = mail(9)
    made.add_attachment(b"%PDF-1.4 invented", "application", "pdf", filename="../../etc/report.pdf")
    raw = made.as_bytes()
    (files / "with.eml").write_bytes(raw)
    ingested(desk, files / "with.eml")
    (message,) = desk("ticket", "show", "101", "--json").data["messages"]
    (attachment,) = message["attachments"]
    assert "/" not in attachment["name"]
    assert attachment["name"].endswith("report.pdf")
    assert attachment["sha256"] == hashlib.sha256(b"%PDF-1.4 invented").hexdigest()
    kept = {p.read_bytes() for p in (store.parent / "desk.files").rglob("*") if p.is_file()}
    assert {raw, b"%PDF-1.4 invented"} <= kept


def test_received_is_when_our_server_took_it(desk: Run, files: Path) -> None:
    late = mail(10)
    late["Received"] = (
        "from mx.acme.example.com by mx.vipdesk.example.org; Mon, 23 Nov 2026 10:00:00 +0100"
    )
    (files / "late.eml").write_bytes(late.as_bytes())
    ingested(desk, files / "late.eml")
    line = desk("ticket", "show", "101", "--json").data
    assert line["received"] == "2026-11-23T10:00:00+01:00"


def test_never_later_than_the_import(desk: Run, files: Path) -> None:
    future = mail(11)
    future.replace_header("Date", "Fri, 27 Nov 2026 09:30:00 +0100")
    (files / "future.eml").write_bytes(future.as_bytes())
    ingested(desk, files / "future.eml")
    assert desk("ticket", "show", "101", "--json").data["received"] < "2026-11-23T10:43"


@pytest.mark.parametrize("wrong", ["nowhere.mbox", "nowhere/deep.eml"])
def test_a_missing_path_is_said_before_anything_is_read(desk: Run, files: Path, wrong: str) -> None:
    said = desk("ingest", "mail", str(files), str(files / wrong))
    assert (said.code, said.out, said.err.count("\n")) == (3, "", 1)
    assert subjects(desk) == []


def test_an_empty_path_is_not_the_folder_one_is_in(
    desk: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)
    said = desk("ingest", "mail", "")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "an empty path" in said.err
    assert desk("tickets", "--json").data == []


def test_without_a_store_nothing_is_read(run: Run, files: Path) -> None:
    said = run("ingest", "mail", str(files))
    assert (said.code, said.out) == (5, "")


def test_hostile_names_reach_no_terminal_raw(desk: Run, files: Path) -> None:
    (files / "single" / "\x1b]0;x\x07.eml").write_bytes(b"")
    said = desk("ingest", "mail", str(files / "single"))
    assert said.code == 0
    assert "\x1b" not in said.out
    assert "\x07" not in said.out


def test_killed_in_the_middle_it_goes_on_where_it_was(
    desk: Run, tmp_path: Path, store: Path
) -> None:
    path = tmp_path / "large.mbox"
    archive = mailbox.mbox(path)
    for number in range(600):
        archive.add(mail(number, subject=f"Matter {number}"))
    archive.close()
    started = subprocess.Popen(
        [sys.executable, "-m", "vipdesk", "ingest", "mail", str(path)],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
    )
    wal = store.with_name("desk.db-wal")
    while started.poll() is None and size_of(wal) < 1_000_000:
        os.sched_yield()
    started.send_signal(signal.SIGKILL)
    started.wait()
    before = len(subjects(desk))
    assert 0 < before < 600
    said = ingested(desk, path)
    assert said["duplicates"] == before
    assert said["messages_new"] == 600 - before
    assert sorted(subjects(desk)) == sorted(f"Matter {number}" for number in range(600))
