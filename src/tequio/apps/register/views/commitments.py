"""The page of a commitment."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tequio.apps.accounts.policy import may
from tequio.apps.accounts.views import decider
from tequio.apps.register import operations
from tequio.apps.register.additions import additions_to_commitment
from tequio.apps.register.models import Commitment, CommitmentTopic
from tequio.apps.register.queries import commitment as queries
from tequio.apps.register.queries.standards import standards_of
from tequio.apps.register.views.followup.chain import context_of


def commitment(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Show a commitment: the quote in its paragraph, its source, what it asks, and its history."""
    shown = queries.commitment_shown(commitment_id)
    if shown is None:
        raise Http404
    before, after = queries.neighbours(shown)
    return render(
        request,
        "register/commitment.html",
        {
            "section": "register",
            "commitment": shown,
            "passage": queries.in_context(shown.passage),
            "events": queries.history(shown),
            "before": before,
            "after": after,
            "today": timezone.localdate(),
            "standards": standards_of(shown, with_proposals=may(request.user, "finding.decide")),
            "additions": additions_to_commitment(request, shown, is_public=False),
            **context_of(shown, request.user),
        },
    )


@require_POST
def decide_topics(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Accept, reject or take back topics: the button says which ("all" for every proposed one)."""
    by = decider(request)
    commitment = get_object_or_404(Commitment, pk=commitment_id)
    state = next((state for state in CommitmentTopic.State.values if state in request.POST), "")
    key = request.POST.get(state, "")
    topics = None if key == "all" else [int(key)] if key.isascii() and key.isdigit() and len(key) < 19 else []
    try:
        operations.decide_topics(commitment, by, state, topics)
    except operations.Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("commitment", args=[commitment.pk]) + "#topics")
