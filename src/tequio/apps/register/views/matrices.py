"""Matrices that are filled in offline: handed out, looked through when they come back, taken in."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.apps.accounts.models import User
from tequio.apps.register.matrices import Change, MatrixIsRefused, read_matrix, take_in_matrix, write_matrix

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SALT = "tequio.matrix"
# How long a person may look at what a matrix would change, and how large one is.
_AN_HOUR, _MOST_BYTES = 3600, 20 * 2**20


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Give the matrix of the account's institution; of all to those who answer for the whole register."""
    by = _account(request)
    content = write_matrix(by, None if by.may_review else by.institution)
    name = f"tequio-matrix-{timezone.localdate():%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_XLSX, headers=headers)


def matrices(request: HttpRequest) -> HttpResponse:
    """Show where matrices are sent back; look one through, or take in what was looked through."""
    by = _account(request)
    context: dict[str, Any] = {"section": "work"}
    if request.method == "POST":
        try:
            changes = _looked_through(request, by)
        except MatrixIsRefused as refused:
            context["problem"] = str(refused)
        else:
            outcome = take_in_matrix(changes, by, dry_run="confirmed" not in request.POST)
            context |= {"outcome": outcome, "lines": [(c, list(c.changed.items())) for c in outcome.changes]}
            if not (outcome.refused or outcome.is_taken_in or not changes):
                signed = {"by": by.pk, "changes": [asdict(change) for change in changes]}
                context["confirmed"] = signing.dumps(signed, salt=_SALT, compress=True)
    is_refused = "problem" in context or bool(context.get("outcome") and context["outcome"].refused)
    return render(request, "register/matrices/page.html", context, status=422 if is_refused else 200)


def _account(request: HttpRequest) -> User:
    """Give an account that has something to fill in.

    Raises:
        PermissionDenied: it neither speaks for an institution nor answers for the register.
    """
    by = request.user
    if not isinstance(by, User) or not (by.may_review or by.institution_id):
        raise PermissionDenied(_("Only who speaks for an institution has a matrix to fill in."))
    return by


def _looked_through(request: HttpRequest, by: User) -> list[Change]:
    if "confirmed" in request.POST:
        try:
            signed = signing.loads(request.POST["confirmed"], salt=_SALT, max_age=_AN_HOUR)
        except signing.BadSignature:
            signed = {}
        if signed.get("by") != by.pk:
            raise MatrixIsRefused(_("Too much time has passed; send the matrix again."))
        return [Change(**change) for change in signed["changes"]]
    file = request.FILES.get("matrix")
    if file is None or (file.size or 0) > _MOST_BYTES:
        raise MatrixIsRefused(_("Choose the matrix that you filled in, of 20 MB at most."))
    return read_matrix(BytesIO(file.read()))
