"""What hangs on commitments, as facts of the engine `briefing`, in a number of queries that does not grow.

What stands here is what every account may read; what else there is, is counted and not shown (record 84).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from tequio.apps.register.briefs.rows import Rows, name_of
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    Commitment,
    Component,
    Evidence,
    Inquiry,
    Position,
    Report,
)
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.chain import judged
from tequio.engines import briefing as engine


@dataclass(slots=True)
class Hanging:
    """What hangs on one commitment."""

    in_charge: list[engine.Name] = field(default_factory=list)
    positions: list[engine.Position] = field(default_factory=list)
    reports: list[engine.Report] = field(default_factory=list)
    actions: list[engine.Action] = field(default_factory=list)
    evidence: list[engine.Evidence] = field(default_factory=list)
    assessments: list[engine.Assessment] = field(default_factory=list)
    inquiries: list[engine.Inquiry] = field(default_factory=list)
    hidden: int = 0

    def added_to(self, commitment: engine.Commitment) -> engine.Commitment:
        """Give a commitment with all of it."""
        return replace(
            commitment,
            in_charge=tuple(dict.fromkeys(self.in_charge)),
            positions=tuple(self.positions),
            reports=tuple(self.reports),
            actions=tuple(self.actions),
            evidence=tuple(self.evidence),
            assessments=tuple(self.assessments),
            inquiries=tuple(self.inquiries),
            hidden=self.hidden,
        )


def with_words(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Fetch with commitments what names them, and none of their long texts."""
    return (
        rows.select_related("passage", "version__document", "session__mechanism", "demand__group")
        .prefetch_related("actors", "asked_by")
        .defer("version__content", "proposal", "folded", "reason")
    )


def hanging_on(commitments: Sequence[Commitment], rows: Rows) -> dict[int, Hanging]:
    """Gather what hangs on each commitment, by its number."""
    of = {one.pk: one for one in commitments}
    found: dict[int, Hanging] = defaultdict(Hanging)
    components = {
        one.pk: one for one in Component.objects.filter(Among("commitment_id", list(of))).order_by("ordinal")
    }
    commitment_of = {pk: of[one.commitment_id] for pk, one in components.items()}
    _add_charge(found, components, commitment_of, rows)
    _add_proof(found, components, commitment_of, rows)
    _add_assessments(found, components, commitment_of, rows)
    add_positions(found, of, rows)
    return found


def add_positions(found: dict[int, Hanging], of: dict[int, Commitment], rows: Rows) -> None:
    """Add what States answered to each commitment, as it stands."""
    positions = Position.objects.filter(Among("commitment_id", list(of)), replaced_by=None)
    for row in positions.select_related("state").order_by("given_on", "pk"):
        found[row.commitment_id].positions.append(rows.position(row, of[row.commitment_id]))


def _add_charge(
    found: dict[int, Hanging], components: dict[int, Component], of: dict[int, Commitment], rows: Rows
) -> None:
    assignments = {
        one.pk: one
        for one in Assignment.objects.filter(Among("component_id", list(components)))
        .select_related("institution")
        .order_by("part", "pk")
    }
    for assignment in assignments.values():
        if assignment.is_open:
            found[of[assignment.component_id].pk].in_charge.append(name_of(assignment.institution))
    for report in Report.objects.filter(Among("assignment_id", list(assignments))).order_by("first", "pk"):
        report.assignment = assignments[report.assignment_id]
        commitment = of[report.assignment.component_id]
        if report.is_accepted:
            found[commitment.pk].reports.append(rows.report(report, commitment))
        else:
            found[commitment.pk].hidden += 1
    links = Action.components.through.objects.filter(Among("component_id", list(components)))
    actions = {row.pk: row for row in _actions(links.values_list("action_id", flat=True))}
    seen = set()
    for action, component in links.order_by("action_id").values_list("action_id", "component_id"):
        commitment = of[component]
        if (action, commitment.pk) not in seen:  # an action may serve several of its components
            seen.add((action, commitment.pk))
            found[commitment.pk].actions.append(rows.action(actions[action], commitment))


def _actions(numbers: Iterable[int]) -> QuerySet[Action]:
    return Action.objects.filter(Among("id", list(numbers))).select_related("institution")


def _add_proof(
    found: dict[int, Hanging], components: dict[int, Component], of: dict[int, Commitment], rows: Rows
) -> None:
    ours = Among("component_id", list(components))
    for row in Evidence.objects.filter(ours, withdrawn_on=None).select_related("institution").order_by("pk"):
        commitment = of[row.component_id]
        if row.confidentiality == Evidence.Confidentiality.PUBLIC:
            found[commitment.pk].evidence.append(rows.evidence(row, commitment))
        else:
            found[commitment.pk].hidden += 1
    inquiries = Inquiry.objects.filter(ours).select_related("institution")
    for inquiry in inquiries.prefetch_related("replies__authority").order_by("asked_on", "pk"):
        commitment = of[inquiry.component_id or 0]
        found[commitment.pk].inquiries.append(rows.inquiry(inquiry, commitment))


def _add_assessments(
    found: dict[int, Hanging], components: dict[int, Component], of: dict[int, Commitment], rows: Rows
) -> None:
    by_assessor: dict[tuple[int, int], list[Assessment]] = defaultdict(list)
    assessments = Assessment.objects.filter(Among("component_id", list(components)))
    for row in assessments.select_related("assessor", "round").order_by("-assessed_on", "-pk"):
        row.component = components[row.component_id]
        if row.is_blind:
            found[of[row.component_id].pk].hidden += 1
        else:
            by_assessor[row.component_id, row.assessor_id].append(row)
    for (component, _assessor), its in sorted(by_assessor.items()):
        commitment = of[component]
        for row in judged(its).current:
            found[commitment.pk].assessments.append(rows.assessment(row, commitment))
