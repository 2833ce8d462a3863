"""When a newer version is read: decisions on unchanged passages stay, and no word of a person is lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from tequio.apps.ledger.recording import note, note_deletion
from tequio.apps.library.models import DocumentVersion, Passage
from tequio.apps.library.operations import Kept, find_again, make_passages
from tequio.apps.register.models import Commitment, Decision, LookAlike
from tequio.engines.extraction import Findings
from tequio.text import fold

Place = tuple[int, int]


@dataclass(slots=True)
class Carried:
    """What was carried into the newer version.

    Args:
        findings: indexes into `Findings.commitments` that a carried commitment stands for.
        rescued: place of a look-alike -> number of the commitment that it was rescued as.
        kept: commitments carried over.
        dropped: undecided ones that were removed, to be proposed anew where they still stand.
        missing: decided ones whose words no longer stand.
    """

    findings: set[int] = field(default_factory=set)
    rescued: dict[Place, int] = field(default_factory=dict)
    kept: int = 0
    dropped: int = 0
    missing: int = 0


def carry_over(kept: Kept, findings: Findings) -> Carried:
    """Carry the decisions on a version to the next one.

    A commitment that somebody has touched moves to the place of the same words in the new version and keeps
    all its values; where the words are gone it stays in the old version, marked `missing_from` the new one.
    Untouched proposals of the old version are dropped: the new reading proposes what still stands.

    Args:
        kept: the new version and the one before (None: nothing is done).
        findings: in the new version's text.
    """
    carried = Carried()
    if kept.previous is None:
        return carried
    old = Commitment.objects.select_for_update().filter(version=kept.previous)
    touched_ids = set(
        old.filter(Exists(Decision.objects.filter(commitment=OuterRef("pk")))).values_list("pk", flat=True)
    )
    carried.dropped = _drop(kept.previous, touched_ids)
    touched = list(
        Commitment.objects.filter(pk__in=touched_ids)
        .select_related("passage")
        .order_by("passage__start", "pk")
    )
    note(*touched)
    places = {commitment.pk: find_again(commitment.passage, kept.version.content) for commitment in touched}
    _pair(touched, findings, places, carried)
    rescued = dict(
        LookAlike.objects.filter(version=kept.previous, rescued_as__in=touched).values_list(
            "rescued_as", "passage__exact"
        )
    )
    passages = make_passages(kept.version, [place for place in places.values() if place])
    for commitment in touched:
        _move(commitment, places[commitment.pk], passages, kept, carried)
        place = places[commitment.pk]
        if place and commitment.pk in rescued:
            carried.rescued[place] = commitment.pk
    return carried


def _drop(previous: DocumentVersion, touched: set[int]) -> int:
    """Remove what nobody has touched in the old version."""
    untouched = Commitment.objects.filter(version=previous).exclude(pk__in=touched)
    look_alikes = LookAlike.objects.filter(version=previous, rescued_as=None)
    count = untouched.count()
    note_deletion([*look_alikes, *untouched])
    look_alikes.delete()
    untouched.delete()
    return count


def _move(
    commitment: Commitment, place: Place | None, passages: dict[Place, Passage], kept: Kept, carried: Carried
) -> None:
    if place is None:
        if commitment.missing_from_id is None:
            commitment.missing_from = kept.version
        carried.missing += 1
    else:
        commitment.version, commitment.passage = kept.version, passages[place]
        commitment.missing_from = None
        carried.kept += 1
    commitment.save(update_fields=["version", "passage", "missing_from"])


def _key(words: str) -> str:
    return fold(words)


def _pair(
    touched: list[Commitment],
    findings: Findings,
    places: dict[int, Place | None],
    carried: Carried,
) -> None:
    """Find the finding that each touched commitment stands for, so that it is not proposed a second time.

    The program's own proposal is compared, since a person may have worded the action anew: first the same
    quote and action, then what is left over of the same quote, in order.
    """
    by_quote: dict[str, list[int]] = defaultdict(list)
    for at, found in enumerate(findings.commitments):
        by_quote[_key(found.quote)].append(at)
    waiting: list[tuple[Commitment, list[int]]] = []
    for commitment in touched:
        proposed: dict[str, Any] = commitment.proposal
        same_quote = by_quote.get(_key(proposed.get("quote") or commitment.passage.exact), [])
        action = _key(proposed.get("action") or commitment.action)
        same = [
            at
            for at in same_quote
            if at not in carried.findings and _key(findings.commitments[at].action) == action
        ]
        if same:
            _settle(commitment, same[0], findings, places, carried)
        elif same_quote:
            waiting.append((commitment, same_quote))
    for commitment, same_quote in waiting:
        left = [at for at in same_quote if at not in carried.findings]
        if left:
            _settle(commitment, left[0], findings, places, carried)


def _settle(
    commitment: Commitment,
    at: int,
    findings: Findings,
    places: dict[int, Place | None],
    carried: Carried,
) -> None:
    found = findings.commitments[at]
    if _key(commitment.passage.exact) == _key(found.quote):
        places[commitment.pk] = (found.anchor.start, found.anchor.end)
    if (
        places[commitment.pk] is not None
    ):  # else the person's own span is gone, and the finding is new to them
        carried.findings.add(at)
