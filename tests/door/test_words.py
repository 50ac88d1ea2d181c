"""In which language a page speaks, and what a file is taken for."""

import pytest

from vipdesk.door.kinds import ANYTHING, TEXT, kind_of
from vipdesk.door.limits import Limits, What
from vipdesk.door.words import language_for


@pytest.mark.parametrize(
    ("known", "accepted", "spoken"),
    [
        ("it", "de", "it"),
        ("fr", "de-AT,de;q=0.9", "de"),
        ("", "", "en"),
        ("", "fr, it;q=0.3, de;q=0.7", "de"),
        ("", "it;q=0, en", "en"),
        ("", "../../etc;q=x, *", "en"),
    ],
)
def test_a_page_speaks_the_contacts_language_else_the_browsers(
    known: str, accepted: str, spoken: str
) -> None:
    assert language_for(known, accepted) == spoken


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        ("Grüße\n".encode() * 2_000, TEXT),
        (b"<script>", TEXT),
        (b"\x00\x01\x02", ANYTHING),
        ("Grüße".encode("latin-1"), ANYTHING),
        (b"", ANYTHING),
    ],
)
def test_a_file_is_what_is_in_it(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_a_bucket_fills_again_and_is_ones_own() -> None:
    now = [0.0]
    limits = Limits(lambda: now[0])
    burst, a_second = What.SAY.value.burst, What.SAY.value.a_second
    assert [limits.wait(What.SAY, "marta") for _ in range(int(burst))] == [0.0] * int(burst)
    assert limits.wait(What.SAY, "marta") == pytest.approx(1 / a_second)
    assert limits.wait(What.SAY, "paolo") == 0
    assert limits.wait(What.BOOK, "marta") == 0
    now[0] += 1 / a_second
    assert limits.wait(What.SAY, "marta") == 0
    assert limits.wait(What.SAY, "marta") > 0
