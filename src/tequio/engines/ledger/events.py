"""Events, and the chain that binds each to all before it: h_n = SHA-256(h_{n-1} || canonical(event_n))."""

from __future__ import annotations

import datetime
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tequio.engines.ledger.canonical import canonical
from tequio.engines.ledger.errors import ChangeIsMalformed

Detail: TypeAlias = Mapping[str, "str | int | bool | None"]

# Names and identifiers only: no space, no @, so that no sentence, person's name or address gets in.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,79}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DETAILS_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did to one object, before it is in the log.

    Args:
        actor: opaque identifier of the account, never a name or an address.
        verb: what was done ("assess", "assign", "erase" …).
        object_type: the kind of record ("assessment").
        object_id: its identifier.
        before: digest of its state before (`state_digest`); None where it did not exist.
        after: digest of its state after; None where it was deleted.
        detail: codes and numbers that say more; names and identifiers only, no words of persons.
    """

    actor: str
    verb: str
    object_type: str
    object_id: str
    before: str | None
    after: str | None
    detail: Detail = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """A change in its place in the log.

    Args:
        sequence: 1, 2, 3 … without gaps; this, not the clock, is the order.
        at: what the clock said, "2026-01-31T12:00:00.000000Z"; may jump back.
        change: what was done.
    """

    sequence: int
    at: str
    change: Change


@dataclass(frozen=True, slots=True)
class Link:
    """An event with the hash that chains it to all before it.

    Args:
        event: the event.
        hash: h_n, 64 hexadecimal digits.
    """

    event: Event
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log: the last sequence number and hash."""

    sequence: int
    hash: str


#: The head of an empty log; h_0 is the digest of the format's name, so a later format has another.
START = Head(0, hashlib.sha256(b"tequio-ledger-1").hexdigest())


def new_salt() -> str:
    """Make the random salt of one record: 256 bits as 64 hexadecimal digits."""
    return secrets.token_hex(32)


def event_bytes(event: Event) -> bytes:
    """Write an event in canonical form, which is what the chain hashes.

    Raises:
        NotCanonical: where the event holds something outside the canonical subset.
    """
    change = event.change
    return canonical(
        {
            "actor": change.actor,
            "after": change.after,
            "at": event.at,
            "before": change.before,
            "detail": change.detail,
            "object_id": change.object_id,
            "object_type": change.object_type,
            "sequence": event.sequence,
            "verb": change.verb,
        }
    )


def chain_hash(previous: str, event: Event) -> str:
    """Give h_n = SHA-256(h_{n-1} || canonical(event_n)).

    Args:
        previous: h_{n-1}, 64 hexadecimal digits.
        event: event n.

    Returns:
        64 hexadecimal digits.

    Raises:
        NotCanonical: where the event has no canonical form.
    """
    return hashlib.sha256(bytes.fromhex(previous) + event_bytes(event)).hexdigest()


def _check(change: Change) -> None:
    for what, pattern, text in (
        ("actor", _IDENTIFIER, change.actor),
        ("verb", _NAME, change.verb),
        ("object type", _NAME, change.object_type),
        ("object identifier", _IDENTIFIER, change.object_id),
    ):
        if not pattern.fullmatch(text):
            raise ChangeIsMalformed(f"The {what} {text!r} is not a plain identifier of 1 to 80 characters.")
    for what, digest in (("before", change.before), ("after", change.after)):
        if digest is not None and not _DIGEST.fullmatch(digest):
            raise ChangeIsMalformed(f"The digest {what} is not 64 hexadecimal digits.")
    if change.before is None and change.after is None:
        raise ChangeIsMalformed("A change needs a state before, a state after, or both.")
    if len(change.detail) > _DETAILS_AT_MOST:
        raise ChangeIsMalformed(f"An event takes at most {_DETAILS_AT_MOST} details.")
    for name, value in change.detail.items():
        if not _NAME.fullmatch(name):
            raise ChangeIsMalformed(f"The name of the detail {name!r} is not a plain identifier.")
        if isinstance(value, str) and value and not _IDENTIFIER.fullmatch(value):
            raise ChangeIsMalformed(
                f"The detail {name!r} holds more than an identifier; words belong in the record, not here."
            )


def extend(head: Head, change: Change, at: datetime.datetime) -> Link:
    """Make the next link of the chain; whoever stores it must hold the log's lock.

    Args:
        head: the end of the log, `START` for an empty one.
        change: what was done.
        at: what the clock says, with its time zone; it is written in UTC and orders nothing.

    Returns:
        The link to store.

    Raises:
        ChangeIsMalformed: for a change that the log must not hold, or a time without a zone.
        NotCanonical: for a detail that has no canonical form.
    """
    if at.tzinfo is None:
        raise ChangeIsMalformed("The time of an event needs its time zone.")
    _check(change)
    stamp = at.astimezone(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    event = Event(head.sequence + 1, stamp, change)
    return Link(event, chain_hash(head.hash, event))
