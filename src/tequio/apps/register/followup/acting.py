"""Actions: what an institution plans and does, with its milestones and the norms that it yielded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.followup.reading_values import (
    Reader,
    choice,
    currency,
    day,
    money,
    needed,
    needed_day,
    read_fields,
    web_address,
    words,
)
from tequio.apps.register.followup.rights import Asked, require_in_register
from tequio.apps.register.followup.steps import locked, write
from tequio.apps.register.models import Action, ActionStep, Component, Milestone, Norm
from tequio.apps.register.operations.errors import NothingToDo, WrongValue

FIELDS: Mapping[str, Reader] = {
    "title": needed,
    "description": words,
    "status": choice,
    "starts_on": day,
    "target_on": day,
    "completed_on": day,
    "budget": money,
    "currency": currency,
}
MILESTONE_FIELDS: Mapping[str, Reader] = {"title": needed, "due_on": day, "reached_on": day}
NORM_FIELDS: Mapping[str, Reader] = {
    "kind": choice,
    "title": needed,
    "adopted_on": needed_day,
    "address": web_address,
}


def plan_action(
    institution: Institution,
    by: User,
    components: Iterable[Component],
    facts: Mapping[str, object],
    why: str = "",
) -> Action:
    """Enter a planned or taken measure.

    Args:
        institution: which carries it out.
        by: who enters it.
        components: one or more that it serves.
        facts: names of `FIELDS` -> value; `title` is needed.
        why: in the person's words.

    Raises:
        NotAllowed: it is not the person's institution, or the role does not allow it.
        NotInRegister: a component is no more than proposed.
        WrongValue: a field cannot hold its value, dates contradict each other, or no component is named.
    """
    require(by, "action.write", Asked(institution_id=institution.pk))
    values = read_fields(Action, FIELDS, {"title": "", **facts})
    serves = _served(components)
    with recorded(by, "plan-action"):
        action = Action(institution=institution, **values)
        _check(action)
        action.save()
        action.components.set(serves)
        write(action, by, "plan", why=why)
        note_new(action)
    return action


def change_action(  # noqa: PLR0913
    action: Action,
    by: User,
    changes: Mapping[str, object],
    *,
    components: Iterable[Component] | None = None,
    why: str = "",
    seen: int | None = None,
) -> ActionStep:
    """Change an action, as when it gets under way or is abandoned.

    Args:
        action: which.
        by: who changes it.
        changes: names of `FIELDS` -> value.
        components: which it serves from now on; None leaves them.
        why: in the person's words; needed where it is suspended or abandoned.
        seen: number of the last step on it that the person had before them; None skips the check.

    Raises:
        NotAllowed, NotInRegister, WrongValue: as `plan_action`.
        NothingToDo: nothing differs.
        ChangedSince: somebody changed it meanwhile.
    """
    require(by, "action.write", action)
    values = read_fields(Action, FIELDS, changes)
    if values.get("status") in {Action.Status.SUSPENDED, Action.Status.ABANDONED} and not why.strip():
        raise WrongValue(_("Say why the action is suspended or abandoned."))
    serves = None if components is None else _served(components)
    with recorded(by, "change-action"):
        locked(action, seen)
        had = set(action.components.values_list("pk", flat=True))
        moves = serves is not None and {c.pk for c in serves} != had
        if not moves and all(getattr(action, name) == value for name, value in values.items()):
            raise NothingToDo(_("Nothing differs from what stands."))
        stands = Action(
            **{name: values.get(name, getattr(action, name)) for name in FIELDS},
            institution_id=action.institution_id,
        )
        _check(stands)
        said: tuple[dict[str, object], dict[str, object]] = ({}, {})
        if moves and serves is not None:
            action.components.set(serves)
            said = {"components": had}, {"components": serves}
        step: ActionStep = write(action, by, "change", values, why=why, said=said)
    return step


def _served(components: Iterable[Component]) -> Sequence[Component]:
    serves = list(components)
    if not serves:
        raise WrongValue(_("Name a component that the action serves."))
    for component in serves:
        require_in_register(component)
    return serves


def _check(action: Action) -> None:
    if bool(action.currency) != (action.budget is not None):
        raise WrongValue(_("A budget has a sum and a currency; give both or neither."))
    if action.starts_on and action.target_on and action.target_on < action.starts_on:
        raise WrongValue(_("The target date lies before the day on which the action starts."))
    if action.completed_on and action.status != Action.Status.COMPLETED:
        raise WrongValue(_("Only a completed action has a day on which it was completed."))


def set_milestone(
    action: Action,
    by: User,
    facts: Mapping[str, object],
    milestone: Milestone | None = None,
    seen: int | None = None,
) -> Milestone:
    """Enter a milestone of an action, or change one.

    Args:
        action: whose.
        by: who enters it.
        facts: names of `MILESTONE_FIELDS` -> value; a new one needs `title`.
        milestone: the one to change, or None for a new one.
        seen: as for `change_action`; errors too.
    """
    facts = facts if milestone else {"title": "", **facts}
    values = read_fields(Milestone, MILESTONE_FIELDS, facts)
    row: Milestone = _set_part(action, by, ("milestone", values), milestone, seen)
    return row


def set_norm(
    action: Action, by: User, facts: Mapping[str, object], norm: Norm | None = None, seen: int | None = None
) -> Norm:
    """Enter a norm that an action yielded, or change one.

    Args:
        action: whose.
        by: who enters it.
        facts: names of `NORM_FIELDS` -> value; a new one needs `kind`, `title` and `adopted_on`.
        norm: the one to change, or None for a new one.
        seen: as for `change_action`; errors too.
    """
    facts = facts if norm else {"kind": "", "title": "", "adopted_on": None, **facts}
    row: Norm = _set_part(action, by, ("norm", read_fields(Norm, NORM_FIELDS, facts)), norm, seen)
    return row


def _set_part(
    action: Action, by: User, wanted: tuple[str, dict[str, Any]], part: Any, seen: int | None
) -> Any:
    kind, values = wanted
    model: Any = {"milestone": Milestone, "norm": Norm}[kind]
    require(by, "action.write", action)
    with recorded(by, f"set-{kind}"):
        locked(action, seen)
        row = (
            model(action=action) if part is None else model.objects.filter(pk=part.pk, action=action).first()
        )
        if row is None:
            raise WrongValue(_("This action has no such part."))
        before = {name: getattr(row, name) for name in values} if part else {}
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        write(action, by, f"set-{kind}", said=(before, values))
    return row
