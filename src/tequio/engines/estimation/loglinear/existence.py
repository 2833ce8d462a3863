"""Whether a model has a maximum likelihood estimate on a table, and whether it tells the people on no list.

After the parameters that are minus infinity are taken out with the cells they empty (see `fitting`):

- the model is identifiable where its design matrix on the cells left has full rank;
- the estimate exists where some table with every cell left above zero has the same sufficient statistics
  (Haberman 1974; Fienberg and Rinaldo 2012), which a linear programme decides.

Chan, L., Silverman, B. W. and Vincent, K. (2021), "Multiple systems estimation for sparse capture data:
inferential challenges when there are nonoverlapping lists", Journal of the American Statistical Association
116(535).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linprog

from tequio.engines.estimation.compiled import compiled
from tequio.engines.estimation.loglinear.fitting import Floats, Whole, active_terms, add_supersets

UNKNOWN, STANDS, NOT_IDENTIFIABLE, NOT_EXISTING = 0, 1, 2, 3
Standing = Literal["stands", "not identifiable", "not existing"]
VERDICTS: dict[int, Standing] = {
    STANDS: "stands",
    NOT_IDENTIFIABLE: "not identifiable",
    NOT_EXISTING: "not existing",
}
_SMALL = 1e-9


@compiled
def reduce_rows(matrix: Floats, pivots: Whole) -> int:
    """Bring a matrix to reduced echelon form in place; give its rank, and fill the columns of its pivots."""
    rank = 0
    for column in range(matrix.shape[1]):
        if rank == matrix.shape[0]:
            break
        best = rank
        for row in range(rank + 1, matrix.shape[0]):
            if abs(matrix[row, column]) > abs(matrix[best, column]):
                best = row
        if abs(matrix[best, column]) < _SMALL:
            continue
        for other in range(matrix.shape[1]):
            matrix[rank, other], matrix[best, other] = matrix[best, other], matrix[rank, other]
        scale = matrix[rank, column]
        for other in range(column, matrix.shape[1]):
            matrix[rank, other] /= scale
        for row in range(matrix.shape[0]):
            factor = matrix[row, column]
            if row != rank and factor != 0.0:
                for other in range(column, matrix.shape[1]):
                    matrix[row, other] -= factor * matrix[rank, other]
        pivots[rank] = column
        rank += 1
    return rank


@compiled
def design(terms: Whole, cells: Whole) -> Floats:
    """Give (cells, terms): 1 where the subset of the term lies within the cell."""
    matrix = np.zeros((len(cells), len(terms)))
    for row in range(len(cells)):
        for column in range(len(terms)):
            if cells[row] & terms[column] == terms[column]:
                matrix[row, column] = 1.0
    return matrix


@compiled
def _can_be_balanced(slopes: Floats) -> bool:  # noqa: PLR0912  the simplex method is one loop
    """Tell whether some weights, all above zero, make the rows add up to zero.

    Weights of one and more serve as well as any above zero, so this is the first phase of the simplex
    method for weights one plus something not negative, by Bland's rule, which cannot cycle.
    """
    rows, many = slopes.shape
    table = np.zeros((many + 1, rows + 1))
    basis = np.full(many, -1, dtype=np.int64)
    for i in range(many):
        sum_ = 0.0
        for row in range(rows):
            sum_ += slopes[row, i]
        sign = -1.0 if sum_ > 0 else 1.0
        for row in range(rows):
            table[i, row] = sign * slopes[row, i]
            table[many, row] -= table[i, row]
        table[i, rows] = -sign * sum_
        table[many, rows] -= table[i, rows]
    while table[many, rows] < -1e-8:
        enter = -1
        for column in range(rows):
            if table[many, column] < -1e-9:
                enter = column
                break
        if enter < 0:
            return False
        leave, least = -1, np.inf
        for i in range(many):
            if table[i, enter] > 1e-9:
                ratio = table[i, rows] / table[i, enter]
                if ratio < least - 1e-12 or (ratio < least + 1e-12 and basis[i] < basis[leave]):
                    leave, least = i, ratio
        if leave < 0:
            return False
        scale = table[leave, enter]
        for column in range(rows + 1):
            table[leave, column] /= scale
        for i in range(many + 1):
            factor = table[i, enter]
            if i != leave and factor != 0.0:
                for column in range(rows + 1):
                    table[i, column] -= factor * table[leave, column]
        basis[leave] = enter
    return True


@compiled
def _open_directions(matrix: Floats, pivots: Whole, rank: int) -> Floats:
    """Give (terms, free) the directions along which no cell with people changes, from the reduced rows."""
    terms = matrix.shape[1]
    found = np.zeros((terms, terms - rank))
    place, many = 0, 0
    for column in range(terms):
        if place < rank and pivots[place] == column:
            place += 1
            continue
        found[column, many] = 1.0
        for row in range(rank):
            found[pivots[row], many] = -matrix[row, column]
        many += 1
    return found


@compiled
def standing(terms: Whole, counts: Floats, emptied: NDArray[np.bool_]) -> int:
    """Judge a model on a table.

    With full rank on the cells that have people the estimate exists. Otherwise it exists where the empty
    cells left in can be given weights above zero that balance along every direction still open (Stiemke's
    lemma on the programme of Fienberg and Rinaldo).

    Args:
        terms: active subsets.
        counts: (2^k,) with 0 at cell 0.
        emptied: (2^k,) cells that are left out.

    Returns:
        STANDS, NOT_IDENTIFIABLE or NOT_EXISTING.
    """
    if len(terms) == 0:
        return 3
    matrix, pivots = design(terms, np.flatnonzero(counts > 0)), np.empty(len(terms), dtype=np.int64)
    rank = reduce_rows(matrix, pivots)
    if rank == len(terms):
        return 1
    left = np.flatnonzero(~emptied)
    if reduce_rows(design(terms, left), np.empty(len(terms), dtype=np.int64)) < len(terms):
        return 2
    directions = _open_directions(matrix, pivots, rank)
    empty = left[counts[left] == 0]
    slopes = design(terms, empty) @ directions
    return 1 if _can_be_balanced(slopes) else 3


def exists(terms: ArrayLike, counts: ArrayLike, left: ArrayLike) -> bool:
    """Decide by the linear programme of Fienberg and Rinaldo, as published, whether the estimate exists.

    `standing` is the same for many tables in little time; the tests hold one against the other.

    Args:
        terms: active subsets.
        counts: (2^k,).
        left: the cells left in, as subsets.

    Returns:
        Whether the largest s for which a table with the same sufficient statistics has every cell at least s
        is above zero.
    """
    cells = np.asarray(left, dtype=np.int64)
    matrix = design(np.asarray(terms, dtype=np.int64), cells).T
    statistics = matrix @ np.asarray(counts, dtype=np.float64)[cells]
    goal = np.zeros(len(cells) + 1)
    goal[-1] = -1.0
    below = np.column_stack([-np.eye(len(cells)), np.ones(len(cells))])
    found = linprog(
        goal,
        A_ub=below,
        b_ub=np.zeros(len(cells)),
        A_eq=np.column_stack([matrix, np.zeros(len(matrix))]),
        b_eq=statistics,
        bounds=[(0, None)] * len(cells) + [(None, None)],
        method="highs",
    )
    return bool(found.status == 0 and -found.fun > 1e-7 * max(1.0, float(np.max(statistics))))


def judge(terms: ArrayLike, counts: ArrayLike) -> Standing:
    """Say whether a model stands on a table, is not identifiable, or has no estimate.

    Args:
        terms: all subsets of the model, the empty one too.
        counts: (2^k,) with 0 at cell 0.
    """
    table = np.asarray(counts, dtype=np.float64)
    margins, emptied = table.copy(), np.zeros(len(table), dtype=np.bool_)
    add_supersets(margins)
    active = active_terms(np.asarray(terms, dtype=np.int64), margins, emptied)
    return VERDICTS[standing(active, table, emptied)]
