"""Second stage: how near two demands are. Reads two `Demand`s; writes a `Likeness`.

The score is a logistic regression over few features that a person can check by reading both passages. Its
weights were learned by `benchmarks/grouping_train.py` on one half of the labelled pairs.
"""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass

from tequio.engines.grouping.types import Demand, Likeness

FEATURES = (
    "words",  # cosine of the weighted words
    "covered",  # share of one demand's words that the other has, the larger of the two shares
    "covered_least",  # the smaller of them: little where one asks more than the other
    "common",  # logarithm of the number of common words
    "shortness",  # logarithm of the words of the shorter one
    "sizes",  # logarithm of how many times more words the longer one has
    "instruments_same",  # both name the same instruments and no other
    "joins_same",  # both ask to join the same instruments and no other
    "instruments_other",  # both name instruments, none in common
    "instruments_some",  # both name instruments, some in common
    "instruments_one",  # only one names any
    "instruments_odd",  # instruments that only one names
    "act_same",  # the first act is the same
    "act_other",  # both have acts, none in common
    "acts",  # share of common acts
    "acts_odd",  # acts that only one has
    "persons_other",  # both name people, no group in common
    "persons_one",  # only one names people
    "nearness",  # tenths of cosine of the vectors above what unlike texts have; 0 without them
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What decides.

    Args:
        weights: feature -> weight; log odds.
        bias: log odds of two demands that share nothing.
        same: from this score on two demands are proposed as one.
        usual_nearness: cosine of the vectors of unlike texts, which the feature is counted from.
    """

    weights: dict[str, float]
    bias: float
    same: float
    usual_nearness: float = 0.85


def features(one: Demand, other: Demand, nearness: float | None, policy: Policy) -> dict[str, float]:
    """Give the features of a pair; see `FEATURES`."""
    common = one.words.keys() & other.words.keys()
    shared = sum(one.words[word] * other.words[word] for word in common)
    if not one.words and not other.words:
        shared = 1.0  # nothing but instruments and acts on either side
    covered = sorted(_covered(demand, common) for demand in (one, other))
    short, long = sorted((len(one.words), len(other.words)))
    both = one.instruments & other.instruments
    named = bool(one.instruments) + bool(other.instruments)
    acts = set(one.acts), set(other.acts)
    people = bool(one.persons) + bool(other.persons)
    return {
        "words": shared,
        "covered": covered[1],
        "covered_least": covered[0],
        "common": math.log(1 + len(common)),
        "shortness": math.log(1 + short),
        "sizes": math.log((1 + long) / (1 + short)),
        "instruments_same": float(named == 2 and one.instruments == other.instruments),
        "joins_same": float(
            named == 2
            and one.instruments == other.instruments
            and "join" in one.acts
            and "join" in other.acts
        ),
        "instruments_other": float(named == 2 and not both),
        "instruments_some": float(named == 2 and bool(both) and one.instruments != other.instruments),
        "instruments_one": float(named == 1),
        "instruments_odd": float(len(one.instruments ^ other.instruments)),
        "act_same": float(bool(one.acts and other.acts) and one.acts[0] == other.acts[0]),
        "act_other": float(bool(one.acts and other.acts) and not acts[0] & acts[1]),
        "acts": len(acts[0] & acts[1]) / max(1, len(acts[0] | acts[1])),
        "acts_odd": float(len(acts[0] ^ acts[1])),
        "persons_other": float(people == 2 and not one.persons & other.persons),
        "persons_one": float(people == 1),
        "nearness": 0.0 if nearness is None else 10 * (nearness - policy.usual_nearness),
    }


def _covered(demand: Demand, common: Set[str]) -> float:
    whole = sum(weight * weight for weight in demand.words.values())
    return sum(demand.words[word] ** 2 for word in common) / whole if whole else 0.0


def score(one: Demand, other: Demand, policy: Policy, nearness: float | None = None) -> float:
    """Give the chance, from 0 to 1, that two demands are the same."""
    found = features(one, other, nearness, policy)
    odds = policy.bias + sum(policy.weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def compare(one: Demand, other: Demand, policy: Policy, nearness: float | None = None) -> Likeness:
    """Say how near two demands are, and why."""
    common = sorted(one.words.keys() & other.words.keys(), key=lambda w: -one.words[w] * other.words[w])
    acts = [act for act in one.acts if act in other.acts]
    return Likeness(
        score=round(score(one, other, policy, nearness), 3),
        same_instruments=tuple(sorted(one.instruments & other.instruments)),
        same_act=acts[0] if acts else "",
        same_words=tuple(common[:5]),
        nearness=None if nearness is None else round(nearness, 3),
        strengths_differ=one.is_weak != other.is_weak,
    )
