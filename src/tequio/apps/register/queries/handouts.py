"""What hand-outs and feeds count and list: public records only, nothing averaged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from tequio.apps.accounts.models import Institution
from tequio.apps.library.models import Document
from tequio.apps.register.models import CommitmentTopic, Mechanism, Session, Topic
from tequio.apps.register.opendata import visible
from tequio.apps.register.queries.public import public_commitments

THEMES = "themes"
# Entries of a feed: what readers look back for.
NEWEST = 50


def commitments_of_sessions(mechanism: Mechanism) -> list[tuple[Session, int]]:
    """Count what each session of a mechanism yielded, the first session first."""
    sessions = {row.pk: row for row in visible.sessions().filter(mechanism=mechanism).order_by()}
    rows = public_commitments().filter(session__in=sessions).order_by()
    counted = dict(rows.values_list("session_id").annotate(n=Count("pk")))
    ordered = sorted(sessions.values(), key=lambda one: (one.date_start, one.edition or 0, one.pk))
    return [(one, counted[one.pk]) for one in ordered if one.pk in counted]


@dataclass(frozen=True, slots=True)
class Judgements:
    """How often one assessor gave each value of one scale: what stands today, component by component."""

    assessor: Institution
    scale: str
    counted: Counter[str]


def judgements(mechanism: Mechanism) -> list[Judgements]:
    """Count the published assessments of a mechanism that stand, each assessor and scale by itself."""
    rows = (
        visible.assessments()
        .filter(component__commitment__session__mechanism=mechanism)
        .exclude(replaced_by__published_at__isnull=False)
        .order_by("-assessed_on", "-pk")
    )
    columns = ("assessor_id", "scale", "component_id", "measure", "round_id", "by_id", "value")
    counted: dict[tuple[int, str], Counter[str]] = {}
    seen: set[tuple[Any, ...]] = set()
    for assessor, scale, component, measure, blind, by, value in rows.values_list(*columns):
        # As on the page of a commitment: two people who judge blind stand side by side.
        key = assessor, scale, component, measure, by if blind else None
        if key not in seen:
            seen.add(key)
            counted.setdefault((assessor, scale), Counter())[value] += 1
    assessors = Institution.objects.in_bulk({assessor for assessor, _scale in counted})
    found = [Judgements(assessors[key], scale, values) for (key, scale), values in counted.items()]
    return sorted(found, key=lambda one: (one.assessor.name, one.scale))


def answered(mechanism: Mechanism) -> dict[str, int]:
    """Count the entries of a mechanism, and those of which a report, assessment or evidence is public."""
    rows = public_commitments().filter(session__mechanism=mechanism).order_by()
    number = rows.count()
    among = Q(component__commitment__session__mechanism=mechanism)
    reports = Q(assignment__component__commitment__session__mechanism=mechanism)
    path = "component__commitment"
    reported = set(visible.reports().filter(reports).values_list(f"assignment__{path}", flat=True))
    judged = set(visible.assessments().filter(among).values_list(path, flat=True))
    proofs = visible.evidence().filter(among)
    proven = set(proofs.values_list(path, flat=True))
    against = set(proofs.filter(bearing__in=("contradicts", "mixed")).values_list(path, flat=True))
    return {
        "all": number,
        "reported": len(reported),
        "judged": len(judged),
        "contradicted": len(against),
        "unanswered": number - len(reported | judged | proven),
    }


def themes() -> list[tuple[Topic, int]]:
    """List the themes that people have confirmed on public commitments, with how many each has."""
    links = visible.topics().filter(topic__scheme=THEMES).order_by()
    counted = dict(links.values_list("topic_id").annotate(n=Count("pk")))
    found = Topic.objects.filter(pk__in=counted)
    return sorted(((one, counted[one.pk]) for one in found), key=lambda pair: (-pair[1], pair[0].name))


def of_theme(topic: Topic) -> QuerySet[Any]:
    """Give the public commitments on which people have confirmed a theme."""
    confirmed = CommitmentTopic.objects.filter(topic=topic, state=CommitmentTopic.State.ACCEPTED)
    return public_commitments().filter(pk__in=confirmed.values("commitment"))


def mechanisms_of(topic: Topic) -> list[tuple[Mechanism, int]]:
    """Count the commitments of a theme by mechanism, the most first."""
    rows = of_theme(topic).filter(session__isnull=False).order_by()
    counted = dict(rows.values_list("session__mechanism").annotate(n=Count("pk")))
    found = Mechanism.objects.filter(pk__in=counted)
    return sorted(((one, counted[one.pk]) for one in found), key=lambda pair: (-pair[1], pair[0].name))


@dataclass(frozen=True, slots=True)
class Published:
    """Something that visitors may see since a moment.

    Args:
        kind: "document", "assessment", "evidence" or "report".
        row: the record.
        commitment: number of the commitment that it speaks of; None of a document.
        at: since when: its own publication or its document's, whichever came later.
    """

    kind: str
    row: Any
    commitment: int | None
    at: datetime


def changes(mechanism: Mechanism | None = None) -> list[Published]:
    """List what was published last, of everything or of one mechanism, the newest first."""
    found: list[Published] = []
    documents = visible.documents().filter(pk__in=_documents(mechanism))
    for document in documents.order_by("-published_at", "-pk")[:NEWEST]:
        assert document.published_at is not None
        found.append(Published("document", document, None, document.published_at))
    for kind, rows, path in (
        ("assessment", visible.assessments().select_related("assessor"), "component"),
        ("evidence", visible.evidence(), "component"),
        ("report", visible.reports().select_related("assignment__institution"), "assignment__component"),
    ):
        found += _newest(kind, rows, f"{path}__commitment", mechanism)
    return sorted(found, key=lambda one: (one.at, one.kind, one.row.pk), reverse=True)[:NEWEST]


def _newest(kind: str, rows: QuerySet[Any], path: str, mechanism: Mechanism | None) -> list[Published]:
    if mechanism is not None:
        rows = rows.filter(**{f"{path}__session__mechanism": mechanism})
    rows = rows.select_related(f"{path}__version__document").defer(f"{path}__version__content")
    newest: dict[int, Any] = {}
    # The later of the two moments is among the newest of one of them.
    for moment in ("published_at", f"{path}__version__document__published_at"):
        newest |= {row.pk: row for row in rows.order_by(f"-{moment}", "-pk")[:NEWEST]}
    return [_published(kind, row) for row in newest.values()]


def _documents(mechanism: Mechanism | None) -> QuerySet[Any]:
    """Give the documents that yielded something public."""
    rows = public_commitments().order_by()
    if mechanism is not None:
        rows = rows.filter(session__mechanism=mechanism)
    return Document.objects.filter(pk__in=rows.values("version__document")).order_by().values("pk")


def _published(kind: str, row: Any) -> Published:
    component = row.assignment.component if kind == "report" else row.component
    commitment = component.commitment
    return Published(
        kind, row, commitment.pk, max(row.published_at, commitment.version.document.published_at)
    )
