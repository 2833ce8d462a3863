"""What visitors see: published piece by piece, and taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.register.followup.errors import NotPublishable
from tequio.apps.register.followup.steps import locked, today, write
from tequio.apps.register.models import (
    Action,
    Assessment,
    Evidence,
    Inquiry,
    Position,
    Report,
    Submission,
)
from tequio.apps.register.operations.errors import NothingToDo

Published = Action | Assessment | Evidence | Inquiry | Position | Report | Submission

# Whoever answers for a record answers for its publication; a report is published by whoever accepts it.
_PERMISSIONS: dict[type[Model], str] = {
    Action: "action.write",
    Assessment: "assessment.write",
    Evidence: "evidence.write",
    Inquiry: "evidence.write",
    Position: "finding.decide",
    Report: "report.decide",
    Submission: "submission.decide",
}


def publish(row: Published, by: User, on: date | None = None, seen: int | None = None) -> None:
    """Let visitors see a record, as soon as they may see the commitment that it speaks of.

    Args:
        row: the record.
        by: who answers for it.
        on: the day, which the sender of a submission may have named; today where it is left out.
        seen: number of the last step on it that the person had before them; None skips the check.

    Raises:
        NotAllowed: the person's role does not allow it.
        NotPublishable: confidentiality, consent, an open round, or a missing acceptance forbids it.
        NothingToDo: it is public already.
        ChangedSince: somebody changed it meanwhile.
    """
    require(by, _PERMISSIONS[type(row)], row)
    with recorded(by, "publish"):
        _lock(row, seen)
        if row.published_at is not None:
            raise NothingToDo(_("This is public already."))
        hindrance = _hindrance(row, on or today())
        if hindrance:
            raise NotPublishable(hindrance)
        _set(row, by, "publish", timezone.now(), "")


def unpublish(row: Published, by: User, why: str = "", seen: int | None = None) -> None:
    """Take a record back from visitors; arguments and errors as `publish`."""
    require(by, _PERMISSIONS[type(row)], row)
    with recorded(by, "unpublish"):
        _lock(row, seen)
        if row.published_at is None:
            raise NothingToDo(_("This is not public."))
        _set(row, by, "unpublish", None, why)


def _lock(row: Published, seen: int | None) -> None:
    if isinstance(row, Assessment | Position):  # append-only: they have no steps
        note(row)
        row.refresh_from_db(fields=["published_at"])
    else:
        locked(row, seen)


def _set(row: Published, by: User, verb: str, at: Any, why: str) -> None:
    if isinstance(row, Assessment | Position):
        row.published_at = at
        row.save(update_fields=["published_at"])
    else:
        write(row, by, verb, {"published_at": at}, why=why, unsaid=("published_at",))


def _hindrance(row: Published, on: date) -> str:
    """Say in one sentence why visitors may not see it; empty where they may."""
    if isinstance(row, Evidence):
        if row.withdrawn_on is not None:
            return _("This evidence was withdrawn.")
        if row.confidentiality != Evidence.Confidentiality.PUBLIC:
            return _("This evidence is confidential; change that first, if whoever gave it agrees.")
        return _consent(row.submission, on) if row.submission else ""
    if isinstance(row, Report) and row.state != Report.State.ACCEPTED:
        return _("A report is published once it is accepted.")
    if isinstance(row, Assessment) and row.is_blind:
        return _("The blind round of this assessment is still open.")
    return _consent(row, on) if isinstance(row, Submission) else ""


def _consent(submission: Submission, on: date) -> str:
    if submission.state == Submission.State.WITHDRAWN:
        return _("The sender has withdrawn it.")
    if submission.consent == Submission.Consent.NOTHING:
        return _("The sender does not allow that anything of it is published.")
    if submission.publish_from is not None and on < submission.publish_from:
        return _("The sender allows publication from %s on.") % submission.publish_from
    return ""
