"""Horizontal bars with their numbers, drawn so that they can be read on paper, narrow screens and aloud.

The picture is named by `<title>` and told by `<desc>` (W3C, SVG Accessibility API Mappings); colour carries
no meaning: each bar has its words and its number, and the same stands in the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 360  # in units of the picture: a narrow screen's, so that the letters never shrink
_LINE, _BAR, _GAP, _HEAD = 18, 12, 8, 24
_NUMBER = 48  # kept free at the right for the number
_LONGEST = 52  # characters of a label in the picture; the table has all of them


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Args:
        label: what is counted, in words.
        value: how many, not below nought.
    """

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that belong together, under a heading; an empty heading stands nowhere."""

    heading: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, ready for a page.

    Args:
        title: what it shows.
        svg: the picture, as an element.
        columns: headings of the table; two, or three where the groups have headings.
        rows: of the table, as many cells each.
    """

    title: str
    svg: str
    columns: tuple[str, ...]
    rows: list[tuple[str | int, ...]]


def bars(name: str, title: str, groups: Sequence[Group], columns: tuple[str, str, str]) -> Chart | None:
    """Draw bars, all on one scale, and make their table.

    Args:
        name: of the chart, unlike that of any other on the page: letters, digits and hyphens.
        title: what it shows.
        groups: in the order of the page.
        columns: headings of the table: of groups, labels and numbers.

    Returns:
        The chart; None where there is no bar.

    Raises:
        ValueError: a number is below nought, or the name holds something else.
    """
    if not name.replace("-", "").isalnum() or not name.isascii():
        raise ValueError(f"A chart cannot be named {name!r}: letters, digits and hyphens only.")
    every = [bar for group in groups for bar in group.bars]
    if any(bar.value < 0 for bar in every):
        raise ValueError("A bar cannot be shorter than nothing.")
    if not every:
        return None
    has_headings = any(group.heading for group in groups)
    rows: list[tuple[str | int, ...]] = [
        (group.heading, bar.label, bar.value) if has_headings else (bar.label, bar.value)
        for group in groups
        for bar in group.bars
    ]
    svg = _svg(name, title, groups, max(bar.value for bar in every))
    return Chart(title, svg, columns if has_headings else columns[1:], rows)


def _svg(name: str, title: str, groups: Sequence[Group], most: int) -> str:
    parts: list[str] = []
    y = 0
    for group in groups:
        if group.heading:
            y += _HEAD
            parts.append(_text(0, y - 6, group.heading, "chart__heading"))
        for bar in group.bars:
            width = round((WIDTH - _NUMBER) * bar.value / most, 1) if most else 0
            y += _LINE
            parts.append(_text(0, y - 5, bar.label, "chart__label"))
            parts.append(f'<rect class="chart__bar" x="0" y="{y}" width="{width}" height="{_BAR}"/>')
            parts.append(_text(width + 6, y + _BAR - 1, str(bar.value), "chart__number"))
            y += _BAR + _GAP
    told = "; ".join(
        (f"{group.heading}: " if group.heading else "")
        + ", ".join(f"{bar.label} {bar.value}" for bar in group.bars)
        for group in groups
    )
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {y}" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(told)}</desc>{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, role: str) -> str:
    shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return f'<text class="{role}" x="{x}" y="{y}">{escape(shown)}</text>'
