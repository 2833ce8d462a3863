"""Fourth stage: scored pairs become groups. Reads scores; writes a partition.

Agglomerative, the best pair first (Sneath and Sokal, "Numerical Taxonomy", 1973, average linkage): two groups
are joined when the mean score between them is high enough. The mean is over at most `SAMPLED` members of
each side, so that the work does not grow with the square of a group, and a chain of near pairs does not join
demands that are not the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

SAMPLED = 5


def cluster(
    count: int,
    pairs: Sequence[tuple[float, int, int]],
    score: Callable[[int, int], float],
    same: float,
) -> list[list[int]]:
    """Join what belongs together.

    Args:
        count: how many there are; positions are below it.
        pairs: (score, position, position), in any order; those below `same` are not joined directly.
        score: of any two positions.
        same: mean score from which two groups are joined.

    Returns:
        Groups of positions, each position in one; the largest first.
    """
    group_of = list(range(count))
    members = {at: [at] for at in range(count)}
    refused: set[tuple[int, int, int, int]] = set()
    for value, one, other in sorted(pairs, reverse=True):
        if value < same:
            break
        left, right = group_of[one], group_of[other]
        if left == right:
            continue
        if len(members[left]) < len(members[right]):
            left, right = right, left
        attempt = (left, len(members[left]), right, len(members[right]))
        if attempt in refused:
            continue
        if _mean(members[left], members[right], score) < same:
            refused.add(attempt)
            continue
        for at in members.pop(right):
            members[left].append(at)
            group_of[at] = left
    return sorted(members.values(), key=lambda group: (-len(group), group[0]))


def _mean(left: Sequence[int], right: Sequence[int], score: Callable[[int, int], float]) -> float:
    if len(left) == len(right) == 1:
        return 1.0  # the pair itself was high enough
    one, other = left[:SAMPLED], right[:SAMPLED]
    return sum(score(a, b) for a in one for b in other) / (len(one) * len(other))
