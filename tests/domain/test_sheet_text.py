"""A hand-over sheet in words, and as Markdown that nobody else marks up."""

from datetime import datetime
from typing import Any

import pytest

from tests.kit import BRATISLAVA, at
from vipdesk.domain.handover import (
    Apart,
    CallbackLine,
    Deed,
    DoneLine,
    Handover,
    Sheet,
    SheetStatus,
    TicketLine,
)
from vipdesk.domain.sheet_text import markdown, sections, span_said, standing_of

NOON = at("Mon 2026-11-23 12:00")


def made(sheet: Sheet | None = None, **more: Any) -> Handover:
    said = {"number": 3, "giver": "Jana", "taker": "Petra", "back": False, "who": "Jana"}
    return Handover(**{**said, "at": NOON, "sheet": sheet or Sheet(), **more})


def rows(sheet: Sheet) -> dict[str, list[tuple[str, str, str]]]:
    found = sections(sheet, BRATISLAVA)
    return {one.title: [(row.head, row.told, row.note) for row in one.rows] for one in found}


def ticket(**more: Any) -> TicketLine:
    said = {"ticket": 118, "subject": "Login", "contact": "Marta", "severity": 1, "status": "open"}
    return TicketLine(**{**said, "owes": "us", **more})


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "severity 1 · open · Marta · the next word is ours"),
        (
            {"due": NOON, "kind": "follow-up", "owes": "vendor"},
            "severity 1 · open · Marta · the vendor owes the next word"
            " · follow-up due Mon 23 Nov 12:00",
        ),
        (
            {"due": NOON, "kind": "promise", "owes": "senior"},
            "severity 1 · open · Marta · a senior has it · promised by Mon 23 Nov 12:00",
        ),
        (
            {"status": "waiting", "owes": "client"},
            "severity 1 · waiting · Marta · the next word is the client's",
        ),
    ],
)
def test_a_ticket_says_who_owes_the_next_word_and_by_when(more: dict[str, Any], told: str) -> None:
    assert rows(Sheet(tickets=(ticket(**more),)))["Open tickets"] == [("#118 Login", told, "")]


def test_what_there_is_nothing_of_is_not_told() -> None:
    assert rows(Sheet()) == {"Held and kept apart": [("nothing", "", "")]}
    apart = rows(Sheet(apart=Apart(unsent=2, flooded=1)))["Held and kept apart"]
    assert [head for head, _, _ in apart] == [
        "2 answers not sent yet",
        "1 of them in a contact's name: too many at once",
    ]


def test_what_was_done_meanwhile_is_counted() -> None:
    deeds = (Deed("answered", 2, NOON), Deed("resolved", 1, NOON))
    done = (DoneLine(118, "Login", deeds), DoneLine(None, "", deeds[:1]))
    assert rows(Sheet(done=done))["Done meanwhile"] == [
        ("#118 Login", "answered 2×, resolved", ""),
        ("beside the tickets", "answered 2×", ""),
    ]


def test_a_callback_says_whom_to_call_and_when() -> None:
    sheet = Sheet(callbacks=(CallbackLine(1, "Paolo", "+39 02 5550", NOON, 118),))
    assert rows(sheet)["Callbacks"] == [
        ("Paolo +39 02 5550", "call by Mon 23 Nov 12:00 · #118", "")
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ("Tue 2026-11-24 00:00", "Fri 2026-11-27 00:00", "Tue 24 Nov to Thu 26 Nov"),
        (
            "Tue 2026-11-24 13:00",
            "Fri 2026-11-27 00:00",
            "Tue 24 Nov 13:00 to Fri 27 Nov 00:00",
        ),
    ],
)
def test_whole_days_are_said_as_days(begins: str, ends: str, said: str) -> None:
    assert span_said(at(begins), at(ends), BRATISLAVA) == said


@pytest.mark.parametrize(
    ("status", "signed", "said"),
    [
        (
            SheetStatus.WAITING,
            None,
            "made Mon 23 Nov 12:00 · no time off is known for Petra: no day of return is told"
            " · not signed yet",
        ),
        (SheetStatus.SIGNED, NOON, "made Mon 23 Nov 12:00 · signed Mon 23 Nov 12:00"),
        (SheetStatus.REPLACED, None, "made Mon 23 Nov 12:00 · another took its place"),
    ],
)
def test_a_sheet_says_how_it_stands(
    status: SheetStatus, signed: datetime | None, said: str
) -> None:
    assert standing_of(made(status=status, signed=signed), BRATISLAVA) == said


def test_markdown_holds_what_people_wrote_as_text() -> None:
    hostile = ticket(
        subject="# <b>now</b> [x](y)\n\x1b[31m", note="one *two*\n# three\n===\n- a\n1. www.x.org"
    )
    text = markdown(made(Sheet(note="`all` quiet", tickets=(hostile,))), BRATISLAVA)
    assert text.startswith("# Sheet 3: Jana to Petra\n")
    assert r"- #118 # \<b>now\</b> \[x\](y)" in text
    assert r"  > one \*two\*" in text
    assert r"  > \# three" in text
    assert "  > \\===\n  > \\- a\n  > 1\\. www\\.x\\.org\n" in text, "no heading, list or link"
    assert r"  > \`all\` quiet" in text
    assert "\x1b" not in text
