"""Tables for people: no word is broken, nothing is cut without a sign, at any width."""

import pytest

from vipdesk.cli.fitting import widths, wrapped
from vipdesk.cli.output import print_table

HEADINGS = ("name", "role", "logins", "address", "skills", "hours", "away", "in")
ROWS = (
    ("Pavel Horák", "senior", "", "pavel.horak@vipdesk.example.org", "proxy, network", "", "", "x"),
    (
        "Eva Marková",
        "senior",
        "",
        "eva@vipdesk.example.org",
        "index",
        "Mon-Fri 07:00-15:00",
        "",
        "",
    ),
)


@pytest.mark.parametrize("wide", [200, 120, 80])
def test_words_stay_whole_in_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wide: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    print_table(HEADINGS, ROWS)
    printed = capsys.readouterr().out
    rows = printed.splitlines()
    assert max(map(len, rows)) <= wide
    assert rows[0].split() == list(HEADINGS)
    for word in ("Pavel", "Horák", "senior", "network", "07:00-15:00"):
        assert any(word in row.split() for row in rows), word
    assert "…" not in printed


def test_an_address_breaks_at_its_signs_and_is_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_table(HEADINGS, ROWS[:1])
    head, *rows = capsys.readouterr().out.splitlines()
    begins = head.index("address")
    cells = [row[begins:].split("  ")[0].strip() for row in rows]
    assert "".join(cells) == "pavel.horak@vipdesk.example.org"


def test_where_there_is_no_room_each_row_is_told_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_table(HEADINGS, ROWS)
    told = [" ".join(row.split()) for row in capsys.readouterr().out.splitlines()]
    assert told[:3] == [
        "name Pavel Horák",
        "role senior",
        "address pavel.horak@vipdesk.example.org",
    ]
    assert "" in told
    assert "hours Mon-Fri 07:00-15:00" in told


@pytest.mark.parametrize("wide", [1, 2, 3])
def test_where_there_is_no_room_at_all_something_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wide: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    print_table(("head", "digest"), [("1", "0123456789" * 5)])
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "wide", "rows"),
    [
        ("one two", 7, ["one two"]),
        ("one two", 5, ["one", "two"]),
        ("a/long/path here", 7, ["a/long/", "path", "here"]),
        ("+39 02 5550", 6, ["+39 02", "5550"]),
        ("unbreakable", 8, ["unbreak…"]),
        ("日本語の文章", 6, ["日本…"]),
        ("0123456789" * 5, 20, ["0123456789" * 2, "0123456789" * 2, "0123456789"]),
        ("", 5, [""]),
    ],
)
def test_text_is_broken_between_words(text: str, wide: int, rows: list[str]) -> None:
    assert [row.rstrip() for row in wrapped(text, wide)] == rows


def test_as_few_cells_as_can_be_are_broken() -> None:
    moments, texts = ["23 Nov"] * 9, ["a word or two in a longer text", "unpronounceableness"]
    assert widths([moments, texts], 100) == [6, 30]
    assert widths([moments, texts], 30) == [6, 22]
    assert widths([moments, texts], 24) == [6, 16]
    assert widths([["unbreakable"]] * 5, 40) is None
