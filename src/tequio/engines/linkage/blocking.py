"""Which pairs are compared at all: the union of rules, each the keys that two records must share.

A rule whose blocks are too large is not dropped and never explodes: within a block that holds more records than
its share allows, records are put in order of their other keys and each is compared with its neighbours only (the
sorted neighbourhood of Hernández and Stolfo, 1995). What was cut short is counted and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from tequio.engines.linkage.columns import Codes

Longs = NDArray[np.int64]
Rule = tuple[str, ...]
NEIGHBOURS = 20
# Pairs that one rule may bring: so many for each record, and at least so many in all.
_PAIRS_EACH = 40
_PAIRS_AT_LEAST = 400_000
_LARGEST_BLOCK = 1_500


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What a blocking rule brought.

    Args:
        rule: its keys.
        pairs: that it brought, those of other rules included.
        capped: records in blocks that were too large to be compared whole.
    """

    rule: tuple[str, ...]
    pairs: int
    capped: int


@dataclass(frozen=True)
class Candidates:
    """Pairs to compare.

    Args:
        left: shape (pairs,), `left < right`, each pair once.
        right: shape (pairs,).
        outcomes: one per rule that was used.
        left_out: rules that were not used because they would bring too many pairs.
    """

    left: Longs
    right: Longs
    outcomes: tuple[RuleOutcome, ...]
    left_out: tuple[tuple[str, ...], ...]


def hashed(rule: Sequence[Codes]) -> tuple[NDArray[np.uint64], Longs]:
    """Give the block keys of a rule and the record of each; a record with a missing key has none.

    Args:
        rule: codes of each key, shape (records,) or (records, values) where a key has several.
    """
    keys = np.zeros(len(rule[0]), dtype=np.uint64)
    owners = np.arange(len(rule[0]), dtype=np.int64)
    for codes in rule:
        width = 1 if codes.ndim == 1 else codes.shape[1]
        values = codes.reshape(len(codes), width)[owners]
        keys = np.repeat(keys, width) * np.uint64(0x9E3779B97F4A7C15)
        owners = np.repeat(owners, width)
        flat = values.ravel()
        keys = (keys ^ (keys >> np.uint64(29))) + (flat.astype(np.int64) + 1).astype(np.uint64)
        keys *= np.uint64(0xBF58476D1CE4E5B9)
        known = flat >= 0
        keys, owners = keys[known], owners[known]
    if any(codes.ndim > 1 for codes in rule):  # the same block twice by two values of one record
        both = np.unique(np.stack([keys, owners.astype(np.uint64)], axis=1), axis=0)
        keys, owners = both[:, 0], both[:, 1].astype(np.int64)
    return keys, owners


@njit(nogil=True, cache=True)
def _pairs_within(
    owners: Longs,
    bounds: Longs,
    largest: int,
    neighbours: int,
    list_of: Longs,
    apart: NDArray[np.bool_],
    out: Longs,
) -> int:
    """Write pairs of blocks as left * records + right; gives their number (with an empty `out` it only counts)."""
    size = np.int64(list_of.shape[0])
    count = 0
    write = out.shape[0] > 0
    for block in range(bounds.shape[0] - 1):
        first, last = bounds[block], bounds[block + 1]
        reach = last - first if last - first <= largest else neighbours
        for i in range(first, last):
            for k in range(i + 1, min(last, i + reach + 1)):
                a, b = owners[i], owners[k]
                if a == b or (list_of[a] == list_of[b] and apart[list_of[a]]):
                    continue
                if write:
                    out[count] = min(a, b) * size + max(a, b)
                count += 1
    return count


def _blocks(keys: NDArray[np.uint64], owners: Longs, order: Longs) -> tuple[Longs, Longs]:
    arranged = np.lexsort((order[owners], keys))
    keys, owners = keys[arranged], owners[arranged]
    edges = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    return owners, np.concatenate([[0], edges, [len(keys)]]).astype(np.int64)


def candidates(
    keys: Mapping[str, Codes],
    rules: Sequence[Rule],
    list_of: Longs,
    one_each: Sequence[bool],
    chosen: bool,
) -> Candidates:
    """Give the pairs that share the keys of at least one rule.

    Args:
        keys: codes of each key, shape (records,) or (records, values); -1 is missing.
        rules: each the keys to share.
        list_of: number of each record's list, shape (records,).
        one_each: whether a list has nobody twice, so that no pair within it is compared, shape (lists,).
        chosen: whether a person chose the rules; otherwise one that brings too many pairs is left out, unless
            nothing else is left.
    """
    size = len(list_of)
    apart = np.array(one_each, dtype=np.bool_)
    order = places(keys, size)
    blocked = {rule: _blocks(*hashed([keys[key] for key in rule]), order) for rule in rules}
    reach = reaches({rule: bounds for rule, (_, bounds) in blocked.items()}, size, chosen)
    together = nothing = np.empty(0, dtype=np.int64)
    outcomes = []
    for rule in reach:
        owners, bounds = blocked.pop(rule)
        largest, capped = reach[rule]
        count = _pairs_within(owners, bounds, largest, NEIGHBOURS, list_of, apart, nothing)
        out = np.empty(count, dtype=np.int64)
        if count:
            _pairs_within(owners, bounds, largest, NEIGHBOURS, list_of, apart, out)
            # Rule by rule, so that no pair lies in memory once for each rule that brought it.
            together = _distinct(np.concatenate([together, out]))
        outcomes.append(RuleOutcome(rule, count, capped))
    left_out = tuple(rule for rule in rules if rule not in reach)
    return Candidates(together // size, together % size, tuple(outcomes), left_out)


def reaches(bounds: Mapping[Rule, Longs], records: int, chosen: bool) -> dict[Rule, tuple[int, int]]:
    """Say how far each rule reaches, within a budget of pairs that grows with the records.

    Args:
        bounds: rule -> where each of its blocks begins, with the end, shape (blocks + 1,).
        records: how many there are.
        chosen: whether a person chose the rules; otherwise one of a single key that would break the budget is
            left out, unless no other brings a pair within it.

    Returns:
        For each rule that is used the size of the largest block that is compared whole, and how many records lie
        in larger ones (at most all).
    """
    budget = max(_PAIRS_AT_LEAST, _PAIRS_EACH * records)
    whole = {rule: _whole(each) for rule, each in bounds.items()}
    others_bring = any(0 < pairs <= budget for pairs in whole.values())
    found = {}
    for rule, each in bounds.items():
        if whole[rule] > budget and not chosen and others_bring and len(rule) == 1:
            continue
        largest = _LARGEST_BLOCK if whole[rule] <= budget else _fitting(each, budget)
        sizes = np.diff(each)
        # A record lies in two blocks of a rule where a key of it has two values.
        found[rule] = largest, min(int(sizes[sizes > largest].sum()), records)
    return found


def _distinct(pairs: Longs) -> Longs:
    # numpy's unique hashes whole numbers, which for millions of pairs takes a hundred times as long as sorting.
    pairs = np.sort(pairs)
    first = np.ones(len(pairs), dtype=np.bool_)
    first[1:] = pairs[1:] != pairs[:-1]
    return pairs[first]


def places(keys: Mapping[str, Codes], size: int) -> Longs:
    """Give each record's place when all are put in order of their keys, so that neighbours are alike."""
    arranged = np.lexsort([codes.reshape(size, -1)[:, 0] for codes in reversed(list(keys.values()))])
    order = np.empty(size, dtype=np.int64)
    order[arranged] = np.arange(size)
    return order


def _whole(bounds: Longs) -> float:
    sizes = np.diff(bounds).astype(np.float64)
    return float((sizes * (sizes - 1)).sum() / 2)


def _fitting(bounds: Longs, budget: int) -> int:
    """Give the largest size of block that may be compared whole within a budget of pairs."""
    sizes = np.sort(np.diff(bounds))
    spent = np.cumsum(sizes.astype(np.float64) * (sizes - 1) / 2)
    within = int(np.searchsorted(spent, budget))
    if within == len(sizes):
        return _LARGEST_BLOCK
    # Blocks of the size that breaks the budget are cut short, all of them.
    return int(min(_LARGEST_BLOCK, max(2, sizes[within] - 1)))
