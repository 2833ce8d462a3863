"""On which commitments people have worked since they were imported: those are never overwritten."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from tequio.apps.register.models import (
    Action,
    Assessment,
    Assignment,
    CommitmentTopic,
    Component,
    Decision,
    Evidence,
    ImportRun,
    Inquiry,
    Position,
)

_ABOUT_COMPONENTS = (Assignment, Assessment, Evidence, Inquiry)


def touched(commitments: Collection[int]) -> set[int]:
    """Give which of some commitments a person has decided on, answered, or followed up.

    Args:
        commitments: keys.
    """
    if not commitments:
        return set()
    its_own = Q(batch__in=ImportRun.objects.values("batch"))
    found = set(
        Decision.objects.filter(~its_own | Q(batch=None), commitment__in=commitments).values_list(
            "commitment", flat=True
        )
    )
    for model in _ABOUT_COMPONENTS:
        found |= set(
            model._default_manager.filter(component__commitment__in=commitments).values_list(
                "component__commitment", flat=True
            )
        )
    found |= set(
        Action.objects.filter(components__commitment__in=commitments).values_list(
            "components__commitment", flat=True
        )
    )
    found |= set(
        Component.objects.filter(commitment__in=commitments, ordinal__gt=1).values_list(
            "commitment", flat=True
        )
    )
    found |= set(
        CommitmentTopic.objects.filter(
            commitment__in=commitments, state=CommitmentTopic.State.REJECTED
        ).values_list("commitment", flat=True)
    )
    answered = Position.objects.filter(commitment__in=commitments).exclude(source__startswith=IMPORTED)
    return found | set(answered.values_list("commitment", flat=True))


# How the source of an answer begins that came with an import.
IMPORTED = "import "
