"""Builds the catalogues of the screens' languages from what the translators write."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path(__file__).parent / "data" / "locale"


def build_catalogues() -> None:
    """Write a `.mo` beside each `.po`."""
    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as built:
            write_mo(built, read_po(text))


class Catalogues(BuildHookInterface[Any]):
    """Runs for a wheel and for an installation in place alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files are gathered."""
        build_catalogues()
