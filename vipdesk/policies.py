"""Policies from files, and the shipped one."""

import stat
from functools import lru_cache
from pathlib import Path

from vipdesk.data import data_path
from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.policy import Policy
from vipdesk.domain.policy_file import parse_policy
from vipdesk.domain.policy_toml import MOST_BYTES, too_big
from vipdesk.domain.text import clean_line
from vipdesk.public_holidays import holiday_table


@lru_cache(maxsize=16)
def policy_for(text: str, source: str = "policy") -> Policy:
    """The policy of a text, read once; BadInput names `source` and what is wrong."""
    return parse_policy(text, source, holiday_table)


def read_policy(path: Path) -> Policy:
    """The policy of a file; BadInput if it can't be read or can't be right."""
    return policy_for(_text(path), str(path))


def shipped_policy_text() -> str:
    """The text of the policy that the program comes with."""
    return _text(data_path("policy.toml"))


def _text(path: Path) -> str:
    source = clean_line(str(path))
    try:
        # Looked at before it is opened: a pipe would wait for a writer for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadInput(_("{source}: this is no file; name a policy file").format(source=source))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = clean_line(error.strerror or _("it can't be read"))
        told = _("{source}: {reason}; name a policy file you may read")
        raise BadInput(told.format(source=source, reason=reason.lower())) from None
    except ValueError:
        told = _("{source}: this is no path; name a policy file")
        raise BadInput(told.format(source=source)) from None
    if len(content) > MOST_BYTES:
        raise too_big(source)
    return _decoded(content, source)


def _decoded(content: bytes, source: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = _("{source}: line {line}: this is not UTF-8; save the file as UTF-8")
        raise BadInput(told.format(source=source, line=line)) from None
