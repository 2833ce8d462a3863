"""Beginning a State's report, and choosing the recommendations that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.models import Commitment, Mechanism, Session, StateReport
from tequio.apps.register.operations.errors import NothingToDo, WrongValue
from tequio.apps.register.queries.listing import KEPT
from tequio.engines import briefing as engine

# Sessions of a body that are offered, the newest first.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Answered:
    """A session that asked a State for something, and of how many recommendations."""

    session: Session
    n: int


def recommendations_to(state: Institution, session: Session) -> QuerySet[Commitment]:
    """Give what a session recommended to a State, in the order of its documents."""
    kept = Commitment.objects.filter(
        session=session, actors=state, kind=Commitment.Kind.RECOMMENDATION, state__in=KEPT
    )
    return kept.order_by("version__document", "passage__start", "pk")


def sessions_answered(state: Institution, mechanism: Mechanism) -> list[Answered]:
    """Give the sessions of a body that recommended something to a State, the newest first."""
    counted = (
        Commitment.objects.order_by()
        .filter(
            session__mechanism=mechanism,
            actors=state,
            kind=Commitment.Kind.RECOMMENDATION,
            state__in=KEPT,
        )
        .values_list("session")
        .annotate(n=Count("pk", distinct=True))
    )
    found: dict[int, int] = dict(counted)
    sessions = Session.objects.filter(pk__in=found).prefetch_related("documents")
    ordered = sorted(sessions, key=lambda one: (one.date_start, one.edition or 0, one.pk), reverse=True)
    return [Answered(one, found[one.pk]) for one in ordered[:_MOST]]


def begin_report(state: Institution, template: engine.Template, session: Session, by: User) -> StateReport:
    """Begin a State's report on a session of a body, or give the one that was begun already.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: the session recommended nothing to the State.
    """
    require_review(by)
    if not recommendations_to(state, session).exists():
        raise WrongValue(_("This session recommended nothing to this State; choose another."))
    known = StateReport.objects.filter(state=state, template=template.code, session=session).first()
    if known is not None:
        return known
    with recorded(by, "begin-state-report", template=template.code):
        row = StateReport.objects.create(state=state, template=template.code, session=session, by=by)
        note_new(row)
    return row


def choose_entries(report: StateReport, by: User, entries: Sequence[int]) -> None:
    """Choose the recommendations that a report answers; all of the session where none is chosen.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: one of them is no recommendation of that session to that State.
        NothingToDo: they are those that are chosen already.
    """
    require_review(by)
    known = set(recommendations_to(report.state, report.session).values_list("pk", flat=True))
    wanted = set(entries)
    strange = sorted(wanted - known)
    if strange:
        raise WrongValue(
            _("No. %s is no recommendation of this session to this State; choose among those of the list.")
            % strange[0]
        )
    if wanted == known:
        wanted = set()
    if wanted == set(report.entries.values_list("pk", flat=True)):
        raise NothingToDo(_("Nothing differs from what stands."))
    with recorded(by, "choose-recommendations", chosen=len(wanted)):
        note(report)
        report.entries.set(sorted(wanted))
