"""What of a commitment decisions change: read as plain data, and put back exactly."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_datetime

from tequio.apps.library.models import Passage
from tequio.apps.register.models import Commitment, Component
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.operations.reading_engines import components_of
from tequio.text import fold

PLAIN = (
    "kind",
    "strength",
    "action",
    "lead_in",
    "actors_text",
    "asked_by_text",
    "deadline_text",
    "deadline_date",
    "recurrence",
    "state",
)
LINKED = ("actors", "asked_by")


def snapshot(commitment: Commitment) -> dict[str, Any]:
    """Read all that decisions change, as JSON: fields, ids of actors and passage, who decided and when."""
    taken: dict[str, Any] = {name: getattr(commitment, name) for name in PLAIN}
    for name in LINKED:
        taken[name] = sorted(getattr(commitment, name).values_list("pk", flat=True))
    taken["passage"] = commitment.passage_id
    taken["decided_by"] = commitment.decided_by_id
    taken["decided_at"] = commitment.decided_at.isoformat() if commitment.decided_at else None
    return taken


def put(commitment: Commitment, values: dict[str, Any]) -> None:
    """Write values of the shape of `snapshot` into a commitment (some or all) and save it."""
    old_action = commitment.action
    for name, value in values.items():
        if name in LINKED:
            getattr(commitment, name).set(value)
        elif name == "decided_at":
            commitment.decided_at = parse_datetime(value) if value else None
        elif name in ("passage", "decided_by"):
            setattr(commitment, f"{name}_id", value)
        else:
            setattr(commitment, name, value)
    derive(commitment, Passage.objects.get(pk=commitment.passage_id).exact)
    commitment.save()
    _keep_components_in_step(commitment, old_action)


def derive(commitment: Commitment, quote: str) -> None:
    """Fill what follows from other fields: the due day and the words for the text search."""
    commitment.due_on = last_day(commitment.deadline_date)
    commitment.folded = fold(
        " ".join(
            (quote, commitment.action, commitment.lead_in, commitment.actors_text, commitment.asked_by_text)
        )
    )


def _keep_components_in_step(commitment: Commitment, old_action: str) -> None:
    """Let components that nobody has confirmed follow the action; a person's wording is left alone."""
    components = list(commitment.components.order_by("ordinal"))
    language = commitment.version.language or None
    are_proposed = all(component.state == Component.State.PROPOSED for component in components)
    if commitment.action != old_action and are_proposed and components:
        old_parts = components_of(old_action, language) if len(components) > 1 else (old_action,)
        parts = components_of(commitment.action, language)
        if (
            tuple(component.words for component in components) == old_parts
            and max(len(components), len(parts)) > 1
        ):
            commitment.components.all().delete()
            words = parts if len(parts) > 1 else (commitment.action,)
            components = [
                Component(commitment=commitment, ordinal=n, words=part) for n, part in enumerate(words, 1)
            ]
            Component.objects.bulk_create(components)
            old_action = commitment.action
    if len(components) != 1 or components[0].words != old_action:
        return
    # A commitment that asks one thing has one component in its words.
    component = components[0]
    component.words = commitment.action
    component.state = Component.State.ACCEPTED if commitment.is_kept else Component.State.PROPOSED
    component.save()
