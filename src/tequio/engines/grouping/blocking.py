"""Third stage: which pairs are worth comparing. Reads `Demand`s; writes candidate pairs.

All pairs would grow with the square of the passages. Demands that read the same are taken together first;
then each looks up its weightiest words and its instruments in lists of those that came before, of which only
the last ones are looked at. Demands are taken in the order of these keys, so that like ones stand near one
another and a long list loses little. The work grows with the number of passages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tequio.engines.grouping.types import Demand

KEYS = 10
"""Weightiest words of a demand under which it is looked up."""
LOOKED_AT = 60
"""Demands under one key that are looked at, the last ones before."""
COMPARED = 24
"""Candidates of one demand that are compared in full, those that share most."""
LEAST_SHARED = 0.06
"""Product of the weights of shared keys below which nothing is compared."""
_INSTRUMENT_WEIGHT = 0.5
Key = tuple[str, ...]


def signature(demand: Demand) -> Key:
    """Give what makes two demands read the same: instruments, people, acts, words."""
    return (
        *sorted(demand.instruments),
        "|",
        *sorted(demand.persons),
        "|",
        *sorted(set(demand.acts)),
        "|",
        *sorted(demand.words),
    )


def keys(demand: Demand) -> Iterator[tuple[Key, float]]:
    """Give the keys of a demand with their weights."""
    weightiest = sorted(demand.words.items(), key=lambda item: (-item[1], item[0]))[:KEYS]
    for word, weight in weightiest:
        yield (word,), weight
    for instrument in sorted(demand.instruments):
        yield ("", instrument), _INSTRUMENT_WEIGHT


def candidates(demands: Sequence[Demand]) -> Iterator[tuple[int, int]]:
    """Give pairs of positions that are worth comparing, each once.

    Args:
        demands: distinct ones, of one State.
    """
    under: defaultdict[Key, list[int]] = defaultdict(list)
    looked_up = [list(keys(demand)) for demand in demands]
    weight_of = [dict(found) for found in looked_up]
    order = sorted(range(len(demands)), key=lambda at: [key for key, _ in looked_up[at]])
    for at in order:
        shared: defaultdict[int, float] = defaultdict(float)
        for key, weight in looked_up[at]:
            for other in under[key][-LOOKED_AT:]:
                shared[other] += weight * weight_of[other][key]
            under[key].append(at)
        nearest = sorted(shared.items(), key=lambda item: -item[1])[:COMPARED]
        for other, mass in nearest:
            if mass >= LEAST_SHARED:
                yield (other, at) if other < at else (at, other)
