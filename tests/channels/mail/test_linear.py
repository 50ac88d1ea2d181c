"""Reading costs what a mail is long, and never its square: only that keeps a small mail cheap.

What is quick is not measured further; what is not may take a few times as long for four times as
much, on a machine that others use, too.
"""

import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.channels.mail.letters import letter, opened
from vipdesk.channels import mail

QUICK, FOUR_TIMES_AS_MUCH = 0.03, 8.0
"""Seconds of work; the square of four would be sixteen."""

RUNS = (
    *("\r", "\n", " ", "\t", "\r\n", ">", ">\n", "> ", "<", "< ", "<a ", "</", "(", "()", "."),
    *('"', "\\", '"\\', ";", "; ", ";a", ";a=", ",", "=", "?", "=?", "=?u?q?", "=?u?q?a?= ", "_"),
    *("a", "a ", "a=", "ab@", "@", "a@b.", "a-", "-", "--", "* ", "&#", "&#1", "1", "5.1", "\xa0"),
    *("455 ", "5.1.1", "1:00 2000 ", "From ", "\nFrom ", ">From ", "On ", "On wrote ", "wrote:"),
    *("message-id:", "message-id: <", "action:", "opacity:", "font-size:0 ", "view this ", "é"),
    *("\nContent-Length: ", "\nContent-Length:1", "http://", "automat", "thanks ", "sent from "),
)
LEADS = ("", "a", "message-id:", "On ", "<a@b", "=?u?q?a?=", "; a")

Use = tuple[str, re.Pattern[Any], str]


def uses() -> Iterator[Use]:
    """Each expression of the modules that read and write mails, with each method it is used by."""
    for found in pkgutil.iter_modules(mail.__path__):
        module = importlib.import_module(f"{mail.__name__}.{found.name}")
        source = inspect.getsource(module)
        for name, pattern in vars(module).items():
            if isinstance(pattern, re.Pattern):
                for how in sorted(set(re.findall(rf"\b{name}\.(\w+)\(", source))):
                    yield f"{found.name}.{name}.{how}", pattern, how


USES = tuple(uses())


def grows_in_line(work: Callable[[int], None], size: int) -> bool:
    """Whether it is quick, or at four times the size takes but a few times as long."""
    for _ in range(3):  # something else may have held it up
        if (long := _seconds(work, 4 * size)) < QUICK:
            return True
        if long < FOUR_TIMES_AS_MUCH * min(_seconds(work, size) for _ in range(3)):
            return True
    return False


def _seconds(work: Callable[[int], None], size: int) -> float:
    began = time.process_time()
    work(size)
    return time.process_time() - began


def applied(pattern: re.Pattern[Any], how: str, text: str) -> None:
    """What the reader does with it."""
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    found = getattr(pattern, how)(*([given[:0]] if how == "sub" else []), given)
    if how == "finditer":
        list(found)


def test_the_expressions_are_found() -> None:
    assert len(USES) >= 60
    assert {"header._FOLD.sub", "report._NAMED.search"} <= {name for name, _, _ in USES}


@pytest.mark.parametrize(("pattern", "how"), [use[1:] for use in USES], ids=[u[0] for u in USES])
def test_no_run_makes_an_expression_go_back_and_forth(pattern: re.Pattern[Any], how: str) -> None:
    for lead in LEADS:
        for run in RUNS:

            def work(size: int, lead: str = lead, run: str = run) -> None:
                applied(pattern, how, lead + run * (size // len(run)) + "!")

            assert grows_in_line(work, 4000), f"{lead!r}, then many {run!r}"


def bounce_of(run: str) -> Callable[[int], bytes]:
    """A mailer's mail of so many bytes of this."""
    mailer = "From: mailer-daemon@example.com"
    return lambda size: letter(mailer, body=run * (size // len(run)) + "x")


MAILS: dict[str, Callable[[int], bytes]] = {
    "carriage returns in three fields": lambda size: letter(
        *(f"{name}: {chr(13) * (size // 3)}x" for name in ("From", "To", "Subject"))
    ),
} | {
    f"a bounce of {run!r}": bounce_of(run)
    for run in ("\r\n", "\n", ">\n", " \n", " ", "\t\n>", "message-id:\n", "5.1\n")
}


@pytest.mark.parametrize("written", MAILS.values(), ids=MAILS)
def test_no_such_mail_costs_the_square_of_its_length(written: Callable[[int], bytes]) -> None:
    def work(size: int) -> None:
        opened(written(size))

    work(100)
    assert grows_in_line(work, 16_000)
