"""All that a State's report rests on, in a number of queries that does not grow with it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch, Q

from tequio.apps.accounts.models import Institution
from tequio.apps.library.models import Document
from tequio.apps.register.briefs.gathering import submissions_of
from tequio.apps.register.briefs.hanging import hanging_on, with_words
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.briefs.rows import Rows, name_of
from tequio.apps.register.models import Session
from tequio.apps.register.queries.among import Among
from tequio.apps.register.state_reports.choosing import recommendations_to
from tequio.engines import briefing as engine


def reported_of(
    state: Institution, session: Session, entries: Collection[int], today: date, places: Places
) -> engine.Reported:
    """Gather what a State reports on.

    Args:
        state: which reports.
        session: of the body that asked.
        entries: numbers of the recommendations that are answered; all where there is none.
        today: the day on which the report is made.
        places: where records are read.
    """
    rows = Rows(places)
    all_of = list(with_words(recommendations_to(state, session)))
    chosen = [one for one in all_of if not entries or one.pk in entries]
    hanging = hanging_on(chosen, rows)
    # A session of the review yields a document for each State: the one that is answered is its source.
    answered = Q(pk__in={one.version.document_id for one in chosen})
    documents = Prefetch("documents", Document.objects.filter(answered).order_by("pk"))
    held = Session.objects.prefetch_related(documents).select_related("mechanism").get(pk=session.pk)
    numbers = [one.pk for one in chosen]
    ours = Q(session=session) | Q(Among("component__commitment_id", numbers))
    world = engine.World(
        mechanism=name_of(held.mechanism),
        number=held.mechanism_id,
        today=today,
        sessions=(rows.session(held),),
        commitments=tuple(hanging[one.pk].added_to(rows.commitment(one)) for one in chosen),
        submissions=submissions_of(ours, today, rows),
    )
    return engine.Reported(name_of(state), world, len(all_of))
