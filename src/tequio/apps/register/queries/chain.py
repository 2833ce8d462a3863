"""The whole chain of one commitment for one reader, in a number of queries that does not grow with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.db.models import Model, QuerySet, prefetch_related_objects

from tequio.apps.accounts.policy import may
from tequio.apps.ledger.prepared import Prepared, hold
from tequio.apps.register.followup.judging import crosswalk
from tequio.apps.register.followup.receiving import shows_sender
from tequio.apps.register.models import (
    Action,
    ActionStep,
    Assessment,
    Assignment,
    AssignmentStep,
    Commitment,
    Component,
    ComponentStep,
    Duty,
    Evidence,
    EvidenceStep,
    Inquiry,
    InquiryStep,
    Milestone,
    Norm,
    Position,
    Reply,
    Report,
    ReportStep,
    Submission,
)
from tequio.apps.register.queries.among import Among
from tequio.engines.scales import Relation

Bearing = Evidence.Bearing
# Of whoever did something the page shows the name.
_NO_NAME = ("password", "last_login", "email", "is_superuser", "is_staff", "date_joined", "language")
_BUT_NAMES = tuple(f"by__{column}" for column in _NO_NAME)


def _of_components(rows: QuerySet[Any]) -> Prepared[Any]:
    """Prepare the rows of components, whose numbers are asked for."""
    return Prepared(lambda keys: rows.filter(Among("component_id", keys)))


def _steps(model: Any) -> Prepared[Any]:
    """Prepare what was done to records of one kind, whose numbers are asked for."""
    rows = model.objects.select_related("by").defer(*_BUT_NAMES).order_by()
    return Prepared(lambda keys: rows.filter(Among("subject_id", keys)))


_positions = Prepared(
    lambda key: (
        Position.objects.filter(commitment=key, replaced_by=None)
        .select_related("state", "by")
        .defer(*_BUT_NAMES)
    )
)
_components_of = Prepared(lambda key: Component.objects.filter(commitment=key).order_by("ordinal"))
_assignments = _of_components(
    Assignment.objects.select_related("institution", "schedule").order_by("part", "pk")
)
_reports = Prepared(lambda keys: Report.objects.filter(Among("assignment_id", keys)).order_by("first"))
_duties = Prepared(
    lambda keys: Duty.objects.filter(Among("assignment_id", keys), done_on=None).order_by("due_on")
)
_acting = Prepared(
    lambda keys: (
        Action.components.through._default_manager.filter(Among("component_id", keys))
        .order_by("component__ordinal")
        .values_list("action_id", "component_id")
    )
)
_actions = Prepared(
    lambda keys: Action.objects.filter(Among("pk", keys)).select_related("institution").order_by("pk")
)
_milestones = Prepared(lambda keys: Milestone.objects.filter(Among("action_id", keys)))
_norms = Prepared(lambda keys: Norm.objects.filter(Among("action_id", keys)))
_evidence = _of_components(
    Evidence.objects.filter(withdrawn_on=None).select_related("institution", "file").order_by("pk")
)
_cited = Prepared(
    lambda keys: (
        Assessment.evidence.through._default_manager.filter(Among("assessment_id", keys))
        .order_by("evidence")
        .values_list("assessment_id", "evidence_id")
    )
)
_inquiries = _of_components(
    Inquiry.objects.select_related("institution").prefetch_related("replies__authority").order_by("pk")
)
_assessments = _of_components(
    Assessment.objects.select_related("assessor", "by", "round")
    .defer(*_BUT_NAMES)
    .order_by("-assessed_on", "-pk")
)
_submissions = _of_components(
    Submission.objects.exclude(state=Submission.State.WITHDRAWN)
    .prefetch_related("replies")
    .select_related("institution")
    .order_by("pk")
)
_replies_to = {
    kind: Prepared(
        lambda keys, column=f"{kind}_id": (
            Reply.objects.filter(Among(column, keys)).select_related("institution").order_by("pk")
        )
    )
    for kind in ("evidence", "assessment", "report", "submission")
}
_component_steps = Prepared(
    lambda key: (
        ComponentStep.objects.filter(commitment=key).select_related("by", "component").defer(*_BUT_NAMES)
    )
)
_steps_of_kind: Mapping[type[Model], Prepared[Any]] = {
    kind: _steps(step)
    for kind, step in (
        (Assignment, AssignmentStep),
        (Action, ActionStep),
        (Report, ReportStep),
        (Evidence, EvidenceStep),
        (Inquiry, InquiryStep),
    )
}


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

    @property
    def components_seen(self) -> int:
        """Number of the last step on its components, which a form on them hands back; 0 for none."""
        return max((line.row.pk for line in self.history if isinstance(line.row, ComponentStep)), default=0)

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
    positions = [position for position in _positions(commitment.pk) if _seen(position, commitment, user)]
    replies = _replies(components, user)
    history = _history(commitment, components, positions) if user.is_authenticated else []
    return Chain(commitment, positions, components, replies, history)


def _seen(position: Position, commitment: Commitment, user: Any) -> bool:
    position.commitment = commitment
    return bool(user.is_authenticated and user.is_active) or position.is_public


def _components(commitment: Commitment, user: Any) -> list[ComponentChain]:
    if not may(user, "finding.read", commitment):
        return []
    found = _components_of(commitment.pk)
    if not user.is_authenticated:
        found = [row for row in found if row.state == Component.State.ACCEPTED]
    for component in found:
        component.commitment = commitment  # so that no row asks for it again
    return [ComponentChain(component) for component in found]


def _of(rows: Prepared[Any], by_key: dict[int, ComponentChain]) -> Iterable[tuple[ComponentChain, Any]]:
    """Read rows with a component, each with its part of the chain."""
    for row in rows(list(by_key)) if by_key else ():
        part = by_key[row.component_id]
        row.component = part.component
        yield part, row


def _add_assignments(by_key: dict[int, ComponentChain], user: Any) -> None:
    assignments: dict[int, tuple[ComponentChain, Assignment]] = {}
    for part, row in _of(_assignments, by_key):
        part.assignments.append(row)
        assignments[row.pk] = part, row
    if not assignments:
        return
    for report in _reports(list(assignments)):
        part, report.assignment = assignments[report.assignment_id]
        if may(user, "report.read", report):
            part.reports.append(report)
    if user.is_authenticated:
        for duty in _duties(list(assignments)):
            assignments[duty.assignment_id or 0][0].duties.append(duty)


def _add_actions(by_key: dict[int, ComponentChain], user: Any) -> None:
    components: dict[int, list[Component]] = defaultdict(list)
    for number, key in _acting(list(by_key)) if by_key else ():
        components[number].append(by_key[key].component)
    if not components:
        return
    actions = _actions(list(components))
    hold(actions, "milestones", _by_owner(_milestones(list(components)), "action_id"))
    hold(actions, "norms", _by_owner(_norms(list(components)), "action_id"))
    hold(actions, "components", components)
    for action in actions:
        if may(user, "action.read", action):
            for component in components[action.pk]:
                by_key[component.pk].actions.append(action)


def _by_owner(rows: Iterable[Any], owner: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, owner)].append(row)
    return found


def _add_evidence(by_key: dict[int, ComponentChain], user: Any) -> None:
    found = list(_of(_evidence, by_key))
    restricted = [row for _part, row in found if row.confidentiality == Evidence.Confidentiality.RESTRICTED]
    if restricted:  # nobody asks for the readers of other evidence
        prefetch_related_objects(restricted, "readers")
    for part, row in found:
        if may(user, "evidence.read", row):
            part.evidence.append(row)
        else:
            part.hidden += 1
    for part, row in _of(_inquiries, by_key):
        if user.is_authenticated or row.is_public:
            part.inquiries.append(row)


def _add_assessments(by_key: dict[int, ComponentChain], user: Any) -> None:
    found = [row for _part, row in _of(_assessments, by_key) if may(user, "assessment.read", row)]
    _add_cited(found, {row.pk: row for part in by_key.values() for row in part.evidence})
    by_assessor: dict[int, dict[int, list[Assessment]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        by_assessor[row.component_id][row.assessor_id].append(row)
    for key, assessed in by_assessor.items():
        part = by_key[key]
        part.judged = [judged(its) for its in assessed.values()]
        part.judged.sort(key=lambda one: (one.current or one.earlier)[0].assessor.name)
        part.disagreement = disagreement(part.judged)


def _add_cited(assessments: Sequence[Assessment], readable: Mapping[int, Evidence]) -> None:
    """Say on which evidence assessments rest, as far as the reader may read it."""
    cited: dict[int, list[Evidence]] = defaultdict(list)
    for assessment, evidence in _cited([row.pk for row in assessments]) if assessments else ():
        if evidence in readable:
            cited[assessment].append(readable[evidence])
    hold(assessments, "evidence", cited)


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
    for part, row in _of(_submissions, by_key):
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
            for reply in _replies_to[kind](list(rows)):
                key = getattr(reply, f"{kind}_id")
                if user.is_authenticated or (reply.replied_on is not None and rows[key].is_public):
                    found[kind, key].append(reply)
    return dict(found)


def _history(
    commitment: Commitment, components: list[ComponentChain], positions: list[Position]
) -> list[Happened]:
    lines = [
        Happened(step.at, step, step.component or commitment, step.why)
        for step in _component_steps(commitment.pk)
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
    found = _steps_of_kind[type(rows[0])](list(subjects))
    return [Happened(step.at, step, subjects[step.subject_id], step.why) for step in found]
