"""How the screens look: which themes there are, and which of them a terminal can show."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.language import N_

TRUECOLOUR = frozenset({"truecolor", "24bit"})
COLOURFUL = ("256color", "direct", "truecolor", "kitty", "alacritty", "ghostty", "foot", "wezterm")
COLOURLESS = ("vt52", "vt100", "vt102", "vt220", "vt320", "vt420", "dumb")
REMOTE = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")


class Appearance(StrEnum):
    """The themes, by the name that people choose them by."""

    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high-contrast"
    COLOUR_BLIND = "colour-blind"
    SIXTEEN = "16-colours"
    NONE = "none"


WORDS: Mapping[Appearance | None, str] = {
    None: N_("as the terminal can"),
    Appearance.DARK: N_("dark"),
    Appearance.LIGHT: N_("light"),
    Appearance.HIGH_CONTRAST: N_("high contrast"),
    Appearance.COLOUR_BLIND: N_("colour-blind: blue and orange"),
    Appearance.SIXTEEN: N_("16 colours of the terminal"),
    Appearance.NONE: N_("no colour"),
}
"""Each theme as people read it; None leaves it to the terminal."""


class Shows(Struct, frozen=True):
    """What a terminal shows unless somebody chooses; `only` says why it can show nothing else."""

    usual: Appearance = Appearance.SIXTEEN
    only: str = ""

    def fitting(self, wanted: Appearance | None) -> Appearance:
        """The theme to show where `wanted` was chosen, or nothing was."""
        return self.usual if wanted is None or self.only else wanted


def terminal_shows(environment: Mapping[str, str]) -> Shows:
    """What the terminal that is described by these variables shows."""
    term = environment.get("TERM", "").lower()
    if environment.get("NO_COLOR"):
        return Shows(Appearance.NONE, "NO_COLOR is set")
    if term.startswith(COLOURLESS) or term.endswith(("-m", "-mono")):
        return Shows(Appearance.NONE, f"TERM={term} has no colours")
    if any(environment.get(name) for name in REMOTE):
        return Shows(Appearance.SIXTEEN)
    colourful = environment.get("COLORTERM", "").lower() in TRUECOLOUR
    if colourful or any(name in term for name in COLOURFUL):
        return Shows(Appearance.DARK)
    return Shows(Appearance.SIXTEEN)
