"""What hangs on a commitment or a component, so that it is not taken away from under other people's work."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from tequio.apps.register.models import Commitment, Component, Position
from tequio.apps.register.operations.errors import BuiltUpon

# Names at the component of what people did about it; beside them, assignments that are open or reported on.
_DONE = ("actions", "evidence", "assessments", "inquiries", "submissions", "blind_rounds")


def is_followed(components: Q) -> bool:
    """Say whether anything hangs on one of these components."""
    followed = Q(assignments__ended_on=None, assignments__isnull=False) | Q(
        assignments__reports__isnull=False
    )
    for name in _DONE:
        followed |= Q(**{f"{name}__isnull": False})
    return Component.objects.filter(components).filter(followed).exists()


def refuse_followed(commitment: Commitment) -> None:
    """Refuse to take a commitment out of the register while somebody follows it up.

    Raises:
        BuiltUpon: an assignment, action, evidence, assessment, question, submission or position hangs on it.
    """
    if is_followed(Q(commitment=commitment)) or Position.objects.filter(commitment=commitment).exists():
        raise BuiltUpon(
            _("Assignments, evidence or assessments hang on this commitment; correct it instead.")
        )
