"""Clerical review: one pair at a time, side by side; nobody sees what the other coder says."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.register.views.followup.forms import carry_out
from tequio.apps.studies.models import ReviewPair, StudyList
from tequio.apps.studies.models.linkages import Answer
from tequio.apps.studies.operations.reviewing import code_pair, resolve_pair
from tequio.apps.studies.presenting import field_title
from tequio.apps.studies.review import (
    fields_of,
    is_conflict,
    next_pair,
    pairs_with_codings,
)
from tequio.apps.studies.views.places import linkage_for


@require_GET
def review(request: HttpRequest, linkage_id: int) -> HttpResponse:
    """Show the pair that the coder is asked next."""
    shown, by = linkage_for(request, linkage_id, "study-pair.code")
    if not shown.is_there:
        raise Http404
    pair = next_pair(shown, by)
    context = {
        "section": "studies",
        "linkage": shown,
        "study": shown.study,
        "pair": pair,
        "answers": _ANSWER_KEYS,
        "total": shown.pairs.count(),
        "mine": shown.pairs.filter(codings__by=by).count(),
        "action": reverse("code-pair", args=[pair.pk]) if pair else "",
        **(_sides(pair) if pair else {}),
    }
    return render(request, "studies/review.html", context)


_ANSWER_KEYS = ((Answer.SAME, "1"), (Answer.DIFFERENT, "2"), (Answer.UNSURE, "3"))


def _sides(pair: ReviewPair) -> dict[str, Any]:
    """Give the fields of both records side by side, each with a sign and a word for how they compare."""
    shown = fields_of(pair)
    names = {str(one.pk): one.name for one in StudyList.objects.filter(linkages=pair.linkage_id)}
    lists = [names.get(side.partition(":")[0], "") for side in (pair.left, pair.right)]
    rows = []
    for name, left, right in shown["fields"]:
        if not left or not right:
            sign, word = "–", _("missing")
        elif left.casefold() == right.casefold():
            sign, word = "=", _("the same")
        else:
            sign, word = "≠", _("differs")
        rows.append({"name": field_title(name), "left": left, "right": right, "sign": sign, "word": word})
    language = "en" if (get_language() or "es").startswith("en") else "es"
    return {
        "lists": lists,
        "rows": rows,
        "reasons": [_reason(line) for line in shown["reasons"].get(language, [])],
        "percent": round(pair.probability * 100),
    }


def _reason(line: str) -> tuple[str, str, str]:
    """Take a reason of the engine apart: what was compared, what was found, and its weight in bits."""
    compared, _separator, found = line.partition(": ")
    words, _separator, weight = found.rpartition(" (")
    field, _separator, part = compared.partition(", ")
    parts = {"given": _("given names"), "surnames": _("surnames")}
    title = ", ".join(filter(None, [field_title(field), parts.get(part, part)]))
    return title, words, weight.removesuffix(")").replace("-", "−")


@require_POST
def code(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Say whether two records are one person."""
    pair = get_object_or_404(ReviewPair.objects.select_related("linkage__study"), pk=pair_id)
    _shown, by = linkage_for(request, pair.linkage_id, "study-pair.code")
    return carry_out(
        request,
        lambda: code_pair(pair, by, request.POST.get("answer", "")),
        _("It is kept."),
        reverse("review-linkage", args=[pair.linkage_id]),
    )


@require_GET
def conflicts(request: HttpRequest, linkage_id: int) -> HttpResponse:
    """Show the pair on which two coders differ, for a third to resolve."""
    shown, by = linkage_for(request, linkage_id, "study-pair.resolve")
    if not shown.is_there:
        raise Http404
    waiting = [pair for pair in pairs_with_codings(shown).order_by("-effect", "pk") if is_conflict(pair)]
    own = [pair for pair in waiting if any(coding.by_id == by.pk for coding in pair.codings.all())]
    pair = next((one for one in waiting if one not in own), None)
    if pair is not None:
        pair = ReviewPair.objects.select_related("linkage").prefetch_related("codings__by").get(pk=pair.pk)
    context = {
        "section": "studies",
        "linkage": shown,
        "study": shown.study,
        "pair": pair,
        "answers": _ANSWER_KEYS,
        "waiting": len(waiting),
        "own": len(own),
        "resolves": True,
        "action": reverse("resolve-pair", args=[pair.pk]) if pair else "",
        **(_sides(pair) if pair else {}),
    }
    return render(request, "studies/review.html", context)


@require_POST
def resolve(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Say what is held of a pair on which two coders differ."""
    pair = get_object_or_404(ReviewPair.objects.select_related("linkage__study"), pk=pair_id)
    _shown, by = linkage_for(request, pair.linkage_id, "study-pair.resolve")
    return carry_out(
        request,
        lambda: resolve_pair(pair, by, request.POST.get("answer", "")),
        _("It is resolved."),
        reverse("review-conflicts", args=[pair.linkage_id]),
    )
