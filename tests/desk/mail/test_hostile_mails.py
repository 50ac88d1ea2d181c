"""Every mail that was ever used to harm a reader, arriving live."""

from pathlib import Path

from tests.channels.mail.hostile import corpus
from tests.kit import ACME
from tests.mail.carried import Carried, letter
from tests.mail.dovecot import Account
from vipdesk.calls import calls_of
from vipdesk.domain.text import UNSAFE
from vipdesk.ingest import MailImport
from vipdesk.store.files import Files


def test_each_is_kept_once_and_the_next_mail_comes(
    carried: Carried, account: Account, tmp_path: Path
) -> None:
    mails = corpus()
    for number, raw in enumerate(mails.values()):
        account.drop(number, raw)
    carried.start()
    carried.until(lambda: account.flags() == [r"\Seen"] * len(mails), patience=110)
    account.deliver(letter("after all that"))
    carried.until(lambda: "after all that" in carried.subjects())
    apart = carried.real.reader.kept_apart()
    said = [*carried.subjects(), *(each.reason for each in apart.unreadable)]
    said += [each.label for each in apart.unreadable]
    assert not any(UNSAFE.search(words) for words in said)
    assert "can't be taken" not in "".join(said)
    carried.stop()
    carried.until_well()
    assert again_as_files(carried, tmp_path, mails) > len(mails) * 0.95


def again_as_files(carried: Carried, folder: Path, mails: dict[str, bytes]) -> int:
    """How many of the same mails, read from files, are told as here already."""
    for number, raw in enumerate(mails.values()):
        # as a server gives them out, with its ends of lines
        lines = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").replace(b"\x00", b"\x80")
        (folder / f"{number}.eml").write_bytes(lines)
    real, files = carried.real, Files(folder / "desk.files")
    calls = calls_of(ACME, carried.policy, files)
    summary = MailImport(real.desk, files, real.clock, calls).run([folder])
    return summary.duplicates
