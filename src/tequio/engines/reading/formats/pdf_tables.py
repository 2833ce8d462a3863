"""Tables among the lines of a page: several visual lines in a row whose parts stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tequio.engines.reading.formats.pdf_lines import Line

_FEWEST_ROWS = 2
_PROSE = 30  # characters: parts that are longer on average are columns of prose, not cells
_LEAST_ALIGNED = 0.85  # of the parts; a heading over several columns is the usual exception
_ROW_GAP = 1.2  # times the smallest step: a larger one parts two rows of a table with wrapped cells


@dataclass(slots=True)
class Table:
    """Lines in rows and columns."""

    lines: list[Line]
    rows: list[list[list[Line]]]  # row -> column -> its lines, from the top

    def cells(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Give each cell that has words: (row, column) from 0, and its lines."""
        for row_index, row in enumerate(self.rows):
            for column, lines in enumerate(row):
                if lines:
                    yield (row_index, column), "\n".join(line.text for line in lines)


def find_tables(lines: list[Line]) -> list[Table]:
    """Find the tables of a page.

    Args:
        lines: in the order of the file.

    Columns of prose are told from tables by their order: prose goes down one column before the next
    begins, a table goes to and fro. Columns of prose that the file holds line by line across the page are
    not found, and are read across.
    """
    order = {id(line): place for place, line in enumerate(lines)}
    found = []
    for region in _regions(_visual_lines(lines)):
        columns = _columns(region)
        if len(columns) < 2 or not _is_aligned(region, columns):
            continue
        members = sorted((line for row in region for line in row), key=lambda line: order[id(line)])
        if not _is_prose(members, columns, len(region)):
            found.append(Table(members, _rows(region, columns)))
    return found


def _is_aligned(region: list[list[Line]], columns: list[tuple[float, float]]) -> bool:
    """Say whether the parts keep to the columns; chance blanks in justified prose do not."""
    lines = [line for row in region for line in row]
    kept = sum(sum(line.left < right and line.right > left for left, right in columns) == 1 for line in lines)
    return kept >= _LEAST_ALIGNED * len(lines)


def _visual_lines(lines: list[Line]) -> list[list[Line]]:
    """Group parts that stand at one height, from the top; each group from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if rows and abs(rows[-1][0].middle - line.middle) < 0.5 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.left)
    return rows


def _regions(rows: list[list[Line]]) -> list[list[list[Line]]]:
    """Find runs of visual lines with parts side by side; a wrapped cell may stand alone between."""
    regions: list[list[list[Line]]] = []
    run: list[list[Line]] = []
    alone: list[list[Line]] = []
    for row in rows:
        if run and (run + alone)[-1][0].bottom - row[0].bottom > 4 * row[0].size:
            regions.append(run)
            run, alone = [], []
        if _is_side_by_side(row):
            run += [*alone, row]
            alone = []
        elif run and len(alone) < 3 and _fits_a_column(row[0], run):
            alone.append(row)
        elif run:
            regions.append(run)
            run, alone = [], []
    if run:
        # A last cell may wrap too, where it is no wider than its column.
        regions.append(run + [row for row in alone if _is_inside_last_cell(row[0], run)])
    return [region for region in regions if sum(_is_side_by_side(row) for row in region) >= _FEWEST_ROWS]


def _is_side_by_side(row: list[Line]) -> bool:
    return len(row) > 1 and all(left.right <= right.left for left, right in pairwise(row))


def _fits_a_column(line: Line, run: list[list[Line]]) -> bool:
    """Say whether a part alone stays within one column of the lines above."""
    overlapped = sum(line.left < right and line.right > left for left, right in _columns(run))
    return overlapped == 1


def _is_inside_last_cell(line: Line, run: list[list[Line]]) -> bool:
    return any(line.left >= left - 1 and line.right <= right + 1 for left, right in _columns(run)[1:])


def _columns(region: list[list[Line]]) -> list[tuple[float, float]]:
    """Find the columns as spans from left to right, by the visual lines with the most parts."""
    most = max(len(row) for row in region)
    spans = sorted((line.left, line.right) for row in region if len(row) == most for line in row)
    columns = [spans[0]]
    for left, right in spans[1:]:
        if left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _column_of(line: Line, columns: list[tuple[float, float]]) -> int:
    shared = [min(line.right, right) - max(line.left, left) for left, right in columns]
    return shared.index(max(shared))


def _is_prose(members: list[Line], columns: list[tuple[float, float]], height: int) -> bool:
    places = [_column_of(line, columns) for line in members]
    switches = sum(before != after for before, after in pairwise(places))
    long = sum(len(line.text) for line in members) / len(members) > _PROSE
    return switches < len(columns) and (long or height > 6)


def _rows(region: list[list[Line]], columns: list[tuple[float, float]]) -> list[list[list[Line]]]:
    steps = [above[0].middle - below[0].middle for above, below in pairwise(region)]
    smallest = min(steps, default=0.0)
    wraps = any(step > _ROW_GAP * smallest for step in steps)
    rows: list[list[list[Line]]] = []
    for index, visual in enumerate(region):
        if index == 0 or not wraps or steps[index - 1] > _ROW_GAP * smallest:
            rows.append([[] for _ in columns])
        for line in visual:
            rows[-1][_column_of(line, columns)].append(line)
    return rows
