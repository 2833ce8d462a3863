"""What a hand-over file says of evidence and assessments: that they are there, whose and why, in no words.

The words are read from the records when somebody looks, by whoever may, so that evidence that is withdrawn or
erased later does not go on in old hand-overs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import Assessment, Evidence, EvidenceStep, Reply

_AGAINST = (Evidence.Bearing.CONTRADICTS, Evidence.Bearing.MIXED)
_SHARED = (Evidence.Confidentiality.PUBLIC, Evidence.Confidentiality.PARTNERS)

Entries = dict[int, list[dict[str, Any]]]


def evidence_of(components: Collection[int], institution: Institution) -> Entries:
    """List the evidence on components that whoever takes over will see: their institution's own, and shared.

    What only named persons see is left out; whoever leaves names the next reader in the evidence itself.

    Args:
        components: their numbers.
        institution: whose work is handed over.

    Returns:
        component -> entries: number, bearing, confidentiality, giver, day of withdrawal, whether it
        contradicts and waits for a reply, and its history without the words that changed.
    """
    own = Q(institution=institution, confidentiality=Evidence.Confidentiality.INSTITUTION)
    rows = list(
        Evidence.objects.filter(own | Q(confidentiality__in=_SHARED), component__in=components).order_by("pk")
    )
    history = _history([row.pk for row in rows])
    answered = set(
        Reply.objects.filter(
            evidence__in=rows, institution=institution, replied_on__isnull=False
        ).values_list("evidence", flat=True)
    )
    found: Entries = defaultdict(list)
    for row in rows:
        waits = row.bearing in _AGAINST and row.institution_id != institution.pk and row.withdrawn_on is None
        found[row.component_id].append(
            {
                "evidence": row.pk,
                "bearing": row.bearing,
                "confidentiality": row.confidentiality,
                "institution": row.institution_id,
                "withdrawn_on": row.withdrawn_on.isoformat() if row.withdrawn_on else None,
                "unanswered": waits and row.pk not in answered,
                "history": history.get(row.pk, []),
            }
        )
    return found


def _history(keys: Collection[int]) -> Entries:
    found: Entries = defaultdict(list)
    for step in EvidenceStep.objects.filter(subject__in=keys).order_by("pk"):
        line = {
            "at": step.at.isoformat(timespec="seconds"),
            "by": step.by_id,
            "verb": step.verb,
            "why": step.why,
        }
        found[step.subject_id].append(line)
    return found


def assessments_of(components: Collection[int]) -> Entries:
    """List the assessments of components, but those of blind rounds that are open.

    Args:
        components: their numbers.

    Returns:
        component -> entries: number, assessor, scale, value, kind of measure, day, account, and the number of
        the one that it replaces.
    """
    blind = Q(round__isnull=False, round__closed_at=None)
    found: Entries = defaultdict(list)
    for row in Assessment.objects.filter(~blind, component__in=components).order_by("assessed_on", "pk"):
        found[row.component_id].append(
            {
                "assessment": row.pk,
                "assessor": row.assessor_id,
                "scale": row.scale,
                "value": row.value,
                "measure": row.measure,
                "on": row.assessed_on.isoformat(),
                "by": row.by_id,
                "replaces": row.replaces_id,
            }
        )
    return found
