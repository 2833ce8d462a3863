"""What visitors see without signing in: mechanisms, commitments, and both sides of each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tequio.apps.register.additions import additions_to_commitment
from tequio.apps.register.models import Mechanism
from tequio.apps.register.queries import public as queries
from tequio.apps.register.queries.commitment import in_context
from tequio.apps.register.queries.standards import standards_of
from tequio.apps.register.views.charts import charts_of
from tequio.apps.register.views.followup.chain import context_of
from tequio.apps.register.views.followup.forms import number


@login_not_required
@require_GET
def public(request: HttpRequest) -> HttpResponse:
    """List the mechanisms of which something was published."""
    counts = queries.public_counts()
    mechanisms = sorted(Mechanism.objects.filter(pk__in=counts), key=str)
    context = {"section": "public", "mechanisms": [(one, counts[one.pk]) for one in mechanisms]}
    return render(request, "register/followup/public.html", context)


@login_not_required
@require_GET
def mechanism(request: HttpRequest, mechanism_id: int) -> HttpResponse:
    """Show what was agreed in a mechanism; for each, who has said anything about it."""
    shown = get_object_or_404(Mechanism, pk=mechanism_id)
    count = queries.public_commitments().filter(session__mechanism=shown).count()
    if not count:
        raise Http404
    after = number(request.GET.get("after", ""))
    context = {
        "section": "public",
        "mechanism": shown,
        "count": count,
        # Later pages of the list are read for the list.
        "charts": charts_of(shown) if after is None else [],
        "page": queries.public_mechanism(shown, after),
        "submissions": queries.public_submissions_of(shown),
    }
    return render(request, "register/followup/public_mechanism.html", context)


@login_not_required
@require_GET
def commitment(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Show a commitment: its words, what the State says, what others say, what nobody has answered."""
    seen = queries.public_chain(commitment_id)
    if seen is None:
        raise Http404
    context = context_of(seen.commitment, AnonymousUser(), seen)
    return render(
        request,
        "register/followup/public_commitment.html",
        {
            "section": "public",
            "commitment": seen.commitment,
            "passage": in_context(seen.commitment.passage),
            "today": timezone.localdate(),
            "standards": standards_of(seen.commitment, with_proposals=False),
            "additions": additions_to_commitment(request, seen.commitment, is_public=True),
            # The page shows nobody more than a visitor sees, whoever asks.
            "user": AnonymousUser(),
            **context,
        },
    )
