"""What a visitor may see: what was published, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tequio.apps.library.models import DocumentVersion
from tequio.apps.register.followup.receiving import shows_sender
from tequio.apps.register.models import (
    Assessment,
    Commitment,
    Component,
    Evidence,
    Inquiry,
    InquiryReply,
    Mechanism,
    Report,
    Session,
    Submission,
)
from tequio.apps.register.queries.chain import Chain, ComponentChain, chain
from tequio.apps.register.queries.commitment import commitment_shown
from tequio.apps.register.queries.listing import KEPT

PAGE = 25
_PUBLISHED = Q(state__in=KEPT, version__document__published_at__isnull=False)


def public_commitments() -> QuerySet[Commitment]:
    """Give the commitments that visitors may see."""
    return Commitment.objects.filter(_PUBLISHED)


def public_counts() -> dict[int, int]:
    """Count the commitments that visitors may see: mechanism's number -> how many."""
    published = DocumentVersion.objects.filter(document__published_at__isnull=False).order_by()
    # By version and session, which one index holds; the mechanisms of sessions are few.
    rows = (
        Commitment.objects.order_by()
        .filter(state__in=KEPT, version__in=published.values("pk"), session__isnull=False)
        .values_list("version_id", "session_id")
        .annotate(n=Count("version_id"))
    )
    mechanism_of = dict(Session.objects.order_by().values_list("pk", "mechanism_id"))
    counted: Counter[int] = Counter()
    for _version, session, n in rows:
        counted[mechanism_of[session]] += n
    return dict(counted)


def public_chain(number: int) -> Chain | None:
    """Give a commitment's chain as a visitor sees it; None where there is none or it is not published."""
    commitment = commitment_shown(number)
    return chain(commitment, AnonymousUser()) if commitment and commitment.is_public else None


def public_component(number: int) -> tuple[Chain, ComponentChain] | None:
    """Give a component with every assessor's published assessment side by side; None if it is not public."""
    key = Component.objects.filter(pk=number).values_list("commitment", flat=True).first()
    seen = public_chain(key) if key else None
    part = next((one for one in seen.components if one.component.pk == number), None) if seen else None
    return (seen, part) if seen and part else None


@dataclass(frozen=True, slots=True)
class Silence:
    """How many authorities were asked, and how many of them answered and did not."""

    asked: int
    answered: int
    silent: int


def silence(inquiry: Inquiry) -> Silence:
    """Count who answered a question: "asked 64 authorities, 44 answered"."""
    counted = InquiryReply.objects.filter(inquiry=inquiry).aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        silent=Count("pk", filter=Q(silent_on__isnull=False, answered_on=None)),
    )
    return Silence(**counted)


@dataclass(frozen=True, slots=True)
class PublicPage:
    """One page of what was agreed in a mechanism.

    Args:
        commitments: the newest first, each with `is_reported` (what the State says is public), `is_judged`
            and `is_contradicted` (what others say), `is_unanswered` (nobody has published anything).
        next_after: number to hand in as `after` for the next page, or None.
    """

    commitments: Sequence[Commitment]
    next_after: int | None


def public_mechanism(mechanism: Mechanism, after: int | None = None) -> PublicPage:
    """List what was agreed in a mechanism and published, a page at a time.

    Args:
        mechanism: which.
        after: number of the commitment with which the page before ended.
    """
    return public_page(public_commitments().filter(session__mechanism=mechanism), after)


def public_page(rows: QuerySet[Commitment], after: int | None = None) -> PublicPage:
    """List some of the public commitments a page at a time, with who has said anything about each."""
    of = {"component__commitment": OuterRef("pk"), "published_at__isnull": False}
    reports = Report.objects.filter(
        assignment__component__commitment=OuterRef("pk"), published_at__isnull=False
    )
    proofs = Evidence.objects.filter(**of, withdrawn_on=None)
    against = proofs.filter(bearing__in=(Evidence.Bearing.CONTRADICTS, Evidence.Bearing.MIXED))
    judged = Assessment.objects.filter(**of)
    rows = rows.order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    rows = (
        rows.annotate(
            is_reported=Exists(reports),
            is_judged=Exists(judged),
            is_contradicted=Exists(against),
            is_unanswered=~Exists(reports) & ~Exists(judged) & ~Exists(proofs),
        )
        .select_related("passage", "session__mechanism", "version__document")
        .defer("version__content", "proposal", "folded")
    )
    found = list(rows[: PAGE + 1])
    return PublicPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


@dataclass(frozen=True, slots=True)
class PublicSubmission:
    """A submission as visitors may read it.

    Args:
        sender: empty where consent or risk forbids to name whoever sent it.
    """

    number: int
    kind: str
    title: str
    words: str
    sender: str
    received_on: date
    state: str
    outcome: str
    component: Component | None


def public_submissions(session: int) -> list[PublicSubmission]:
    """Give what civil society handed in before a session and allows to be read, the newest first."""
    return [_as_read(row) for row in _published_submissions().filter(session=session)]


def public_submissions_of(mechanism: Mechanism) -> list[tuple[Session, list[PublicSubmission]]]:
    """Give the same for all sessions of a mechanism that yielded something public, the last session first."""
    yielded = public_commitments().filter(session__mechanism=mechanism).order_by()
    handed_in: dict[int, list[PublicSubmission]] = {}
    for row in _published_submissions().filter(session__mechanism=mechanism):
        handed_in.setdefault(row.session_id or 0, []).append(_as_read(row))
    sessions = Session.objects.filter(pk__in=handed_in).filter(pk__in=yielded.values("session"))
    return [(one, handed_in[one.pk]) for one in sessions.order_by("-date_start", "-pk")]


def _published_submissions() -> QuerySet[Submission]:
    return (
        Submission.objects.filter(published_at__isnull=False)
        .exclude(state=Submission.State.WITHDRAWN)
        .select_related("component", "institution")
        .order_by("-pk")
    )


def _as_read(row: Submission) -> PublicSubmission:
    return PublicSubmission(
        row.pk,
        row.get_kind_display(),
        row.title,
        row.words,
        (str(row.institution) if row.institution else row.sender) if shows_sender(row) else "",
        row.received_on,
        row.get_state_display(),
        row.outcome,
        row.component,
    )
