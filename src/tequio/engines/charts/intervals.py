"""Intervals side by side on one axis: what each method says, and what was counted.

The point is a mark on the line, never a bar: a bar's length would say that the figure is a count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

from tequio.engines.charts.bars import WIDTH, Chart
from tequio.engines.charts.pictures import check_name, picture, text
from tequio.engines.charts.scales import Scale, grouped, scale_for

_ROW, _AXIS, _SIDE = 38, 34, 10


@dataclass(frozen=True, slots=True)
class Span:
    """An interval with the figure inside it.

    Args:
        label: whose it is, in words.
        middle: the figure, or None.
        low: lower limit.
        high: upper limit; infinity where there is none.
        is_sum: whether it stands for others together, and is drawn apart from them.
    """

    label: str
    middle: float | None
    low: float
    high: float
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that all intervals are read against, as a line across the picture."""

    label: str
    at: float


def intervals(
    name: str,
    title: str,
    spans: Sequence[Span],
    columns: tuple[str, str, str, str],
    mark: Mark | None = None,
) -> Chart | None:
    """Draw intervals on one axis and make their table.

    Args:
        name: of the chart, unlike that of any other on the page: letters, digits and hyphens.
        title: what it shows.
        spans: from top to bottom.
        columns: headings of the table: label, figure, lower and upper limit.
        mark: what was counted, or None.

    Returns:
        The chart; None where there is no interval.

    Raises:
        ValueError: a limit is below nought, both are the wrong way round, or the name holds something else.
    """
    check_name(name)
    if any(not 0 <= span.low <= span.high for span in spans):
        raise ValueError("An interval begins at nought or above, and ends after it begins.")
    if not spans:
        return None
    numbers = [number for span in spans for number in (span.low, span.high, span.middle or span.low)]
    scale = scale_for([*numbers, *([mark.at] if mark else [])], WIDTH - 2 * _SIDE)
    parts = [_row(span, number, scale) for number, span in enumerate(spans)]
    bottom = len(spans) * _ROW + 8
    told = [_told(span) for span in spans]
    if mark:
        at = scale.place(mark.at) + _SIDE
        # Beside each line only, so that it does not cross the words above.
        for y in (row * _ROW + 30 for row in range(len(spans))):
            parts.append(f'<line class="chart__mark" x1="{at}" y1="{y - 8}" x2="{at}" y2="{y + 10}"/>')
        told.append(f"{mark.label}: {grouped(mark.at)}")
        parts.append(text(0, bottom + _AXIS, f"┆ {mark.label}: {grouped(mark.at)}", "chart__label"))
    parts.append(_axis(scale, bottom))
    rows: list[tuple[str | int, ...]] = [
        (
            span.label,
            grouped(span.middle) if span.middle is not None else "–",
            grouped(span.low),
            grouped(span.high),
        )
        for span in spans
    ]
    if mark:
        rows.append((mark.label, grouped(mark.at), "–", "–"))
    height = bottom + _AXIS + (8 if mark else 0)
    return Chart(title, picture(name, title, "; ".join(told), height, "".join(parts)), columns, rows)


def _row(span: Span, number: int, scale: Scale) -> str:
    y = number * _ROW + 30
    low, high = scale.place(span.low) + _SIDE, scale.place(span.high) + _SIDE
    role = "chart__range" if span.is_sum else "chart__interval"
    figures = f"{grouped(span.low)} – {grouped(span.high)}"
    if span.middle is not None:
        figures = f"{grouped(span.middle)} ({figures})"
    parts = [
        text(0, y - 12, span.label, "chart__label", 34),
        f'<text class="chart__number" x="{WIDTH}" y="{y - 12}" text-anchor="end">{escape(figures)}</text>',
        f'<line class="{role}" x1="{low}" y1="{y}" x2="{high}" y2="{y}"/>',
    ]
    parts += [
        f'<line class="chart__end" x1="{x}" y1="{y - 4}" x2="{x}" y2="{y + 4}"/>'
        for x, limit in ((low, span.low), (high, span.high))
        if isfinite(limit)
    ]
    if not isfinite(span.high):
        parts.append(f'<path class="chart__end" d="M{high - 5} {y - 4}L{high} {y}L{high - 5} {y + 4}"/>')
    if span.middle is not None:
        parts.append(f'<circle class="chart__dot" cx="{scale.place(span.middle) + _SIDE}" cy="{y}" r="4"/>')
    return "".join(parts)


def _told(span: Span) -> str:
    figure = f"{grouped(span.middle)}, " if span.middle is not None else ""
    return f"{span.label}: {figure}{grouped(span.low)} – {grouped(span.high)}"


def _axis(scale: Scale, y: float) -> str:
    parts = [f'<line class="chart__axis" x1="{_SIDE}" y1="{y}" x2="{WIDTH - _SIDE}" y2="{y}"/>']
    for tick in scale.ticks():
        x = scale.place(tick) + _SIDE
        anchor = "start" if x < 20 else "end" if x > WIDTH - 20 else "middle"
        parts.append(f'<line class="chart__axis" x1="{x}" y1="{y}" x2="{x}" y2="{y + 4}"/>')
        parts.append(
            f'<text class="chart__tick" x="{x}" y="{y + 16}" text-anchor="{anchor}">{grouped(tick)}</text>'
        )
    return "".join(parts)
