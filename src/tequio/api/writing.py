"""What programs with a key that may write hand in: evidence, assessments, reports."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from ninja.errors import HttpError

from tequio.api import shapes
from tequio.api.keys import WritingKey, writer
from tequio.apps.register.followup.judging import Judgement, assess
from tequio.apps.register.followup.proving import add_evidence
from tequio.apps.register.followup.reporting import submit_report, write_report
from tequio.apps.register.models import Assignment, Component

router = Router(tags=["Write"], auth=WritingKey())


@router.post("/components/{number}/evidence", response={201: shapes.Made}, summary="Add evidence")
def evidence(request: HttpRequest, number: int, body: shapes.NewEvidence) -> Status[dict[str, int]]:
    """Add evidence to a component in the name of the account's institution."""
    by = writer(request)
    component = get_object_or_404(Component.objects.select_related("commitment"), pk=number)
    facts = {name: value for name, value in body.dict().items() if value != ""}
    return Status(201, {"id": add_evidence(component, by, facts).pk})


@router.post("/components/{number}/assessments", response={201: shapes.Made}, summary="Assess")
def assessment(request: HttpRequest, number: int, body: shapes.NewAssessment) -> Status[dict[str, int]]:
    """Enter what the account's institution concludes on a component."""
    by = writer(request)
    component = get_object_or_404(Component.objects.select_related("commitment"), pk=number)
    judgement = Judgement(body.scale, body.value, body.confidence, body.rationale, body.method, body.measure)
    return Status(201, {"id": assess(component, by, judgement, publish=body.publish).pk})


@router.post("/assignments/{number}/reports", response={201: shapes.Made}, summary="Report")
def report(request: HttpRequest, number: int, body: shapes.NewReport) -> Status[dict[str, int]]:
    """Write the report of a period, and hand it in where `submit` says so."""
    by = writer(request)
    assignment = get_object_or_404(Assignment.objects.select_related("component__commitment"), pk=number)
    try:
        period = date.fromisoformat(body.first), date.fromisoformat(body.last)
    except ValueError:
        raise HttpError(422, "Write the first and the last day as 2026-01-01.") from None
    made = write_report(assignment, by, period, body.words)
    if body.submit:
        submit_report(made, by)
    return Status(201, {"id": made.pk})
