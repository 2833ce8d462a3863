"""What a linkage is made of: pairs with reasons, persons, draws, and what was checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
Levels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class RecordId:
    """Which record.

    Args:
        list: name of its list.
        record: its identifier there; the number of its row, from 1, where the list has none.
    """

    list: str
    record: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What one compared field says of a pair.

    Args:
        field: the field's name in the settings.
        level: key of what was found, stable: "same", "sounds", "missing" …
        en: what was found, in English.
        es: the same in Spanish.
        weight: log2 of the Bayes factor; above 0 speaks for one person, below against.
    """

    field: str
    level: str
    en: str
    es: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person.

    Args:
        left: the one.
        right: the other.
        probability: that they are one person, from the fields of the two alone.
        reasons: one for each compared field.
    """

    left: RecordId
    right: RecordId
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Something that a careful reader would ask of the linkage.

    Args:
        name: stable key: "blocking", "capped_blocks", "convergence", "unidentified" …
        result: "pass", "warn" or "refuse".
        en: why, one sentence in English.
        es: the same in Spanish.
    """

    name: str
    result: str
    en: str
    es: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a level of a comparison is called.

    Args:
        key: stable.
        en: in English.
        es: in Spanish.
        start: share of true matches supposed at the start of EM, before anything is seen.
    """

    key: str
    en: str
    es: str
    start: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned of one comparison.

    Args:
        field: its name.
        outcomes: what its levels are called; level 0 is "missing".
        match: share of each level among matches, "missing" left out (its entry is 1).
        other: the same among pairs that are no match.
    """

    field: str
    outcomes: tuple[Outcome, ...]
    match: Reals
    other: Reals


@dataclass(frozen=True)
class Pairs(Sequence[Pair]):
    """Compared pairs, as columns; an item is a `Pair`.

    Args:
        records: all records of all lists, in the order of the lists.
        left: position of each pair's one record, shape (pairs,).
        right: of the other, shape (pairs,); `left < right`.
        probability: shape (pairs,).
        levels: what each comparison found, shape (pairs, comparisons).
        weights: log2 Bayes factor of each comparison, shape (pairs, comparisons).
        learned: one per comparison.
    """

    records: Sequence[RecordId]
    left: Integers
    right: Integers
    probability: Reals
    levels: Levels
    weights: NDArray[np.float32]
    learned: tuple[Weights, ...]

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, at: int) -> Pair:  # type: ignore[override]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return Pair(
            self.records[int(self.left[at])],
            self.records[int(self.right[at])],
            float(self.probability[at]),
            self._reasons(at),
        )

    def __iter__(self) -> Iterator[Pair]:
        return (self[at] for at in range(len(self)))

    def _reasons(self, at: int) -> tuple[Reason, ...]:
        found = []
        for column, learned in enumerate(self.learned):
            outcome = learned.outcomes[int(self.levels[at, column])]
            weight = round(float(self.weights[at, column]), 2)
            found.append(Reason(learned.field, outcome.key, outcome.en, outcome.es, weight))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided of two records.

    Args:
        left: the one.
        right: the other.
        match: whether they are one person.
    """

    left: RecordId
    right: RecordId
    match: bool


@dataclass(frozen=True)
class Evidence:
    """Log2 odds of all pairs within connected groups, likely or not: what clusters are made of.

    Args:
        left: positions of the one record, shape (pairs,).
        right: of the other.
        odds: shape (pairs,).
    """

    left: Integers
    right: Integers
    odds: Reals


@dataclass(frozen=True)
class Linkage:
    """Lists, linked.

    Args:
        records: all records of all lists, in the order of the lists.
        pairs: that were compared and are not all but impossible, most probable first.
        clusters: person of each record in the best clustering, shape (records,); -1 for the unidentified.
        draws: the same in each posterior draw, shape (draws, records).
        unidentified: records without a name, kept out of every link.
        checks: what a careful reader would ask.
        list_of: number of each record's list, shape (records,).
        one_each: whether each list counts nobody twice, shape (lists,).
        evidence: from which clusters are made again when people have ruled.
        expected_links: sum of the match probabilities of all compared pairs.
        threshold: log2 odds from which clusters are joined.
        seed: that the draws were made with.
    """

    records: Sequence[RecordId]
    pairs: Pairs
    clusters: Integers
    draws: Integers
    unidentified: tuple[RecordId, ...]
    checks: tuple[Check, ...]
    list_of: Integers
    one_each: tuple[bool, ...]
    evidence: Evidence
    expected_links: float
    threshold: float
    seed: int

    @property
    def persons(self) -> int:
        """How many persons the best clustering has, the unidentified left out."""
        return len(np.unique(self.clusters[self.clusters >= 0]))


def explain(pair: Pair, language: str = "en") -> tuple[str, ...]:
    """Say in one short line per compared field why two records are, or are not, one person.

    Args:
        pair: of a linkage.
        language: "en" or "es".

    Returns:
        Lines without any value of a record: "name: same (+9.3)".
    """
    return tuple(
        f"{reason.field}: {reason.es if language == 'es' else reason.en} ({reason.weight:+.1f})"
        for reason in pair.reasons
    )
