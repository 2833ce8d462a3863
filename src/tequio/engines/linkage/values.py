"""The comparison of plain values: words, codes, addresses of e-mail, categories, and places in a hierarchy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tequio.engines.linkage.columns import Codes, Numbering, counted_codes
from tequio.engines.linkage.folding import fold, sound
from tequio.engines.linkage.kernels import Points, jaro_winkler, one_error, packed
from tequio.engines.linkage.persons import chances_of
from tequio.engines.linkage.types import Outcome

_MISSING = Outcome("missing", "not known on one side", "no se sabe en un lado", 1.0)
TEXT: tuple[Outcome, ...] = (
    _MISSING,
    Outcome("different", "different", "distinto", 0.15),
    Outcome("resembles", "resembles", "parecido", 0.1),
    Outcome("close", "nearly the same", "casi igual", 0.15),
    Outcome("same", "the same", "igual", 0.6),
)
CATEGORY: tuple[Outcome, ...] = (
    _MISSING,
    Outcome("different", "different", "distinto", 0.1),
    Outcome("same", "the same", "igual", 0.9),
)
PLACE: tuple[Outcome, ...] = (
    _MISSING,
    Outcome("different", "different places", "lugares distintos", 0.15),
    Outcome("broader", "the same larger place, another smaller one", "mismo lugar mayor, otro menor", 0.1),
    Outcome("resembles", "names of places that resemble one another", "nombres de lugar parecidos", 0.1),
    Outcome("broader_known", "the same larger place; one side knows no smaller one", "mismo lugar mayor; un lado no sabe el menor", 0.1),
    Outcome("name", "the same name of a place, in another larger one", "mismo nombre de lugar, en otro mayor", 0.05),
    Outcome("same", "the same place", "el mismo lugar", 0.5),
)  # fmt: skip
_CLOSE, _RESEMBLES, _PLACE_RESEMBLES = 0.9, 0.8, 0.88
DEPTHS = ("locality", "municipality", "state", "country")
_MODES = {"text": 0, "code": 1, "email": 2, "category": 3}


@njit(nogil=True, cache=True)
def _value_level(points: Points, starts: NDArray[np.int64], one: int, other: int, mode: int) -> int:
    if one == other:
        return 2 if mode == 3 else 4
    if mode == 3:
        return 1
    if one_error(points, starts, one, other):
        return 3
    if mode == 1:
        shared = 0
        most = min(starts[one + 1] - starts[one], starts[other + 1] - starts[other])
        while shared < most and points[starts[one] + shared] == points[starts[other] + shared]:
            shared += 1
        return 2 if shared >= 2 and 2 * shared >= most else 1
    likeness = jaro_winkler(points, starts, one, other)
    if likeness >= 0.9:
        return 3
    return 2 if likeness >= 0.8 else 1


@njit(nogil=True, cache=True)
def _compare_values(
    points: Points,
    starts: NDArray[np.int64],
    codes: Codes,
    chance: NDArray[np.float32],
    mode: int,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    levels: NDArray[np.uint8],
    chances: NDArray[np.float32],
) -> None:
    best = 2 if mode == 3 else 4
    for at in range(left.shape[0]):
        a, b = codes[left[at]], codes[right[at]]
        level = 0 if a < 0 or b < 0 else _value_level(points, starts, a, b, mode)
        levels[at, 0] = level
        chances[at, 0] = chance[a] if level == best else 0.0


@njit(nogil=True, cache=True)
def _place_level(points: Points, starts: NDArray[np.int64], one: Codes, other: Codes) -> tuple[int, int]:
    """Give the level and the depth at which two places agree, -1 for none."""
    depth = -1
    for k in range(4):
        if one[k] >= 0 and other[k] >= 0:
            depth = k
            break
    if depth < 0:
        return 0, -1
    broader_same = broader_differs = False
    for k in range(depth + 1, 4):
        if one[k] >= 0 and other[k] >= 0:
            if one[k] == other[k]:
                broader_same = True
            else:
                broader_differs = True
            break
    finer_known = False
    for k in range(depth):
        if one[k] >= 0 or other[k] >= 0:
            finer_known = True
    if one[depth] == other[depth]:
        if finer_known:
            return 4, depth
        return (5 if broader_differs else 6), depth
    likeness = jaro_winkler(points, starts, one[depth], other[depth])
    if likeness >= 0.88 or one_error(points, starts, one[depth], other[depth]):
        return 3, -1
    return (2 if broader_same else 1), -1


@njit(nogil=True, cache=True)
def _compare_places(
    points: Points,
    starts: NDArray[np.int64],
    codes: Codes,
    chance: NDArray[np.float32],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    levels: NDArray[np.uint8],
    chances: NDArray[np.float32],
) -> None:
    for at in range(left.shape[0]):
        a, b = left[at], right[at]
        level, depth = _place_level(points, starts, codes[a], codes[b])
        levels[at, 0] = level
        chances[at, 0] = chance[depth, codes[a, depth]] if level >= 4 else 0.0


class Values:
    """One plain value of all records, ready to be compared.

    Args:
        name: of the field.
        kind: "text", "code", "email" or "category".
        values: of all records.
    """

    def __init__(self, name: str, kind: str, values: Sequence[str]) -> None:
        self.names: tuple[str, ...] = (name,)
        self._mode = _MODES[kind]
        self.outcomes: tuple[tuple[Outcome, ...], ...] = (CATEGORY if kind == "category" else TEXT,)
        self.by_chance: tuple[tuple[int, ...], ...] = ((2 if kind == "category" else 4,),)
        numbering = Numbering()
        bare = _folder(kind)
        seen = {value: numbering.of(bare(value)) for value in dict.fromkeys(values)}
        self._codes = np.array([seen[value] for value in values], dtype=np.int32)
        self._strings = numbering.strings
        self._points, self._starts = packed(self._strings)
        self.known: NDArray[np.bool_] = self._codes >= 0
        counts = counted_codes(self._codes, len(self._strings))
        self._chance = chances_of(counts, int(self.known.sum()))

    def compare(
        self,
        left: NDArray[np.int64],
        right: NDArray[np.int64],
        levels: NDArray[np.uint8],
        chances: NDArray[np.float32],
    ) -> None:
        """Fill levels and log2 chances of pairs; shapes (pairs, 1)."""
        _compare_values(
            self._points, self._starts, self._codes, self._chance, self._mode, left, right, levels, chances
        )

    def keys(self) -> dict[str, Codes]:
        """Give the keys that records can be blocked by; a category is no key of its own."""
        numbering = Numbering()
        starts = np.array([numbering.of(string[:3]) for string in self._strings] or [-1], dtype=np.int32)
        user = np.array(
            [numbering.of(string.split("@")[0]) for string in self._strings] or [-1], dtype=np.int32
        )
        found = {"value": self._codes}
        if self._mode in (0, 1):
            found["start"] = np.where(self.known, starts[self._codes], -1).astype(np.int32)
        if self._mode == 2:
            found["user"] = np.where(self.known, user[self._codes], -1).astype(np.int32)
        return found


def _folder(kind: str) -> Callable[[str], str]:
    if kind == "code":
        return lambda value: fold(value).replace(" ", "")
    if kind == "email":
        return lambda value: value.strip().lower() if "@" in value else fold(value)
    return fold


class Places:
    """Places of all records, each in its hierarchy, ready to be compared.

    Args:
        name: of the field.
        parts: part -> values of all records, as in `settings.KINDS["place"]`.
    """

    def __init__(self, name: str, parts: Mapping[str, Sequence[str]]) -> None:
        self.names: tuple[str, ...] = (name,)
        self.outcomes: tuple[tuple[Outcome, ...], ...] = (PLACE,)
        self.by_chance: tuple[tuple[int, ...], ...] = ((4, 5, 6),)
        size = len(next(iter(parts.values())))
        numbering = Numbering()
        self._codes = np.full((size, len(DEPTHS)), -1, dtype=np.int32)
        for depth, part in enumerate(DEPTHS):
            if part in parts:
                seen = {value: numbering.of(fold(value)) for value in dict.fromkeys(parts[part])}
                self._codes[:, depth] = [seen[value] for value in parts[part]]
        self._strings = numbering.strings
        self._points, self._starts = packed(self._strings)
        self.known: NDArray[np.bool_] = np.asarray((self._codes >= 0).any(axis=1))
        self._chance = np.stack(
            [
                chances_of(counted_codes(column, len(self._strings)), int((column >= 0).sum()))
                for column in self._codes.T
            ]
        )

    def compare(
        self,
        left: NDArray[np.int64],
        right: NDArray[np.int64],
        levels: NDArray[np.uint8],
        chances: NDArray[np.float32],
    ) -> None:
        """Fill levels and log2 chances of pairs; shapes (pairs, 1)."""
        _compare_places(self._points, self._starts, self._codes, self._chance, left, right, levels, chances)

    def keys(self) -> dict[str, Codes]:
        """Give the keys that records can be blocked by."""
        numbering = Numbering()
        sounds = np.array([numbering.of(sound(string.replace(" ", "")) or string) for string in self._strings] or [-1], dtype=np.int32)  # fmt: skip
        finest = np.full(len(self._codes), -1, dtype=np.int32)
        for depth in (1, 0):
            finest = np.where(self._codes[:, depth] >= 0, self._codes[:, depth], finest)
        return {
            "finest": np.where(finest >= 0, sounds[finest], -1).astype(np.int32),
            "state": self._codes[:, DEPTHS.index("state")],
        }
