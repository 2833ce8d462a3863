"""Which provisions a commitment rests on: propose, decide, add."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tequio.apps.accounts.views import decider
from tequio.apps.register import operations
from tequio.apps.register.models import Commitment, CommitmentStandard


@require_POST
def decide_standards(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Have provisions proposed, add one by its citation, or decide on one: the button says which."""
    by = decider(request)
    commitment = get_object_or_404(Commitment, pk=commitment_id)
    state = next((state for state in CommitmentStandard.State.values if state in request.POST), "")
    written = request.POST.get(state, "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0
    try:
        if "propose" in request.POST:
            operations.propose_standards(commitment, by)
        elif "citation" in request.POST:
            operations.add_standard(commitment, by, request.POST["citation"][:300])
        else:
            operations.decide_standard(commitment, by, number, state)
    except operations.Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("commitment", args=[commitment.pk]) + "#standards")
