"""Small cells are left out, and as many others as it takes that nobody can compute them back.

A table of overlaps is known by its cells (one for each set of lists on which people stand), the total of
each list and the total of all. Whoever has the totals and the cells that are left can bound each cell that
was left out by integer programming, since counts are whole and none is below nought. A small cell is safe
when its bounds lie at least `threshold` apart (sliding protection), so that not even the size of what was
hidden is known.

Source: Willenborg and de Waal (2001), Elements of Statistical Disclosure Control, Springer, chapters 3 and 4
(audit of a suppression pattern, protection interval); the choice of the other cells here is greedy, smallest
first, so it may leave out more than the least that would do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

History = tuple[int, ...]


class TableIsWrong(ValueError):  # noqa: N818  errors are named as facts
    """The table cannot be one of counts over lists."""


@dataclass(frozen=True, slots=True)
class Published:
    """What of a table may be made public; None stands for what is left out.

    Args:
        cells: history (1 where people stand on the list) -> count.
        totals: list -> number of people on it, in the order of the histories.
        n: number of people on any list.
    """

    cells: Mapping[History, int | None]
    totals: tuple[int | None, ...]
    n: int | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return None not in self.cells.values() and None not in self.totals and self.n is not None


def suppress(cells: Mapping[History, int], threshold: int = 5) -> Published:
    """Leave out cells below the threshold and what would tell them.

    First other cells are left out; where the totals still tell too much, the totals of the lists are; where
    even the total of all does, that is.

    Args:
        cells: history -> count, all histories of one length; one that is missing counts nought.
        threshold: the smallest count that may be known; nought is left out too, so that what is hidden may
            be anything below it.

    Raises:
        TableIsWrong: no cell, histories of several lengths, counts below nought, or a threshold below 1.
    """
    _check(cells, threshold)
    width = len(next(iter(cells)))
    whole = {history: cells.get(history, 0) for history in _histories(width)}
    small = [history for history, count in whole.items() if count < threshold]
    totals = tuple(sum(c for h, c in whole.items() if h[i]) for i in range(width))
    n = sum(whole.values())
    for with_totals in (True, False):
        is_total_safe = not with_totals or all(total >= threshold for total in totals)
        hidden = _hidden(whole, small, with_totals, threshold) if is_total_safe else None
        if hidden is not None and n >= threshold:
            cells_left = {h: None if h in hidden else c for h, c in whole.items()}
            return Published(cells_left, totals if with_totals else (None,) * width, n)
    return Published(dict.fromkeys(whole), (None,) * width, None)


def _check(cells: Mapping[History, int], threshold: int) -> None:
    if threshold < 1:
        raise TableIsWrong("The smallest count that may be known is 1 or more.")
    if not cells:
        raise TableIsWrong("The table has no cells.")
    if len({len(history) for history in cells}) > 1:
        raise TableIsWrong("The histories are over different numbers of lists.")
    if any(count < 0 for count in cells.values()):
        raise TableIsWrong("A count cannot be below nought.")
    if any(not any(history) or set(history) - {0, 1} for history in cells):
        raise TableIsWrong("A history is a row of 0 and 1 with at least one 1.")


def _histories(width: int) -> list[History]:
    return [tuple(number >> (width - 1 - i) & 1 for i in range(width)) for number in range(1, 1 << width)]


def _hidden(
    cells: Mapping[History, int], small: Sequence[History], with_totals: bool, threshold: int
) -> set[History] | None:
    """Choose what is left out so that each small cell is safe; None where no choice does."""
    hidden = set(small)
    others = [history for history in cells if history not in hidden]
    for cell in small:  # what is safe stays so while more is left out
        while not _is_safe(cell, cells, hidden, with_totals, threshold):
            # A cell that shares lists with an unsafe one moves its bounds; of those the smallest is lost.
            nearest = min(others, key=lambda h: (_distance(h, cell), cells[h], h), default=None)
            if nearest is None:
                return None
            others.remove(nearest)
            hidden.add(nearest)
    return hidden


def _distance(one: History, other: History) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _is_safe(
    cell: History, cells: Mapping[History, int], hidden: set[History], with_totals: bool, threshold: int
) -> bool:
    columns = sorted(hidden)
    rows = [[1.0] * len(columns)]
    if with_totals:
        rows += [[float(history[i]) for history in columns] for i in range(len(cell))]
    equal = np.array(rows)
    known = equal @ np.array([float(cells[history]) for history in columns])
    aim = np.zeros(len(columns))
    aim[columns.index(cell)] = 1.0
    bounds = []
    for sign in (1.0, -1.0):
        found = milp(
            sign * aim,
            integrality=np.ones(len(columns)),
            bounds=Bounds(0, np.inf),
            constraints=LinearConstraint(equal, known, known),
        )
        if found.status != 0:  # the true table is one answer; anything else is taken for unsafe
            return False
        bounds.append(sign * float(found.fun))
    low, high = bounds
    return high - low >= threshold - 1e-6
