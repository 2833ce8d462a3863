"""The comparison of dates: of birth, with ages in their place, and of events; partial dates count as far as known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tequio.engines.linkage.columns import Codes
from tequio.engines.linkage.dates import PartialDate, born_between, month_comes_first, read_age, read_date
from tequio.engines.linkage.types import Outcome

BIRTH: tuple[Outcome, ...] = (
    Outcome("missing", "not known on one side", "no se sabe en un lado", 1.0),
    Outcome("different", "different dates", "fechas distintas", 0.03),
    Outcome("near", "years or ages two apart at most", "años o edades a dos de distancia a lo más", 0.03),
    Outcome("age_fits", "the ages fit", "las edades concuerdan", 0.05),
    Outcome("year", "the same year, another day", "el mismo año, otro día", 0.04),
    Outcome("year_known", "the same year; one side knows no more", "el mismo año; un lado no sabe más", 0.1),
    Outcome("day_month", "the same day and month, another year", "el mismo día y mes, otro año", 0.05),
    Outcome("two_parts", "two of day, month and year agree", "coinciden dos de día, mes y año", 0.06),
    Outcome("typing", "a typing error apart", "a un error de tecleo", 0.08),
    Outcome("turned", "day and month exchanged", "día y mes intercambiados", 0.02),
    Outcome("month_known", "the same year and month; one side knows no day", "mismo año y mes; un lado no sabe el día", 0.05),
    Outcome("same", "the same date", "la misma fecha", 0.5),
)  # fmt: skip
_SAME = 11
_DAYS = 25_000.0  # in some seventy years: two persons share a date of birth by chance about once in so many
_EARLIEST = -30_000


@njit(nogil=True, cache=True)
def _digits_apart(one: NDArray[np.int16], other: NDArray[np.int16]) -> int:
    """Count in how many of its eight digits a date differs from another; two that are exchanged count as one."""
    a = one[0] * 10_000 + one[1] * 100 + one[2]
    b = other[0] * 10_000 + other[1] * 100 + other[2]
    apart = 0
    while a > 0 or b > 0:
        x, y = a % 10, b % 10
        a //= 10
        b //= 10
        if x != y:
            apart += 1
            if x == b % 10 and y == a % 10:
                a //= 10
                b //= 10
    return apart


@njit(nogil=True, cache=True)
def _level(
    one: NDArray[np.int16], other: NDArray[np.int16], a: NDArray[np.int16], b: NDArray[np.int16]
) -> int:
    if one[0] < 0 or other[0] < 0:
        if a[0] <= _EARLIEST or b[0] <= _EARLIEST:
            return 0
        gap = max(a[0] - b[1], b[0] - a[1])
        return 3 if gap <= 0 else (2 if gap <= 2 else 1)
    same_year = one[0] == other[0]
    if one[1] < 0 or other[1] < 0:
        return 5 if same_year else (2 if abs(one[0] - other[0]) <= 2 else 1)
    same_month = one[1] == other[1]
    if one[2] < 0 or other[2] < 0:
        if same_year:
            return 10 if same_month else 4
        return 2 if abs(one[0] - other[0]) <= 2 else 1
    same_day = one[2] == other[2]
    if same_year and same_month and same_day:
        return 11
    if same_year and one[1] == other[2] and one[2] == other[1]:
        return 9
    if _digits_apart(one, other) == 1:
        return 8
    if same_month and same_day:
        return 6
    if same_year and (same_month or same_day):
        return 7
    if same_year:
        return 4
    return 2 if abs(one[0] - other[0]) <= 2 else 1


@njit(nogil=True, cache=True)
def _compare(
    dates: NDArray[np.int16],
    spans: NDArray[np.int16],
    chance: NDArray[np.float32],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    levels: NDArray[np.uint8],
    chances: NDArray[np.float32],
) -> None:
    for at in range(left.shape[0]):
        a, b = left[at], right[at]
        level = _level(dates[a], dates[b], spans[a], spans[b])
        levels[at, 0] = level
        chances[at, 0] = chance[a] if level == _SAME else 0.0


class Births:
    """Dates of birth, or ages, of all records, ready to be compared.

    Args:
        name: of the field.
        parts: part -> values of all records, as in `settings.KINDS["birth"]`.
        lists: number of each record's list: each list is asked on its own whether it writes the month first.
    """

    def __init__(self, name: str, parts: Mapping[str, Sequence[str]], lists: NDArray[np.int64]) -> None:
        self.names: tuple[str, ...] = (name,)
        self.outcomes: tuple[tuple[Outcome, ...], ...] = (BIRTH,)
        self.by_chance: tuple[tuple[int, ...], ...] = ((_SAME,),)
        size = len(lists)
        self._dates = np.full((size, 3), -1, dtype=np.int16)
        self._spans = np.full((size, 2), _EARLIEST, dtype=np.int16)
        self.unread = 0
        self.mixed = False
        self._read_dates(parts, lists)
        if "age" in parts:
            self._read_ages(parts, lists)
        self._chance = self._chances()
        self.known: NDArray[np.bool_] = (self._dates[:, 0] >= 0) | (self._spans[:, 0] > _EARLIEST)

    def _read_dates(self, parts: Mapping[str, Sequence[str]], lists: NDArray[np.int64]) -> None:
        found = read_column(parts.get("date", [""] * len(lists)), lists)
        self.mixed = found.mixed
        empty = [""] * len(lists)
        split = zip(parts.get("year", empty), parts.get("month", empty), parts.get("day", empty), strict=True)
        for at, (whole, written) in enumerate(zip(found.dates, split, strict=True)):
            date = whole
            if date.year < 0 and written[0]:
                year, month, day = (each.strip() for each in written)
                date = read_date(
                    f"{year} {month} {day}" if month.isalpha() else f"{year}-{month or 0}-{day or 0}"
                )
            if date.year >= 0:
                self._dates[at] = (date.year, date.month, date.day)
                self._spans[at] = (date.year, date.year)
        self.unread = found.unread

    def _read_ages(self, parts: Mapping[str, Sequence[str]], lists: NDArray[np.int64]) -> None:
        on = read_column(parts.get("age_on", [""] * len(lists)), lists).dates
        dated = any(date.year >= 0 for date in on)
        for at, written in enumerate(parts["age"]):
            age = read_age(written) if written and self._dates[at, 0] < 0 else None
            if age is None:
                continue
            # Without a date of the age, ages are compared with one another: years before "now".
            span = born_between(age, on[at]) if dated else (-age[1], -age[0])
            if span:
                self._spans[at] = span

    def _chances(self) -> NDArray[np.float32]:
        whole = self._dates.astype(np.int64) @ np.array([10_000, 100, 1])
        _, where, counts = np.unique(whole, return_inverse=True, return_counts=True)
        size = max(2, int((self._dates[:, 0] >= 0).sum()))
        share = np.maximum(counts[where] - 2, 0) / size + 1 / _DAYS
        return np.log2(np.minimum(share, 1.0)).astype(np.float32)

    def compare(
        self,
        left: NDArray[np.int64],
        right: NDArray[np.int64],
        levels: NDArray[np.uint8],
        chances: NDArray[np.float32],
    ) -> None:
        """Fill levels and log2 chances of pairs; shapes (pairs, 1)."""
        _compare(self._dates, self._spans, self._chance, left, right, levels, chances)

    def keys(self) -> dict[str, Codes]:
        """Give the keys that records can be blocked by."""
        year, month, day = (self._dates[:, k].astype(np.int32) for k in range(3))
        whole = (month >= 0) & (day >= 0)
        return {
            "date": np.where(whole, year * 10_000 + month * 100 + day, -1).astype(np.int32),
            "day_month": np.where(whole, np.minimum(month, day) * 100 + np.maximum(month, day), -1).astype(
                np.int32
            ),
            "year": np.where(year >= 0, year, -1).astype(np.int32),
            "month": np.where(month >= 0, year * 100 + month, -1).astype(np.int32),
        }


class _Column:
    def __init__(self, dates: list[PartialDate], unread: int, mixed: bool) -> None:
        self.dates, self.unread, self.mixed = dates, unread, mixed


def read_column(values: Sequence[str], lists: NDArray[np.int64]) -> _Column:
    """Read a column of dates, each list by its own order of day and month."""
    dates = [PartialDate()] * len(values)
    mixed = False
    for number in np.unique(lists):
        positions = np.flatnonzero(lists == number)
        some = [values[at] for at in positions.tolist()]
        first = month_comes_first(some)
        told = [month_comes_first([value]) for value in set(some)]
        mixed |= first is None and True in told and False in told
        for at in positions.tolist():
            if values[at]:
                dates[at] = read_date(values[at], bool(first))
    unread = sum(bool(value) and date.year < 0 for value, date in zip(values, dates, strict=True))
    return _Column(dates, unread, mixed)
