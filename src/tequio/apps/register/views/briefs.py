"""The brief for the next session of a mechanism, its sections to edit, and the check of a draft statement."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.views import decider
from tequio.apps.register.briefs.checking import Check, check_statement, names_for
from tequio.apps.register.briefs.editing import drop_section, keep_section
from tequio.apps.register.briefs.errors import NothingToBrief
from tequio.apps.register.briefs.making import Made, make
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.briefs.writing import MEDIA_TYPES, file_name, written
from tequio.apps.register.models import Mechanism
from tequio.apps.register.operations.errors import NothingToDo
from tequio.engines import briefing as engine

# A pasted draft; longer ones come as a file.
_LONGEST_DRAFT = 400_000


@require_GET
def brief(request: HttpRequest, mechanism_id: int) -> HttpResponse:
    """Show the brief as it stands, with what people wrote in it."""
    mechanism = get_object_or_404(Mechanism, pk=mechanism_id)
    language = language_asked(request)
    context = {
        "section": "mechanisms",
        "mechanism": mechanism,
        "language": language,
        "others": [code for code in engine.LANGUAGES if code != language],
        "forms": list(MEDIA_TYPES),
    }
    try:
        made = make(mechanism, language, places_of(request))
    except NothingToBrief as nothing:
        return render(request, "register/briefs/brief.html", {**context, "problem": str(nothing)})
    shown = [(section, made.kept.get(section.code)) for section in made.brief.sections]
    line = made.kept.get(engine.CLASSIFICATION)
    context |= {"made": made, "brief": made.brief, "sections": shown, "line": line}
    context["classification_code"] = engine.CLASSIFICATION
    return render(request, "register/briefs/brief.html", context)


@require_GET
def download(request: HttpRequest, mechanism_id: int, form: str) -> HttpResponse:
    """Hand out the brief as docx, pdf or json."""
    if form not in MEDIA_TYPES:
        raise Http404
    mechanism = get_object_or_404(Mechanism, pk=mechanism_id)
    language = language_asked(request)
    try:
        made = make(mechanism, language, places_of(request))
    except NothingToBrief:
        return redirect("brief", mechanism_id)
    name = file_name(mechanism, language, form)
    return HttpResponse(
        written(made.brief, form),
        content_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def edit(request: HttpRequest, mechanism_id: int, code: str) -> HttpResponse:
    """Write a section oneself, or go back to what the records give."""
    by = decider(request)
    mechanism = get_object_or_404(Mechanism, pk=mechanism_id)
    language = language_asked(request)
    try:
        made = make(mechanism, language, places_of(request))
    except NothingToBrief:
        raise Http404 from None
    kept = made.kept.get(code)
    if code not in engine.SECTIONS and code != engine.CLASSIFICATION:
        raise Http404
    back = f"{reverse('brief', args=[mechanism_id])}?language={language}"
    words = kept.row.words if kept else made.plain(code)
    problem = ""
    if request.method == "POST":
        words = request.POST.get("words", "")
        try:
            if "drop" in request.POST:
                drop_section(mechanism, by, code, language)
            else:
                keep_section(mechanism, by, made, code, words)
        except NothingToDo:
            return redirect(back)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("What you changed is kept."))
            return redirect(f"{back}#{code}")
    context = {
        "section": "mechanisms",
        "back_words": f"{_('Prepare the next session')}: {mechanism}",
        "title": _title(made, code),
        "is_line": code == engine.CLASSIFICATION,
        "kept": kept,
        "generated": made.plain(code),
        "words": words,
        "problem": problem,
        "back": back,
        "language": language,
    }
    return render(request, "register/briefs/edit.html", context, status=422 if problem else 200)


def check(request: HttpRequest, mechanism_id: int) -> HttpResponse:
    """Compare a draft statement with what was agreed before; the draft is not kept."""
    mechanism = get_object_or_404(Mechanism, pk=mechanism_id)
    found: Check | None = None
    problem = ""
    if request.method == "POST":
        try:
            found = _checked(request, mechanism)
        except Refused as refused:
            problem = str(refused)
    language = language_asked(request)
    lines = []
    if found:
        names = names_for(found)
        lines = [(one, engine.reasons(one, language, names)) for one in found.compared]
    context = {
        "section": "mechanisms",
        "mechanism": mechanism,
        "language": language,
        "draft": request.POST.get("draft", ""),
        "found": found,
        "lines": lines,
        "problem": problem,
    }
    return render(request, "register/briefs/check.html", context, status=422 if problem else 200)


def _checked(request: HttpRequest, mechanism: Mechanism) -> Check:
    file = request.FILES.get("file")
    places = places_of(request)
    if file is not None:
        return check_statement(mechanism, file.read(), file.name or "", places)
    draft = request.POST.get("draft", "").replace("\x00", " ").strip()
    if not draft or len(draft) > _LONGEST_DRAFT:
        raise NothingToDo(_("Paste the text of the draft, or choose its file."))
    return check_statement(mechanism, draft.encode(), _("the draft"), places)


def _title(made: Made, code: str) -> str:
    if code == engine.CLASSIFICATION:
        return _("Classification")
    section = made.brief.section(code) or made.generated.section(code)
    if section is None:
        raise Http404
    return section.title


def language_asked(request: HttpRequest) -> str:
    """Give the language that a document is asked for in, else that of the page."""
    asked: QueryDict = request.GET
    wanted = asked.get("language", "")
    if wanted in engine.LANGUAGES:
        return wanted
    return "en" if (get_language() or "es").startswith("en") else "es"


def places_of(request: HttpRequest) -> Places:
    """Give where records are read, by the host that was asked."""
    return Places(request.build_absolute_uri("/").rstrip("/"))
