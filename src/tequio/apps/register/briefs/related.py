"""What other mechanisms asked or agreed on the same: the same demand, then the same subjects.

`related_to` is the one place that says what is related. Entries of one group of the same demand come first,
whoever made them and in whichever language; then recommendations to the same States on the same subjects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import (
    Commitment,
    CommitmentTopic,
    DemandGroup,
    GroupMember,
    Mechanism,
    Topic,
)
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.listing import KEPT

# Vocabularies by which subjects are compared: the wider ones (goals, strengths) join everything.
SCHEMES = ("themes", "groups")
# Subjects that a recommendation has to share with one and the same commitment.
LEAST_SHARED = 2
MOST = 15


@dataclass(frozen=True, slots=True)
class Found:
    """A related entry.

    Args:
        commitment: its number.
        topics: numbers of the topics in common; none where the demand is the same.
        with_commitments: numbers of the commitments that share them, or that ask the same.
        group: of the same demand, or None where only subjects are shared.
    """

    commitment: int
    topics: tuple[int, ...]
    with_commitments: tuple[int, ...]
    group: DemandGroup | None = None


def related_to(mechanism: Mechanism, commitments: Sequence[Commitment]) -> list[Found]:
    """Find what was asked or agreed elsewhere on what a mechanism agreed.

    Args:
        mechanism: whose parties count, with those who owe what was agreed; States only.
        commitments: what was agreed, with `actors` fetched.

    Returns:
        Those that ask the same first, groups that people decided before proposed ones; then recommendations,
        those that share the most subjects with one commitment first; the newest first among equals.
    """
    same = _same_demand(mechanism, commitments)
    known = {one.commitment for one in same}
    alike = [one for one in _same_subjects(mechanism, commitments) if one.commitment not in known]
    return [*same, *alike][:MOST]


def _same_demand(mechanism: Mechanism, commitments: Sequence[Commitment]) -> list[Found]:
    """Find what stands in one group with an entry of the mechanism, recommendations and promises."""
    ours: dict[int, list[int]] = defaultdict(list)
    keys = [one.pk for one in commitments]
    for group, commitment in GroupMember.objects.filter(Among("commitment_id", keys)).values_list(
        "group_id", "commitment_id"
    ):
        ours[group].append(commitment)
    theirs = (
        GroupMember.objects.filter(Among("group_id", list(ours)), commitment__state__in=KEPT)
        .exclude(commitment__session__mechanism=mechanism)
        .select_related("group")
        .order_by("-group__is_decided", "-commitment")
    )
    return [
        Found(one.commitment_id, (), tuple(sorted(ours[one.group_id])), one.group) for one in theirs[:MOST]
    ]


def _same_subjects(mechanism: Mechanism, commitments: Sequence[Commitment]) -> list[Found]:
    states = _states(mechanism, commitments)
    ours = _topics_of([one.pk for one in commitments])
    wanted = {topic for its in ours.values() for topic in its}
    if not states or not wanted:
        return []
    links = Q(topic_links__topic__in=wanted) & ~Q(topic_links__state=CommitmentTopic.State.REJECTED)
    candidates = (
        Commitment.objects.order_by()
        .filter(links, kind=Commitment.Kind.RECOMMENDATION, state__in=KEPT, actors__in=states)
        .exclude(session__mechanism=mechanism)
        .values("pk")
        .annotate(n=Count("topic_links__topic", distinct=True))
        .filter(n__gte=LEAST_SHARED)
        .order_by("-n", "-pk")
        .values_list("pk", flat=True)[: MOST * 4]
    )
    theirs = _topics_of(list(candidates))
    found = [_compared(number, its, ours) for number, its in theirs.items()]
    kept = [one for one in found if len(one.topics) >= LEAST_SHARED]
    return sorted(kept, key=lambda one: (-len(one.topics), -one.commitment))[:MOST]


def _states(mechanism: Mechanism, commitments: Sequence[Commitment]) -> set[int]:
    parties = [*mechanism.parties.all(), *(actor for one in commitments for actor in one.actors.all())]
    return {one.pk for one in parties if one.kind == Institution.Kind.STATE}


def _topics_of(commitments: Sequence[int]) -> dict[int, set[int]]:
    topics = Topic.objects.filter(scheme__in=SCHEMES).values("pk")
    rows = CommitmentTopic.objects.filter(Among("commitment_id", commitments), topic__in=topics)
    found: dict[int, set[int]] = defaultdict(set)
    kept = rows.exclude(state=CommitmentTopic.State.REJECTED)
    for commitment, topic in kept.values_list("commitment_id", "topic_id"):
        found[commitment].add(topic)
    return found


def _compared(number: int, its: Collection[int], ours: dict[int, set[int]]) -> Found:
    most = max((len(topics & set(its)) for topics in ours.values()), default=0)
    nearest = [pk for pk, topics in ours.items() if most and len(topics & set(its)) == most]
    shared = {topic for pk in nearest for topic in ours[pk] & set(its)} if most >= LEAST_SHARED else set()
    return Found(number, tuple(sorted(shared)), tuple(sorted(nearest)))
