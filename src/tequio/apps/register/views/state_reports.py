"""State reports: which there are, one with its lengths, its recommendations chosen, its sections written."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.models import Institution
from tequio.apps.accounts.views import decider
from tequio.apps.register import state_reports
from tequio.apps.register.briefs.writing import MEDIA_TYPES
from tequio.apps.register.models import Session, StateReport
from tequio.apps.register.operations.errors import NothingToDo
from tequio.apps.register.state_reports.choosing import recommendations_to
from tequio.apps.register.views.briefs import language_asked, places_of
from tequio.apps.register.views.followup.forms import carry_out, number
from tequio.engines import briefing as engine


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports that were begun; begin another: State, body, then the session reported on."""
    states = Institution.objects.filter(kind=Institution.Kind.STATE)
    state = states.filter(pk=number(request.GET.get("state", "")) or 0).first()
    template = engine.templates().get(request.GET.get("body", ""))
    mechanism = state_reports.mechanism_of(template) if template else None
    begun = list(StateReport.objects.select_related("state", "session__mechanism"))
    context = {
        "section": "mechanisms",
        "language": language_asked(request),
        "reports": [(one, engine.templates().get(one.template)) for one in begun],
        # A foreign ministry reports for one State: that of its last report stands in the form.
        "likely": state or (max(begun, key=lambda one: one.pk).state if begun else None),
        "states": sorted(states, key=lambda one: one.name.casefold()),
        "templates": list(engine.templates().values()),
        "state": state,
        "template": template,
        "answered": state_reports.sessions_answered(state, mechanism) if state and mechanism else [],
    }
    return render(request, "register/state_reports/reports.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a report, or go to the one that was begun already."""
    by = decider(request)
    state = get_object_or_404(Institution, pk=number(request.POST.get("state", "")) or 0)
    session = get_object_or_404(Session, pk=number(request.POST.get("session", "")) or 0)
    template = engine.templates().get(request.POST.get("body", ""))
    if template is None:
        raise Http404
    try:
        row = state_reports.begin_report(state, template, session, by)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("state-reports")
    return redirect("state-report", row.pk)


@require_GET
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show a report as it stands: how long each section is, what makes it too long, and its text."""
    row = _row(report_id)
    language = language_asked(request)
    made = _made(request, row, language)
    document = made.report.document
    context = {
        "section": "mechanisms",
        "row": row,
        "made": made,
        "report": made.report,
        "brief": document,
        "language": language,
        "others": [code for code in engine.LANGUAGES if code != language],
        "forms": list(MEDIA_TYPES),
        "sections": [
            (section, made.kept.get(section.code), made.report.length(section.code))
            for section in document.sections
        ],
        "line": made.kept.get(engine.CLASSIFICATION),
        "classification_code": engine.CLASSIFICATION,
        "limit_note": made.report.template.limit.note.words(language),
        "due": made.report.template.due.words(language),
        "candidates": list(recommendations_to(row.state, row.session).select_related("passage")),
        "chosen": set(row.entries.values_list("pk", flat=True)),
    }
    return render(request, "register/state_reports/report.html", context)


@require_GET
def download(request: HttpRequest, report_id: int, form: str) -> HttpResponse:
    """Hand out the report as docx, pdf or json."""
    if form not in MEDIA_TYPES:
        raise Http404
    row = _row(report_id)
    language = language_asked(request)
    made = _made(request, row, language)
    name = state_reports.file_name(row.state, row.template, language, form)
    return HttpResponse(
        state_reports.written(made.report, form),
        content_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def choose(request: HttpRequest, report_id: int) -> HttpResponse:
    """Choose the recommendations that the report answers."""
    by = decider(request)
    row = _row(report_id)
    wanted = [found for each in request.POST.getlist("entry") if (found := number(each)) is not None]
    done = _("The report answers the recommendations that you chose.")
    back = reverse("state-report", args=[report_id])
    return carry_out(request, lambda: state_reports.choose_entries(row, by, wanted), done, back)


def edit(request: HttpRequest, report_id: int, code: str) -> HttpResponse:
    """Write a section oneself, or go back to what the records give."""
    by = decider(request)
    row = _row(report_id)
    language = language_asked(request)
    made = _made(request, row, language)
    is_line = code == engine.CLASSIFICATION
    section = made.report.document.section(code) or made.generated.document.section(code)
    if not is_line and (section is None or made.report.template.part(code) is None):
        raise Http404
    kept = made.kept.get(code)
    back = f"{reverse('state-report', args=[report_id])}?language={language}"
    words = kept.row.words if kept else made.plain(code)
    problem = ""
    if request.method == "POST":
        words = request.POST.get("words", "")
        try:
            if "drop" in request.POST:
                state_reports.drop_report_section(made, by, code)
            else:
                state_reports.keep_report_section(made, by, code, words)
        except NothingToDo:
            return redirect(back)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("What you changed is kept."))
            return redirect(f"{back}#{code}")
    context = {
        "section": "mechanisms",
        "back_words": made.report.document.title,
        "title": section.title if section and not is_line else _("Classification"),
        "is_line": is_line,
        "kept": kept,
        "generated": made.plain(code),
        "words": words,
        "problem": problem,
        "back": back,
        "language": language,
    }
    return render(request, "register/briefs/edit.html", context, status=422 if problem else 200)


def _row(number_of: int) -> StateReport:
    rows = StateReport.objects.select_related("state", "session__mechanism")
    return get_object_or_404(rows, pk=number_of)


def _made(request: HttpRequest, row: StateReport, language: str) -> state_reports.MadeReport:
    template = engine.templates().get(row.template)
    if template is None:
        raise Http404
    try:
        return state_reports.make_state_report(row.state, template, row.session, language, places_of(request))
    except state_reports.NothingToReport:
        raise Http404 from None
