"""Verifying the log together with the records, from one snapshot of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from tequio.apps.ledger.models import Event, LogEnd
from tequio.apps.ledger.tracking import every_key, present_digests
from tequio.engines.ledger import START, Break, Fault, Head, Link, Seal, Verdict, verify

# Rows that are fetched at once.
_FETCHED = 2000
# How often whoever waits is told.
_STEP = 1000
_OF_THE_CHAIN = {Fault.EVENT_EDITED, Fault.EVENT_MISSING, Fault.WRONG_ORDER, Fault.LOG_REWRITTEN}


def verify_ledger(
    seals: Sequence[Seal] = (), progress: Callable[[int, int], None] = lambda done, total: None
) -> Verdict:
    """Verify the whole log, the seals, and that each tracked record is as its last event left it.

    Args:
        seals: published ones that `verify_seal` has confirmed.
        progress: is told now and then (events read, events there are).

    Returns:
        The verdict, with the first break.
    """
    with one_snapshot():
        total = Event.objects.count()
        verdict = verify(
            _links(total, progress),
            present_digests,
            rows=every_key(),
            seals=seals,
        )
        progress(total, total)
        return _with_end(verdict)


def _links(total: int, progress: Callable[[int, int], None]) -> Iterator[Link]:
    for done, event in enumerate(Event.objects.order_by("sequence").iterator(chunk_size=_FETCHED)):
        if done % _STEP == 0:
            progress(done, total)
        yield event.link()


def _with_end(verdict: Verdict) -> Verdict:
    """Compare the end of the chain with the end that the log knows of: events cut off there show here."""
    end = LogEnd.objects.filter(pk=1).first()
    known = Head(end.sequence, end.hash) if end else START
    if known == verdict.head or (verdict.first is not None and verdict.first.fault in _OF_THE_CHAIN):
        return verdict
    sentence = (
        f"The log ends at event {verdict.head.sequence}, and its own note of its end says {known.sequence}: "
        "events were cut off or added by hand."
    )
    found = Break(Fault.EVENT_MISSING, verdict.head.sequence + 1, sentence)
    return Verdict(verdict.head, found, verdict.breaks + 1)


def head() -> Head:
    """Give how far the log has come."""
    end = LogEnd.objects.filter(pk=1).first()
    return Head(end.sequence, end.hash) if end else START


def holds(seal: Seal) -> bool:
    """Say whether the log holds, at the sealed place, the event that was sealed."""
    return Event.objects.filter(sequence=seal.sequence, hash=seal.hash).exists()


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Read the database as it stands at one moment, without keeping anybody from writing."""
    if connection.in_atomic_block:  # the caller's transaction is the snapshot
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            # Not `atomic`: that begins as a writer here, and the verification of a long log takes minutes.
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")


def events_of(kind: str, numbers: Iterable[object]) -> list[Event]:
    """Give the events of records, in order, for the page that shows a history."""
    names = [str(number) for number in numbers]
    return list(Event.objects.filter(object_type=kind, object_id__in=names).order_by("sequence"))
