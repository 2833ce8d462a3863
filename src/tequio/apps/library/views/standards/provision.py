"""The page of a provision or instrument, its citation as a file, and the same as JSON."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from tequio.apps.accounts.models import User
from tequio.apps.library.models import Instrument, Provision, StateStatus
from tequio.apps.library.standards.citing import STYLES, cite
from tequio.apps.library.standards.exports import text_object
from tequio.apps.library.standards.folders import folders_of
from tequio.apps.library.standards.force import LABELS, force_for, state_name
from tequio.apps.library.standards.searching import with_instrument
from tequio.apps.library.standards.showing import Shown, contents, demands_on, show
from tequio.apps.library.views.standards.asking import day_of, language_of, state_of

# Style -> ending and media type of its file.
_FILES = {
    "bibtex": ("bib", "application/x-bibtex; charset=utf-8"),
    "csl": ("json", "application/vnd.citationstyles.csl+json"),
}
_PLAIN = ("txt", "text/plain; charset=utf-8")


@login_not_required
@require_GET
def standard(request: HttpRequest, key: str) -> HttpResponse:
    """Show an instrument (its code) or a provision (its identifier)."""
    instrument = Instrument.objects.filter(code=_storable(key)).first()
    if instrument is not None:
        return _instrument(request, instrument)
    return _provision(request, get_object_or_404(with_instrument(), key=_storable(key)))


def _storable(key: str) -> str:
    """Give an identifier from an address; PostgreSQL takes no NUL even in a question."""
    return key.replace("\x00", "")


def _instrument(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    state, day, language = state_of(request.GET), day_of(request.GET), language_of(request)
    status = StateStatus.objects.filter(instrument=instrument, state=state).first()
    rows = contents(instrument, day or timezone.localdate(), language)
    context = {
        "section": "standards",
        "instrument": instrument,
        "status": status,
        "force": force_for(instrument, state, status),
        "force_label": LABELS[force_for(instrument, state, status)],
        "state_name": state_name(state, language),
        "rows": rows,
        "is_digest": bool(rows) and all(is_digest for _one, _heading, is_digest in rows),
    }
    return render(request, "library/standards/instrument.html", context)


def _provision(request: HttpRequest, provision: Provision) -> HttpResponse:
    state, day, language = state_of(request.GET), day_of(request.GET), language_of(request)
    today = timezone.localdate()
    shown = show(provision, state, day or today, language)
    if not shown.words and day is None:
        raise Http404
    address = request.build_absolute_uri(reverse("standard", args=[provision.key]))
    is_known = isinstance(request.user, User)
    context = {
        "section": "standards",
        "shown": shown,
        "provision": provision,
        "instrument": provision.instrument,
        "columns": _columns(shown, language),
        "force_label": LABELS[shown.force],
        "state_name": state_name(state, language),
        "state": state,
        "day": day,
        "cited": request.GET.get("cited", "")[:200],
        "citations": cite(provision, language, address),
        "demands": demands_on(provision, is_known),
        "folders": folders_of(request.user) if isinstance(request.user, User) else (),
        "parts": provision.parts.order_by("order"),
    }
    return render(request, "library/standards/provision.html", context)


def _columns(shown: Shown, language: str) -> list[tuple[str, object, object]]:
    """Give (language, words or None, digest beside them or None): the reader's own language first."""
    names = sorted({*shown.words, *shown.missing}, key=lambda name: (name != language, name))
    return [(name, shown.words.get(name), shown.digests.get(name)) for name in names]


@login_not_required
@require_GET
def citation_file(request: HttpRequest, key: str, style: str) -> HttpResponse:
    """Give a provision's citation in one style, as a file."""
    if style not in STYLES:
        raise Http404
    provision = get_object_or_404(with_instrument(), key=_storable(key))
    address = request.build_absolute_uri(reverse("standard", args=[provision.key]))
    written = {each: words for each, _name, words in cite(provision, language_of(request), address)}
    ending, media_type = _FILES.get(style, _PLAIN)
    name = "".join(character if character.isalnum() else "-" for character in provision.key)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return HttpResponse(written[style] + "\n", content_type=media_type, headers=headers)


@login_not_required
@require_GET
def standard_api(request: HttpRequest, key: str) -> JsonResponse:
    """Give a provision with its words of a day as JSON."""
    provision = with_instrument().filter(key=_storable(key)).first()
    if provision is None:
        return JsonResponse({"error": "There is no provision of that identifier."}, status=404)
    if request.GET.get("day") and day_of(request.GET) is None:
        return JsonResponse({"error": "day is written as 2024-12-31."}, status=400)
    shown = show(provision, state_of(request.GET), day_of(request.GET) or timezone.localdate(), "en")
    one = provision.instrument
    answer = {
        "id": provision.key,
        "number": provision.number,
        "instrument": {
            "code": one.code,
            "kind": one.kind,
            "title_es": one.title_es,
            "title_en": one.title_en,
            "symbol": one.symbol,
            "adopted": one.adopted,
            "in_force": one.in_force,
        },
        "force": str(shown.force),
        "status": shown.status
        and {
            "state": shown.status.state,
            "signed": shown.status.signed,
            "ratified": shown.status.ratified,
            "in_force": shown.status.in_force,
            "reservations": shown.status.reservations,
        },
        "texts": [text_object(words) for _language, words in sorted(shown.words.items())],
        "digests": {language: text.words for language, text in shown.digests.items()},
        "address": request.build_absolute_uri(reverse("standard", args=[provision.key])),
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
