"""What the library reads out of style sheets, kept from an earlier start with the same colours.

To read a sheet takes twenty times as long as to know it again.
"""

import pickle
import sys
from contextlib import suppress

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from vipdesk.kept_code import FromOneFile, KeptCode

Rules = dict[tuple[object, ...], list[RuleSet]]
"""By text, place and all else that the library reads a sheet by."""


def know_rules(sheet: Stylesheet) -> None:
    """Have the sheet know what was read for its colours, if the library is as it was then."""
    kept = KeptCode.at_work()
    told = kept.sheets.get(_colours(sheet)) if kept is not None else None
    if told is None or not _library_is_as_it_was():
        return
    with suppress(Exception):  # it is read anew, as without this
        rules: Rules = pickle.loads(told)  # noqa: S301 stands beside the code, and is as trusted
        for key, read in rules.items():
            sheet._parse_cache[key] = read


def rules_known(sheet: Stylesheet) -> tuple[str, Rules]:
    """The colours, and what was read for them by now."""
    cache = sheet._parse_cache
    return _colours(sheet), {key: cache[key] for key in tuple(cache.keys())}


def _colours(sheet: Stylesheet) -> str:
    return repr(sheet._variables)


def _library_is_as_it_was() -> bool:
    """Whether all of it that is loaded is what was kept; another thread may be loading just now."""
    loaded = tuple(sys.modules.items())
    library = [module for name, module in loaded if name.startswith("textual.")]
    return all(
        isinstance(module.__spec__.loader, FromOneFile) for module in library if module.__spec__
    )
