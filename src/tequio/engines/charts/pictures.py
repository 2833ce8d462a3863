"""The frame that every picture has: its name and its words for whoever does not see it.

`<title>` names the picture and `<desc>` tells it (W3C, SVG Accessibility API Mappings).
"""

from __future__ import annotations

from html import escape

from tequio.engines.charts.bars import WIDTH

_LONGEST = 52


def check_name(name: str) -> None:
    """Refuse a name that cannot stand in an identifier.

    Raises:
        ValueError: it holds something else than letters, digits and hyphens.
    """
    if not name.replace("-", "").isalnum() or not name.isascii():
        raise ValueError(f"A chart cannot be named {name!r}: letters, digits and hyphens only.")


def picture(name: str, title: str, told: str, height: float, inside: str) -> str:
    """Make the element around what was drawn."""
    described = f'aria-labelledby="{name}-title {name}-desc"'
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:g}" role="img" {described} '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(told)}</desc>{inside}</svg>'
    )


def text(x: float, y: float, words: str, role: str, longest: int = _LONGEST) -> str:
    """Write words at a place, cut where the picture is too narrow for them."""
    shown = words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
    return f'<text class="{role}" x="{x}" y="{y}">{escape(shown)}</text>'
