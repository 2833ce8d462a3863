"""Clerical review: which pair comes next, what was decided, how far coders agree.

A pair is decided when two coders, neither of whom sees what the other says, give the same answer; where they
differ, or cannot tell, a third person who coded it not resolves it.

The queue is ordered by an approximation of what a decision does to the estimate. With m persons on both
lists, the two-list estimate n1 n2 / m moves by the share 1 / (m + 1) when one more link is made; a pair of
probability p is decided either way with the variance p (1 - p). So `effect = p (1 - p) / (m + 1)`: doubtful
pairs in sparse overlaps first. The shape of the overlap of three lists and more is not looked at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from tequio.apps.accounts.models import User
from tequio.apps.studies.models import Linkage, ReviewPair
from tequio.apps.studies.models.linkages import Answer
from tequio.apps.studies.sealing import Sealed, own_key, unseal_piece
from tequio.engines.scales import AgreementIsUndefined, Kappa, Weights, weighted_kappa

CODERS = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the review of a linkage is.

    Args:
        pairs: how many there are to judge.
        decided: of which two coders agree or a third has said.
        conflicts: on which two coders differ, or which they cannot tell, and nobody has resolved.
        begun: judged by one coder.
    """

    pairs: int
    decided: int
    conflicts: int
    begun: int

    @property
    def open(self) -> int:
        """How many nobody has judged."""
        return self.pairs - self.decided - self.conflicts - self.begun


def effect_of(probability: float, both: int) -> float:
    """Approximate what a decision on a pair does to the estimate; see the head of this module.

    Args:
        probability: that the two records are one person.
        both: persons on both lists; of a pair within one list, the persons on it.
    """
    return probability * (1 - probability) / (both + 1)


def next_pair(linkage: Linkage, by: User) -> ReviewPair | None:
    """Give the pair that a coder is asked next: not theirs yet, and not judged by two others."""
    counted = linkage.pairs.exclude(codings__by=by).annotate(n=Count("codings"))
    return counted.filter(n__lt=CODERS).order_by("-effect", "pk").first()


def answer_of(pair: ReviewPair) -> str:
    """Give what is held of a pair: an answer, or "" while it is open or in conflict."""
    resolution = getattr(pair, "resolution", None)
    if resolution is not None:
        return str(resolution.answer)
    answers = {coding.answer for coding in pair.codings.all()}
    if len(pair.codings.all()) >= CODERS and len(answers) == 1 and Answer.UNSURE not in answers:
        return str(answers.pop())
    return ""


def is_conflict(pair: ReviewPair) -> bool:
    """Whether a third person is asked."""
    return len(pair.codings.all()) >= CODERS and not answer_of(pair)


def pairs_with_codings(linkage: Linkage) -> QuerySet[ReviewPair]:
    """Give the pairs that somebody has judged, with what was said; their sealed fields stay behind."""
    coded = linkage.pairs.filter(codings__isnull=False).distinct().defer("sealed")
    return coded.select_related("resolution").prefetch_related("codings")


def decided_pairs(linkage: Linkage) -> list[tuple[str, str, bool]]:
    """Give the pairs that were decided: left, right, whether they are one person."""
    found = []
    for pair in pairs_with_codings(linkage).order_by("pk"):
        answer = answer_of(pair)
        if answer in {Answer.SAME, Answer.DIFFERENT}:
            found.append((pair.left, pair.right, answer == Answer.SAME))
    return found


def standing_of(linkage: Linkage) -> Standing:
    """Count how far the review is."""
    counted = Counter(
        "decided" if answer_of(pair) else "conflicts" if is_conflict(pair) else "begun"
        for pair in pairs_with_codings(linkage)
    )
    return Standing(linkage.pairs.count(), counted["decided"], counted["conflicts"], counted["begun"])


def agreement_of(linkage: Linkage) -> Kappa | str:
    """Give how far the first two coders of each pair agree beyond chance, or why that cannot be said."""
    pairs = []
    for pair in pairs_with_codings(linkage):
        answers = [coding.answer for coding in sorted(pair.codings.all(), key=lambda one: one.by_id)]
        if len(answers) >= CODERS:
            pairs.append((answers[0], answers[1]))
    try:
        return weighted_kappa(pairs, [str(one) for one in Answer.values], Weights.NONE)
    except AgreementIsUndefined as error:
        return str(error)


def fields_of(pair: ReviewPair) -> dict[str, Any]:
    """Open what a pair shows: the fields of both records, and why the program doubts; errors as `unseal`."""
    linkage = pair.linkage
    key = own_key(Sealed(linkage.place, linkage.key))
    opened: dict[str, Any] = unseal_piece(
        key, bytes(pair.sealed), f"pair:{linkage.pk}:{pair.left}:{pair.right}"
    )
    return opened
