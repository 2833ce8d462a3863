"""Letting somebody into a study, or answering that there is none; leading on to what a button made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import User
from tequio.apps.accounts.policy import may
from tequio.apps.register.views.followup.forms import carry_out, person
from tequio.apps.studies.models import Linkage, OfStudy, Study, StudyList, StudyReport
from tequio.apps.studies.queries import whole

T = TypeVar("T", bound=OfStudy)


def study_for(request: HttpRequest, study_id: int, permission: str = "study.read") -> tuple[Study, User]:
    """Give a study and whoever asks.

    Raises:
        Http404: there is none, or the person has no part in it; which of the two is not said.
        PermissionDenied: the part is another.
    """
    by = person(request)
    found = whole(study_id)
    if found is None or not may(by, "study.read", found):
        raise Http404
    if not may(by, permission, found):
        raise PermissionDenied(_("Your part in this study does not allow this; ask who leads it."))
    return found, by


def piece_for(request: HttpRequest, rows: QuerySet[T], number: int, permission: str) -> tuple[T, User]:
    """Give what belongs to a study, and whoever asks; errors as `study_for`."""
    by = person(request)
    found: Any = rows.filter(pk=number).select_related("study").first()
    if found is None:
        raise Http404
    found.study, by = study_for(request, found.study_id, permission)
    return found, by


def list_for(request: HttpRequest, number: int, permission: str) -> tuple[StudyList, User]:
    """Give a list and whoever asks."""
    return piece_for(request, StudyList.objects.all(), number, permission)


def linkage_for(request: HttpRequest, number: int, permission: str) -> tuple[Linkage, User]:
    """Give a linkage and whoever asks."""
    return piece_for(request, Linkage.objects.select_related("by", "based_on"), number, permission)


def report_for(request: HttpRequest, number: int, permission: str = "study.read") -> tuple[StudyReport, User]:
    """Give a report and whoever asks."""
    rows = StudyReport.objects.select_related("by", "table", "linkage", "published_by")
    return piece_for(request, rows, number, permission)


def rights(by: User, study: Study) -> dict[str, bool]:
    """Give what somebody may do in a study, by short names, for templates."""
    named = {
        "change": "study.change",
        "bring": "study-list.bring",
        "destroy": "study-list.destroy",
        "link": "study.link",
        "code": "study-pair.code",
        "resolve": "study-pair.resolve",
        "estimate": "study.estimate",
        "publish": "study-report.publish",
    }
    is_open = study.state == Study.State.OPEN
    always = {"change", "destroy", "publish"}
    return {name: may(by, right, study) and (is_open or name in always) for name, right in named.items()}


def to_what_is_made(
    request: HttpRequest, make: Callable[[], Model], done: str, route: str, back: str
) -> HttpResponse:
    """Make something by a button and go to its page, or back with the reason why it was not made.

    Args:
        request: a POST.
        make: gives what it has made.
        done: the sentence after it.
        route: of the page of what was made, which takes its number.
        back: where to go where nothing was made.
    """
    made: list[Model] = []
    answer = carry_out(request, lambda: made.append(make()), done, back)
    if made:
        answer["Location"] = reverse(route, args=[made[0].pk])
    return answer
