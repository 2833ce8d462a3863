"""Which lists name the same people, as an UpSet picture: a column of dots for each history, its count beside.

Lex, Gehlenborg, Strobelt, Vuillemot & Pfister 2014, IEEE Transactions on Visualization and Computer Graphics
20(12):1983. It stands on its side, so that it is read on a narrow screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tequio.engines.charts.bars import WIDTH, Chart
from tequio.engines.charts.pictures import check_name, picture, text

_ROW, _HEAD, _NUMBER = 18, 24, 52
_MOST_ROWS = 24
_MOST_LISTS = 14


@dataclass(frozen=True, slots=True)
class Overlap:
    """The people of one capture history.

    Args:
        on: numbers of the lists, from 0, that name them.
        count: how many there are; None where so few that the number is kept back.
    """

    on: tuple[int, ...]
    count: int | None


def overlaps(  # noqa: PLR0913  a chart's words are its caller's
    name: str,
    title: str,
    lists: Sequence[str],
    cells: Sequence[Overlap],
    columns: tuple[str, str],
    *,
    kept_back: str = "< 5",
) -> Chart | None:
    """Draw the overlaps, the largest first, and make their table.

    Args:
        name: of the chart, unlike that of any other on the page: letters, digits and hyphens.
        title: what it shows.
        lists: names.
        cells: observed histories.
        columns: headings of the table: lists, people.
        kept_back: what stands for a count that is None.

    Returns:
        The chart, with 24 histories at most in the picture and all in the table; None where there are none.

    Raises:
        ValueError: a history names no list or one that is not there, or the name holds something else.
    """
    check_name(name)
    if any(not cell.on or not all(0 <= at < len(lists) for at in cell.on) for cell in cells):
        raise ValueError("Each overlap names lists that there are.")
    if not cells:
        return None
    ordered = sorted(cells, key=lambda cell: (-(cell.count or 0), len(cell.on), cell.on))
    shown = ordered[:_MOST_ROWS]
    many = min(len(lists), _MOST_LISTS)
    pitch = min(18.0, 150 / many)
    left = many * pitch + 8
    most = max((cell.count or 0 for cell in shown), default=0) or 1
    letters = [_letter(number) for number in range(many)]
    parts = [
        f'<text class="chart__heading" x="{pitch * (number + 0.5):.1f}" y="14" text-anchor="middle">'
        f"{letter}</text>"
        for number, letter in enumerate(letters)
    ]
    for row, cell in enumerate(shown):
        y = _HEAD + row * _ROW + 6
        parts.append(_dots(cell, many, pitch, y))
        width = round((WIDTH - left - _NUMBER) * (cell.count or 0) / most, 1)
        parts.append(f'<rect class="chart__bar" x="{left:g}" y="{y - 5}" width="{width}" height="10"/>')
        number = kept_back if cell.count is None else f"{cell.count:,}"
        parts.append(text(round(left + width + 5, 1), y + 4, number, "chart__number"))
    y = _HEAD + len(shown) * _ROW + 14
    for letter, label in zip(letters, lists, strict=False):
        parts.append(text(0, y, f"{letter}  {label}", "chart__label"))
        y += 16
    rows: list[tuple[str | int, ...]] = [
        (" + ".join(lists[at] for at in cell.on), kept_back if cell.count is None else cell.count)
        for cell in ordered
    ]
    told = "; ".join(f"{label}: {count}" for label, count in rows)
    return Chart(title, picture(name, title, told, y, "".join(parts)), columns, rows)


def _dots(cell: Overlap, many: int, pitch: float, y: float) -> str:
    on = [at for at in cell.on if at < many]
    parts = []
    if len(on) > 1:
        first, last = pitch * (on[0] + 0.5), pitch * (on[-1] + 0.5)
        parts.append(f'<line class="chart__link" x1="{first:.1f}" y1="{y}" x2="{last:.1f}" y2="{y}"/>')
    parts += [
        f'<circle class="{"chart__dot" if at in on else "chart__no-dot"}" cx="{pitch * (at + 0.5):.1f}" '
        f'cy="{y}" r="{min(4.5, pitch / 3):.1f}"/>'
        for at in range(many)
    ]
    return "".join(parts)


def _letter(number: int) -> str:
    return escape(chr(ord("A") + number)) if number < 26 else str(number + 1)
