"""Verify a ledger in one pass: the chain, the seals, and that the records still are as the log left them.

Memory stays bounded: the chain needs the last hash alone, and what each event says of its object goes
into temporary files, spread by object, of which one at a time is then read (the partitioning of a
hash join; Kitsuregawa, Tanaka and Moto-oka 1983).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import IO, TypeAlias
from zlib import crc32

from tequio.engines.ledger.errors import LedgerError
from tequio.engines.ledger.events import START, Head, Link, chain_hash
from tequio.engines.ledger.seals import Seal

#: (object type, object identifier)
ObjectKey: TypeAlias = "tuple[str, str]"
#: Takes some hundred keys, gives the digest of the present state of those that exist.
StateLookup: TypeAlias = "Callable[[Sequence[ObjectKey]], Mapping[ObjectKey, str]]"

_BUCKETS = 128
_BATCH = 500


class Fault(StrEnum):
    """What is wrong with a ledger, or with a record that it vouches for."""

    EVENT_EDITED = "event edited"
    EVENT_MISSING = "event missing"
    WRONG_ORDER = "wrong order"
    LOG_REWRITTEN = "log rewritten"
    ROW_CHANGED = "row changed"
    ROW_DELETED = "row deleted"
    ROW_RESTORED = "row restored"
    ROW_ADDED = "row added"


@dataclass(frozen=True, slots=True)
class Break:
    """One place where ledger and records do not hold together.

    Args:
        fault: what is wrong.
        sequence: number of the event where it shows; 0 where no event speaks of the record.
        sentence: what is wrong, for a person, in English; `fault`, `sequence` and `object` are there
            for whoever words it in another language.
        object: the record concerned, or None.
    """

    fault: Fault
    sequence: int
    sentence: str
    object: ObjectKey | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found.

    Args:
        head: the last link that is sound.
        first: the first break, or None where all holds.
        breaks: how many breaks were seen. A broken chain counts as one and ends the verification: what
            comes after it vouches for nothing, so the records are not looked at.
    """

    head: Head
    first: Break | None
    breaks: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.first is None


class _Spill:
    """What the events say of each object, on disk, spread over buckets by object."""

    def __init__(self, stack: ExitStack) -> None:
        self._files: list[IO[str]] = [
            stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115
            for _ in range(_BUCKETS)
        ]

    def add(self, key: ObjectKey, sequence: int, before: str | None, after: str | None) -> None:
        """Note one event, or, with the sequence 0, that a record exists."""
        place = crc32(f"{key[0]}\t{key[1]}".encode(errors="surrogatepass")) % _BUCKETS
        self._files[place].write(f"{sequence}\t{key[0]}\t{key[1]}\t{before or ''}\t{after or ''}\n")

    def buckets(self) -> Iterator[Iterator[tuple[ObjectKey, int, str, str]]]:
        """Read bucket after bucket; all of one object's notes are in one, in the order they were added."""
        for file in self._files:
            file.seek(0)
            yield self._notes(file)

    @staticmethod
    def _notes(file: IO[str]) -> Iterator[tuple[ObjectKey, int, str, str]]:
        for line in file:
            sequence, kind, name, before, after = line.rstrip("\n").split("\t")
            yield (kind, name), int(sequence), before, after


def _link_break(head: Head, link: Link, following: Link | None) -> Break | None:
    """Say what is wrong with the link after `head`, if anything."""
    found, expected = link.event.sequence, head.sequence + 1
    if found != expected:
        if found < expected or (following is not None and following.event.sequence == expected):
            sentence = f"Event {found} stands where event {expected} belongs: the order was changed."
            return Break(Fault.WRONG_ORDER, expected, sentence)
        gap = f"Event {expected} is" if found == expected + 1 else f"Events {expected} to {found - 1} are"
        return Break(Fault.EVENT_MISSING, expected, f"{gap} missing: event {found} comes next.")
    change = link.event.change
    key = (change.object_type, change.object_id)
    try:
        # Tabs and line ends cannot come from `extend`; they would also tear the notes of `_Spill`.
        is_clean = not any(sign in part for part in key for sign in "\t\n\r")
        if is_clean and chain_hash(head.hash, link.event) == link.hash:
            return None
    except (LedgerError, TypeError):  # what no event may hold
        pass
    sentence = f"Event {found} does not fit its hash: the event, or the hash stored with it, was edited."
    return Break(Fault.EVENT_EDITED, found, sentence, key)


def _walk(links: Iterable[Link], seals: Mapping[int, Sequence[Seal]], spill: _Spill | None) -> Verdict:
    """Follow the chain to its end or to its first break."""
    head = START
    stream = iter(links)
    link = next(stream, None)
    while link is not None:
        following = next(stream, None)
        found = _link_break(head, link, following)
        if found is not None:
            return Verdict(head, found, 1)
        for sealed in seals.get(link.event.sequence, ()):
            if sealed.hash != link.hash:
                sentence = (
                    f"The log up to event {sealed.sequence} is not the one sealed at {sealed.at}: "
                    "it was rewritten since, with new hashes."
                )
                return Verdict(head, Break(Fault.LOG_REWRITTEN, sealed.sequence, sentence), 1)
        if spill is not None:
            change = link.event.change
            key = (change.object_type, change.object_id)
            spill.add(key, link.event.sequence, change.before, change.after)
        head = Head(link.event.sequence, link.hash)
        link = following
    last = max(seals, default=0)
    if last > head.sequence:
        sealed_at = seals[last][0].at
        sentence = (
            f"The log ends at event {head.sequence}; it had {last} events when it was sealed at {sealed_at}."
        )
        return Verdict(head, Break(Fault.EVENT_MISSING, head.sequence + 1, sentence), 1)
    return Verdict(head, None)


def _named(key: ObjectKey) -> str:
    return f"{key[0]} {key[1]}"


def _row_break(key: ObjectKey, sequence: int, logged: str, present: str | None) -> Break | None:
    """Compare one record with what its last event left."""
    if logged == (present or ""):
        return None
    if sequence == 0:
        return Break(
            Fault.ROW_ADDED, 0, f"{_named(key)} exists but no event made it: added behind the log.", key
        )
    if present is None:
        fault, what = Fault.ROW_DELETED, "was deleted behind the log"
    elif not logged:
        fault, what = Fault.ROW_RESTORED, "exists although that event deleted it"
    else:
        fault, what = Fault.ROW_CHANGED, "was changed behind the log"
    return Break(fault, sequence, f"{_named(key)}, last touched by event {sequence}, {what}.", key)


def _gap_break(key: ObjectKey, previous: tuple[int, str] | None, sequence: int, before: str) -> Break | None:
    """Compare the state that an event found with the one that the event before it left."""
    if before == (previous[1] if previous else ""):
        return None
    if previous is None:
        fault, what = Fault.ROW_ADDED, "existed before its first event"
    elif not before:
        fault, what = Fault.ROW_DELETED, f"was deleted behind the log after event {previous[0]}"
    elif not previous[1]:
        fault, what = Fault.ROW_RESTORED, f"came back behind the log after event {previous[0]} deleted it"
    else:
        fault, what = Fault.ROW_CHANGED, f"was changed behind the log after event {previous[0]}"
    return Break(fault, sequence, f"{_named(key)} {what}: event {sequence} shows it.", key)


def _bucket_breaks(
    notes: Iterable[tuple[ObjectKey, int, str, str]], state_of: StateLookup
) -> Iterator[Break]:
    """Check all objects of one bucket: each event takes up where the last one left, and so does the row."""
    last: dict[ObjectKey, tuple[int, str]] = {}
    for key, sequence, before, after in notes:
        if sequence == 0:
            last.setdefault(key, (0, ""))
            continue
        found = _gap_break(key, last.get(key), sequence, before)
        if found is not None:
            yield found
        last[key] = (sequence, after)
    keys = iter(last)
    while batch := list(islice(keys, _BATCH)):
        present = state_of(batch)
        for key in batch:
            found = _row_break(key, *last[key], present.get(key))
            if found is not None:
                yield found


def verify(
    links: Iterable[Link],
    state_of: StateLookup | None = None,
    *,
    rows: Iterable[ObjectKey] = (),
    seals: Iterable[Seal] = (),
) -> Verdict:
    """Verify a whole ledger and name the first broken link.

    Args:
        links: the log in its stored order, from event 1; read once, one at a time.
        state_of: gives the digests of the present states of the objects asked for, some hundred at a
            time, leaving out those that do not exist; None to verify the chain alone. It must read the
            same snapshot of the database as `links`.
        rows: every record there is, to find those that no event made; needs `state_of`.
        seals: seals already confirmed by `verify_seal`, to find a log that was rewritten or cut short.

    Returns:
        The verdict. A broken chain is reported before a record that does not fit; among records, the
        one whose event is earliest, then the first by type and identifier.
    """
    sealed: dict[int, list[Seal]] = {}
    for one in seals:
        sealed.setdefault(one.sequence, []).append(one)
    with ExitStack() as stack:
        spill = _Spill(stack) if state_of is not None else None
        verdict = _walk(links, sealed, spill)
        if verdict.first is not None or spill is None or state_of is None:
            return verdict
        for key in rows:
            spill.add(key, 0, None, None)
        first: Break | None = None
        count = 0
        for notes in spill.buckets():
            for found in _bucket_breaks(notes, state_of):
                count += 1
                if first is None or _rank(found) < _rank(first):
                    first = found
        return Verdict(verdict.head, first, count)


def _rank(found: Break) -> tuple[float, ObjectKey]:
    """Order breaks by event; a record that no event knows comes last."""
    return (found.sequence or float("inf"), found.object or ("", ""))
