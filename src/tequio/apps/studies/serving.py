"""Studies that serve a commitment, on its page: the reader's own, and to visitors those that are public."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tequio.apps.accounts.models import User
from tequio.apps.register.models import Commitment
from tequio.apps.studies.queries import reports_serving, sees_studies, studies_serving


def studies_on_commitment(request: HttpRequest, commitment: Commitment, is_public: bool) -> SafeString:
    """Give the part of a commitment's page that names its studies, or ""."""
    studies = reports = []
    if is_public:
        reports = reports_serving(commitment.pk)
    elif isinstance(request.user, User) and sees_studies(request.user):
        studies = studies_serving(commitment.pk, request.user.pk)
    if not studies and not reports:
        return SafeString("")
    return render_to_string("studies/parts/serving.html", {"studies": studies, "reports": reports}, request)
