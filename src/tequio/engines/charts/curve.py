"""A figure and its interval as something that nobody can know is varied: a line in a band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

from tequio.engines.charts.bars import WIDTH, Chart
from tequio.engines.charts.pictures import check_name, picture, text
from tequio.engines.charts.scales import Scale, grouped, scale_for

_TOP, _HEIGHT, _LEFT, _BOTTOM = 14, 170, 52, 40


@dataclass(frozen=True, slots=True)
class Point:
    """One place on the curve.

    Args:
        at: what was assumed, as a number.
        label: the same in words, for the axis and the table ("1/4").
        middle: the figure.
        low: lower limit.
        high: upper limit.
    """

    at: float
    label: str
    middle: float
    low: float
    high: float


def curve(  # noqa: PLR0913  a chart's words are its caller's
    name: str,
    title: str,
    points: Sequence[Point],
    columns: tuple[str, str, str, str],
    *,
    below: str = "",
    by_factors: bool = True,
) -> Chart | None:
    """Draw a curve with its band and make its table.

    Args:
        name: of the chart, unlike that of any other on the page: letters, digits and hyphens.
        title: what it shows.
        points: in any order; two or more, or there is nothing to join.
        columns: headings of the table: what was assumed, figure, lower and upper limit.
        below: words under the axis.
        by_factors: whether equal lengths of the axis are equal factors, as of odds ratios.

    Returns:
        The chart; None where there are fewer than two points.

    Raises:
        ValueError: the limits are the wrong way round, or the name holds something else.
    """
    check_name(name)
    if any(not 0 <= point.low <= point.middle <= point.high for point in points):
        raise ValueError("A figure lies between its limits, and none is below nought.")
    ordered = sorted(points, key=lambda point: point.at)
    if len(ordered) < 2 or ordered[0].at == ordered[-1].at:
        return None
    across = Scale(ordered[0].at, ordered[-1].at, WIDTH - _LEFT - 12, by_factors)
    upward = scale_for([p.high if isfinite(p.high) else p.middle for p in ordered] + [0.0], _HEIGHT)
    where = [(_LEFT + across.place(p.at), p) for p in ordered]

    def y(number: float) -> float:
        return round(_TOP + _HEIGHT - upward.place(number), 1)

    band = [f"{x},{y(p.high)}" for x, p in where] + [f"{x},{y(p.low)}" for x, p in reversed(where)]
    line = " ".join(f"{x},{y(p.middle)}" for x, p in where)
    parts = [
        *(_level(tick, y(tick)) for tick in upward.ticks()),
        f'<polygon class="chart__band" points="{" ".join(band)}"/>',
        f'<polyline class="chart__line" points="{line}"/>',
        *(f'<circle class="chart__dot" cx="{x}" cy="{y(p.middle)}" r="3"/>' for x, p in where),
        *(
            f'<text class="chart__tick" x="{x}" y="{_TOP + _HEIGHT + 16}" text-anchor="middle">'
            f"{escape(p.label)}</text>"
            for x, p in _spread(where)
        ),
    ]
    if below:
        parts.append(text(0, _TOP + _HEIGHT + 34, below, "chart__label", 62))
    rows: list[tuple[str | int, ...]] = [
        (p.label, grouped(p.middle), grouped(p.low), grouped(p.high)) for p in ordered
    ]
    told = "; ".join(f"{p.label}: {grouped(p.middle)}, {grouped(p.low)} – {grouped(p.high)}" for p in ordered)
    height = _TOP + _HEIGHT + _BOTTOM
    return Chart(title, picture(name, title, told, height, "".join(parts)), columns, rows)


def _level(tick: float, y: float) -> str:
    return (
        f'<line class="chart__grid" x1="{_LEFT}" y1="{y}" x2="{WIDTH}" y2="{y}"/>'
        f'<text class="chart__tick" x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{grouped(tick)}</text>'
    )


def _spread(where: Sequence[tuple[float, Point]]) -> list[tuple[float, Point]]:
    """Leave out labels that would touch the one before."""
    kept: list[tuple[float, Point]] = []
    for x, point in where:
        if not kept or x - kept[-1][0] > 30:
            kept.append((x, point))
    return kept
