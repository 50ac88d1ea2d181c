"""Mails that other programs put together come apart into what was put in."""

from email.headerregistry import Address as Peer
from email.message import EmailMessage
from email.policy import SMTP

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.channels.mail.letters import opened
from vipdesk.channels.mail.message import Address
from vipdesk.domain.text import clean_block, clean_line

WORD = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=9
)
WORDS = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
LATIN = st.text("abcdeéßčłøABCDÉČ -'.,()\"", min_size=1, max_size=30).map(str.strip).filter(bool)


@given(WORDS, LATIN, st.lists(st.binary(max_size=2000), max_size=4), st.booleans())
@settings(deadline=None, max_examples=150)
def test_what_the_standard_library_writes_is_read(
    subject: str, name: str, files: list[bytes], rich: bool
) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = Peer(name, "marta", "example.com")
    message["To"] = [Peer("Desk", "desk", "example.org"), Peer("", "b", "example.org")]
    message["Subject"] = subject
    message["Message-ID"] = "<1@example.com>"
    message.set_content(f"{subject}\n\n{name}\n")
    if rich:
        message.add_alternative("<p>rich</p>", subtype="html")
    for number, content in enumerate(files):
        message.add_attachment(
            content, maintype="application", subtype="zip", filename=f"č {number}.zip"
        )
    mail = opened(message.as_bytes())
    assert mail.sender.address == "marta@example.com"
    assert mail.to == (Address("Desk", "desk@example.org"), Address("", "b@example.org"))
    # where it folds a long subject it may lose a space
    assert mail.subject.replace(" ", "") == clean_line(subject).replace(" ", "")
    told = f"{mail.text}\n{mail.quoted}\n{mail.signature}"
    assert sorted(told.split()) == sorted(clean_block(f"{subject}\n{name}").split())
    assert [(file.name, file.content) for file in mail.attachments] == [
        (f"č {number}.zip", content) for number, content in enumerate(files)
    ]
