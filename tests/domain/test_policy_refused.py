"""What a policy file can't be as a whole: no TOML, no sections, a week that never opens."""

import time
from collections.abc import Callable

import pytest

from vipdesk.domain.errors import BadInput
from vipdesk.domain.policy_file import parse_policy
from vipdesk.policies import shipped_policy_text

Refusal = Callable[[str], str]
Changed = Callable[..., str]

SHIPPED = shipped_policy_text()
NEVER_OPEN = "\n".join(
    f'{day} = ["09:00-17:00"]' for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
)


@pytest.mark.parametrize(
    "section", ["service", "hours", "tickets", "bands", "callbacks", "bookings", "escalation"]
)
def test_a_section_that_is_no_table_is_refused(section: str, refusal: Refusal) -> None:
    before, rest = SHIPPED.split(f"[{section}]\n")
    after = rest[rest.index("\n[") :] if "\n[" in rest else ""
    assert f"{section}: 1 is not a table" in refusal(f"{section} = 1\n{before}{after}")


def test_a_policy_without_severities_is_refused(refusal: Refusal) -> None:
    start, end = SHIPPED.index("[severity.1]"), SHIPPED.index("[channel.email]")
    assert "severity is missing; add [severity.1]" in refusal(SHIPPED[:start] + SHIPPED[end:])
    said = refusal(SHIPPED[:start] + "[severity]\n" + SHIPPED[end:])
    assert "there is no severity; add [severity.1]" in said


def test_no_kind_of_call_is_refused(refusal: Refusal) -> None:
    start = SHIPPED.index("kinds = {")
    end = SHIPPED.index("\n", start)
    assert "bookings.kinds: there is no kind" in refusal(
        SHIPPED[:start] + "kinds = {}" + SHIPPED[end:]
    )


@pytest.mark.parametrize(
    ("calendar", "named"),
    [
        (set(), "severity.3.initial is 2 business hours"),
        ({"severity"}, "callbacks.aim is 1 business hour"),
        ({"severity", "aim"}, "bookings.notice is 2 business hours"),
        ({"severity", "aim", "notice"}, 'channel.email.starts is "next opening"'),
    ],
)
def test_a_week_that_never_opens_is_refused_beside_what_needs_an_opening(
    calendar: set[str], named: str, changed: Changed, refusal: Refusal
) -> None:
    text = changed((NEVER_OPEN, ""))
    head, _, tail = text.partition("[callbacks]")
    if "severity" in calendar:
        above, severities = head.split("[severity.1]")
        head = above + "[severity.1]" + severities.replace("business ", "")
    for key in calendar & {"aim", "notice"}:
        line = next(line for line in tail.splitlines() if line.startswith(f"{key} = "))
        tail = tail.replace(line, line.replace("business ", ""))
    said = refusal(f"{head}[callbacks]{tail}")
    assert said.startswith("house.toml: hours: no day of the week has an open minute")
    assert named in said
    assert 'give a day an interval, as in monday = ["09:00-17:00"]' in said


def test_special_hours_alone_are_no_week(changed: Changed, refusal: Refusal) -> None:
    text = changed(
        (NEVER_OPEN, ""),
        ("closed = []", 'special = [{ date = "2026-12-31", intervals = ["09:00-12:00"] }]'),
    )
    assert "no day of the week" in refusal(text)


SYNTAX: list[tuple[str, str, str]] = [
    ("[service\n", "line 1, column 9", "write it as in key ="),
    ("\nname VIP\n", "line 2, column 6", "write it as in key ="),
    ("\n\nname = VIP\n", "line 3, column 8", "write it as in key ="),
    ('name = "VIP\n', "line 1, column 12", "write it as in key ="),
    ('name = "VIP', "line 1", "ends too early"),
    ("[a]\nb = 1\nb = 2\n", "line 3", "already given above; keep one"),
    ("[a]\n[a]\n", "line 2", "already given above; keep one"),
    ("a = 1\n[a.b]\n", "line 2", "already given above; keep one"),
    ("name = 'a\x00b'\n", "line 1", "write it as in key ="),
    ("name = \u2018VIP\u2019\n", "line 1", "write it as in key ="),
    ("\ud800", "", "save it as UTF-8"),
    ("n = " + "1" * 5000, "", "use a smaller one"),
    ("n = " + "[" * 5000, "", "nested too deep"),
    ("n = " + "{a=" * 5000, "", "nested too deep"),
    ("#" * 300_000, "", "more than 256 kB"),
    ("#\n" + "a." * 5000 + "b = 1", "line 2", "use a short one"),
    ("[" + "a . " * 5000 + "b]", "line 1", "use a short one"),
    ("[" + '"a".' * 5000 + "b]", "line 1", "use a short one"),
    ("x" * 200_000 + " = 1", "xxx", "the keys here are"),
]


@pytest.mark.parametrize(("text", "place", "mend"), SYNTAX, ids=range(len(SYNTAX)))
def test_what_is_no_toml_is_refused_with_its_line(
    text: str, place: str, mend: str, refusal: Refusal
) -> None:
    said = refusal(text)
    assert said.startswith(f"house.toml: {place}")
    assert mend in said


@pytest.mark.parametrize(
    "text",
    [
        "a." * 125_000 + "b = 1",
        "[" + "a." * 125_000 + "b]",
        "[" * 250_000,
        '"' * 250_000,
        "-" * 250_000,
        "".join("a." * 30 + f"k{n} = 1\n" for n in range(3_500)),
        "".join("[[a]]\n[a.b]\n" for _ in range(20_000)),
    ],
    ids=["dotted key", "dotted table", "brackets", "quotes", "word", "many keys", "many tables"],
)
def test_a_hostile_text_costs_little(text: str, refusal: Refusal) -> None:
    start = time.process_time()
    refusal(text)
    assert time.process_time() - start < 2


def test_the_name_of_the_file_cannot_drive_a_terminal() -> None:
    with pytest.raises(BadInput) as refused:
        parse_policy("", "a\x1b[2J\n.toml", lambda _region: None)
    assert str(refused.value).isprintable()
