"""How colours are seen: contrast, and what is left of a difference without red or green."""

from typing import Any

from textual.app import App

Rgb = tuple[float, float, float]
DRAWN = range(0x2500, 0x25A0)
"""Lines and blocks: frames and bars, which nobody has to read."""

# Machado, Oliveira and Fernandes 2009, full severity, on linear light.
WITHOUT: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
XYZ: tuple[Rgb, Rgb, Rgb] = (
    (0.4124, 0.3576, 0.1805),
    (0.2126, 0.7152, 0.0722),
    (0.0193, 0.1192, 0.9505),
)
WHITE: Rgb = (0.9505, 1.0, 1.089)


def linear(colour: str) -> Rgb:
    """`#rrggbb` as linear light."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG asks 4.5 of for text, or 7."""
    low, high = sorted(_through(XYZ, linear(each))[1] for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def distance(one: str, other: str, without: str) -> float:
    """How far apart two colours are in CIE Lab for eyes that miss a kind of cone."""
    pair = [_lab(_through(WITHOUT[without], linear(each))) for each in (one, other)]
    return float(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5)


def too_pale(app: App[Any], least: float) -> list[str]:
    """What is on the screen in less contrast than that."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            shown = "".join(sign for sign in text if ord(sign) not in DRAWN).strip()
            if not shown or style is None or style.color is None or style.bgcolor is None:
                continue
            fore, back = style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex
            if style.dim or contrast(fore, back) < least:
                found.append(f"{shown!r}: {fore} on {back} is {contrast(fore, back):.1f}")
    return found


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _through(rows: tuple[Rgb, Rgb, Rgb], colour: Rgb) -> Rgb:
    a, b, c = (min(max(sum(x * y for x, y in zip(r, colour, strict=True)), 0), 1.2) for r in rows)
    return a, b, c


def _lab(light: Rgb) -> Rgb:
    x, y, z = (
        part ** (1 / 3) if (part := value / white) > 0.008856 else 7.787 * part + 16 / 116
        for value, white in zip(_through(XYZ, light), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
