"""Proposing groups: the engine looks at all that was kept; what people have decided stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note, note_deletion, note_new, recorded
from tequio.apps.register.grouping.readers import readers
from tequio.apps.register.models import Commitment, DemandGroup, GroupMember
from tequio.apps.register.queries.listing import KEPT
from tequio.engines import grouping
from tequio.text import flow

_AT_ONCE = 1_000
_LABEL = 300


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a run proposed.

    Args:
        groups: proposed ones, of two members or more.
        members: commitments in them.
        joined: commitments proposed into groups that people have decided on.
        decided: groups that people have decided on, left as they are but for those.
    """

    groups: int
    members: int
    joined: int
    decided: int


def propose_groups(
    by: User | None, state: Institution | None = None, progress: Callable[[int, int], None] | None = None
) -> Proposed:
    """Propose which kept commitments ask the same; earlier proposals that nobody has decided on go.

    Args:
        by: who asks for it; None on the command line.
        state: whose commitments only; None for those of all.
        progress: is told (how many are grouped, of how many).

    Raises:
        NotAllowed: the person's role does not allow it.
    """
    if by is not None:
        require_review(by)
    asked_of = _asked_of(state)
    decided = dict(
        GroupMember.objects.filter(group__is_decided=True).values_list("commitment_id", "group_id")
    )
    found = grouping.group_demands(_passages(asked_of, state), readers(), progress=progress)
    joining: list[tuple[int, grouping.Member]] = []
    new: list[grouping.Group] = []
    for group in found:
        taken = {decided[int(member.id)] for member in group.members if int(member.id) in decided}
        free = [member for member in group.members if int(member.id) not in decided]
        if len(taken) == 1:
            joining += [(next(iter(taken)), member) for member in free]
        elif len(free) > 1:
            new.append(group)
    with recorded(by, "propose-groups"):
        _forget(state)
        members = _write(new, decided, asked_of)
        _join(joining)
    return Proposed(len(new), members, len(joining), DemandGroup.objects.filter(is_decided=True).count())


def _asked_of(state: Institution | None) -> dict[int, int]:
    """Give the State that each kept commitment is asked of, the first of several."""
    owed: Any = Commitment.actors.through
    rows = owed.objects.filter(institution__kind=Institution.Kind.STATE, commitment__state__in=KEPT)
    if state is not None:
        rows = rows.filter(institution=state)
    found: dict[int, int] = {}
    for commitment, institution in rows.order_by("pk").values_list("commitment_id", "institution_id"):
        found.setdefault(commitment, institution)
    return found


def _passages(asked_of: Mapping[int, int], state: Institution | None) -> Iterable[grouping.Passage]:
    rows = Commitment.objects.filter(state__in=KEPT).order_by("pk")
    if state is not None:
        rows = rows.filter(actors=state)
    columns = ("pk", "action", "passage__exact", "version__language", "asked_by_text")
    for number, action, quote, language, asker in rows.values_list(*columns).iterator(chunk_size=2_000):
        # The action in a list ("ratify it") often says too little by itself.
        words = action if len(action.split()) > 3 else quote
        yield grouping.Passage(
            id=str(number),
            text=flow(words, 0, len(words)).words,
            language=language or "en",
            body=asker,
            state=str(asked_of.get(number, "")),
        )


def _forget(state: Institution | None) -> None:
    """Remove earlier proposals, and who was proposed into decided groups."""
    rows = DemandGroup.objects.filter(is_decided=False)
    joined = GroupMember.objects.filter(group__is_decided=True, by=None)
    if state is not None:
        rows, joined = rows.filter(state=state), joined.filter(group__state=state)
    note_deletion([*rows, *joined])
    joined.delete()
    rows.delete()


def _write(found: Iterable[grouping.Group], decided: Mapping[int, int], asked_of: Mapping[int, int]) -> int:
    count = 0
    for group in found:
        members = [member for member in group.members if int(member.id) not in decided]
        first = int(members[0].id)
        row = DemandGroup.objects.create(state_id=asked_of.get(first), label=_label(first))
        GroupMember.objects.bulk_create((_member(row.pk, member) for member in members), _AT_ONCE)
        note_new(row)
        count += len(members)
    return count


def _label(number: int) -> str:
    action = Commitment.objects.values_list("action", flat=True).get(pk=number)
    words = flow(action, 0, len(action)).words
    return words if len(words) <= _LABEL else words[: _LABEL - 1].rsplit(" ", 1)[0] + "…"


def _member(group: int, member: grouping.Member) -> GroupMember:
    likeness = member.likeness
    why = asdict(likeness) if likeness else {}
    nearest = int(member.nearest) if member.nearest else None
    return GroupMember(
        group_id=group,
        commitment_id=int(member.id),
        score=why.pop("score", None),
        why={name: value for name, value in why.items() if value},
        nearest_id=nearest,
    )


def _join(joining: Iterable[tuple[int, grouping.Member]]) -> None:
    rows = [_member(group, member) for group, member in joining]
    for group in DemandGroup.objects.filter(pk__in={row.group_id for row in rows}):
        note(group)
    GroupMember.objects.bulk_create(rows, _AT_ONCE)
