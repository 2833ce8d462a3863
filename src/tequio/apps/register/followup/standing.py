"""Keeping `ComponentStanding` in step with the records that it follows from (record 55).

At the end of every operation the ledger says what was changed; the components that hang on it are looked at
anew, in the same transaction. To count by something else, add its rows in `_wanted`, and say in `_HANGING`
which records they follow from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Subquery

from tequio.apps.ledger.models import LogEnd
from tequio.apps.ledger.pouring import pour
from tequio.apps.ledger.prepared import Prepared
from tequio.apps.ledger.recording import Follower
from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    Commitment,
    CommitmentTopic,
    Component,
    ComponentStanding,
    Duty,
    Evidence,
)
from tequio.apps.register.queries.among import Among

Under = ComponentStanding.Under
# Vocabularies whose topics are themes.
THEMES = ("themes",)
_KEPT = (Commitment.State.ACCEPTED, Commitment.State.CORRECTED)
# Kind of record in the log -> path to it from a component.
_HANGING: Mapping[str, str] = {
    "commitment": "commitment",
    "session": "commitment__session",
    "assignment": "assignments",
    "report": "assignments__reports",
    "duty": "assignments__duties",
    "action": "actions",
    "evidence": "evidence",
    "assessment": "assessments",
}
# Those that can let go of a component: they are asked before the change, too.
_LETTING_GO = ("action", "duty")
_FLAGS = ("has_institution", "has_action", "has_evidence", "has_assessment", "is_contradicted")
_COLUMNS = ("component_id", "under", "number", *_FLAGS, "first_due_on")
# Components looked at together; SQLite takes so many parameters, and nobody waits long.
_AT_ONCE = 500

_open = Assignment.objects.filter(component=OuterRef("pk"), ended_on=None)
_acted = Action.components.through.objects.filter(component=OuterRef("pk"))
_proved = Evidence.objects.filter(component=OuterRef("pk"), withdrawn_on=None)
_against = _proved.filter(bearing__in=(Evidence.Bearing.CONTRADICTS, Evidence.Bearing.MIXED))
_judged = Assessment.objects.filter(component=OuterRef("pk"))
_first_due = (
    Duty.objects.filter(assignment__component=OuterRef("pk"), done_on=None)
    .order_by()
    .values("assignment__component")
    .annotate(first=Min("due_on"))
    .values("first")
)

_followed = Prepared(
    lambda keys: (
        Component.objects.filter(Among("pk", keys), state=Component.State.ACCEPTED)
        .annotate(
            has_institution=Exists(_open),
            has_action=Exists(_acted),
            has_evidence=Exists(_proved),
            has_assessment=Exists(_judged),
            is_contradicted=Exists(_against),
            first_due_on=Subquery(_first_due),
        )
        .order_by()
        .values_list(
            "pk",
            "commitment_id",
            "commitment__state",
            "commitment__session__mechanism",
            *_FLAGS,
            "first_due_on",
        )
    )
)
_charged = Prepared(
    lambda keys: (
        Assignment.objects.filter(Among("component_id", keys), ended_on=None)
        .order_by()
        .values_list("component_id", "institution_id")
    )
)
_topics = Prepared(
    lambda keys: (
        CommitmentTopic.objects.filter(Among("commitment_id", keys))
        .order_by()
        .values_list("commitment_id", "topic_id", "topic__scheme", "state")
    )
)
_rows = Prepared(
    lambda keys: ComponentStanding.objects.filter(Among("component_id", keys)).values_list("pk", *_COLUMNS)
)


def _hanging_on(kind: str, numbers: Collection[Any]) -> set[int]:
    path = _HANGING.get(kind)
    found: set[int] = set()
    for some in _portions(numbers) if path else ():
        found.update(
            Component.objects.filter(**{f"{path}__in": some}).order_by().values_list("pk", flat=True)
        )
    return found


def _before(kind: str, numbers: Collection[Any]) -> set[int]:
    return _hanging_on(kind, numbers) if kind in _LETTING_GO else set()


def _renew(changed: Mapping[str, Collection[str]], loose: Collection[int]) -> None:
    components = set(loose)
    for kind, numbers in changed.items():
        components |= _hanging_on(kind, numbers)
    renew(components)


def renew(components: Iterable[int]) -> int:
    """Look at components anew; only what differs is written.

    Must run under the lock on the log's end: of two operations on one component the second sees what the
    first has done.

    Args:
        components: their numbers.

    Returns:
        How many rows were written or removed; 0 where all stood as it should.
    """
    written = 0
    for keys in _portions(sorted(components)):
        wanted = _wanted(keys)
        standing = {tuple(row): pk for pk, *row in _rows(keys)}
        gone = [pk for row, pk in standing.items() if row not in wanted]
        new = wanted - standing.keys()
        if gone:
            ComponentStanding.objects.filter(pk__in=gone).delete()
        pour(ComponentStanding(**dict(zip(_COLUMNS, row, strict=True))) for row in sorted(new, key=str))
        written += len(gone) + len(new)
    return written


def _wanted(keys: Collection[int]) -> set[tuple[Any, ...]]:
    """Say, from the records, which rows there should be of components.

    What is asked of the commitment and of the topic is asked of the rows that come back: in the query it led
    SQLite to begin with all commitments of a state, or of a theme, of which a large register has very many.
    """
    wanted: set[tuple[Any, ...]] = set()
    of_commitment: dict[int, list[int]] = {}
    standing: dict[int, tuple[Any, ...]] = {}
    for pk, commitment, state, mechanism, *stands in _followed(keys):
        if state not in _KEPT:
            continue
        standing[pk] = tuple(stands)
        of_commitment.setdefault(commitment, []).append(pk)
        wanted.add((pk, Under.ALL.value, 0, *stands))
        if mechanism is not None:
            wanted.add((pk, Under.MECHANISM.value, mechanism, *stands))
    for pk, institution in _charged(list(standing)):
        wanted.add((pk, Under.INSTITUTION.value, institution, *standing[pk]))
    for commitment, topic, scheme, state in _topics(list(of_commitment)):
        if scheme in THEMES and state == CommitmentTopic.State.ACCEPTED:
            wanted.update((pk, Under.THEME.value, topic, *standing[pk]) for pk in of_commitment[commitment])
    return wanted


def _portions(numbers: Collection[Any]) -> Iterable[list[Any]]:
    listed = list(numbers)
    return (listed[at : at + _AT_ONCE] for at in range(0, len(listed), _AT_ONCE))


def rebuild() -> int:
    """Look at every component anew, a portion in a transaction, while others go on working.

    Returns:
        How many rows were written or removed; 0 where all had been kept as it should.
    """
    written, after = 0, 0
    every = Component.objects.order_by("pk").values_list("pk", flat=True)
    while keys := list(every.filter(pk__gt=after)[:_AT_ONCE]):
        with transaction.atomic():
            list(LogEnd.objects.select_for_update().filter(pk=1))
            written += renew(keys)
        after = keys[-1]
    return written


def rebuild_where_missing() -> None:
    """Make all of it where there is none yet: after the migration that made its table."""
    followed = Component.objects.filter(state=Component.State.ACCEPTED, commitment__state__in=_KEPT)
    if not ComponentStanding.objects.exists() and followed.exists():
        rebuild()


FOLLOWER = Follower(_before, _renew, rebuild)
