"""Text inside Markdown that is shown as it is."""

import re
from functools import cache

_OBEYED = r"""
    \A [-+*=] (?! \w)                       # a list, a line across, what makes a heading of a line
  | \A > | \A : (?= -)                      # a quotation, a table without bars
  | \A \# (?= \#{0,5} (?: \s | \Z))         # a heading, and its end
  | (?<= \s) \# (?= \#* \Z)
  | \\ (?= [!-/:-@\[-`{-~] | \Z)            # what makes a sign of the next one
  | \] (?= [(\[:]) | [`\[|~$]               # code, links, cells, struck through, formulas
  | (?<! \s) \* | \* (?! \s)                # stress, but for a star that stands alone
  | (?<! [^\W_]) _ | _ (?! [^\W_])          # and not inside a_word
  | < (?= [A-Za-z/!?])
  | & (?= \#? \w+ ;)
  | : (?= // | [a-z0-9_+-]* [a-z] [a-z0-9_+-]* :)    # an address; a picture by its name
  | @ (?= \w)
  | (?<= [\w-]) \. (?= [^\W\d_]{2}) | (?<= [wW]{3}) \.    # links that nobody marked
"""
"""What a reader of Markdown takes as more than a sign, in a line, where it stands there."""

_NUMBERED = r"\A (\d{1,9}) ([.)]) (?= \s | \Z)"


def escaped(line: str) -> str:
    """The same words, that mark nothing up: a line, or what follows other words in one."""
    begins = _compiled(_NUMBERED).match(line)
    number, sign, rest = (*begins.groups(), line[begins.end() :]) if begins else ("", "", line)
    told = _compiled(_OBEYED).sub(r"\\\g<0>", rest)
    return f"{number}\\{sign}{told}" if begins else told


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)
