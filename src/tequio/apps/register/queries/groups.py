"""Groups of the same demand as lists, and one group with who asked it when and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import (
    Assessment,
    Commitment,
    DemandGroup,
    GroupMember,
    GroupStep,
    Position,
)
from tequio.text import fold

PAGE = 25
# Members that one page shows; more than any real demand has been made.
MOST = 500


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One page of the list, and the place after which the next begins; empty at the end."""

    rows: Sequence[DemandGroup]
    after: str


def groups(state: int | None = None, words: str = "", after: str = "") -> GroupPage:
    """Give groups, those with most entries first.

    Args:
        state: number of the State that is asked, or None.
        words: that the label must have.
        after: where the page before ended, as it said.
    """
    rows = DemandGroup.objects.select_related("state").annotate(n=Count("members")).filter(n__gt=1)
    if state is not None:
        rows = rows.filter(state=state)
    for word in fold(words).split()[:8]:
        rows = rows.filter(members__commitment__folded__contains=word).distinct()
    size, _separator, key = after.partition("_")
    if size.isdecimal() and key.isdecimal() and len(after) < 30:
        rows = rows.filter(Q(n__lt=int(size)) | Q(n=int(size), pk__gt=int(key)))
    found = list(rows.order_by("-n", "pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return GroupPage(found[:PAGE], f"{last.n}_{last.pk}" if last else "")


def states_asked() -> list[Institution]:
    """Give the States that have groups, by name."""
    rows = Institution.objects.filter(pk__in=DemandGroup.objects.values("state"))
    return sorted(rows, key=lambda one: one.name.casefold())


@dataclass(frozen=True, slots=True)
class Asking:
    """One entry of a group: who asked it when, what the State answered, what assessors say."""

    member: GroupMember
    commitment: Commitment
    year: str
    answers: list[Position]
    assessments: list[Assessment]

    @property
    def is_promise(self) -> bool:
        """Whether the State promised it itself, rather than being asked."""
        return self.commitment.kind != Commitment.Kind.RECOMMENDATION


@dataclass(frozen=True, slots=True)
class WholeGroup:
    """A group: its entries by their year, who asks, and what people did with it, the newest first."""

    group: DemandGroup
    askings: list[Asking]
    askers: int
    steps: list[GroupStep]

    @property
    def years(self) -> list[tuple[str, int]]:
        """Year -> entries, in order; entries without a year come last, under an empty one."""
        counted: defaultdict[str, int] = defaultdict(int)
        for asking in self.askings:
            counted[asking.year] += 1
        return sorted(counted.items(), key=lambda pair: (not pair[0], pair[0]))


def whole_group(group: DemandGroup) -> WholeGroup:
    """Read a group in a fixed number of queries."""
    members = list(
        group.members.select_related(
            "commitment__passage",
            "commitment__version__document",
            "commitment__session__mechanism",
            "nearest",
        ).prefetch_related("commitment__asked_by")[:MOST]
    )
    keys = [member.commitment_id for member in members]
    answers: defaultdict[int, list[Position]] = defaultdict(list)
    for position in Position.objects.filter(commitment__in=keys, replaced_by=None).select_related("state"):
        answers[position.commitment_id].append(position)
    assessments: defaultdict[int, list[Assessment]] = defaultdict(list)
    judged = Assessment.objects.filter(component__commitment__in=keys, replaced_by=None, round=None)
    for assessment in judged.select_related("assessor", "component").order_by("-assessed_on", "-pk"):
        assessments[assessment.component.commitment_id].append(assessment)
    askings = [
        Asking(member, member.commitment, _year(member.commitment), answers[key], assessments[key])
        for member, key in zip(members, keys, strict=True)
    ]
    askings.sort(key=lambda one: (not one.year, one.year, one.commitment.pk))
    askers = {one.pk for asking in askings for one in asking.commitment.asked_by.all()}
    steps = list(group.steps.select_related("by").order_by("-pk")[:20])
    return WholeGroup(group, askings, len(askers), steps)


def _year(commitment: Commitment) -> str:
    return commitment.session.date_start[:4] if commitment.session else ""
