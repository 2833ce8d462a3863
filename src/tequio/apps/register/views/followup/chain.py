"""What the page of a commitment shows of its follow-up, with what the reader may do about each part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tequio.apps.accounts.policy import may
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.tracking import present_digests, tracked_of
from tequio.apps.register.followup.rights import Asked, of_institution
from tequio.apps.register.models import Commitment, Component
from tequio.apps.register.queries.chain import Chain, ComponentChain, chain
from tequio.apps.register.queries.commitment import commitment_with_all


@dataclass(frozen=True, slots=True)
class Part:
    """A component with its chain and what the reader may add to it.

    Args:
        chain: the component's part of the chain.
        may: names of what the reader may do: assign, action, evidence, assess, ask.
        may_write: numbers of the assignments on which the reader reports.
        may_decide: whether the reader accepts and returns reports.
    """

    chain: ComponentChain
    may: frozenset[str]
    may_write: frozenset[int]
    may_decide: bool


def context_of(commitment: Commitment, user: Any, whole: Chain | None = None) -> dict[str, Any]:
    """Give what the templates of a commitment's follow-up want.

    Args:
        commitment: as `commitment_with_all` gives it.
        user: the reader, an account or a visitor.
        whole: the chain, where the caller has read it already.
    """
    whole = whole or chain(commitment, user)
    may_change = commitment.is_kept and may(user, "component.change", Asked())
    return {
        "chain": whole,
        "parts": [_part(part, commitment, user) for part in whole.components],
        "may_change_components": may_change,
        "may_enter_position": commitment.is_kept and may(user, "finding.decide", commitment),
        "components_seen": whole.components_seen if may_change else 0,
        "waiting_components": [
            part.component for part in whole.components if part.component.state == Component.State.PROPOSED
        ],
        "happened": list(reversed(whole.history)),
    }


def _part(part: ComponentChain, commitment: Commitment, user: Any) -> Part:
    is_followed = commitment.is_kept and part.component.state == Component.State.ACCEPTED
    in_charge = [one.institution_id for one in part.assignments if one.is_open]
    own = of_institution(user) if user.is_authenticated else Asked()
    asked = Asked(
        institution_id=own.institution_id, institution_ids=in_charge, by_id=getattr(user, "pk", None)
    )
    rights = {
        "assign": ("assignment.assign", asked),
        "action": ("action.write", own),
        "evidence": ("evidence.write", own),
        "assess": ("assessment.write", asked),
        "ask": ("evidence.write", own),
    }
    writes = [
        one.pk
        for one in part.assignments
        if one.is_open and may(user, "report.write", Asked(institution_id=one.institution_id))
    ]
    return Part(
        part,
        frozenset(name for name, (right, thing) in rights.items() if is_followed and may(user, right, thing)),
        frozenset(writes),
        may(user, "assignment.assign", asked),
    )


@require_GET
def verified(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Say whether each record of the chain stands as its last event in the log left it."""
    commitment = get_object_or_404(commitment_with_all(), pk=commitment_id)
    keys = {(tracked_of(type(row)).kind, str(row.pk)) for row in _records(chain(commitment, request.user))}
    last: dict[tuple[str, str], str | None] = {}
    events = 0
    for kind in sorted({kind for kind, _number in keys}):
        numbers = [number for its, number in keys if its == kind]
        found = Event.objects.filter(object_type=kind, object_id__in=numbers).order_by("sequence")
        for number, after in found.values_list("object_id", "after"):
            events += 1
            last[kind, number] = after
    present = present_digests(keys)
    differ = sorted(key for key in keys if present.get(key) != last.get(key))
    context = {"commitment": commitment, "records": len(keys), "events": events, "differ": differ}
    is_part = bool(request.headers.get("HX-Request"))
    name = "parts/verified_mark" if is_part else "verified"
    return render(request, f"register/followup/{name}.html", {"section": "register", **context})


def _records(whole: Chain) -> list[Any]:
    rows: list[Any] = [whole.commitment, *whole.positions]
    for part in whole.components:
        rows += [*part.assignments, *part.actions, *part.reports, *part.evidence, *part.inquiries]
        rows += [row for one in part.judged for row in (*one.current, *one.earlier)]
        rows += part.submissions
    return rows
