"""Addresses of the studies' pages.

The engines behind them (scipy, numba) take more than a second to load. So a page is loaded when somebody
first opens one: a site that has no study starts as quickly as before.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path


def _at_first_use(name: str) -> Callable[..., HttpResponse]:
    """Give the view "module.function" of this app, which is loaded when it is first called."""
    module, _dot, function = name.partition(".")

    def view(request: HttpRequest, **named: object) -> HttpResponse:
        found = getattr(import_module(f"tequio.apps.studies.views.{module}"), function)
        answer: HttpResponse = found(request, **named)
        return answer

    return login_not_required(view) if module == "public" else view


urlpatterns = [
    path("studies/", _at_first_use("studies.studies"), name="studies"),
    path("studies/open", _at_first_use("studies.open_"), name="open-study"),
    path("studies/<int:study_id>/", _at_first_use("studies.study"), name="study"),
    path("studies/<int:study_id>/change", _at_first_use("studies.change"), name="change-study"),
    path("studies/<int:study_id>/close", _at_first_use("studies.close"), name="close-study"),
    path("studies/<int:study_id>/people", _at_first_use("studies.people"), name="study-people"),
    path("studies/parts/<int:role_id>/take", _at_first_use("studies.take"), name="take-study-part"),
    # Lists
    path("studies/<int:study_id>/lists/bring", _at_first_use("lists.bring"), name="bring-study-list"),
    path("studies/lists/<int:list_id>/custody", _at_first_use("lists.custody"), name="study-list-custody"),
    path("studies/lists/<int:list_id>/destroy", _at_first_use("lists.destroy"), name="destroy-study-list"),
    # Linkage and review
    path("studies/<int:study_id>/link", _at_first_use("linking.begin"), name="link-lists"),
    path("studies/linkages/<int:linkage_id>/", _at_first_use("linking.linkage"), name="linkage"),
    path("studies/linkages/<int:linkage_id>/anew", _at_first_use("linking.anew"), name="link-anew"),
    path("studies/linkages/<int:linkage_id>/again", _at_first_use("linking.again"), name="link-again"),
    path(
        "studies/linkages/<int:linkage_id>/review", _at_first_use("reviewing.review"), name="review-linkage"
    ),
    path(
        "studies/linkages/<int:linkage_id>/conflicts",
        _at_first_use("reviewing.conflicts"),
        name="review-conflicts",
    ),
    path("studies/pairs/<int:pair_id>/code", _at_first_use("reviewing.code"), name="code-pair"),
    path("studies/pairs/<int:pair_id>/resolve", _at_first_use("reviewing.resolve"), name="resolve-pair"),
    # Reports
    path("studies/<int:study_id>/estimate", _at_first_use("reports.begin"), name="estimate-study"),
    path("studies/reports/<int:report_id>/", _at_first_use("reports.report"), name="study-report"),
    path("studies/reports/<int:report_id>/anew", _at_first_use("reports.anew"), name="study-report-anew"),
    path(
        "studies/reports/<int:report_id>/publish",
        _at_first_use("reports.publish"),
        name="publish-study-report",
    ),
    path(
        "studies/reports/<int:report_id>.<slug:form>",
        _at_first_use("reports.download"),
        name="study-report-file",
    ),
    # Visitors
    path("public/studies/", _at_first_use("public.studies"), name="public-studies"),
    path("public/studies/<int:report_id>/", _at_first_use("public.study"), name="public-study"),
    path(
        "public/studies/<int:report_id>.<slug:form>",
        _at_first_use("public.download"),
        name="public-study-file",
    ),
]
