"""Whether the menu of the site names the studies."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tequio.apps.studies.queries import sees_studies


def studies_in_menu(request: HttpRequest) -> dict[str, object]:
    """Tell templates whether the person finds the studies; asked of the database when a template asks."""
    return {"sees_studies": SimpleLazyObject(lambda: sees_studies(getattr(request, "user", None)))}
