"""Reports of a study: asked for, read, printed, taken home, published."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.policy import may
from tequio.apps.register.views.followup.forms import Field, Form, carry_out, number, show_form
from tequio.apps.studies import operations, queries
from tequio.apps.studies.errors import WrongValue
from tequio.apps.studies.estimating import suits
from tequio.apps.studies.models import Linkage, Study, StudyList, StudyReport
from tequio.apps.studies.models.linkages import Work
from tequio.apps.studies.operations.reporting import LEVELS, remake_report
from tequio.apps.studies.presenting import ShownReport, method_title, shown_report
from tequio.apps.studies.printing import as_html, as_pdf
from tequio.apps.studies.report_page import page_of
from tequio.apps.studies.strata import columns_of
from tequio.apps.studies.views.places import report_for, rights, study_for, to_what_is_made
from tequio.apps.studies.working import said, seems_stopped
from tequio.engines.estimation import METHODS


def begin(request: HttpRequest, study_id: int) -> HttpResponse:
    """Form: estimate a table or a linkage."""
    shown, by = study_for(request, study_id, "study.estimate")
    sources = _sources(shown)
    first = request.GET.get("source", sources[0][0] if sources else "")

    def act(written: QueryDict) -> str:
        source = _source(shown, written.get("source", ""))
        seed = written.get("seed", "")
        if seed and number(seed) is None:
            raise WrongValue(_("The seed is a whole number from 0 to %s.") % (2**31 - 1))
        level = number(written.get("level", ""))
        made = operations.begin_report(
            shown,
            by,
            source,
            methods=written.getlist("methods"),
            seed=number(seed) if seed else None,
            level=(level or 0) / 100,
            strata=written.get("strata", ""),
        )
        return reverse("study-report", args=[made.pk])

    levels = [(f"{round(level * 100)}", f"{round(level * 100)} %") for level in LEVELS]
    named = [(name, method_title(name)) for name in METHODS]
    return show_form(
        request,
        Form(
            title=_("Estimate"),
            fields=[
                Field("source", _("From what"), "radio", first, sources, needed=True),
                Field(
                    "methods",
                    _("Methods"),
                    "checkboxes",
                    " ".join(_suiting(shown, first)),
                    named,
                ),
                *_strata_field(shown),
                Field("level", _("Level of the intervals"), "select", "95", levels),
                Field(
                    "seed",
                    _("Seed"),
                    "number",
                    hint=_("The same seed on the same table gives the same report; empty for a random one."),
                ),
            ],
            button=_("Estimate"),
            done=_("The report was asked for: here it is, or how far it is."),
            back=reverse("study", args=[shown.pk]),
            note=_("Methods stand side by side, each with what it takes for granted; none is the figure."),
            context={"section": "studies"},
        ),
        act,
    )


def _sources(shown: Study) -> list[tuple[str, str]]:
    tables = shown.lists.filter(kind=StudyList.Kind.TABLE, destroyed_at=None).order_by("-pk")
    linkages = queries.linkages_of(shown).filter(state=Work.DONE).exclude(key="")
    return [
        *((f"table:{one.pk}", _("table “%s”") % one.name) for one in tables),
        *((f"linkage:{one.pk}", _linkage_named(one)) for one in linkages),
    ]


def _linkage_named(one: Linkage) -> str:
    return f"{_('linkage %s') % one.pk}: {', '.join(each.name for each in one.lists.all())}"


def _strata_field(shown: Study) -> list[Field]:
    """Offer the columns that part the persons of a linkage; nothing where no linkage has any."""
    linkages = list(shown.linkages.filter(state=Work.DONE).exclude(key=""))
    columns = {key: label for one in linkages for key, label in columns_of(one)}
    if not columns:
        return []
    hint = _("Of a linkage: each value of the column is estimated by itself too, and all are added up.")
    choices = [("", _("none")), *columns.items()]
    return [Field("strata", _("Strata, by a column of the lists"), "select", "", choices, hint=hint)]


def _suiting(shown: Study, source: str) -> tuple[str, ...]:
    return suits(_width(shown, source), is_linked=source.startswith("linkage:"))


def _width(shown: Study, source: str) -> int:
    """Give how many lists a source has, for the methods that are offered first."""
    try:
        found = _source(shown, source)
    except WrongValue:
        return 3
    return len(found.columns) if isinstance(found, StudyList) else found.lists.count()


def _source(shown: Study, written: str) -> StudyList | Linkage:
    kind, _separator, key = written.partition(":")
    rows = {"table": shown.lists, "linkage": shown.linkages}.get(kind)
    found = rows.filter(pk=number(key)).first() if rows is not None and number(key) is not None else None  # type: ignore[attr-defined]
    if not isinstance(found, StudyList | Linkage):
        raise WrongValue(_("Choose a table of this study, or a linkage that is done."))
    return found


@require_GET
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show a report, or how far it is."""
    shown, by = report_for(request, report_id)
    context = _context(shown) | {"may_begin": may(by, "study.estimate", shown.study)}
    if request.headers.get("HX-Request"):
        return render(request, "studies/parts/work.html", context)
    context |= {"section": "studies", "may": rights(by, shown.study)}
    return render(request, "studies/report.html", context)


def _context(shown: StudyReport) -> dict[str, object]:
    return {
        "report": shown,
        "work": shown,
        "study": shown.study,
        "is_waiting": shown.state in {Work.QUEUED, Work.RUNNING},
        "is_stopped": seems_stopped(shown),
        "address": reverse("study-report", args=[shown.pk]),
        "percent": round(shown.progress * 100),
        "problem": said(shown.problem),
        "anew": reverse("study-report-anew", args=[shown.pk]),
        "said": shown_report(shown) if shown.state == Work.DONE else None,
    }


@require_GET
def download(request: HttpRequest, report_id: int, form: str) -> HttpResponse:
    """Give a report as one HTML file that needs nothing beside it, or as PDF."""
    shown, _by = report_for(request, report_id)
    return file_of(shown, form, _context(shown))


def file_of(shown: StudyReport, form: str, context: dict[str, object]) -> HttpResponse:
    """Give a report as a file.

    Raises:
        Http404: it is not done, or the form is another.
    """
    said = context["said"]
    if not isinstance(said, ShownReport) or form not in {"html", "pdf"}:
        raise Http404
    page = page_of(shown, said)
    if form == "html":
        content, media = as_html(page).encode(), "text/html; charset=utf-8"
    else:
        content, media = as_pdf(page), "application/pdf"
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="tequio-study-report-{shown.pk}.{form}"'
    return answer


@require_POST
def anew(request: HttpRequest, report_id: int) -> HttpResponse:
    """Begin a report anew that was stopped."""
    shown, by = report_for(request, report_id, "study.estimate")
    done = _("The work was begun anew: here it is, or how far it is.")
    return to_what_is_made(
        request,
        lambda: remake_report(shown, by),
        done,
        "study-report",
        reverse("study-report", args=[shown.pk]),
    )


@require_POST
def publish(request: HttpRequest, report_id: int) -> HttpResponse:
    """Let visitors see a report, or take it back."""
    shown, by = report_for(request, report_id, "study-report.publish")
    back = reverse("study-report", args=[shown.pk])
    if "withdraw" in request.POST:
        return carry_out(
            request,
            lambda: operations.withdraw_report(shown, by),
            _("Visitors do not see the report any more."),
            back,
        )
    return carry_out(
        request,
        lambda: operations.publish_report(shown, by),
        _("Visitors see the report, with small cells left out."),
        back,
    )
