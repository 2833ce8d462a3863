"""The search page and its API: without an account, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tequio.apps.accounts.models import User
from tequio.apps.library.models import Instrument
from tequio.apps.library.standards.citing import Cited, read_citation
from tequio.apps.library.standards.exports import as_object
from tequio.apps.library.standards.folders import folders_of
from tequio.apps.library.standards.force import state_name, states_offered
from tequio.apps.library.standards.presenting import present
from tequio.apps.library.standards.searching import MOST_RESULTS, Answer, search
from tequio.apps.library.standards.topics import label_of, offered
from tequio.apps.library.views.standards.asking import (
    LONGEST_SHOWN,
    Turn,
    asked_by,
    language_of,
    limited,
)

_EXAMPLES = {
    "es": (
        "¿puede usarse una confesión obtenida bajo tortura?",
        "derecho de la familia a saber dónde está la persona desaparecida",
        "art. 14.3 PIDCP",
    ),
    "en": (
        "can a confession obtained under torture be used in court?",
        "right of the family to know the fate of a disappeared person",
        "ICCPR 14(3)",
    ),
}


# Kinds of which a library may hold thousands: they are searched, and not chosen from a list.
_MANY = (Instrument.Kind.JUDGMENT, Instrument.Kind.DECISION, Instrument.Kind.RECOMMENDATION)
_MOST_LISTED = 300
_MOST_ON_A_SHELF = 60


def _is_search(request: HttpRequest) -> bool:
    return bool(request.GET.get("q", "").strip())


def _page_refused(request: HttpRequest, turn: Turn) -> HttpResponse:
    response = render(request, "library/standards/too_often.html", {"section": "standards"}, status=429)
    response["Retry-After"] = str(turn.retry_after)
    return response


def _json_refused(_request: HttpRequest, turn: Turn) -> HttpResponse:
    sentence = "Too many searches from this address; wait and ask again."
    return JsonResponse({"error": sentence}, status=429, headers={"Retry-After": str(turn.retry_after)})


@login_not_required
@require_GET
@limited(_page_refused, _is_search)
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer a question, lead a citation to its provision, or show how to ask."""
    asked, language = asked_by(request), language_of(request)
    words = asked.words.strip()
    cited = read_citation(words, language) if words else None
    if cited and not cited.sentence and (cited.provision or cited.instrument):
        return redirect(_address_of(cited, words))
    answer = search(asked) if words else Answer()
    instruments = list(Instrument.objects.exclude(kind__in=_MANY).order_by("code")[:_MOST_LISTED])
    counted = dict(Instrument.objects.order_by().values_list("kind").annotate(n=Count("pk")))
    context = {
        "section": "standards",
        "asked": asked,
        "words": words[:LONGEST_SHOWN],
        "cited": cited,
        "answer": answer,
        "groups": present(answer, language),
        "language": language,
        "library": _shelves(counted) if not words else (),
        "instruments": instruments,
        "kinds": [(kind.value, kind.label) for kind in Instrument.Kind if kind in counted],
        "states": [(code, state_name(code, language)) for code in states_offered()],
        "themes": offered("theme", language),
        "affected": offered("group", language),
        "state_name": state_name(asked.state, language),
        "chips": _chips(request, instruments),
        "examples": [(one, f"?{urlencode({'q': one})}") for one in _EXAMPLES[language]],
        "folders": folders_of(request.user) if isinstance(request.user, User) else (),
    }
    return render(request, "library/standards/search.html", context)


def _shelves(counted: Mapping[str, int]) -> list[tuple[str, int, list[Instrument]]]:
    """Give for each kind its name, how many instruments there are, and the first of them."""
    shelves = []
    for kind in Instrument.Kind:
        if kind in counted:
            rows = Instrument.objects.filter(kind=kind).order_by("code")[:_MOST_ON_A_SHELF]
            shelves.append(
                (str(kind.label), counted[kind], sorted(rows, key=lambda one: one.short.casefold()))
            )
    return shelves


def _address_of(cited: Cited, words: str) -> str:
    key = cited.provision.key if cited.provision else cited.instrument.code if cited.instrument else ""
    return f"{reverse('standard', args=[key])}?{urlencode({'cited': words[:200]})}"


def _chips(request: HttpRequest, instruments: list[Instrument]) -> list[tuple[str, str]]:
    """Give the filters that are set: what each says, and the address without it."""
    titles = {one.code: one.short for one in instruments}
    labels = dict(Instrument.Kind.choices)
    chips = []
    for name, value in request.GET.lists():
        for each in filter(None, value):
            said = {
                "instrument": titles.get(each),
                "kind": str(labels[each]) if each in labels else None,
                "binding": _("binding only") if each == "1" else None,
                "passages": {"es": _("texts in Spanish"), "en": _("texts in English")}.get(each),
                "theme": label_of("theme", each, language_of(request)),
                "group": label_of("group", each, language_of(request)),
                "day": _("text of %s") % each if name == "day" else None,
            }.get(name)
            if said:
                chips.append((said, _without(request, name, each)))
    return chips


def _without(request: HttpRequest, name: str, value: str) -> str:
    rest = request.GET.copy()
    rest.setlist(name, [each for each in rest.getlist(name) if each != value])
    return f"?{rest.urlencode()}"


@login_not_required
@require_GET
@limited(_json_refused, lambda _request: True)
def search_api(request: HttpRequest) -> JsonResponse:
    """Answer a question as JSON; a citation comes back as its provision."""
    written = request.GET.get("limit", "20")
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:6]) <= MOST_RESULTS):
        return JsonResponse({"error": f"limit is a whole number from 1 to {MOST_RESULTS}."}, status=400)
    for name in ("passages", "binding"):
        allowed = {"passages": ("", "es", "en"), "binding": ("", "0", "1")}[name]
        if request.GET.get(name, "") not in allowed:
            return JsonResponse(
                {"error": f"{name} is one of {', '.join(filter(None, allowed))}."}, status=400
            )
    asked = asked_by(request, int(written))
    if not asked.words.strip():
        return JsonResponse({"error": "q is missing: send a question, words or a citation."}, status=400)
    site = request.build_absolute_uri("/").rstrip("/")
    answer = as_object(asked.words, search(asked), site)
    cited = read_citation(asked.words, language_of(request))
    answer["citation"] = cited and {
        "id": cited.provision.key if cited.provision else None,
        "instrument": cited.instrument.code if cited.instrument else None,
        "sentence": cited.sentence,
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
