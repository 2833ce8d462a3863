"""What hand-outs and feeds count and list: public records only, nothing averaged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from tequio.apps.accounts.models import Institution
from tequio.apps.ledger.models import Event
from tequio.apps.library.models import Document
from tequio.apps.register.models import CommitmentTopic, Mechanism, Session, Topic
from tequio.apps.register.opendata import visible
from tequio.apps.register.queries.public import public_commitments

THEMES = "themes"
# Entries of a feed: what readers look back for.
NEWEST = 50
# Entries from which the counts of a mechanism are remembered, and of how many mechanisms a process remembers.
LARGE, MOST_REMEMBERED = 1_000, 50
_REMEMBERED: dict[int, tuple[str, Counted]] = {}


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
    among = visible.assessments().filter(component__commitment__session__mechanism=mechanism).order_by()
    # Two plain lists: one question with what replaces each takes minutes on a plan without statistics.
    replaced = set(among.filter(replaces__isnull=False).values_list("replaces_id", flat=True))
    what = ("assessor_id", "scale", "component_id", "measure", "round_id", "by_id", "value")
    counted: dict[tuple[int, str], Counter[str]] = {}
    seen: set[tuple[Any, ...]] = set()
    for _on, number, assessor, scale, component, measure, blind, by, value in sorted(
        among.values_list("assessed_on", "pk", *what), reverse=True
    ):
        # As on the page of a commitment: two people who judge blind stand side by side.
        key = assessor, scale, component, measure, by if blind else None
        if number not in replaced and key not in seen:
            seen.add(key)
            counted.setdefault((assessor, scale), Counter())[value] += 1
    assessors = Institution.objects.in_bulk({assessor for assessor, _scale in counted})
    found = [Judgements(assessors[key], scale, values) for (key, scale), values in counted.items()]
    return sorted(found, key=lambda one: (one.assessor.name, one.scale))


@dataclass(frozen=True, slots=True)
class Counted:
    """What the charts of a mechanism show: its sessions, who has said anything, what assessors conclude."""

    sessions: list[tuple[Session, int]]
    answered: dict[str, int]
    judgements: list[Judgements]


def counted(mechanism: Mechanism) -> Counted:
    """Count what the charts of a mechanism show; of a large one once for each change of the register.

    Counting 20,000 commitments with their assessments keeps a processor for most of a second, and visitors
    come without a limit: a process remembers what it counted until the log has another entry (record 138).
    """
    head = Event.objects.order_by("-sequence").values_list("hash", flat=True).first() or ""
    known = _REMEMBERED.get(mechanism.pk)
    if known is not None and known[0] == head:
        return known[1]
    found = Counted(commitments_of_sessions(mechanism), answered(mechanism), judgements(mechanism))
    if head and found.answered["all"] >= LARGE:
        _REMEMBERED.pop(mechanism.pk, None)
        _REMEMBERED[mechanism.pk] = (head, found)
        for oldest in list(_REMEMBERED)[:-MOST_REMEMBERED]:
            _REMEMBERED.pop(oldest, None)
    return found


def answered(mechanism: Mechanism) -> dict[str, int]:
    """Count the entries of a mechanism, and those of which a report, assessment or evidence is public."""
    rows = public_commitments().filter(session__mechanism=mechanism).order_by()
    number = rows.count()
    among = Q(component__commitment__session__mechanism=mechanism)
    reports = Q(assignment__component__commitment__session__mechanism=mechanism)
    path = "component__commitment"
    reported = set(visible.reports().filter(reports).values_list(f"assignment__{path}", flat=True))
    judged = set(visible.assessments().filter(among).values_list(path, flat=True))
    proofs = set(visible.evidence().filter(among).order_by().values_list(path, "bearing").distinct())
    proven = {key for key, _bearing in proofs}
    against = {key for key, bearing in proofs if bearing in ("contradicts", "mixed")}
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
