"""What pages ask of the studies; every answer is for somebody who was let in before, or for visitors."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q, QuerySet

from tequio.apps.accounts.models import User
from tequio.apps.accounts.policy import may
from tequio.apps.ledger.prepared import Prepared
from tequio.apps.studies.models import Linkage, Study, StudyList, StudyReport, StudyRole
from tequio.apps.studies.models.linkages import Work

_parts_of = Prepared(lambda key: StudyRole.objects.filter(account=key).values_list("pk")[:1])

_serving = Prepared(
    lambda commitment, account: Study.objects.filter(commitment=commitment, roles__account=account).order_by(
        "-pk"
    )
)
_told_of = Prepared(lambda commitment: public_reports().filter(study__commitment=commitment).defer("result"))


def studies_serving(commitment_id: int, account_id: int) -> list[Study]:
    """Give the studies that serve a commitment and in which somebody has a part, the newest first."""
    return list(dict.fromkeys(_serving(commitment_id, account_id)))


def reports_serving(commitment_id: int) -> list[StudyReport]:
    """Give the published reports of the studies that serve a commitment, the newest first."""
    return _told_of(commitment_id)


def studies_of(user: User) -> QuerySet[Study]:
    """Give the studies in which somebody has a part."""
    return (
        Study.objects.filter(Q(pk__in=StudyRole.objects.filter(account=user).values("study")))
        .select_related("institution")
        .annotate(
            held=Count("lists", filter=Q(lists__destroyed_at=None), distinct=True),
            reported=Count("reports", filter=Q(reports__state=Work.DONE), distinct=True),
        )
        .order_by("state", "-pk")
    )


def whole(study_id: int) -> Study | None:
    """Give a study with the parts that people have in it."""
    return (
        Study.objects.select_related("institution", "commitment__version__document")
        .prefetch_related(Prefetch("roles", StudyRole.objects.select_related("account")))
        .filter(pk=study_id)
        .first()
    )


def lists_of(study: Study) -> QuerySet[StudyList]:
    """Give its lists, those that were destroyed too."""
    return study.lists.select_related("by", "destroyed_by").order_by("pk")


def linkages_of(study: Study) -> QuerySet[Linkage]:
    """Give its linkages, the newest first."""
    return study.linkages.select_related("by").prefetch_related("lists").order_by("-pk")


def reports_of(study: Study) -> QuerySet[StudyReport]:
    """Give its reports, the newest first, without what they say."""
    return study.reports.select_related("by", "table", "linkage").defer("result").order_by("-pk")


def public_reports() -> QuerySet[StudyReport]:
    """Give the reports that visitors see, the newest first."""
    seen = StudyReport.objects.filter(published_at__isnull=False)
    return seen.select_related("study__institution", "study__commitment").order_by("-published_at", "-pk")


def sees_studies(user: Any) -> bool:
    """Say whether somebody finds the studies in the menu: who may open one, and who has a part in one."""
    if isinstance(user, AnonymousUser) or not isinstance(user, User):
        return False
    return may(user, "study.open") or bool(_parts_of(user.pk))
