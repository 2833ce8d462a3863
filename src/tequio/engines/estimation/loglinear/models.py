"""Hierarchical log-linear models: which interactions of lists each admits, enumerated and named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tequio.engines.estimation.errors import MethodDoesNotApply, SettingIsWrong


@dataclass(frozen=True, slots=True, eq=False)
class HierarchicalModels:
    """Models with every main effect, and with an interaction only where all its parts are in too.

    A subset of the lists is an integer: list i is the bit of value 2 to the i.

    Args:
        k: how many lists.
        order: the largest interaction, from 1 (independence) to k - 1.
        interactions: subsets of two lists or more, those of fewer lists first.
        chosen: (models,) which interactions are in, interaction i as the bit of value 2 to the i.
    """

    k: int
    order: int
    interactions: tuple[int, ...]
    chosen: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.chosen)

    def terms(self, chosen: int) -> tuple[int, ...]:
        """Give the subsets with a parameter of their own: the empty one, each list, the interactions."""
        mains = (1 << i for i in range(self.k))
        return (0, *mains, *(each for i, each in enumerate(self.interactions) if chosen >> i & 1))

    def name(self, chosen: int) -> str:
        """Write a model as its generating class: "[12,3]"."""
        return generators(self.terms(chosen), self.k)


def generators(terms: Sequence[int], k: int) -> str:
    """Write the largest subsets of a model, lists counted from 1, those of more lists first."""
    largest = [s for s in terms if s and not any(s != other and s & other == s for other in terms)]
    members = [tuple(i + 1 for i in range(k) if s >> i & 1) for s in largest]
    members.sort(key=lambda lists: (-len(lists), lists))
    written = ["".join(map(str, lists)) if k < 10 else "·".join(map(str, lists)) for lists in members]
    return f"[{','.join(written)}]"


def interactions_up_to(k: int, order: int) -> tuple[int, ...]:
    """Give the subsets of two to `order` lists, those of fewer lists first."""
    return tuple(
        sum(1 << i for i in lists) for size in range(2, order + 1) for lists in combinations(range(k), size)
    )


def read_model(written: str, k: int) -> tuple[int, ...]:
    """Read a generating class ("[12,3]") as the subsets that have a parameter.

    Args:
        written: lists by their number from 1, one digit each.
        k: how many lists there are; those not named are in by their main effect.

    Raises:
        SettingIsWrong: it is not written so, or names a list that there is not.
    """
    if not re.fullmatch(r"\[[1-9]+(,[1-9]+)*\]", written) or any(
        int(d) > k for d in re.findall(r"\d", written)
    ):
        raise SettingIsWrong("setting_wrong", name="model", value=written, expected="[12,3]")
    largest = [sum({1 << (int(digit) - 1) for digit in part}) for part in written[1:-1].split(",")]
    subsets = (s for s in range(2**k) if s.bit_count() < 2 or any(s & one == s for one in largest))
    return tuple(sorted(subsets, key=lambda s: (s.bit_count(), s)))


@lru_cache(maxsize=16)
def hierarchical_models(k: int, order: int) -> HierarchicalModels:
    """List all hierarchical models on k lists with interactions of up to `order` lists.

    Args:
        k: lists, at least 2.
        order: from 1 to k - 1; one interaction of all k lists cannot be told from the people on no list.

    Raises:
        MethodDoesNotApply: there are more models than can be compared: five lists have 6,893 of every order,
            six 32,768 of order 2, but of order 3 millions.
        SettingIsWrong: the order is out of bounds.
    """
    if not 1 <= order <= k - 1:
        raise SettingIsWrong("setting_wrong", name="order", value=order, expected=f"1 – {k - 1}")
    if k > 6 or (k == 6 and order > 2):
        raise MethodDoesNotApply("models_too_many", lists=k, order=order)
    interactions = interactions_up_to(k, order)
    place = {subset: i for i, subset in enumerate(interactions)}
    chosen = sorted(_grown(0, 2, order, k, place), key=lambda model: (model.bit_count(), model))
    return HierarchicalModels(k, order, interactions, np.array(chosen, dtype=np.int64))


def _grown(model: int, size: int, order: int, k: int, place: dict[int, int]) -> Iterator[int]:
    """Give the model with every choice of interactions of `size` lists and more whose parts are in."""
    if size > order:
        yield model
        return
    subsets = [sum(1 << i for i in lists) for lists in combinations(range(k), size)]
    free = [place[subset] for subset in subsets if size == 2 or _parts_in(subset, model, place)]
    for choice in range(2 ** len(free)):
        more = sum(1 << at for i, at in enumerate(free) if choice >> i & 1)
        # Without a single interaction of this size none larger has all its parts.
        yield from _grown(model | more, size + 1 if more else order + 1, order, k, place)


def _parts_in(subset: int, model: int, place: dict[int, int]) -> bool:
    parts = (subset ^ (1 << i) for i in range(subset.bit_length()) if subset >> i & 1)
    return all(model >> place[part] & 1 for part in parts)


def neighbours(chosen: frozenset[int], interactions: Sequence[int]) -> list[frozenset[int]]:
    """Give the hierarchical models that have one interaction more or one fewer.

    Args:
        chosen: the subsets of two lists or more that are in.
        interactions: those that may be.
    """
    found = []
    for subset in interactions:
        if subset in chosen:
            if not any(subset != other and subset & other == subset for other in chosen):
                found.append(chosen - {subset})
        elif all(
            part in chosen or part.bit_count() < 2
            for part in (subset ^ (1 << i) for i in range(subset.bit_length()) if subset >> i & 1)
        ):
            found.append(chosen | {subset})
    return found
