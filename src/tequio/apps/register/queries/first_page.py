"""What the first page says at a glance: what waits, what falls due, what changed, which sessions met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from tequio.apps.library.models import Document, DocumentVersion
from tequio.apps.register.models import Commitment, Decision, Mechanism, Session

# How far ahead a deadline is called to mind.
AHEAD = timedelta(days=120)
KEPT = (Commitment.State.ACCEPTED, Commitment.State.CORRECTED)


@dataclass(frozen=True, slots=True)
class ToCheck:
    """What waits for a person's decision.

    Args:
        documents: number of documents with at least one finding to check.
        findings: number of findings to check in them.
        next: the document to go on with, or None.
    """

    documents: int
    findings: int
    next: Document | None


@dataclass(frozen=True, slots=True)
class Due:
    """A kept commitment whose deadline is near or past.

    Args:
        commitment: with its session and mechanism.
        days: from today to the deadline; negative when overdue.
    """

    commitment: Commitment
    days: int

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline is past."""
        return self.days < 0

    @property
    def days_late(self) -> int:
        """Days since the deadline."""
        return -self.days


def documents_with_counts() -> QuerySet[Any]:
    """Give all documents with the `findings`, `to_check`, `language`, `pages` … of their newest version."""
    newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    on_newest = Q(versions__commitments__version=F("version_id"))
    proposed = Q(versions__commitments__state=Commitment.State.PROPOSED)
    gone = Q(versions__commitments__state=Commitment.State.WITHDRAWN)
    return Document.objects.annotate(
        version_id=Subquery(newest.values("pk")[:1]),
        version_number=Subquery(newest.values("number")[:1]),
        language=Subquery(newest.values("language")[:1]),
        pages=Subquery(newest.values("pages")[:1]),
        media_type=Subquery(newest.values("media_type")[:1]),
        session_state=Subquery(newest.values("session_proposal__state")[:1]),
        findings=Count("versions__commitments", filter=on_newest & ~gone, distinct=True),
        to_check=Count("versions__commitments", filter=on_newest & proposed, distinct=True),
    )


def to_check() -> ToCheck:
    """Count what waits for a decision and name the document to go on with: the one begun, else the newest."""
    waiting = list(
        documents_with_counts().filter(to_check__gt=0).order_by(F("to_check") - F("findings"), "-added_at")
    )
    return ToCheck(len(waiting), sum(d.to_check for d in waiting), waiting[0] if waiting else None)


def falls_due(today: date, most: int = 8) -> list[Due]:
    """List kept commitments that are overdue or fall due soon, the oldest deadline first."""
    commitments = (
        Commitment.objects.filter(state__in=KEPT, due_on__lte=today + AHEAD)
        .select_related("session__mechanism", "version__document")
        .defer("version__content")
        .order_by("due_on", "pk")[:most]
    )
    return [Due(c, (c.due_on - today).days) for c in commitments if c.due_on]


def latest_decisions(most: int = 8) -> QuerySet[Decision]:
    """List the last decisions; of an action only the last, with how many it took as `in_action`."""
    together = Decision.objects.filter(batch=OuterRef("batch"), verb=OuterRef("verb")).order_by()
    return (
        Decision.objects.annotate(
            last_of_action=Subquery(together.values("batch").annotate(last=Max("pk")).values("last")),
            in_action=Subquery(together.values("batch").annotate(n=Count("pk")).values("n")),
        )
        .filter(Q(batch=None) | Q(pk=F("last_of_action")))
        .select_related("by", "commitment__version__document")
        .defer("commitment__version__content")
        .order_by("-pk")[:most]
    )


def latest_mechanisms(most: int = 8) -> QuerySet[Any]:
    """List the mechanisms that met last, each with its sessions in order of time as `in_order`."""
    in_order = Session.objects.order_by("date_start", "edition", "pk")
    return (
        Mechanism.objects.annotate(last_met=Max("sessions__date_start"))
        .order_by(F("last_met").desc(nulls_last=True), "name_es", "name_en", "pk")
        .prefetch_related(Prefetch("sessions", in_order, to_attr="in_order"))[:most]
    )
