"""Putting an institution in charge: of one component, or of many with a look before and an undo after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.followup.errors import AlreadyAssigned, HasEnded
from tequio.apps.register.followup.reading_values import Reader, choice, day, needed_day, read_fields
from tequio.apps.register.followup.rights import Asked, require_in_register
from tequio.apps.register.followup.steps import locked, require_change, today, write
from tequio.apps.register.models import (
    ActionStep,
    Assessment,
    Assignment,
    AssignmentStep,
    Commitment,
    Component,
    Evidence,
)
from tequio.apps.register.operations.errors import BuiltUpon, NothingToDo, WrongValue

# What may be changed of an assignment, and how it is read.
FIELDS: Mapping[str, Reader] = {"part": choice, "starts_on": needed_day, "due_on": day}
# One action takes no more than this, so that it stays one transaction of seconds.
MOST_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What assigning many would do, or did.

    Args:
        assigned: numbers of the components that get the institution.
        already: those that have it.
        not_in_register: those that are only proposed.
    """

    assigned: tuple[int, ...]
    already: tuple[int, ...]
    not_in_register: tuple[int, ...]


def assign(  # noqa: PLR0913
    component: Component,
    institution: Institution,
    by: User,
    *,
    part: str = Assignment.Part.LEAD,
    starts_on: object = None,
    due_on: object = None,
    why: str = "",
) -> Assignment:
    """Put an institution in charge of a component, or in support of whoever is.

    Args:
        component: confirmed, of a commitment that is kept.
        institution: which.
        by: who decides.
        part: "lead" or "supporting".
        starts_on: a date or its ISO text; today where it is left out.
        due_on: by when it is to be done, or None.
        why: in the person's words.

    Raises:
        NotAllowed: the person's role does not allow it.
        NotInRegister: component or commitment is no more than proposed.
        AlreadyAssigned: the institution is in charge already.
        WrongValue: a date or part is none, or the end lies before the beginning.
    """
    require(by, "assignment.assign", Asked(institution_ids=(institution.pk,)))
    values = read_fields(
        Assignment, FIELDS, {"part": part, "starts_on": starts_on or today(), "due_on": due_on}
    )
    _check_days(values["starts_on"], values["due_on"])
    with recorded(by, "assign"):
        require_in_register(component)
        assignment = Assignment(component=component, institution=institution, **values)
        try:
            with transaction.atomic():
                assignment.save()
        except IntegrityError:
            raise AlreadyAssigned(_("%s is in charge of this component already.") % institution) from None
        write(assignment, by, "assign", why=why)
        note_new(assignment)
    return assignment


def _check_days(starts_on: date, due_on: date | None) -> None:
    if due_on is not None and due_on < starts_on:
        raise WrongValue(_("The day by which it is to be done lies before the day from which it counts."))


def change_assignment(
    assignment: Assignment, by: User, changes: Mapping[str, object], why: str = "", seen: int | None = None
) -> AssignmentStep:
    """Change part or dates of an assignment.

    Args:
        assignment: which; must be open.
        by: who decides.
        changes: names of `FIELDS` -> value.
        why: in the person's words.
        seen: number of the last step on it that the person had before them; None skips the check.

    Raises:
        NotAllowed, WrongValue: as `assign`.
        HasEnded: it is over.
        NothingToDo: nothing differs.
        ChangedSince: somebody changed it meanwhile.
    """
    require(by, "assignment.assign", assignment)
    values = read_fields(Assignment, FIELDS, changes)
    with recorded(by, "change-assignment"):
        locked(assignment, seen)
        _require_open(assignment)
        require_change(assignment, values)
        stands = {"starts_on": assignment.starts_on, "due_on": assignment.due_on} | values
        _check_days(stands["starts_on"], stands["due_on"])
        step: AssignmentStep = write(assignment, by, "change", values, why=why)
    return step


def end_assignment(
    assignment: Assignment, by: User, why: str, on: date | None = None, seen: int | None = None
) -> AssignmentStep:
    """End an assignment; what was done in it stays. Arguments and errors as `change_assignment`.

    Raises:
        WrongValue: the last day lies before the first.
    """
    require(by, "assignment.assign", assignment)
    on = on or today()
    with recorded(by, "end-assignment"):
        locked(assignment, seen)
        _require_open(assignment)
        if on < assignment.starts_on:
            raise WrongValue(_("An assignment does not end before it starts."))
        step: AssignmentStep = write(assignment, by, "end", {"ended_on": on}, why=why)
    return step


def _require_open(assignment: Assignment) -> None:
    if not assignment.is_open:
        raise HasEnded(_("This assignment ended on %s; assign the institution anew.") % assignment.ended_on)


def preview_assign(components: Iterable[int], institution: Institution, by: User) -> Preview:
    """Say what `assign_many` would do, and change nothing.

    Args:
        components: their numbers.
        institution: which.
        by: who asks.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: they are too many for one action.
    """
    require(by, "assignment.assign", Asked(institution_ids=(institution.pk,)))
    wanted = sorted(set(components))
    if len(wanted) > MOST_AT_ONCE:
        raise WrongValue(_("One action takes %s components at most; narrow the list.") % MOST_AT_ONCE)
    kept = Q(
        state=Component.State.ACCEPTED,
        commitment__state__in=(Commitment.State.ACCEPTED, Commitment.State.CORRECTED),
    )
    there = set(Component.objects.filter(kept, pk__in=wanted).values_list("pk", flat=True))
    already = set(
        Assignment.objects.filter(institution=institution, ended_on=None, component__in=wanted).values_list(
            "component", flat=True
        )
    )
    return Preview(
        tuple(pk for pk in wanted if pk in there - already),
        tuple(pk for pk in wanted if pk in already),
        tuple(pk for pk in wanted if pk not in there | already),
    )


def assign_many(  # noqa: PLR0913
    components: Iterable[int],
    institution: Institution,
    by: User,
    *,
    part: str = Assignment.Part.LEAD,
    starts_on: object = None,
    due_on: object = None,
    why: str = "",
) -> tuple[UUID, Preview]:
    """Put an institution in charge of many components in one action, which can be undone as one.

    Args:
        components: their numbers; those that have the institution or are only proposed are left alone.
        institution, by, part, starts_on, due_on, why: as `assign`.

    Returns:
        Identifier of the action, and what it did.

    Raises:
        NothingToDo: none of them can be assigned.
        NotAllowed, WrongValue: as `assign`.
    """
    values = read_fields(
        Assignment, FIELDS, {"part": part, "starts_on": starts_on or today(), "due_on": due_on}
    )
    _check_days(values["starts_on"], values["due_on"])
    batch = uuid4()
    with recorded(by, "assign", batch=str(batch)):
        did = preview_assign(components, institution, by)
        if not did.assigned:
            raise NothingToDo(_("None of these components can be assigned to %s.") % institution)
        made = [Assignment(component_id=pk, institution=institution, **values) for pk in did.assigned]
        try:
            with transaction.atomic():
                Assignment.objects.bulk_create(made)
        except IntegrityError:
            raise AlreadyAssigned(
                _("Somebody else has assigned %s meanwhile; look at the list again.") % institution
            ) from None
        AssignmentStep.objects.bulk_create(
            [AssignmentStep(subject=one, verb="assign", why=why.strip(), batch=batch, by=by) for one in made]
        )
        note_new(*made)
    return batch, did


def undo_assignments(batch: UUID, by: User, why: str = "") -> int:
    """Take back what one action of `assign_many` assigned.

    Args:
        batch: identifier of the action.
        by: who takes it back.
        why: in the person's words.

    Returns:
        How many assignments were taken back. They stay in the history, ended on the day they began.

    Raises:
        NothingToDo: there is no such action, or nothing of it is open.
        BuiltUpon: one of them was changed or reported on since, or the institution has acted, given evidence
            or assessed in it.
        NotAllowed: the person's role does not allow it, even if the action was theirs.
    """
    require(by, "assignment.undo", Asked())
    with recorded(by, "undo", batch=str(batch)):
        made = Assignment.objects.filter(
            ended_on=None, pk__in=AssignmentStep.objects.filter(batch=batch, verb="assign").values("subject")
        )
        open_ones = list(made.order_by("pk"))
        if not open_ones:
            raise NothingToDo(_("There is nothing left to undo in this action."))
        if _is_worked_on(made, batch):
            raise BuiltUpon(
                _("Somebody has worked on one of these assignments since; end them one by one instead.")
            )
        for assignment in open_ones:
            locked(assignment)
            write(assignment, by, "undo", {"ended_on": assignment.starts_on}, why=why, batch=batch)
    return len(open_ones)


def _is_worked_on(made: QuerySet[Assignment], batch: UUID) -> bool:
    """Say whether anybody has built on the assignments of one action since it was carried out."""
    first = AssignmentStep.objects.filter(batch=batch, verb="assign").select_related("subject").earliest("pk")
    institution, components = first.subject.institution_id, made.values("component")
    built: tuple[QuerySet[Any], ...] = (
        AssignmentStep.objects.filter(subject__in=made).exclude(batch=batch),
        made.filter(reports__isnull=False),
        ActionStep.objects.filter(subject__institution=institution, subject__components__in=components),
        Evidence.objects.filter(institution=institution, component__in=components),
        Assessment.objects.filter(assessor=institution, component__in=components),
    )
    # What the institution did before it was put in charge stands apart from it.
    return any(found.exists() for found in built[:2]) or any(
        found.filter(at__gte=first.at).exists() for found in built[2:]
    )
