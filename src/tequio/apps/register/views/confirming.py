"""Confirming or rejecting the meeting that a document reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.apps.accounts.views import decider
from tequio.apps.register import operations
from tequio.apps.register.models import Mechanism, Session, SessionProposal
from tequio.apps.register.views.reading_room import render_room
from tequio.apps.register.views.session_card import FIELDS, session_card
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.apps.register.wording import code_of, role_with_code


@require_POST
def confirm(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Confirm the meeting as the person has completed it."""
    by = decider(request)
    proposal = _proposal(proposal_id)
    written = request.POST
    try:
        session = _existing(Session, written.get("session", ""))
        operations.confirm_session(
            proposal,
            by,
            mechanism=_mechanism(written),
            session=session,
            fields=_fields(written),
            parties=_names(written.get("parties", "")),
            participants=list(_participants(written, len(proposal.participants) + 1)),
            although_similar="sessions_offered" in written,
        )
    except operations.Refused as refused:
        proposal.refresh_from_db()
        card = session_card(proposal, proposal.version, by, written, str(refused))
        return render_room(request, proposal.version, status=409, session_card=card)
    messages.success(request, _("The session is in the register."))
    return redirect(f"{reverse('reading-room', args=[proposal.version.document_id])}#session-card")


@require_POST
def reject(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Say that the document reports no meeting to keep."""
    return _simple(request, proposal_id, operations.reject_session)


@require_POST
def reopen(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Undo the confirmation or rejection."""
    return _simple(request, proposal_id, operations.reopen_session)


def _simple(request: HttpRequest, proposal_id: int, operation: Any) -> HttpResponse:
    by = decider(request)
    proposal = _proposal(proposal_id)
    try:
        operation(proposal, by)
    except operations.Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('reading-room', args=[proposal.version.document_id])}#session-card")


def _proposal(proposal_id: int) -> SessionProposal:
    return get_object_or_404(SessionProposal.objects.select_related("version__document"), pk=proposal_id)


def _existing(model: Any, written: str) -> Any:
    if not (written.isascii() and written.isdigit()):
        return None
    return model.objects.filter(pk=int(written[:18])).first()


def _fields(written: QueryDict) -> dict[str, object]:
    fields: dict[str, object] = {name: written[name] for name in FIELDS if name in written}
    if "next_cadence" in fields:
        fields["next_cadence"] = code_of(RECURRENCES, written.get("next_cadence", ""))
    return fields


def _names(written: str) -> list[str]:
    return [name.strip() for name in written.split(";") if name.strip()]


def _mechanism(written: QueryDict) -> Mechanism | operations.NewMechanism | None:
    known: Mechanism | None = _existing(Mechanism, written.get("mechanism", ""))
    if known is not None:
        return known
    return operations.NewMechanism(
        name_es=written.get("name_es", ""),
        name_en=written.get("name_en", ""),
        kind=written.get("kind", Mechanism.Kind.OTHER),
        # Who was offered the like ones and chose none of them has said that it is another.
        although_similar="mechanisms_offered" in written,
    )


def _participants(written: QueryDict, most: int) -> Iterator[operations.Participant]:
    for index in range(most):
        name = written.get(f"name-{index}", "").strip()
        if not name or f"take-{index}" not in written:
            continue
        start, end = written.get(f"start-{index}", ""), written.get(f"end-{index}", "")
        chosen = written.get(f"person-{index}", "")
        has_place = start.isdigit() and end.isdigit()
        yield operations.Participant(
            name=name,
            role=role_with_code(written.get(f"role-{index}", "")),
            party=written.get(f"party-{index}", "").strip() or None,
            person=int(chosen[:18]) if chosen.isascii() and chosen.isdigit() else None,
            start=int(start[:12]) if has_place else None,
            end=int(end[:12]) if has_place else None,
            although_similar=chosen == "new",
        )
