"""Questions to the policy where the thing in question is not there yet or has no model of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.accounts.models import User
from tequio.apps.register.followup.errors import NotInRegister
from tequio.apps.register.models import Component


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing as the policy sees it; see the protocols of `tequio.apps.accounts.policy`."""

    institution_id: int | None = None
    institution_ids: Collection[int] = ()
    is_public: bool = False
    is_blind: bool = False
    by_id: int | None = None


def in_charge(component: Component) -> Collection[int]:
    """Give the institutions that lead or support a component today."""
    return list(component.assignments.filter(ended_on=None).values_list("institution_id", flat=True))


def of_institution(by: User) -> Asked:
    """Give something that a person does in the name of their institution."""
    return Asked(institution_id=by.institution_id)


def institution_of(by: User) -> int:
    """Give the institution for which a person speaks.

    Raises:
        NotAllowed: for none.
    """
    if by.institution_id is None:
        raise NotAllowed(_("Your account speaks for no institution; ask a coordinator."))
    return by.institution_id


def require_in_register(component: Component) -> None:
    """Let pass a component that a person has confirmed, of a commitment that is kept.

    Raises:
        NotInRegister: it is a proposal still.
    """
    if not component.commitment.is_kept:
        raise NotInRegister(_("Accept the commitment first; what is only proposed is not followed up."))
    if component.state != Component.State.ACCEPTED:
        raise NotInRegister(_("Accept the component first; what is only proposed is not followed up."))
