"""Mechanisms and their sessions: what each yielded, how often they meet, when the next one is due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from tequio.apps.accounts.models import Institution
from tequio.apps.library.models import Document
from tequio.apps.register.models import Commitment, Mechanism, Participation, Session
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.listing import KEPT, with_what_a_row_shows
from tequio.apps.register.queries.next_session import NextSession, next_session
from tequio.text import fold

# Commitments that a session's page lists; the rest is in the register, narrowed to the session.
LISTED = 60
# How recurrences are worded by the engine and by sources -> months. Matched in folded words.
_CADENCES: tuple[tuple[str, int], ...] = (
    (r"every two years|biennial|bienal|cada dos anos", 24),
    (r"every three years|triennial|trienal|cada tres anos", 36),
    (r"every four years|cada cuatro anos", 48),
    (r"every five years|quinquenal|cada cinco anos", 60),
    (r"every two months|bimestral|cada dos meses", 2),
    (r"every six months|twice a year|half-yearly|semi.?annual|semestral|cada seis meses|dos veces al ano", 6),
    (r"every three months|quarterly|trimestral|cada tres meses", 3),
    (r"every month|monthly|mensual|cada mes", 1),
    (r"every year|annual|yearly|once a year|anual|cada ano", 12),
)
# An undertaking to meet, in folded words; "a report to the annual meeting" is none.
_MEETS = re.compile(
    r"\b(?:hold|convene|organi[sz]e|schedule|celebrar|convocar|organizar|realizar|sostener|llevar a cabo)\b"
    r".{0,60}\b(?:dialogue|meeting|session|round|dialogo|reunion|sesion|encuentro|ronda)"
    r"|^(?:to )?meet\b|\breunirse\b|\bsesionar\b"
)

# Roots of which one stands in whatever that finds.
_MEETING = ("dialog", "meet", "session", "round", "reuni", "sesion", "encuentro", "ronda")


@dataclass
class Yield:
    """What a session yielded.

    Args:
        kept: kind of commitment -> number in the register.
        to_check: number of findings that nobody has decided on.
    """

    kept: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Commitment.Kind.values, 0))
    to_check: int = 0

    @property
    def total(self) -> int:
        """Commitments of all kinds in the register."""
        return sum(self.kept.values())

    @property
    def by_kind(self) -> list[tuple[str, str, int]]:
        """(kind, its name, number) in fixed order."""
        return [(kind, str(Commitment.Kind(kind).label), n) for kind, n in self.kept.items()]


@dataclass(frozen=True)
class Cadence:
    """How often a mechanism meets.

    Args:
        months: between sessions.
        promised_by: the commitment that promises it, where that is how it is known.
        words: of the last session, where they are how it is known.
    """

    months: int
    promised_by: Commitment | None = None
    words: str = ""


@dataclass(frozen=True)
class Overview:
    """A mechanism with what is known of its sessions.

    Args:
        mechanism: with its parties.
        sessions: in order of time, each with what it yielded.
        cadence: how often it meets, or None.
        next: what is known of the session to come; None where there was none yet.
        recurring: its kept commitments that recur, those of the newest session first.
    """

    mechanism: Mechanism
    sessions: list[tuple[Session, Yield]]
    cadence: Cadence | None
    next: NextSession | None
    recurring: list[Commitment]

    @property
    def yielded(self) -> Yield:
        """What all its sessions yielded."""
        total = Yield()
        for _session, one in self.sessions:
            total.to_check += one.to_check
            for kind, n in one.kept.items():
                total.kept[kind] += n
        return total

    @property
    def held(self) -> list[Session]:
        """The sessions alone."""
        return [session for session, _yield in self.sessions]


def months_between(words: str) -> int | None:
    """Read a cadence ("annual", "cada dos años") as months; None where the words name none."""
    folded = fold(words)
    for pattern, months in _CADENCES:
        if re.search(rf"\b(?:{pattern})\b", folded):
            return months
    return None


def cadence(
    mechanism: Mechanism, sessions: Sequence[Session], recurring: Iterable[Commitment] = ()
) -> Cadence | None:
    """Say how often a mechanism meets: as entered, as its last session says, or as a commitment promises.

    Args:
        mechanism: which.
        sessions: its sessions in order of time.
        recurring: its kept commitments that recur; one counts where it speaks of meeting.
    """
    if mechanism.cadence_months:
        return Cadence(mechanism.cadence_months)
    words = sessions[-1].next_cadence if sessions else ""
    months = months_between(words)
    if months:
        return Cadence(months, words=words)
    for commitment in recurring:
        months = months_between(commitment.recurrence)
        if months and _MEETS.search(fold(commitment.action)):
            return Cadence(months, promised_by=commitment)
    return None


def overviews(mechanisms: QuerySet[Mechanism], today: date) -> list[Overview]:
    """Gather mechanisms with their sessions in a number of queries that does not grow with them."""
    in_order = Session.objects.annotate(reports=Count("documents")).order_by("date_start", "edition", "pk")
    listed = list(
        mechanisms.order_by("name_es", "name_en", "pk").prefetch_related(
            Prefetch("sessions", in_order, to_attr="in_order"), "parties"
        )
    )
    yields = yields_of(Session.objects.filter(mechanism__in=listed))
    recurring: dict[int, list[Commitment]] = {}
    for commitment in recurring_of(listed):
        if commitment.session:
            recurring.setdefault(commitment.session.mechanism_id, []).append(commitment)
    return [_overview(m, m.in_order, yields, recurring.get(m.pk, []), today) for m in listed]


def overdue(mechanisms: QuerySet[Mechanism], today: date) -> set[int]:
    """Give the numbers of the mechanisms whose next session is overdue, by their last session alone."""
    last = Session.objects.filter(mechanism=OuterRef("pk")).order_by("-date_start", "-edition", "-pk")
    listed: list[Any] = list(
        mechanisms.order_by().only("cadence_months").annotate(last=Subquery(last.values("pk")[:1]))
    )
    held = Session.objects.order_by().filter(Among("pk", [one.last for one in listed if one.last]))
    sessions = {
        one.pk: one
        for one in held.only("date_start", "date_end", "next_period", "next_place", "next_cadence")
    }
    met = [(one, sessions[one.last]) for one in listed if one.last]
    promised = _promised([one.pk for one, session in met if cadence(one, [session]) is None])
    found = set()
    for one, session in met:
        known = cadence(one, [session])
        months = known.months if known else promised.get(one.pk)
        expected = next_session(one, [session], today, months)
        if expected and expected.is_overdue:
            found.add(one.pk)
    return found


def _promised(mechanisms: Sequence[int]) -> dict[int, int]:
    """Read how often mechanisms meet off their commitments, as `cadence` does: mechanism's number -> months.

    What recurs is much, what speaks of meeting is little: the database looks for the words first.
    """
    speaks = Q()
    for root in _MEETING:
        speaks |= Q(folded__contains=root)
    rows = Commitment.objects.filter(speaks, Among("session__mechanism_id", mechanisms), state__in=KEPT)
    months: dict[int, int] = {}
    of_recurrence: dict[str, int | None] = {}
    ordered = rows.exclude(recurrence="").order_by("-session__date_start", "pk")
    for mechanism, recurrence, action in ordered.values_list("session__mechanism", "recurrence", "action"):
        if mechanism not in months:
            if recurrence not in of_recurrence:
                of_recurrence[recurrence] = months_between(recurrence)
            known = of_recurrence[recurrence]
            if known and _MEETS.search(fold(action)):
                months[mechanism] = known
    return months


def overview(mechanism: Mechanism, today: date) -> Overview:
    """Gather one mechanism with its sessions."""
    return overviews(Mechanism.objects.filter(pk=mechanism.pk), today)[0]


def _overview(
    mechanism: Mechanism,
    sessions: Sequence[Session],
    yields: dict[int, Yield],
    recurring: list[Commitment],
    today: date,
) -> Overview:
    known = cadence(mechanism, sessions, recurring)
    return Overview(
        mechanism=mechanism,
        sessions=[(session, yields.get(session.pk, Yield())) for session in sessions],
        cadence=known,
        next=next_session(mechanism, sessions, today, known.months if known else None),
        recurring=recurring,
    )


def yields_of(sessions: QuerySet[Session]) -> dict[int, Yield]:
    """Count what sessions yielded: session's key -> yield; one without findings is left out."""
    yields: dict[int, Yield] = {}
    states = [*KEPT, Commitment.State.PROPOSED]
    rows = (
        Commitment.objects.order_by()
        .filter(session__in=sessions.order_by().values("pk"), state__in=states)
        .values_list("session_id", "state", "kind")
        .annotate(n=Count("pk"))
    )
    for session, state, kind, n in rows:
        one = yields.setdefault(session, Yield())
        if state == Commitment.State.PROPOSED:
            one.to_check += n
        else:
            one.kept[kind] += n
    return yields


def recurring_of(mechanisms: Sequence[Mechanism]) -> QuerySet[Commitment]:
    """List kept commitments of mechanisms that recur, those of the newest session first."""
    return (
        Commitment.objects.filter(session__mechanism__in=mechanisms, state__in=KEPT)
        .exclude(recurrence="")
        .select_related("session", "version__document")
        .defer("version__content")
        .order_by("-session__date_start", "pk")
    )


@dataclass(frozen=True)
class SessionPage:
    """All that the page of a session shows.

    Args:
        session: with its mechanism and parties.
        delegations: (party or None, who took part for it), parties in order of their first participant.
        documents: that report it.
        commitments: the first of those that were kept, in the order of their documents.
        yielded: their numbers.
        before: the session before it, or None.
        after: the session after it, or None.
    """

    session: Session
    delegations: list[tuple[Institution | None, list[Participation]]]
    documents: list[Document]
    commitments: list[Commitment]
    yielded: Yield
    before: Session | None
    after: Session | None


def session_page(session: Session) -> SessionPage:
    """Gather what the page of a session shows."""
    siblings = list(
        Session.objects.filter(mechanism=session.mechanism_id).order_by("date_start", "edition", "pk")
    )
    at = siblings.index(session)
    kept = session.commitments.filter(state__in=KEPT)
    rows = with_what_a_row_shows(kept).order_by("version__document", "passage__start", "pk")[:LISTED]
    delegations: dict[int | None, tuple[Institution | None, list[Participation]]] = {}
    for one in session.participations.select_related("person", "party", "passage__version").order_by("pk"):
        delegations.setdefault(one.party_id, (one.party, []))[1].append(one)
    return SessionPage(
        session=session,
        delegations=list(delegations.values()),
        documents=list(session.documents.order_by("pk")),
        commitments=list(rows),
        yielded=yields_of(Session.objects.filter(pk=session.pk)).get(session.pk, Yield()),
        before=siblings[at - 1] if at else None,
        after=siblings[at + 1] if at + 1 < len(siblings) else None,
    )
