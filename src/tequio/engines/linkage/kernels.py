"""How alike two short strings are, compiled: Jaro–Winkler and one typing error.

Strings lie one after another in one array of code points; string `k` is `points[starts[k]:starts[k + 1]]`.

Sources: W. E. Winkler, "String comparator metrics and enhanced decision rules in the Fellegi–Sunter model of
record linkage", 1990; F. J. Damerau, "A technique for computer detection and correction of spelling errors", 1964.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

Points = NDArray[np.uint32]
_LONGEST = 64
_PREFIX = 4
_BOOST = 0.1


def packed(strings: Sequence[str]) -> tuple[Points, NDArray[np.int64]]:
    """Lay strings one after another, each cut to 64 characters.

    Returns:
        Their code points, and where each begins, with the end of the last; shapes (points,), (strings + 1,).
    """
    cut = [string[:_LONGEST] for string in strings]
    starts = np.zeros(len(cut) + 1, dtype=np.int64)
    np.cumsum([len(string) for string in cut], out=starts[1:])
    joined = "".join(cut).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(joined, dtype=np.uint32).copy(), starts


@njit(nogil=True, cache=True)
def jaro_winkler(points: Points, starts: NDArray[np.int64], one: int, other: int) -> float:
    """Give the Jaro–Winkler likeness of two packed strings, from 0 to 1."""
    a, b = starts[one], starts[other]
    n, m = starts[one + 1] - a, starts[other + 1] - b
    if n == 0 or m == 0:
        return 0.0
    window = max(n, m) // 2 - 1
    window = max(window, 0)
    taken = np.uint64(0)
    used = np.uint64(0)
    common = 0
    for i in range(n):
        for j in range(max(0, i - window), min(m, i + window + 1)):
            bit = np.uint64(1) << np.uint64(j)
            if not taken & bit and points[a + i] == points[b + j]:
                taken |= bit
                used |= np.uint64(1) << np.uint64(i)
                common += 1
                break
    if common == 0:
        return 0.0
    turned = 0
    j = 0
    for i in range(n):
        if used & (np.uint64(1) << np.uint64(i)):
            while not taken & (np.uint64(1) << np.uint64(j)):
                j += 1
            if points[a + i] != points[b + j]:
                turned += 1
            j += 1
    jaro = (common / n + common / m + (common - turned / 2) / common) / 3
    prefix = 0
    while prefix < min(n, m, 4) and points[a + prefix] == points[b + prefix]:
        prefix += 1
    return float(jaro + prefix * 0.1 * (1 - jaro))


@njit(nogil=True, cache=True)
def one_error(points: Points, starts: NDArray[np.int64], one: int, other: int) -> bool:
    """Say whether one inserted, lost, changed or exchanged character makes two strings equal."""
    a, b = starts[one], starts[other]
    n, m = starts[one + 1] - a, starts[other + 1] - b
    if n > m:
        a, b, n, m = b, a, m, n
    if m - n > 1:
        return False
    i = 0
    while i < n and points[a + i] == points[b + i]:
        i += 1
    k = 0
    while k < n - i and points[a + n - 1 - k] == points[b + m - 1 - k]:
        k += 1
    if m > n:
        return bool(i + k >= n)
    left = n - i - k
    if left <= 1:
        return True
    return bool(left == 2 and points[a + i] == points[b + i + 1] and points[a + i + 1] == points[b + i])
