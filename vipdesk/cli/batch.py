"""`vipdesk clock batch`: JSON lines in, JSON lines out, in order and as fast as a pipe gives them.

All the lines that have arrived are answered with one write, so a program that asks one by one
gets its answer at once, and one that pours in a file is not slowed down.
"""

import json
import os
from collections.abc import Callable
from typing import Any

from vipdesk.cli.output import Json
from vipdesk.cli.reckoner import Reckoner
from vipdesk.domain.errors import BadInput
from vipdesk.domain.text import clean_line

READ_AT_ONCE = 1 << 16
LONGEST_LINE = 1 << 16
LONGEST_COMPLAINT = 300
OPTIONS = {"severity", "received", "channel", "kind", "explain"}


def answer_lines(source: int, sink: int, reckoner: Reckoner) -> None:
    """Answer every line of the file descriptor `source` on `sink`, until it ends."""
    answer, rest = Answers(reckoner), b""
    while chunk := os.read(source, READ_AT_ONCE):
        *lines, rest = (rest + chunk).split(b"\n")
        _write(sink, answer.to(lines))
        if len(rest) > LONGEST_LINE:
            rest = rest[: LONGEST_LINE + 1]
    if rest.strip():
        _write(sink, answer.to([rest]))


def _write(sink: int, text: str) -> None:
    view = memoryview(text.encode())
    while view:
        view = view[os.write(sink, view) :]


class Answers:
    """Answers lines; a bad one gets an error in its place and the run goes on."""

    def __init__(self, reckoner: Reckoner) -> None:
        self._reckoner = reckoner
        self._ops: dict[Any, Callable[[Json], Json]] = {
            "add": lambda asked: reckoner.add(asked["start"], asked["duration"]),
            "elapsed": lambda asked: reckoner.elapsed(asked["a"], asked["b"]),
            "due": self._due,
        }

    def to(self, lines: list[bytes]) -> str:
        """The answers to these lines, a line each; blank lines get none."""
        return "".join([self._line(line) for line in lines if line.strip()])

    def _line(self, line: bytes) -> str:
        try:
            return json.dumps(self._answer(line)) + "\n"
        except BadInput as error:
            complaint = str(error)
        except KeyError as missing:
            complaint = f"{missing.args[0]!r} is missing"
        except RecursionError:
            complaint = "nested too deeply: give one flat JSON object"
        except ValueError:
            complaint = "no JSON: give one object a line"
        except (TypeError, AttributeError):
            complaint = "every value is a string, severity a number"
        return json.dumps({"error": clean_line(complaint, LONGEST_COMPLAINT)}) + "\n"

    def _answer(self, line: bytes) -> Json:
        if len(line) > LONGEST_LINE:
            raise BadInput(f"the line is longer than {LONGEST_LINE} bytes")
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise BadInput('no object: give {"op": "add" | "elapsed" | "due", …}')
        try:
            answered = self._ops[asked["op"]]
        except (KeyError, TypeError):
            raise BadInput('"op" is one of "add", "elapsed" and "due"') from None
        return answered(asked)

    def _due(self, asked: Json) -> Json:
        if unknown := set(asked) - OPTIONS - {"op"}:
            known = ", ".join(sorted(OPTIONS))
            raise BadInput(f"due knows no {min(unknown)!r}, only {known}")
        return self._reckoner.due(
            asked["severity"],
            asked["received"],
            asked.get("channel", "email"),
            asked.get("kind", "initial"),
            asked.get("explain") is True,
        )
