"""The whole chain of one commitment for one reader, in a number of queries that does not grow with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from tequio.apps.accounts.policy import may
from tequio.apps.register.followup.judging import crosswalk
from tequio.apps.register.followup.receiving import shows_sender
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    Commitment,
    Component,
    Duty,
    Evidence,
    Inquiry,
    Position,
    Reply,
    Report,
    Submission,
)
from tequio.engines.scales import Relation

Bearing = Evidence.Bearing


@dataclass(frozen=True, slots=True)
class Judged:
    """What one assessor says of one component today, and said before.

    Args:
        current: the assessment that stands; of several scales or measures the newest comes first.
        earlier: what it replaced and what was judged before, the newest first.
    """

    current: list[Assessment]
    earlier: list[Assessment]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far the assessors of a component differ, read through one crosswalk; nothing is averaged.

    Args:
        assessors: how many have judged.
        disagree: how many of them read differently from at least one other.
        steps: the largest distance in common terms between two of them; 0 for none.
        crosswalk: by which they were read ("common-1").
        not_comparable: how many have no common reading.
    """

    assessors: int
    disagree: int
    steps: int
    crosswalk: str
    not_comparable: int


@dataclass(slots=True)
class ComponentChain:
    """A component with all that hangs on it and that the reader may see.

    Args:
        hidden: pieces of evidence that there are and the reader may not see.
    """

    component: Component
    assignments: list[Assignment] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    hidden: int = 0
    inquiries: list[Inquiry] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    disagreement: Disagreement | None = None
    submissions: list[Submission] = field(default_factory=list)

    @property
    def supporting(self) -> list[Evidence]:
        """What supports the claim that it was carried out."""
        return [piece for piece in self.evidence if piece.bearing == Bearing.SUPPORTS]

    @property
    def contradicting(self) -> list[Evidence]:
        """What contradicts it; mixed evidence stands on this side too, so that it is not overlooked."""
        return [piece for piece in self.evidence if piece.bearing in {Bearing.CONTRADICTS, Bearing.MIXED}]

    @property
    def context(self) -> list[Evidence]:
        """What is neither."""
        return [piece for piece in self.evidence if piece.bearing == Bearing.CONTEXT]


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history.

    Args:
        at: when, as the clock said.
        row: the step, or the assessment or position that was entered.
        subject: the record that it happened to; for an assessment or position itself.
        why: in the person's words.
    """

    at: Any
    row: Model
    subject: Model
    why: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A commitment from its words to the judgements on it, as one reader may see it.

    Args:
        commitment: with what its page shows.
        positions: what States answered, the oldest first; replaced ones left out.
        components: in order; for visitors only confirmed ones.
        replies: (kind of what is answered, its number) -> replies that stand beside it.
        history: what people did, the newest first; empty for visitors.
    """

    commitment: Commitment
    positions: list[Position]
    components: list[ComponentChain]
    replies: dict[tuple[str, int], list[Reply]]
    history: list[Happened]

    def replies_to(self, row: Model) -> list[Reply]:
        """Give the replies that stand beside evidence, an assessment, a report or a submission."""
        return self.replies.get((row._meta.model_name or "", row.pk), [])


def chain(commitment: Commitment, user: Any) -> Chain:
    """Read the whole chain of a commitment.

    Args:
        commitment: with `version__document` fetched, as `commitment_with_all` does.
        user: the reader, an account or `AnonymousUser`.

    Returns:
        What the policy lets the reader see of it.
    """
    components = _components(commitment, user)
    by_key = {part.component.pk: part for part in components}
    _add_assignments(by_key, user)
    _add_actions(by_key, user)
    _add_evidence(by_key, user)
    _add_assessments(by_key, user)
    _add_submissions(by_key, user)
    positions = [
        position
        for position in Position.objects.filter(commitment=commitment, replaced_by=None).select_related(
            "state", "document", "by"
        )
        if _seen(position, commitment, user)
    ]
    replies = _replies(components, user)
    history = _history(commitment, components, positions) if user.is_authenticated else []
    return Chain(commitment, positions, components, replies, history)


def _seen(position: Position, commitment: Commitment, user: Any) -> bool:
    position.commitment = commitment
    return bool(user.is_authenticated and user.is_active) or position.is_public


def _components(commitment: Commitment, user: Any) -> list[ComponentChain]:
    rows = Component.objects.filter(commitment=commitment).order_by("ordinal")
    if not may(user, "finding.read", commitment):
        return []
    if not user.is_authenticated:
        rows = rows.filter(state=Component.State.ACCEPTED)
    found = list(rows)
    for component in found:
        component.commitment = commitment  # so that no row asks for it again
    return [ComponentChain(component) for component in found]


def _of(rows: QuerySet[Any], by_key: dict[int, ComponentChain]) -> Iterable[tuple[ComponentChain, Any]]:
    """Read rows with a component, each with its part of the chain."""
    for row in rows.filter(component__in=list(by_key)):
        part = by_key[row.component_id]
        row.component = part.component
        yield part, row


def _add_assignments(by_key: dict[int, ComponentChain], user: Any) -> None:
    assignments: dict[int, tuple[ComponentChain, Assignment]] = {}
    rows = Assignment.objects.select_related("institution", "schedule").order_by("part", "pk")
    for part, row in _of(rows, by_key):
        part.assignments.append(row)
        assignments[row.pk] = part, row
    for report in Report.objects.filter(assignment__in=list(assignments)).order_by("first"):
        part, report.assignment = assignments[report.assignment_id]
        if may(user, "report.read", report):
            part.reports.append(report)
    if user.is_authenticated:
        for duty in Duty.objects.filter(assignment__in=list(assignments), done_on=None).order_by("due_on"):
            assignments[duty.assignment_id or 0][0].duties.append(duty)


def _add_actions(by_key: dict[int, ComponentChain], user: Any) -> None:
    ours = Component.objects.filter(pk__in=list(by_key))
    actions = (
        Action.objects.filter(components__in=list(by_key))
        .distinct()
        .select_related("institution")
        .prefetch_related(Prefetch("components", ours), "milestones", "norms")
        .order_by("pk")
    )
    for action in actions:
        parts = [by_key[component.pk] for component in action.components.all()]
        for component in action.components.all():
            component.commitment = by_key[component.pk].component.commitment
        if may(user, "action.read", action):
            for part in parts:
                part.actions.append(action)


def _add_evidence(by_key: dict[int, ComponentChain], user: Any) -> None:
    evidence = Evidence.objects.filter(withdrawn_on=None).select_related("institution", "by", "file")
    for part, row in _of(evidence.prefetch_related("readers").order_by("pk"), by_key):
        if may(user, "evidence.read", row):
            part.evidence.append(row)
        else:
            part.hidden += 1
    inquiries = Inquiry.objects.select_related("institution").prefetch_related("replies__authority")
    for part, row in _of(inquiries.order_by("pk"), by_key):
        if user.is_authenticated or row.is_public:
            part.inquiries.append(row)


def _add_assessments(by_key: dict[int, ComponentChain], user: Any) -> None:
    rows = (
        Assessment.objects.select_related("assessor", "by", "round")
        .prefetch_related("evidence")
        .order_by("-assessed_on", "-pk")
    )
    by_assessor: dict[int, dict[int, list[Assessment]]] = defaultdict(lambda: defaultdict(list))
    for _part, row in _of(rows, by_key):
        if may(user, "assessment.read", row):
            by_assessor[row.component_id][row.assessor_id].append(row)
    for key, assessed in by_assessor.items():
        part = by_key[key]
        part.judged = [judged(its) for its in assessed.values()]
        part.judged.sort(key=lambda one: (one.current or one.earlier)[0].assessor.name)
        part.disagreement = disagreement(part.judged)


def judged(rows: Sequence[Assessment]) -> Judged:
    """Part what stands of one assessor's assessments from what stood before.

    Args:
        rows: of one component and assessor, the newest first.
    """
    replaced = {row.replaces_id for row in rows}
    current: list[Assessment] = []
    earlier: list[Assessment] = []
    seen: set[tuple[str, str, int | None]] = set()
    for row in rows:
        # Two people of one institution who judge blind stand side by side, neither for the other.
        key = row.scale, row.measure, row.by_id if row.round_id else None
        stands = row.pk not in replaced and key not in seen
        (current if stands else earlier).append(row)
        seen.add(key)
    return Judged(current, earlier)


def disagreement(rows: Sequence[Judged]) -> Disagreement | None:
    """Count how many assessors differ; None where fewer than two have judged."""
    walk = crosswalk()
    heads = [row for one in rows for row in one.current]
    if len(rows) < 2:
        return None
    readable = [row for row in heads if walk.read(row.scale, row.value).value is not None]
    differ: set[int] = set()
    steps = 0
    for first, second in combinations(readable, 2):
        if first.assessor_id == second.assessor_id or first.measure != second.measure:
            continue
        compared = walk.compare((first.scale, first.value), (second.scale, second.value))
        if compared.relation in {Relation.FIRST_HIGHER, Relation.SECOND_HIGHER}:
            differ |= {first.assessor_id, second.assessor_id}
            steps = max(steps, compared.steps or 0)
    without = len(rows) - len({row.assessor_id for row in readable})
    return Disagreement(len(rows), len(differ), steps, walk.name, without)


def _add_submissions(by_key: dict[int, ComponentChain], user: Any) -> None:
    rows = Submission.objects.exclude(state=Submission.State.WITHDRAWN).prefetch_related("replies")
    for part, row in _of(rows.select_related("institution").order_by("pk"), by_key):
        if may(user, "submission.read", row):
            part.submissions.append(_without_sender(row, user))


def _without_sender(row: Submission, user: Any) -> Submission:
    """Leave out who sent it for everybody who does not decide on it, unless the sender may be named."""
    if not may(user, "submission.decide", row):
        row.contact = ""
        if not shows_sender(row):
            row.sender, row.institution, row.by = "", None, None
    return row


def _replies(components: list[ComponentChain], user: Any) -> dict[tuple[str, int], list[Reply]]:
    """Give the replies beside what the reader may see; offered ones that wait are for accounts only."""
    seen: dict[str, dict[int, Any]] = {
        "evidence": {row.pk: row for part in components for row in part.evidence},
        "assessment": {
            row.pk: row for part in components for one in part.judged for row in (*one.current, *one.earlier)
        },
        "report": {row.pk: row for part in components for row in part.reports},
        "submission": {row.pk: row for part in components for row in part.submissions},
    }
    found: dict[tuple[str, int], list[Reply]] = defaultdict(list)
    for kind, rows in seen.items():
        if rows:
            replies = Reply.objects.filter(**{f"{kind}__in": list(rows)}).select_related("institution")
            for reply in replies.order_by("pk"):
                key = getattr(reply, f"{kind}_id")
                if user.is_authenticated or (reply.replied_on is not None and rows[key].is_public):
                    found[kind, key].append(reply)
    return dict(found)


def _history(
    commitment: Commitment, components: list[ComponentChain], positions: list[Position]
) -> list[Happened]:
    lines = [
        Happened(step.at, step, step.component or commitment, step.why)
        for step in commitment.component_steps.select_related("by", "component")
    ]
    for rows in (
        [row for part in components for row in part.assignments],
        [row for part in components for row in part.actions],
        [row for part in components for row in part.reports],
        [row for part in components for row in part.evidence],
        [row for part in components for row in part.inquiries],
    ):
        lines += _steps_of(rows)
    lines += [Happened(row.at, row, row, row.rationale) for part in components for row in _assessed(part)]
    lines += [Happened(row.at, row, row, row.source) for row in positions]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _assessed(part: ComponentChain) -> list[Assessment]:
    return [row for one in part.judged for row in (*one.current, *one.earlier)]


def _steps_of(rows: Sequence[Any]) -> list[Happened]:
    if not rows:
        return []
    subjects = {row.pk: row for row in rows}
    steps: Any = type(rows[0])._meta.get_field("steps").related_model
    found = steps.objects.filter(subject__in=list(subjects)).select_related("by")
    return [Happened(step.at, step, subjects[step.subject_id], step.why) for step in found]
