"""Can it be seen? The contrast of two colours as WCAG 2.2 measures it, and the nearest colour that has enough.

https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import colorsys

_STEPS = 1000  # of lightness, from black to white


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two colours: contrast("#000000", "#ffffff") -> 21.0; 1.0 is none."""
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest_visible(colour: str, ground: str, ratio: float) -> str:
    """The colour of the same hue, nearest in lightness, that has a contrast of at least `ratio` with the ground.

    Black or white has at least 4.5 to 1 with any ground, so there always is one for ratios up to that.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    steps = sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda s: abs(s - lightness))
    shades = (_hex(colorsys.hls_to_rgb(hue, step, saturation)) for step in steps)
    return next(shade for shade in shades if contrast(shade, ground) >= ratio)


def _luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
