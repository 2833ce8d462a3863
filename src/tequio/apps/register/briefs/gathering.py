"""All that the brief of a mechanism rests on, in a number of queries that does not grow with it.

A brief is the same whoever asks for it: it holds what every account of the site may read, and of civil
society what its sender allows to be published. What else there is, is counted and not shown (record 84).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from tequio.apps.library.models import Document
from tequio.apps.register.briefs.hanging import Hanging, add_positions, hanging_on, with_words
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.briefs.related import related_to
from tequio.apps.register.briefs.rows import Rows, demand_of, name_of
from tequio.apps.register.models import (
    Commitment,
    Duty,
    Mechanism,
    Session,
    Submission,
    Topic,
)
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.listing import KEPT
from tequio.apps.register.queries.mechanisms import overview
from tequio.engines import briefing as engine


def world_of(mechanism: Mechanism, today: date, places: Places) -> engine.World:
    """Gather all that the brief of a mechanism rests on.

    Args:
        mechanism: which.
        today: the day on which the brief is made.
        places: where records are read.
    """
    rows = Rows(places)
    known = overview(mechanism, today)
    sessions = _sessions(mechanism)
    commitments = commitments_of(mechanism)
    hanging = hanging_on(commitments, rows)
    described = tuple(hanging[one.pk].added_to(rows.commitment(one)) for one in commitments)
    held = tuple(rows.session(one) for one in sessions)
    return engine.World(
        mechanism=name_of(mechanism),
        number=mechanism.pk,
        today=today,
        sessions=held,
        commitments=described,
        next=_next(known.next, sessions, held),
        submissions=submissions_of(
            Q(session__mechanism=mechanism) | Q(component__commitment__session__mechanism=mechanism),
            today,
            rows,
        ),
        related=_related(mechanism, commitments, rows),
        due=_due(mechanism, commitments, rows),
    )


def commitments_of(mechanism: Mechanism) -> list[Commitment]:
    """Give what was agreed in the sessions of a mechanism, in the order of its documents."""
    kept = Commitment.objects.filter(session__mechanism=mechanism, state__in=KEPT)
    return list(with_words(kept).order_by("version__document", "passage__start", "pk"))


def _sessions(mechanism: Mechanism) -> list[Session]:
    documents = Prefetch("documents", Document.objects.order_by("pk"))
    rows = Session.objects.filter(mechanism=mechanism).prefetch_related(documents)
    return list(rows.order_by("date_start", "edition", "pk"))


def _next(
    known: Any, sessions: Sequence[Session], held: Sequence[engine.Session]
) -> engine.NextSession | None:
    if known is None or not known.period:
        return None
    return engine.NextSession(
        held[-1].record, known.period, known.place, known.last_day, bool(sessions[-1].next_period)
    )


def submissions_of(ours: Q, today: date, rows: Rows) -> tuple[engine.Submission, ...]:
    """Give what civil society handed in and allows to be published by a day.

    Args:
        ours: which submissions are meant.
        today: the day.
        rows: turns them into facts.
    """
    listed = (
        Submission.objects.filter(ours)
        .exclude(consent=Submission.Consent.NOTHING)
        .exclude(state=Submission.State.WITHDRAWN)
        .exclude(publish_from__gt=today)
        .select_related("institution", "component")
        .order_by("-received_on", "-pk")
    )
    return tuple(rows.submission(row) for row in listed)


def _related(
    mechanism: Mechanism, commitments: Sequence[Commitment], rows: Rows
) -> tuple[engine.Related, ...]:
    found = related_to(mechanism, commitments)
    ours = {one.pk: one for one in commitments}
    numbers = [one.commitment for one in found]
    theirs = {one.pk: one for one in with_words(Commitment.objects.filter(Among("id", numbers)))}
    topics = Topic.objects.in_bulk({topic for one in found for topic in one.topics})
    hanging: dict[int, Hanging] = defaultdict(Hanging)
    add_positions(hanging, theirs, rows)
    listed = []
    for one in found:
        row = theirs[one.commitment]
        session = row.session
        listed.append(
            engine.Related(
                hanging[row.pk].added_to(rows.commitment(row)),
                name_of(session.mechanism) if session else None,
                tuple(name_of(topics[topic]) for topic in one.topics),
                tuple(rows.commitment_record(ours[number]) for number in one.with_commitments),
                session.date_start if session else "",
                demand_of(one.group),
            )
        )
    return tuple(listed)


def _due(mechanism: Mechanism, commitments: Sequence[Commitment], rows: Rows) -> tuple[engine.Due, ...]:
    """Give what is due and not done: issued duties, and deadlines for which none was issued yet."""
    of = {one.pk: one for one in commitments}
    ours = Q(commitment__session__mechanism=mechanism) | Q(
        assignment__component__commitment__session__mechanism=mechanism
    )
    duties = Duty.objects.filter(ours).select_related("institution", "assignment__component")
    found: list[engine.Due] = []
    issued = set()
    for row in duties.order_by("due_on", "pk"):
        number = row.assignment.component.commitment_id if row.assignment else row.commitment_id
        if row.kind == Duty.Kind.DEADLINE and row.commitment_id:
            issued.add(row.commitment_id)
        if row.done_on is None and number in of:
            found.append(rows.duty(row, of[number]))
    for one in commitments:
        if one.due_on and one.pk not in issued:
            found.append(engine.Due(rows.commitment_record(one), "deadline", one.due_on))
    return tuple(sorted(found, key=lambda due: due.on))
