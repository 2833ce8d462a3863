"""People confirm, merge and split groups; each step knows how everything stood, so it can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.models import Commitment, DemandGroup, GroupMember, GroupStep
from tequio.apps.register.operations.errors import BuiltUpon, NothingToDo, WrongValue

Verb = GroupStep.Verb
Placed = dict[str, list[int]]


def confirm_group(group: DemandGroup, by: User) -> GroupStep:
    """Say that a proposed group is one; the program changes it no more.

    Raises:
        NothingToDo: somebody has decided on it before.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    with recorded(by, "confirm-group"):
        [group] = _locked([group.pk])
        if group.is_decided:
            raise NothingToDo(_("Somebody has decided on this group before."))
        placed = _placed([group.pk])
        _keep(group, by)
        return _step(group, Verb.CONFIRM, by, placed, placed)


def merge_groups(group: DemandGroup, other: DemandGroup, by: User) -> GroupStep:
    """Let the commitments of another group stand in this one.

    Raises:
        WrongValue: it is the same group, or the two ask different States.
        NothingToDo: the other has no commitments any more.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    if group.pk == other.pk:
        raise WrongValue(_("A group cannot be merged with itself."))
    if group.state_id != other.state_id:
        raise WrongValue(_("The two groups ask different States."))
    with recorded(by, "merge-groups"):
        group, other = _locked([group.pk, other.pk])
        before = _placed([group.pk, other.pk])
        if not before.get(str(other.pk)):
            raise NothingToDo(_("The other group is empty."))
        GroupMember.objects.filter(group=other).update(group=group, by=by)
        _keep(group, by)
        _keep(other, by)
        return _step(group, Verb.MERGE, by, before, _placed([group.pk, other.pk]))


def split_group(group: DemandGroup, commitments: Collection[int], by: User) -> DemandGroup:
    """Let some commitments of a group stand in a group of their own.

    Args:
        group: to be split.
        commitments: keys of those that leave it; not all of them.
        by: who decides.

    Raises:
        WrongValue: none, or all, or others than its own were named.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    wanted = set(commitments)
    with recorded(by, "split-group"):
        [group] = _locked([group.pk])
        before = _placed([group.pk])
        there = set(before.get(str(group.pk), []))
        if not wanted or not wanted <= there or wanted == there:
            raise WrongValue(_("Choose some of the group's entries, and not all."))
        label = Commitment.objects.values_list("action", flat=True).get(pk=min(wanted))[:300]
        new = DemandGroup.objects.create(state_id=group.state_id, label=label, is_decided=True)
        note_new(new)
        GroupMember.objects.filter(group=group, commitment__in=wanted).update(group=new, by=by)
        _keep(group, by)
        _step(group, Verb.SPLIT, by, before, _placed([group.pk, new.pk]))
    return new


def undo_group_step(step: GroupStep, by: User) -> GroupStep:
    """Put everything back as it stood before a step.

    Raises:
        BuiltUpon: a later step changed one of its groups, or it was undone before.
        NotAllowed: the person's role does not allow it.
    """
    require_review(by)
    with recorded(by, "undo-group-step"):
        touched = {int(key) for key in (*step.before, *step.after)}
        groups = _locked(sorted(touched))
        if step.verb == Verb.UNDO or GroupStep.objects.filter(undoes=step).exists():
            raise BuiltUpon(_("This step was undone before."))
        now = _placed(touched)
        if now != {key: rows for key, rows in step.after.items() if rows}:
            raise BuiltUpon(_("A later step changed these groups; undo that one first."))
        for key, rows in step.before.items():
            GroupMember.objects.filter(commitment__in=rows).update(group_id=int(key), by=by)
        for group in groups:
            _keep(group, by)
        return _step(step.group, Verb.UNDO, by, now, _placed(touched), undoes=step)


def _locked(keys: Iterable[int]) -> list[DemandGroup]:
    wanted = list(keys)
    rows = {row.pk: row for row in DemandGroup.objects.select_for_update().filter(pk__in=wanted)}
    if len(rows) != len(set(wanted)):
        raise NothingToDo(_("The group is no longer there: groups were proposed anew."))
    note(*rows.values())
    return [rows[key] for key in wanted]


def _placed(groups: Iterable[int]) -> Placed:
    """Give which commitments stand in which group."""
    found: Placed = {}
    rows = GroupMember.objects.filter(group__in=list(groups)).order_by("commitment")
    for group, commitment in rows.values_list("group_id", "commitment_id"):
        found.setdefault(str(group), []).append(commitment)
    return found


def _keep(group: DemandGroup, by: User) -> None:
    """Make the group, and who is in it now, a person's decision."""
    group.is_decided = True
    group.save(update_fields=["is_decided"])
    GroupMember.objects.filter(group=group, by=None).update(by=by)


def _step(
    group: DemandGroup, verb: GroupStep.Verb, by: User, before: Placed, after: Placed, **more: GroupStep
) -> GroupStep:
    return GroupStep.objects.create(group=group, verb=verb, by=by, before=before, after=after, **more)
