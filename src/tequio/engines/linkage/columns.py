"""Lists of records, turned into columns and codes, so that millions of pairs can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]


class Columns(Sequence[Mapping[str, str]]):
    """A list of records that is kept as columns; an item is one record.

    Args:
        columns: name -> values, all of one length.
    """

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        self.columns = dict(columns)
        self._length = len(next(iter(self.columns.values()), ()))

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, at: int) -> Mapping[str, str]:  # type: ignore[override]
        return {name: values[at] for name, values in self.columns.items()}

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        return (self[at] for at in range(len(self)))


def column_of(rows: Sequence[Mapping[str, str]], name: str) -> Sequence[str]:
    """Give one column of a list; "" where a record lacks it."""
    if isinstance(rows, Columns):
        return rows.columns.get(name) or [""] * len(rows)
    return [row.get(name) or "" for row in rows]


@dataclass
class Numbering:
    """Gives each different string a number, from 0, in the order of first sight."""

    numbers: dict[str, int]

    def __init__(self) -> None:
        self.numbers = {}

    def of(self, string: str) -> int:
        """Give the number of a string; -1 for the empty one."""
        return self.numbers.setdefault(string, len(self.numbers)) if string else -1

    @property
    def strings(self) -> list[str]:
        """The strings, in the order of their numbers."""
        return list(self.numbers)


def counted_codes(codes: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    """Count how often each code occurs; -1 is left out."""
    return np.bincount(codes[codes >= 0].ravel(), minlength=max(1, size)).astype(np.int64)
