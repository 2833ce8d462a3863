"""What people decided on findings, as material to evaluate and train a reader on: places and labels.

An object for each document, in the shape of the repository's annotations (`benchmarks/annotations`): `items`
are what people keep, `look_alikes` what they rejected, `borderline` what nobody has decided yet, so that a
document that is half checked can be scored too. Beside each stands what the program had proposed. With words,
the shape is that of a gold file. Who decided is not told. Documents of which nothing is decided are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from tequio.apps.library.models import DocumentVersion
from tequio.apps.library.texts import text_of
from tequio.apps.register.models import Commitment, Decision, LookAlike
from tequio.apps.register.queries.places import place_of_action
from tequio.text import Text

State = Commitment.State
_DECIDED = (State.ACCEPTED, State.CORRECTED, State.REJECTED)
_PROPOSED = ("kind", "strength", "actors", "by", "confidence", "cue")


def _read_here() -> QuerySet[Commitment]:
    """Give the commitments but those that another system brought: nobody here read them out of a text."""
    return Commitment.objects.exclude(origin=Commitment.Origin.IMPORT)


def decided_versions() -> Iterator[DocumentVersion]:
    """Give the newest version of each document in which a finding is decided."""
    decided = _read_here().filter(version=OuterRef("pk"), state__in=_DECIDED)
    newer = DocumentVersion.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    versions = DocumentVersion.objects.filter(Exists(decided), ~Exists(newer))
    yield from versions.select_related("document").order_by("document_id").iterator(chunk_size=20)


def corrections(*, with_text: bool = False) -> Iterator[dict[str, Any]]:
    """Give what people decided, an object for each document.

    Args:
        with_text: whether the words of quotes, actions and deadlines are told, or their places only.
    """
    for version in decided_versions():
        yield corrections_of(version, with_text=with_text)


def decided_texts() -> Iterator[tuple[dict[str, Any], Text, str]]:
    """Give what people decided with the text it is about and the name of its file."""
    for version in decided_versions():
        yield corrections_of(version), text_of(version), version.document.file_name


def corrections_of(version: DocumentVersion, *, with_text: bool = False) -> dict[str, Any]:
    """Give what people decided in a version; see `corrections`."""
    found = (
        _read_here()
        .filter(version=version)
        .exclude(state=State.WITHDRAWN)
        .select_related("passage")
        .prefetch_related("actors", "asked_by")
        .order_by("passage__start", "pk")
    )
    rescued = set(LookAlike.objects.filter(rescued_as__version=version).values_list("rescued_as", flat=True))
    items: list[dict[str, Any]] = []
    rejected: list[dict[str, Any]] = []
    undecided: list[Any] = []
    for commitment in found:
        place = _place(commitment, with_text)
        if commitment.is_kept:
            items.append(place | _kept(commitment, rescued, with_text) | _machines(commitment))
        elif commitment.state == State.REJECTED:
            rejected.append(place | {"decision": "rejected"} | _machines(commitment))
        else:
            undecided.append(place)
    head = {"file": version.document.file_name, "sha256": version.sha256, "language": version.language}
    names = ("commitments", "not_commitments") if with_text else ("items", "look_alikes")
    return {
        **head,
        "meeting": {},
        "participants": [],
        names[0]: items,
        names[1]: rejected,
        "borderline": undecided,
    }


def _place(commitment: Commitment, with_text: bool) -> dict[str, Any]:
    passage = commitment.passage
    place: dict[str, Any] = {"start": passage.start, "end": passage.end}
    return place | {"quote": passage.exact} if with_text else place


def _kept(commitment: Commitment, rescued: set[int], with_text: bool) -> dict[str, Any]:
    decision = commitment.state
    if commitment.origin == Commitment.Origin.PERSON:
        decision = "rescued" if commitment.pk in rescued else "added"
    deadline = {"date": commitment.deadline_date or None, "recurrence": commitment.recurrence or None}
    if with_text:
        deadline = {"text": commitment.deadline_text or None, **deadline}
    kept = {
        "action": commitment.action if with_text else list(place_of_action(commitment)),
        "kind": commitment.kind,
        "strength": commitment.strength,
        "actors": [institution.name for institution in commitment.actors.all()],
        "by": [institution.name for institution in commitment.asked_by.all()],
        "deadline": deadline if any(deadline.values()) else None,
        "decision": str(decision),
    }
    return kept | {"lead_in": commitment.lead_in or None} if with_text else kept


def _machines(commitment: Commitment) -> dict[str, Any]:
    """Give what the program proposed, as it then stood; offsets of the version in which it was found."""
    proposal = commitment.proposal
    if commitment.origin == Commitment.Origin.PERSON or not proposal:
        return {"proposed": None}
    proposed = {name: proposal.get(name) for name in _PROPOSED}
    for name, anchor in (("quote", "anchor"), ("action", "action_anchor")):
        place = proposal.get(anchor) or {}
        proposed[name] = [place.get("start"), place.get("end")]
    return {"proposed": proposed}


def rated_by_people() -> list[tuple[float, bool]]:
    """Give (confidence, whether a person kept it) of the program's findings that people decided one by one.

    Those accepted in one action "all above" were not looked at one by one and would praise the program.
    """
    in_one_action = Decision.objects.filter(
        commitment=OuterRef("pk"), verb=Decision.Verb.ACCEPT, batch__isnull=False, undone_by=None
    )
    decided = Commitment.objects.filter(
        ~Exists(in_one_action),
        origin=Commitment.Origin.MACHINE,
        state__in=_DECIDED,
        confidence__isnull=False,
    )
    groups = decided.order_by().values_list("confidence", "state").annotate(n=Count("pk"))
    return [pair for confidence, state, n in groups for pair in [(confidence, state != State.REJECTED)] * n]
