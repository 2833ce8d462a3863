"""How an operation writes to the log: one transaction, and at its end one event for each record it changed.

    with recorded(by, "accept"):
        note(commitment)          # before it is changed
        …
        note_new(component)       # after it was made

At the end the states are read anew and digested; what differs from before is appended to the log, which is
locked for that moment only. Nothing differs, no event. Operations may stand inside one another: the outermost
one is the transaction and its person the one who acts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.deletion import Collector
from django.utils import timezone

from tequio.apps.ledger.errors import NotRecording
from tequio.apps.ledger.models import Event, LogEnd, Salt
from tequio.apps.ledger.pouring import pour
from tequio.apps.ledger.tracking import CHUNK, Tracked, all_tracked, owner_of, salts_of, states, tracked_of
from tequio.engines import ledger

# Who acts where nobody is signed in.
SYSTEM = "system"
COMMAND_LINE = "command-line"
# Taking in what was there before the log; followers are rebuilt once at its end.
_ADOPT = "adopt"

Detail = Mapping[str, "str | int | bool | None"]


@dataclass(slots=True)
class _Noted:
    """A record that an operation may have changed."""

    verb: str
    detail: Detail
    before: str | None
    salt: str


@dataclass(frozen=True, slots=True)
class Follower:
    """What an app keeps of tracked records in another form, in step with them (record 55).

    Args:
        before: kind and numbers of records about to be changed -> numbers of its own rows that may lose their
            link to them.
        renew: kind -> numbers of the records that were changed, and what `before` named; called under the
            lock on the log's end, so that it sees all that others have done.
        rebuild: makes all of it anew.
    """

    before: Callable[[str, Collection[Any]], Iterable[Any]]
    renew: Callable[[Mapping[str, Collection[str]], Collection[Any]], None]
    rebuild: Callable[[], object]


_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Keep something in step with the records that operations change; called when an app is ready."""
    _followers.append(follower)


@dataclass(slots=True)
class _Recording:
    """What one operation has noted so far."""

    actor: str
    verb: str
    detail: Detail
    noted: dict[tuple[str, Any], _Noted] = field(default_factory=dict)
    fresh_salts: set[tuple[str, Any]] = field(default_factory=set)
    loose: dict[int, set[Any]] = field(default_factory=dict)  # what each follower named beforehand


_current: ContextVar[_Recording | None] = ContextVar("tequio_ledger_recording", default=None)


def actor_name(by: object) -> str:
    """Give what the log calls whoever acts: "account.12", never a name; a string is taken as it is."""
    if by is None:
        return SYSTEM
    return by if isinstance(by, str) else f"account.{getattr(by, 'pk', None)}"


@contextmanager
def recorded(by: object, verb: str, **detail: str | int | bool | None) -> Iterator[None]:
    """Carry out one operation: a transaction that ends with its events in the log, or leaves no trace.

    Args:
        by: the account that acts, `COMMAND_LINE`, or None for whoever acts in the operation around this one
            (`SYSTEM` where there is none).
        verb: what is done ("accept", "assign"), the same word for ever.
        detail: identifiers and numbers that say more; no words of persons.
    """
    outer = _current.get()
    if outer is not None:
        verb_before, detail_before = outer.verb, outer.detail
        outer.verb, outer.detail = verb, detail
        try:
            with transaction.atomic():
                yield
        finally:
            outer.verb, outer.detail = verb_before, detail_before
        return
    recording = _Recording(actor_name(by), verb, detail)
    with transaction.atomic():
        token = _current.set(recording)
        try:
            yield
            _append(recording)
        finally:
            _current.reset(token)


def note(*rows: Model | None) -> None:
    """Note records that are about to be changed or deleted; they are locked until the transaction ends.

    Args:
        rows: tracked records, or parts of them (then the record that they belong to is noted); None is
            skipped.

    Raises:
        NotRecording: outside `recorded`.
        NotTracked: of a model that no app tracks.
    """
    recording = _recording()
    wanted: dict[str, tuple[Tracked, set[Any]]] = {}
    for row in rows:
        if row is None:
            continue
        tracked, number = owner_of(row) or (tracked_of(type(row)), row.pk)
        if (tracked.kind, number) not in recording.noted:
            wanted.setdefault(tracked.kind, (tracked, set()))[1].add(number)
    for tracked, numbers in wanted.values():
        _note(recording, tracked, sorted(numbers))


def _note(recording: _Recording, tracked: Tracked, numbers: list[Any]) -> None:
    if connection.features.has_select_for_update:  # SQLite's transaction is one lock already
        _lock(tracked, numbers)
    present, salts = states(tracked, numbers), salts_of(tracked, numbers)
    for number in numbers:
        salt = salts.get(str(number)) or ledger.new_salt()
        if str(number) not in salts:
            recording.fresh_salts.add((tracked.kind, number))
        before = ledger.state_digest(present[number], salt) if number in present else None
        recording.noted[tracked.kind, number] = _Noted(recording.verb, recording.detail, before, salt)
    for at, follower in enumerate(_followers):
        recording.loose.setdefault(at, set()).update(follower.before(tracked.kind, numbers))


def _lock(tracked: Tracked, numbers: list[Any]) -> None:
    """Let two operations that note the same record wait for one another.

    Without a lock the second would take what the first has done for its own. Rows that only point to the
    record do not wait (`no_key`).
    """
    rows = tracked.model._base_manager.select_for_update(no_key=True).order_by("pk")
    for at in range(0, len(numbers), CHUNK):
        list(rows.filter(pk__in=numbers[at : at + CHUNK]).values_list("pk", flat=True))


def note_new(*rows: Model) -> None:
    """Note records that were made in this operation; errors as `note`."""
    recording = _recording()
    for row in rows:
        key = (tracked_of(type(row)).kind, row.pk)
        if key not in recording.noted:
            recording.noted[key] = _Noted(recording.verb, recording.detail, None, ledger.new_salt())
            recording.fresh_salts.add(key)


def note_deletion(rows: Iterable[Model]) -> None:
    """Note records that are about to be deleted, and all that this deletes or changes with them.

    Raises:
        NotRecording: outside `recorded`.
        django.db.models.ProtectedError, RestrictedError: something stands on one of them.
    """
    by_model: dict[type[Model], list[Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for its_rows in by_model.values():
        collector = Collector(using="default", origin=its_rows[0])
        collector.collect(its_rows)
        touched = [row for found in collector.data.values() for row in found]
        touched += [row for found in collector.fast_deletes for row in cast("Iterable[Model]", found)]
        updates: Any = collector.field_updates
        touched += [row for groups in updates.values() for group in groups for row in group]
        note(*(row for row in touched if owner_of(row)))


def _recording() -> _Recording:
    recording = _current.get()
    if recording is None:
        raise NotRecording("Tracked records are changed only inside `with recorded(by, verb):`.")
    return recording


def _append(recording: _Recording) -> None:
    """Append one event for each noted record whose state differs from before."""
    changes: list[ledger.Change] = []
    new_salts: list[Salt] = []
    for tracked in all_tracked():
        numbers = [number for kind, number in recording.noted if kind == tracked.kind]
        if numbers:
            _compare(recording, tracked, numbers, changes, new_salts)
    if not changes:
        return
    pour(new_salts)
    append(changes)
    if recording.verb == _ADOPT:
        return
    changed: dict[str, list[str]] = {}
    for change in changes:
        changed.setdefault(change.object_type, []).append(change.object_id)
    for at, follower in enumerate(_followers):
        follower.renew(changed, recording.loose.get(at, set()))


def _compare(
    recording: _Recording,
    tracked: Tracked,
    numbers: list[Any],
    changes: list[ledger.Change],
    new_salts: list[Salt],
) -> None:
    present = states(tracked, numbers)
    fresh = [number for number in numbers if (tracked.kind, number) in recording.fresh_salts]
    # What another operation has made and logged meanwhile (a row found instead of made) is not ours.
    theirs = salts_of(tracked, fresh) if fresh else {}
    gone = []
    for number in numbers:
        noted = recording.noted[tracked.kind, number]
        if str(number) in theirs:
            continue
        after = ledger.state_digest(present[number], noted.salt) if number in present else None
        if after == noted.before:
            continue
        name = str(number)
        changes.append(
            ledger.Change(recording.actor, noted.verb, tracked.kind, name, noted.before, after, noted.detail)
        )
        if after is None:
            gone.append(name)
        elif (tracked.kind, number) in recording.fresh_salts:
            new_salts.append(Salt(object_type=tracked.kind, object_id=name, salt=noted.salt))
    for at in range(0, len(gone), CHUNK):
        # A deleted record's salt is forgotten, so that its digests can confirm no guess.
        Salt.objects.filter(object_type=tracked.kind, object_id__in=gone[at : at + CHUNK]).delete()


def append(changes: Iterable[ledger.Change]) -> None:
    """Append changes to the log, inside a transaction: the end of the log is locked, the chain goes on.

    On PostgreSQL the lock is that of the one row of `LogEnd`; on SQLite the whole transaction has it already.
    """
    end, _is_new = LogEnd.objects.select_for_update().get_or_create(
        pk=1, defaults={"sequence": ledger.START.sequence, "hash": ledger.START.hash}
    )
    head, now, rows = ledger.Head(end.sequence, end.hash), timezone.now(), []
    for change in changes:
        link = ledger.extend(head, change, now)
        head = ledger.Head(link.event.sequence, link.hash)
        rows.append(Event.of(link))
    Event.objects.bulk_create(rows, batch_size=CHUNK)
    LogEnd.objects.filter(pk=1).update(sequence=head.sequence, hash=head.hash)


def erase(row: Model) -> None:
    """Give a record whose personal fields were emptied a new salt, so that its old digests confirm nothing.

    Must stand after `note(row)` and the change, inside `recorded(by, "erase")`.
    """
    recording = _recording()
    tracked = tracked_of(type(row))
    noted = recording.noted[tracked.kind, row.pk]
    noted.salt = ledger.new_salt()
    Salt.objects.filter(object_type=tracked.kind, object_id=str(row.pk)).update(salt=noted.salt)


def adopt() -> int:
    """Take into the log the records that were there before it; only kinds of which no event speaks.

    Returns:
        How many were taken in.
    """
    count = 0
    for tracked in all_tracked():
        if Event.objects.filter(object_type=tracked.kind).exists():
            continue
        rows = tracked.model._base_manager.order_by("pk")
        if rows.exists():
            with recorded(SYSTEM, _ADOPT):
                for row in rows.only("pk").iterator():
                    note_new(row)
                    count += 1
    if count:
        for follower in _followers:
            follower.rebuild()
    return count
