"""The themes: four in colours of their own, the terminal's sixteen, and one without any."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from textual.theme import Theme

from vipdesk.appearance import Appearance


class Colours(Struct, frozen=True):
    """What a theme is made of; every text has to be read on each of the three grounds."""

    background: str
    surface: str
    panel: str
    text: str
    muted: str
    primary: str
    error: str
    warning: str
    accent: str
    success: str
    frame: str
    selected: str
    on_selected: str


DARK = Colours(
    background="#14171c",
    surface="#1b1f26",
    panel="#28303c",
    text="#e1e5ec",
    muted="#9fa9b8",
    primary="#6cb6ff",
    error="#ff7b72",
    warning="#e8b339",
    accent="#56c8d8",
    success="#6ccb7f",
    frame="#566173",
    selected="#2f5f8f",
    on_selected="#ffffff",
)
LIGHT = Colours(
    background="#f6f7f9",
    surface="#ffffff",
    panel="#dde4ee",
    text="#1f2328",
    muted="#515a66",
    primary="#0550ae",
    error="#b3141d",
    warning="#7a4a00",
    accent="#00586f",
    success="#0b5f24",
    frame="#8a94a3",
    selected="#0550ae",
    on_selected="#ffffff",
)
HIGH_CONTRAST = Colours(
    background="#000000",
    surface="#000000",
    panel="#202020",
    text="#ffffff",
    muted="#d0d0d0",
    primary="#ffffff",
    error="#ff8f8f",
    warning="#ffd700",
    accent="#66e0ff",
    success="#7dff7d",
    frame="#a8a8a8",
    selected="#ffd700",
    on_selected="#000000",
)
# Blue and orange, light and strong: told apart without red or without green.
COLOUR_BLIND = Colours(
    background="#14171c",
    surface="#1b1f26",
    panel="#28303c",
    text="#e1e5ec",
    muted="#a7adb5",
    primary="#8cc8ff",
    error="#ff9233",
    warning="#ffd591",
    accent="#9fd6ff",
    success="#4c9bff",
    frame="#566173",
    selected="#2f5f8f",
    on_selected="#ffffff",
)
OWN: Mapping[Appearance, Colours] = {
    Appearance.DARK: DARK,
    Appearance.LIGHT: LIGHT,
    Appearance.HIGH_CONTRAST: HIGH_CONTRAST,
    Appearance.COLOUR_BLIND: COLOUR_BLIND,
}
"""The themes in colours of their own."""
MARKED_STYLE = "bold underline"
MARKED = {
    "block-cursor-foreground": "ansi_black",
    "block-cursor-background": "ansi_cyan",
    "block-cursor-text-style": MARKED_STYLE,
}
UNCOLOURED = {
    "block-cursor-foreground": "ansi_default",
    "block-cursor-background": "ansi_default",
    "block-cursor-text-style": MARKED_STYLE,
    "block-cursor-blurred-text-style": "underline",
}


def theme(appearance: Appearance) -> Theme:
    """The theme as the screen library knows it, under the appearance's name."""
    if appearance in OWN:
        return _own(appearance, OWN[appearance])
    return _of_the_terminal(appearance, in_colour=appearance is Appearance.SIXTEEN)


def _own(appearance: Appearance, colours: Colours) -> Theme:
    return Theme(
        name=appearance.value,
        dark=appearance is not Appearance.LIGHT,
        primary=colours.primary,
        secondary=colours.accent,
        warning=colours.warning,
        error=colours.error,
        success=colours.success,
        accent=colours.accent,
        foreground=colours.text,
        background=colours.background,
        surface=colours.surface,
        panel=colours.panel,
        boost=colours.panel,
        variables=_own_variables(colours),
    )


def _own_variables(colours: Colours) -> dict[str, str]:
    """What the library would blend by itself, and then perhaps too pale to be read."""
    selected = {"foreground": colours.on_selected, "background": colours.selected}
    marked = {"foreground": colours.text, "background": colours.panel}
    return {
        "text": colours.text,
        "text-muted": colours.muted,
        "text-disabled": colours.muted,
        "foreground-muted": colours.muted,
        "foreground-disabled": colours.muted,
        "text-primary": colours.primary,
        "text-secondary": colours.accent,
        "text-accent": colours.accent,
        "text-error": colours.error,
        "text-warning": colours.warning,
        "text-success": colours.success,
        "panel-lighten-1": colours.panel,
        "surface-active": colours.panel,
        "border": colours.primary,
        "border-blurred": colours.frame,
        **{f"block-cursor-{part}": colour for part, colour in marked.items()},
        "block-cursor-text-style": MARKED_STYLE,
        **{f"block-cursor-blurred-{part}": colour for part, colour in marked.items()},
        "block-hover-background": colours.panel,
        "input-cursor-foreground": colours.text,
        "input-cursor-background": colours.surface,
        "input-cursor-text-style": "reverse",
        **{f"input-selection-{part}": colour for part, colour in selected.items()},
        **{f"screen-selection-{part}": colour for part, colour in selected.items()},
        "link-color": colours.text,
        "link-style": "none",
        "link-color-hover": colours.text,
        "link-background-hover": colours.panel,
        "link-style-hover": "underline",
        **_scrollbar(bar=colours.frame, moved=colours.primary, ground=colours.panel),
    }


def _scrollbar(*, bar: str, moved: str, ground: str) -> dict[str, str]:
    states = ("", "-hover", "-active")
    return {
        **{f"scrollbar{state}": moved if state == "-active" else bar for state in states},
        **{f"scrollbar-background{state}": ground for state in states},
        "scrollbar-corner-color": ground,
    }


def _of_the_terminal(appearance: Appearance, *, in_colour: bool) -> Theme:
    """Cheap on a slow line, and as the terminal's owner likes them."""

    def ansi(name: str) -> str:
        return f"ansi_{name if in_colour else 'default'}"

    return Theme(
        name=appearance.value,
        ansi=True,
        primary=ansi("blue"),
        secondary=ansi("cyan"),
        warning=ansi("yellow"),
        error=ansi("red"),
        success=ansi("green"),
        accent=ansi("cyan"),
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables=_variables_of_the_terminal(ansi) | (MARKED if in_colour else UNCOLOURED),
    )


def _variables_of_the_terminal(ansi: Callable[[str], str]) -> dict[str, str]:
    selected = {"background": ansi("cyan"), "foreground": ansi("black")}
    return {
        "ansi-background": ansi("black"),
        "ansi-foreground": ansi("white"),
        "border": ansi("cyan"),
        "border-blurred": ansi("bright_black"),
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        **{f"input-selection-{part}": colour for part, colour in selected.items()},
        **{f"screen-selection-{part}": colour for part, colour in selected.items()},
        "link-color": "ansi_default",
        "link-style": "none",
        "link-color-hover": "ansi_default",
        "link-background-hover": "ansi_default",
        "link-style-hover": "underline",
        **_scrollbar(bar=ansi("bright_black"), moved=ansi("cyan"), ground="ansi_default"),
    }
