"""Two persons' names compared word by word, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tequio.engines.linkage.kernels import Points, jaro_winkler, one_error

Ints = NDArray[np.int32]

# How alike two words are, in rising order.
NONE, LOOSE, INITIAL, CLOSE, SOUNDS, NICKNAME, SAME = range(7)
_CLOSE, _LOOSE = 0.90, 0.80


class Words(NamedTuple):
    """What is known of each word, by its number; shapes (words,) unless told."""

    points: Points
    starts: NDArray[np.int64]
    sounds: Ints
    names: Ints  # (words, 3): the names that a nickname stands for, -1 for none
    initial: NDArray[np.bool_]
    given_chance: NDArray[np.float32]  # log2 of the share of records with this given name
    surname_chance: NDArray[np.float32]


@njit(nogil=True, cache=True)
def alike(words: Words, one: int, other: int) -> int:
    """Give how alike two words are: NONE … SAME."""
    if one == other:
        return SAME
    if words.initial[one] or words.initial[other]:
        same = words.points[words.starts[one]] == words.points[words.starts[other]]
        return INITIAL if same else NONE
    for i in range(3):
        name = words.names[one, i]
        if name < 0:
            break
        for k in range(3):
            if words.names[other, k] == name:
                return NICKNAME
    if words.sounds[one] == words.sounds[other]:
        return SOUNDS
    if one_error(words.points, words.starts, one, other):
        shorter = min(
            words.starts[one + 1] - words.starts[one], words.starts[other + 1] - words.starts[other]
        )
        if shorter >= 4:
            return CLOSE
    likeness = jaro_winkler(words.points, words.starts, one, other)
    if likeness >= _CLOSE:
        return CLOSE
    return LOOSE if likeness >= _LOOSE else NONE


@njit(nogil=True, cache=True)
def _number(given: Ints) -> int:
    n = 0
    while n < given.shape[0] and given[n] >= 0:
        n += 1
    return n


@njit(nogil=True, cache=True)
def given_level(words: Words, left: Ints, right: Ints) -> tuple[int, float]:
    """Compare given names; gives a level of `persons.GIVEN` and the log2 chance of what is shared."""
    n, m = _number(left), _number(right)
    if n == 0 or m == 0:
        return 0, 0.0
    if n > m:
        left, right, n, m = right, left, m, n
    taken = 0
    least, most, chance = SAME, NONE, 0.0
    for i in range(n):
        best, where = -1, -1
        for k in range(m):
            if not taken & (1 << k):
                found = alike(words, left[i], right[k])
                if found > best:
                    best, where = found, k
        taken |= 1 << where
        least, most = min(least, best), max(most, best)
        if best >= NICKNAME:
            chance += max(words.given_chance[left[i]], words.given_chance[right[where]])
    if least == SAME:
        return (9 if n == m else 8), chance
    if least == NICKNAME:
        return 7, chance
    if least == SOUNDS:
        return 6, 0.0
    if least == CLOSE:
        return 5, 0.0
    if most >= SOUNDS:
        return 4, chance
    if least == INITIAL or (n > 1 and most == INITIAL):
        return 3, 0.0
    return (2 if most >= LOOSE else 1), 0.0


@njit(nogil=True, cache=True)
def surname_level(words: Words, p: int, m: int, q: int, r: int) -> tuple[int, float]:
    """Compare first and second surnames (p, m) and (q, r); -1 is missing. A level of `persons.SURNAME`."""
    if (p < 0 and m < 0) or (q < 0 and r < 0):
        return 0, 0.0
    first = alike(words, p, q) if p >= 0 and q >= 0 else -1
    second = alike(words, m, r) if m >= 0 and r >= 0 else -1
    crossed = alike(words, p, r) if p >= 0 and r >= 0 else -1
    turned = alike(words, m, q) if m >= 0 and q >= 0 else -1
    chance = words.surname_chance
    if first == SAME and second == SAME:
        return 12, float(chance[p] + chance[m])
    if first >= CLOSE and second >= CLOSE:
        if first == SAME:
            return 11, float(chance[p])
        return 11, float(chance[m]) if second == SAME else 0.0
    if second < 0 and first == SAME:
        return 10, float(chance[p])
    if crossed >= SOUNDS and turned >= SOUNDS:
        return 9, float(chance[p] + chance[m])
    if first == SOUNDS and second < 0:
        return 8, 0.0
    if first == CLOSE and second < 0:
        return 7, 0.0
    if first >= SOUNDS:
        return (6, float(chance[p])) if second >= LOOSE else (5, float(chance[p]))
    if second >= SOUNDS:
        return 4, float(chance[m])
    if (crossed >= SOUNDS and (m < 0 or q < 0)) or (turned >= SOUNDS and (p < 0 or r < 0)):
        return 3, float(chance[p] if crossed >= SOUNDS else chance[m])
    return (2 if max(first, max(crossed, turned)) >= LOOSE else 1), 0.0


@njit(nogil=True, cache=True)
def other_order(words: Words, given: Ints, p: int, m: int, other: Ints, q: int, r: int) -> tuple[bool, float]:
    """Say whether two names have the same words in another order, and the log2 chance of it."""
    one = np.empty(6, dtype=np.int32)
    two = np.empty(6, dtype=np.int32)
    n = k = 0
    for word in given:
        if word >= 0:
            one[n] = word
            n += 1
    for word in other:
        if word >= 0:
            two[k] = word
            k += 1
    for word in (p, m):
        if word >= 0:
            one[n] = word
            n += 1
    for word in (q, r):
        if word >= 0:
            two[k] = word
            k += 1
    if n > k:
        one, two, n, k = two, one, k, n
    if n < 2:
        return False, 0.0
    taken, exact, chance = 0, 0, 0.0
    for i in range(n):
        best, where = -1, -1
        for j in range(k):
            if not taken & (1 << j):
                found = alike(words, one[i], two[j])
                if found > best:
                    best, where = found, j
        if best < CLOSE:
            return False, 0.0
        taken |= 1 << where
        exact += best == SAME
        chance += max(words.given_chance[one[i]], words.surname_chance[one[i]])
    return exact > 0, chance


@njit(nogil=True, cache=True)
def compare_persons(
    words: Words,
    given: Ints,
    surnames: Ints,
    together: NDArray[np.float32],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    levels: NDArray[np.uint8],
    chances: NDArray[np.float32],
) -> None:
    """Compare pairs of names.

    Args:
        words: what is known of each word.
        given: words of each record's given names, -1 for none, shape (records, 4).
        surnames: of its two surnames, shape (records, 2).
        together: how much more frequent, in bits, a record's given names are than if each were given by itself
            ("Miguel Ángel"), shape (records,).
        left: record of each pair, shape (pairs,).
        right: the other, shape (pairs,).
        levels: filled with given and surname levels, shape (pairs, 2).
        chances: filled with the log2 chance of what is shared, shape (pairs, 2).
    """
    for at in range(left.shape[0]):
        a, b = left[at], right[at]
        p, m, q, r = surnames[a, 0], surnames[a, 1], surnames[b, 0], surnames[b, 1]
        first, chance = given_level(words, given[a], given[b])
        if first == 9:
            chance += together[a]
        elif first == 8:  # all of those that the shorter writes
            chance += together[a if _number(given[a]) < _number(given[b]) else b]
        second, shared = surname_level(words, p, m, q, r)
        if (first <= 4 or second <= 5) and (first < 6 or second < 3):
            turned, whole = other_order(words, given[a], p, m, given[b], q, r)
            if turned:
                first, chance, second, shared = 0, 0.0, 13, whole
        levels[at, 0], chances[at, 0] = first, chance
        levels[at, 1], chances[at, 1] = second, shared
