"""What visitors see of studies: published reports, with small cells left out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tequio.apps.studies.models import StudyReport
from tequio.apps.studies.presenting import shown_report
from tequio.apps.studies.queries import public_reports
from tequio.apps.studies.views.reports import file_of


@login_not_required
@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """List the reports that were published."""
    return render(
        request,
        "studies/public_studies.html",
        {"section": "public", "reports": public_reports().defer("result")},
    )


@login_not_required
@require_safe
def study(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show a published report, the same whoever asks."""
    shown = get_object_or_404(public_reports(), pk=report_id)
    return render(request, "studies/public_study.html", {"section": "public", **_context(shown)})


@login_not_required
@require_safe
def download(request: HttpRequest, report_id: int, form: str) -> HttpResponse:
    """Give a published report as a file, with small cells left out."""
    shown = get_object_or_404(public_reports(), pk=report_id)
    return file_of(shown, form, _context(shown))


def _context(shown: StudyReport) -> dict[str, object]:
    commitment = shown.study.commitment
    return {
        "report": shown,
        "study": shown.study,
        "said": shown_report(shown, is_public=True),
        "commitment": commitment if commitment is not None and commitment.is_public else None,
    }
