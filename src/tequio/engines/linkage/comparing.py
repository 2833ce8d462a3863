"""All fields of all lists, made ready and compared pair by pair."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.births import Births
from tequio.engines.linkage.columns import Codes, column_of
from tequio.engines.linkage.model import Compared
from tequio.engines.linkage.persons import Persons
from tequio.engines.linkage.settings import Field
from tequio.engines.linkage.types import Outcome
from tequio.engines.linkage.values import Places, Values

Longs = NDArray[np.int64]
_PIECE = 250_000


class Comparison(Protocol):
    """One field of all records, ready to be compared."""

    names: tuple[str, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]
    by_chance: tuple[tuple[int, ...], ...]
    known: NDArray[np.bool_]

    def compare(
        self, left: Longs, right: Longs, levels: NDArray[np.uint8], chances: NDArray[np.float32]
    ) -> None:
        """Fill levels and log2 chances of pairs."""

    def keys(self) -> dict[str, Codes]:
        """Give the keys that records can be blocked by."""


class Comparisons:
    """Everything that is compared.

    Args:
        fields: of the settings.
        lists: name -> records.
    """

    def __init__(self, fields: Sequence[Field], lists: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
        sizes = [len(rows) for rows in lists.values()]
        self.list_of = np.repeat(np.arange(len(sizes)), sizes).astype(np.int64)
        self.fields = tuple(fields)
        self.each: list[Comparison] = [_comparison(each, lists, self.list_of) for each in fields]
        self.names = tuple(name for each in self.each for name in each.names)
        self.outcomes = tuple(outcome for each in self.each for outcome in each.outcomes)
        self.by_chance = tuple(levels for each in self.each for levels in each.by_chance)

    def keys(self) -> dict[str, Codes]:
        """Give all blocking keys, as "field.key"."""
        return {
            f"{field.name}.{name}": codes
            for field, each in zip(self.fields, self.each, strict=True)
            for name, codes in each.keys().items()
        }

    def compare(self, left: Longs, right: Longs) -> Compared:
        """Compare pairs of records, given by their positions; on all processors."""
        shape = (len(left), len(self.names))
        levels = np.zeros(shape, dtype=np.uint8, order="F")
        chances = np.zeros(shape, dtype=np.float32, order="F")
        pieces = [slice(at, at + _PIECE) for at in range(0, len(left), _PIECE)]
        with ThreadPoolExecutor(max(1, min(len(pieces), os.cpu_count() or 1))) as pool:
            list(
                pool.map(
                    lambda piece: self._piece(left[piece], right[piece], levels[piece], chances[piece]),
                    pieces,
                )
            )
        return Compared(levels, chances)

    def _piece(
        self, left: Longs, right: Longs, levels: NDArray[np.uint8], chances: NDArray[np.float32]
    ) -> None:
        at = 0
        for each in self.each:
            width = len(each.names)
            found = np.zeros((len(left), width), dtype=np.uint8)
            chance = np.zeros((len(left), width), dtype=np.float32)
            each.compare(left, right, found, chance)
            levels[:, at : at + width] = found
            chances[:, at : at + width] = chance
            at += width


def _comparison(field: Field, lists: Mapping[str, Sequence[Mapping[str, str]]], list_of: Longs) -> Comparison:
    parts = _parts(field, lists)
    if field.kind == "person":
        return Persons(field.name, parts)
    if field.kind in ("birth", "date"):
        return Births(field.name, parts, list_of)
    if field.kind == "place":
        return Places(field.name, parts)
    return Values(field.name, field.kind, parts["value"])


def _parts(field: Field, lists: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, list[str]]:
    named = {part for columns in field.columns.values() for part in columns}
    found: dict[str, list[str]] = {part: [] for part in sorted(named)}
    for name, rows in lists.items():
        columns = field.columns.get(name, {})
        for part, values in found.items():
            column = columns.get(part)
            values.extend(column_of(rows, column) if column else [""] * len(rows))
    return {part: [value.strip() for value in values] for part, values in found.items()}
