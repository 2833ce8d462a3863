"""What the first page says at a glance: what waits, what falls due, what changed, which sessions met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tequio.apps.library.models import Document, DocumentVersion
from tequio.apps.register.models import Commitment, Decision, Mechanism, Session
from tequio.apps.register.queries.listing import KEPT

# How far ahead a deadline is called to mind.
AHEAD = timedelta(days=120)
_GONE = Commitment.State.WITHDRAWN


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


def documents_found(state: str = "", language: str = "") -> QuerySet[Document]:
    """Find documents by what is left to check in their newest version, and by its language.

    Args:
        state: "to-check", "checked" or "without-findings"; empty for all.
        language: of the newest version; empty for all.
    """
    documents = Document.objects.alias(version_id=Subquery(_newest().values("pk")[:1]))
    findings = Commitment.objects.filter(version=OuterRef("version_id")).exclude(state=_GONE)
    proposed = Exists(findings.filter(state=Commitment.State.PROPOSED))
    if language:
        documents = documents.filter(Exists(_newest().filter(pk=OuterRef("version_id"), language=language)))
    if state == "to-check":
        documents = documents.filter(proposed)
    elif state == "checked":
        documents = documents.filter(~proposed, Exists(findings))
    elif state == "without-findings":
        documents = documents.filter(~Exists(findings))
    return documents


def with_counts(documents: QuerySet[Document]) -> QuerySet[Any]:
    """Give few documents with the `findings`, `to_check`, `language`, `pages` … of their newest version."""
    newest = _newest()
    findings = Commitment.objects.filter(version=OuterRef("version_id")).exclude(state=_GONE).order_by()
    proposed = findings.filter(state=Commitment.State.PROPOSED)
    return documents.annotate(
        version_id=Subquery(newest.values("pk")[:1]),
        version_number=Subquery(newest.values("number")[:1]),
        language=Subquery(newest.values("language")[:1]),
        pages=Subquery(newest.values("pages")[:1]),
        media_type=Subquery(newest.values("media_type")[:1]),
        session_state=Subquery(newest.values("session_proposal__state")[:1]),
        findings=Coalesce(Subquery(_number_of(findings)), 0),
        to_check=Coalesce(Subquery(_number_of(proposed)), 0),
    )


def _newest() -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")


def _number_of(findings: QuerySet[Commitment]) -> QuerySet[Any]:
    return findings.values("version").annotate(n=Count("pk")).values("n")


def to_check() -> ToCheck:
    """Count what waits for a decision and name the document to go on with: the one begun, else the newest."""
    newer = DocumentVersion.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    waiting = (
        DocumentVersion.objects.filter(~Exists(newer))
        .annotate(
            # Counting a column of the index spares reading the commitments themselves.
            findings=Count("commitments__state", filter=~Q(commitments__state=_GONE)),
            to_check=Count("commitments__state", filter=Q(commitments__state=Commitment.State.PROPOSED)),
        )
        .filter(to_check__gt=0)
        .order_by("-document__added_at", "-document")
        .values_list("document", "to_check", "findings")
    )
    rows = list(waiting)
    # Of documents equally far begun the first, which is the newest.
    begun = min(rows, key=lambda row: row[1] - row[2], default=None)
    document = Document.objects.get(pk=begun[0]) if begun else None
    return ToCheck(len(rows), sum(row[1] for row in rows), document)


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
