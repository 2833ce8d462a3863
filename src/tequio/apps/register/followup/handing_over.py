"""What one focal point leaves to the next, written down on the day from the records themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.followup.handing_over_proof import assessments_of, evidence_of
from tequio.apps.register.followup.rights import Asked
from tequio.apps.register.followup.steps import one_text, today
from tequio.apps.register.models import (
    Action,
    ActionStep,
    Assignment,
    AssignmentStep,
    Duty,
    HandOver,
    InquiryReply,
    Reply,
    Report,
    ReportStep,
)
from tequio.apps.register.operations.errors import WrongValue


def hand_over(  # noqa: PLR0913
    institution: Institution,
    by: User,
    arriving: User,
    *,
    leaving: User | None = None,
    on: date | None = None,
    words: str = "",
) -> HandOver:
    """Hand over the work of an institution, and keep a file of how it stands.

    The assignments stay with the institution; the mandates are changed by `appoint_focal_point`.

    Args:
        institution: whose.
        by: the focal point who leaves, or a coordinator.
        arriving: who takes over, an account of the institution.
        leaving: who leaves, or None where there was nobody.
        on: the day; today where it is left out.
        words: to whoever takes over.

    Returns:
        The hand-over. Its `file` holds the day, and lists of `assignments` (each with the component's words,
        dates, reports, `evidence`, `assessments`, and its history: when, account, verb, why, what changed),
        `actions` likewise, open `duties`, unanswered `inquiries` and open rights of `reply`. Accounts stand
        as numbers, and so do evidence and assessments, whose words stay where they can be withdrawn.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: whoever takes over or leaves is of another institution, or both are the same.
    """
    require(by, "assignment.hand_over", Asked(institution_ids=(institution.pk,)))
    _check_people(institution, arriving, leaving)
    on = on or today()
    with recorded(by, "hand-over"):
        made = HandOver.objects.create(
            institution=institution,
            leaving=leaving,
            arriving=arriving,
            on=on,
            note=one_text(words),
            file=_file(institution, on),
            by=by,
        )
        note_new(made)
    return made


def _check_people(institution: Institution, arriving: User, leaving: User | None) -> None:
    for person in (arriving, *([leaving] if leaving else [])):
        if person.institution_id != institution.pk:
            raise WrongValue(
                _("%(who)s does not speak for %(institution)s.") % {"who": person, "institution": institution}
            )
    if leaving is not None and leaving.pk == arriving.pk:
        raise WrongValue(_("Whoever leaves does not take over."))


def accounts_in(file: dict[str, Any]) -> Collection[int]:
    """Give the accounts that a hand-over file speaks of, for a page that shows their names."""
    rows = [*file.get("assignments", ()), *file.get("actions", ())]
    lines = [line for row in rows for line in row["history"]]
    for row in file.get("assignments", ()):
        lines += row.get("assessments", ())
        lines += [line for piece in row.get("evidence", ()) for line in piece["history"]]
    return {line["by"] for line in lines if line["by"] is not None}


def _file(institution: Institution, on: date) -> dict[str, Any]:
    assignments = list(
        Assignment.objects.filter(institution=institution, ended_on=None)
        .select_related("component__commitment")
        .order_by("component__commitment", "component__ordinal")
    )
    actions = list(
        Action.objects.filter(institution=institution)
        .exclude(status__in=(Action.Status.COMPLETED, Action.Status.ABANDONED))
        .prefetch_related("components", "milestones")
    )
    keys = [assignment.pk for assignment in assignments]
    reports: dict[int, list[Report]] = defaultdict(list)
    for report in Report.objects.filter(assignment__in=keys).order_by("first"):
        reports[report.assignment_id].append(report)
    of_assignments = _history(AssignmentStep, keys)
    of_reports = _history(ReportStep, [report.pk for its in reports.values() for report in its])
    of_actions = _history(ActionStep, [action.pk for action in actions])
    components = [assignment.component_id for assignment in assignments]
    evidence, assessments = evidence_of(components, institution), assessments_of(components)
    return {
        "on": on.isoformat(),
        "assignments": [
            _assignment(row, reports[row.pk], of_assignments, of_reports)
            | {
                "evidence": evidence.get(row.component_id, []),
                "assessments": assessments.get(row.component_id, []),
            }
            for row in assignments
        ],
        "actions": [_action(row, of_actions) for row in actions],
        **_open(institution),
    }


def _history(steps: Any, subjects: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """Read who decided what and why, by record."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for step in steps.objects.filter(subject__in=list(subjects)).order_by("pk"):
        found[step.subject_id].append(
            {
                "at": step.at.isoformat(timespec="seconds"),
                "by": step.by_id,
                "verb": step.verb,
                "why": step.why,
                "before": step.before,
                "after": step.after,
            }
        )
    return found


def _assignment(
    row: Assignment,
    reports: list[Report],
    history: dict[int, list[dict[str, Any]]],
    of_reports: dict[int, list[dict[str, Any]]],
) -> dict[str, Any]:
    lines = [*history.get(row.pk, ())]
    lines += [{**line, "report": report.pk} for report in reports for line in of_reports.get(report.pk, ())]
    return {
        "assignment": row.pk,
        "commitment": row.component.commitment_id,
        "action": row.component.commitment.action,
        "component": row.component.words,
        "part": row.part,
        "starts_on": row.starts_on.isoformat(),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "reports": [
            {
                "report": report.pk,
                "first": report.first.isoformat(),
                "last": report.last.isoformat(),
                "state": report.state,
            }
            for report in reports
        ],
        "history": sorted(lines, key=lambda line: str(line["at"])),
    }


def _action(row: Action, history: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "action": row.pk,
        "title": row.title,
        "status": row.status,
        "target_on": row.target_on.isoformat() if row.target_on else None,
        "components": [component.pk for component in row.components.all()],
        "milestones": [
            {
                "title": milestone.title,
                "due_on": milestone.due_on.isoformat() if milestone.due_on else None,
                "reached_on": milestone.reached_on.isoformat() if milestone.reached_on else None,
            }
            for milestone in row.milestones.all()
        ],
        "history": history.get(row.pk, []),
    }


def _open(institution: Institution) -> dict[str, Any]:
    duties = Duty.objects.filter(institution=institution, done_on=None).order_by("due_on")
    asked = InquiryReply.objects.filter(authority=institution, answered_on=None).select_related("inquiry")
    replies = Reply.objects.filter(institution=institution, replied_on=None)
    return {
        "duties": [
            {"kind": duty.kind, "due_on": duty.due_on.isoformat(), "assignment": duty.assignment_id}
            for duty in duties
        ],
        "inquiries": [
            {"inquiry": one.inquiry_id, "reply_by": one.inquiry.reply_by.isoformat()} for one in asked
        ],
        "replies": [{"reply": one.pk, "reply_by": one.reply_by.isoformat()} for one in replies],
    }
