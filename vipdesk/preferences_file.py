"""Keeps what somebody chose in their own file; whatever else is in it stays as it is written."""

import stat
from collections.abc import Iterator
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, AoT

from vipdesk.domain.errors import BadInput
from vipdesk.domain.language import _
from vipdesk.domain.text import clean_line
from vipdesk.keys import Keys
from vipdesk.preferences import WAYS, Preferences
from vipdesk.settings_file import write_settings

Plain = str | list[str]


def keep_preferences(path: Path, before: Preferences, after: Preferences) -> None:
    """Write what differs; BadInput where that can't be, and the file is as it was."""
    source = clean_line(str(path))
    try:
        document = _document(path, source)
        for name, value in _changed(before, after):
            document = _with(document, name, value)
        _put_keys(document, before.keys, after.keys)
        write_settings(path, document)
    except (TOMLKitError, UnicodeDecodeError):
        told = _("{source}: it can't be read, so nothing is written: mend it first")
        raise BadInput(told.format(source=source)) from None
    except OSError as error:
        why = (error.strerror or _("it can't be written")).lower()
        told = _("{source}: {why}: your settings hold until you leave")
        raise BadInput(told.format(source=source, why=why)) from None


def _document(path: Path, source: str) -> TOMLDocument:
    """What the file says, with the ends of its lines as they are; nothing where there is none."""
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        return TOMLDocument()
    if not stat.S_ISREG(kind):
        told = _("{source}: this is no file: your settings hold until you leave")
        raise BadInput(told.format(source=source))
    return tomlkit.parse(path.read_bytes().decode("utf-8-sig"))


def _changed(before: Preferences, after: Preferences) -> Iterator[tuple[str, Plain]]:
    if before.theme != after.theme:
        yield "theme", after.theme.value if after.theme else "auto"
    if before.key_set != after.key_set:
        yield "key_set", after.key_set.value
    if before.zone != after.zone:
        yield "zone", after.zone
    if before.language != after.language:
        yield "language", after.language or "auto"
    if before.notify != after.notify:
        yield "notify", [way for way in WAYS if way in after.notify]


def _with(document: TOMLDocument, name: str, value: Plain) -> TOMLDocument:
    """In place where it stands already; else below the last setting that is in no table."""
    loose = [key for key, item in document.items() if not isinstance(item, AbstractTable | AoT)]
    if isinstance(document.get(name), AbstractTable | AoT):
        raise TOMLKitError("a table stands in its place, with who knows what in it")
    if name in document:
        document[name] = value
    elif loose:
        document._insert_after(loose[-1], name, tomlkit.item(value))
    else:
        line = f"{name} = {tomlkit.item(value).as_string()}\n"
        return tomlkit.parse(f"{line}{tomlkit.dumps(document)}")
    return document


def _put_keys(document: TOMLDocument, before: Keys, after: Keys) -> None:
    """What can't be right in the file stays: it is for whoever wrote it to mend."""
    fresh = {a: key for a, key in after.chosen.items() if before.of(a) != key}
    if "keys" not in document and fresh:
        document.add("keys", tomlkit.table())
    table = document.get("keys")
    if not isinstance(table, AbstractTable):
        if fresh:
            raise TOMLKitError("keys is no table")
        return
    for action in before.chosen.keys() - after.chosen.keys():
        table.pop(action, None)
    for action, key in fresh.items():
        table[action] = key
