"""Recommendations of other mechanisms on the same subjects to the same States.

`related_to` is the one place that says what is related: an engine that groups the same demand across bodies
and languages takes its place here, by giving the same `Found`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import Commitment, CommitmentTopic, Mechanism, Topic
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.listing import KEPT

# Vocabularies by which subjects are compared: the wider ones (goals, strengths) join everything.
SCHEMES = ("themes", "groups")
# Subjects that a recommendation has to share with one and the same commitment.
LEAST_SHARED = 2
MOST = 15


@dataclass(frozen=True, slots=True)
class Found:
    """A related recommendation.

    Args:
        commitment: its number.
        topics: numbers of the topics in common.
        with_commitments: numbers of the commitments that share them.
    """

    commitment: int
    topics: tuple[int, ...]
    with_commitments: tuple[int, ...]


def related_to(mechanism: Mechanism, commitments: Sequence[Commitment]) -> list[Found]:
    """Find recommendations from elsewhere that share subjects with what a mechanism agreed.

    Args:
        mechanism: whose parties count, with those who owe what was agreed; States only.
        commitments: what was agreed, with `actors` fetched.

    Returns:
        Those that share the most subjects with one commitment first, the newest first among equals.
    """
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
