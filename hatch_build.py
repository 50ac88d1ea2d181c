"""Builds the catalogues of the screens' languages from what the translators write."""

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path(__file__).parent / "data" / "locale"


def build_catalogues() -> None:
    """Write a `.mo` beside each `.po`."""
    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        built, fresh = source.with_suffix(".mo"), source.with_suffix(f".{os.getpid()}.mo")
        with source.open("rb") as text, fresh.open("wb") as file:
            write_mo(file, read_po(text))
        fresh.replace(built)  # whole or as it was, whoever else builds or reads it


class Catalogues(BuildHookInterface[Any]):
    """Runs for a wheel and for an installation in place alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files are gathered."""
        build_catalogues()
