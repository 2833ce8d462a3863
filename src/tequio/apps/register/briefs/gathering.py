"""All that the brief of a mechanism rests on, in a number of queries that does not grow with it.

A brief is the same whoever asks for it: it holds what every account of the site may read, and of civil
society what its sender allows to be published. What else there is, is counted and not shown (record 84).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from tequio.apps.library.models import Document
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.briefs.related import related_to
from tequio.apps.register.briefs.rows import Rows, name_of
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    Commitment,
    Component,
    Duty,
    Evidence,
    Inquiry,
    Mechanism,
    Position,
    Report,
    Session,
    Submission,
    Topic,
)
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.chain import judged
from tequio.apps.register.queries.listing import KEPT
from tequio.apps.register.queries.mechanisms import overview
from tequio.engines import briefing as engine

_TO_COMMITMENT = "component__commitment"


@dataclass(slots=True)
class _Hanging:
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


def world_of(mechanism: Mechanism, today: date, places: Places) -> engine.World:
    """Gather all that the brief of a mechanism rests on.

    Args:
        mechanism: which.
        today: the day on which the brief is made.
        places: where records are read.
    """
    rows = Rows(places)
    known = overview(mechanism, today)
    sessions = _sessions(mechanism)
    commitments = commitments_of(mechanism)
    hanging = _hanging(commitments, rows)
    described = tuple(hanging[one.pk].added_to(rows.commitment(one)) for one in commitments)
    held = tuple(rows.session(one) for one in sessions)
    return engine.World(
        mechanism=name_of(mechanism),
        number=mechanism.pk,
        today=today,
        sessions=held,
        commitments=described,
        next=_next(known.next, sessions, held),
        submissions=_submissions(mechanism, today, rows),
        related=_related(mechanism, commitments, rows),
        due=_due(mechanism, commitments, rows),
    )


def commitments_of(mechanism: Mechanism) -> list[Commitment]:
    """Give what was agreed in the sessions of a mechanism, in the order of its documents."""
    kept = Commitment.objects.filter(session__mechanism=mechanism, state__in=KEPT)
    return list(_with_words(kept).order_by("version__document", "passage__start", "pk"))


def _with_words(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return (
        rows.select_related("passage", "version__document", "session__mechanism")
        .prefetch_related("actors", "asked_by")
        .defer("version__content", "proposal", "folded", "reason")
    )


def _sessions(mechanism: Mechanism) -> list[Session]:
    documents = Prefetch("documents", Document.objects.order_by("pk"))
    rows = Session.objects.filter(mechanism=mechanism).prefetch_related(documents)
    return list(rows.order_by("date_start", "edition", "pk"))


def _next(
    known: Any, sessions: Sequence[Session], held: Sequence[engine.Session]
) -> engine.NextSession | None:
    if known is None or not known.period:
        return None
    return engine.NextSession(
        held[-1].record, known.period, known.place, known.last_day, bool(sessions[-1].next_period)
    )


def _hanging(commitments: Sequence[Commitment], rows: Rows) -> dict[int, _Hanging]:
    of = {one.pk: one for one in commitments}
    found: dict[int, _Hanging] = defaultdict(_Hanging)
    components = {
        one.pk: one for one in Component.objects.filter(Among("commitment_id", list(of))).order_by("ordinal")
    }
    commitment_of = {pk: of[one.commitment_id] for pk, one in components.items()}
    _add_charge(found, components, commitment_of, rows)
    _add_proof(found, components, commitment_of, rows)
    _add_assessments(found, components, commitment_of, rows)
    _add_positions(found, of, rows)
    return found


def _add_positions(found: dict[int, _Hanging], of: dict[int, Commitment], rows: Rows) -> None:
    positions = Position.objects.filter(Among("commitment_id", list(of)), replaced_by=None)
    for row in positions.select_related("state").order_by("given_on", "pk"):
        found[row.commitment_id].positions.append(rows.position(row, of[row.commitment_id]))


def _add_charge(
    found: dict[int, _Hanging], components: dict[int, Component], of: dict[int, Commitment], rows: Rows
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
    found: dict[int, _Hanging], components: dict[int, Component], of: dict[int, Commitment], rows: Rows
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
    found: dict[int, _Hanging], components: dict[int, Component], of: dict[int, Commitment], rows: Rows
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


def _submissions(mechanism: Mechanism, today: date, rows: Rows) -> tuple[engine.Submission, ...]:
    """Give what civil society handed in and allows to be published by today."""
    ours = Q(session__mechanism=mechanism) | Q(component__commitment__session__mechanism=mechanism)
    listed = (
        Submission.objects.filter(ours)
        .exclude(consent=Submission.Consent.NOTHING)
        .exclude(state=Submission.State.WITHDRAWN)
        .exclude(publish_from__gt=today)
        .select_related("institution", "component")
        .order_by("-received_on", "-pk")
    )
    return tuple(rows.submission(row) for row in listed)


def _related(
    mechanism: Mechanism, commitments: Sequence[Commitment], rows: Rows
) -> tuple[engine.Related, ...]:
    found = related_to(mechanism, commitments)
    ours = {one.pk: one for one in commitments}
    numbers = [one.commitment for one in found]
    theirs = {one.pk: one for one in _with_words(Commitment.objects.filter(Among("id", numbers)))}
    topics = Topic.objects.in_bulk({topic for one in found for topic in one.topics})
    hanging: dict[int, _Hanging] = defaultdict(_Hanging)
    _add_positions(hanging, theirs, rows)
    listed = []
    for one in found:
        row = theirs[one.commitment]
        session = row.session
        listed.append(
            engine.Related(
                hanging[row.pk].added_to(rows.commitment(row)),
                name_of(session.mechanism) if session else None,
                tuple(name_of(topics[topic]) for topic in one.topics),
                tuple(rows.commitment_record(ours[number]) for number in one.with_commitments),
                session.date_start if session else "",
            )
        )
    return tuple(listed)


def _due(mechanism: Mechanism, commitments: Sequence[Commitment], rows: Rows) -> tuple[engine.Due, ...]:
    """Give what is due and not done: issued duties, and deadlines for which none was issued yet."""
    of = {one.pk: one for one in commitments}
    ours = Q(commitment__session__mechanism=mechanism) | Q(
        assignment__component__commitment__session__mechanism=mechanism
    )
    duties = Duty.objects.filter(ours).select_related("institution", "assignment__component")
    found: list[engine.Due] = []
    issued = set()
    for row in duties.order_by("due_on", "pk"):
        number = row.assignment.component.commitment_id if row.assignment else row.commitment_id
        if row.kind == Duty.Kind.DEADLINE and row.commitment_id:
            issued.add(row.commitment_id)
        if row.done_on is None and number in of:
            found.append(rows.duty(row, of[number]))
    for one in commitments:
        if one.due_on and one.pk not in issued:
            found.append(engine.Due(rows.commitment_record(one), "deadline", one.due_on))
    return tuple(sorted(found, key=lambda due: due.on))
