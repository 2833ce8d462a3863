"""Decisions from the reading room: with htmx one card comes back, otherwise the page at the next finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tequio.apps.accounts.models import User
from tequio.apps.accounts.views import decider
from tequio.apps.library.models import DocumentVersion
from tequio.apps.register import operations
from tequio.apps.register.models import Commitment, Decision, LookAlike
from tequio.apps.register.queries import review
from tequio.apps.register.views.findings import card_words, filter_chips, finding_of, place_of_words
from tequio.apps.register.views.reading_room import render_room, version_of
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.apps.register.wording import in_words

CORRECTABLE = (
    "kind",
    "strength",
    "action",
    "lead_in",
    "actors",
    "asked_by",
    "deadline_text",
    "deadline_date",
    "recurrence",
)


@require_POST
def accept(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Put a finding into the register as it stands."""
    return _decided(
        request, commitment_id, lambda commitment, by, seen: operations.accept(commitment, by, seen=seen)
    )


@require_POST
def reject(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Say that a finding is none, with or without a reason."""
    why = request.POST.get("why", "")
    return _decided(
        request,
        commitment_id,
        lambda commitment, by, seen: operations.reject(commitment, by, why=why, seen=seen),
    )


@require_POST
def correct(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Put a finding into the register with other values than proposed."""

    def corrected(commitment: Commitment, by: User, seen: int | None) -> Decision:
        changes = _changes(request.POST, commitment)
        return operations.correct(commitment, by, changes, why=request.POST.get("why", ""), seen=seen)

    return _decided(request, commitment_id, corrected, form="correct")


@require_POST
def undo_finding(request: HttpRequest, commitment_id: int) -> HttpResponse:
    """Take back the last decision on one finding."""

    def undone(commitment: Commitment, by: User, seen: int | None) -> Decision:
        last = commitment.decisions.filter(pk=seen or 0).first()
        if last is None:
            raise operations.NothingToDo(_("There is no decision to undo on this finding."))
        return operations.undo(by, last)[0]

    return _decided(request, commitment_id, undone)


def _decided(
    request: HttpRequest,
    commitment_id: int,
    decide: Callable[[Commitment, User, int | None], Decision],
    form: str = "",
) -> HttpResponse:
    by = decider(request)
    commitment = get_object_or_404(
        Commitment.objects.select_related("version__document", "passage"), pk=commitment_id
    )
    sentence, status, verb = "", 200, ""
    try:
        decision = decide(commitment, by, _seen(request))
        verb = decision.verb
        if (
            decision.batch
            or commitment.state == Commitment.State.WITHDRAWN
            or decision.verb == Decision.Verb.ADD
        ):
            # More than this card changed, the text among it.
            return _back(request, commitment.version, commitment, whole_page=True)
    except operations.Refused as refused:
        sentence, status = str(refused), 409
    if not request.htmx:  # type: ignore[attr-defined]
        if sentence:
            messages.error(request, sentence)
            return _reopened(request, commitment, form)
        return _back(
            request, commitment.version, commitment if verb == Decision.Verb.UNDO else _next(commitment)
        )
    is_open = bool(sentence) and form != "" and Commitment.objects.filter(pk=commitment.pk).exists()
    context = {
        "finding": finding_of(commitment, by),
        "version": commitment.version,
        "words": card_words(),
        **_around(request, commitment.version),
        "sentence": sentence,
        "open_form": {"pk": str(commitment.pk) if is_open else "", "name": form},
        "written": request.POST if is_open else None,
    }
    return render(request, "register/parts/decided.html", context, status=status)


def _around(request: HttpRequest, version: DocumentVersion) -> dict[str, object]:
    """Give what comes beside a card: the progress, and the filters of the page that it stands on."""
    counts = review.counts_of(version)
    page = QueryDict(urlsplit(request.htmx.current_url or "").query)  # type: ignore[attr-defined]
    return {"progress": review.progress(counts), "chips": filter_chips(counts, page)}


def _seen(request: HttpRequest) -> int | None:
    written = request.GET.get("seen", "")
    return int(written[:18]) if written.isascii() and written.isdigit() else None


def _reopened(request: HttpRequest, commitment: Commitment, form: str) -> HttpResponse:
    address = reverse("reading-room", args=[commitment.version.document_id])
    query = f"?open={commitment.pk}&form={form}" if form else ""
    return redirect(f"{address}{query}#finding-{commitment.pk}")


def _next(commitment: Commitment) -> Commitment:
    """Give the next finding to check after this one, or this one where none is left."""
    waiting = Commitment.objects.filter(version=commitment.version, state=Commitment.State.PROPOSED)
    later = waiting.filter(passage__start__gte=commitment.passage.start).order_by("passage__start", "pk")
    return later.first() or waiting.order_by("passage__start", "pk").first() or commitment


def _back(
    request: HttpRequest, version: DocumentVersion, commitment: Commitment | None, whole_page: bool = False
) -> HttpResponse:
    """Go back to where the person was, at a finding."""
    address = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        address = reverse("reading-room", args=[version.document_id])
    place = f"#finding-{commitment.pk}" if commitment else ""
    if whole_page and request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(address.partition("#")[0] + place)


def _changes(written: Mapping[str, Any], commitment: Commitment) -> dict[str, object]:
    """Read the form for correcting: its fields, and where the quote stands if the person changed it."""
    # What the person left as it was is no correction: a form joins lines, and shows institutions by name.
    changes: dict[str, object] = {
        name: written[name]
        for name in CORRECTABLE
        if name in written and str(written[name]).split() != _shown(commitment, name).split()
    }
    place = _place(written, commitment.version, commitment.passage.start)
    if place and place != (commitment.passage.start, commitment.passage.end):
        changes["start"], changes["end"] = place
    return changes


def _shown(commitment: Commitment, name: str) -> str:
    """Give a field as the form shows it."""
    if name in ("actors", "asked_by"):
        return "; ".join(str(institution) for institution in getattr(commitment, name).all())
    value = str(getattr(commitment, name))
    return in_words(RECURRENCES, value) if name == "recurrence" else value


def _place(written: Mapping[str, Any], version: DocumentVersion, near: int = 0) -> tuple[int, int] | None:
    """Give the place of a quote: offsets where a script has sent them, otherwise the words are looked up.

    Raises:
        WrongValue: the words do not stand in the document.
    """
    start, end = str(written.get("start", "")), str(written.get("end", ""))
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        return int(start[:12]), int(end[:12])
    words = str(written.get("quote", ""))
    if not words.strip():
        return None
    place = place_of_words(words, version.content, near)
    if place is None:
        raise operations.WrongValue(
            _("These words do not stand in the document: “%s”. Copy them from the text exactly.") % words[:60]
        )
    return place


@require_POST
def add(request: HttpRequest, document_id: int) -> HttpResponse:
    """Add a commitment that was missed: selected in the text, or pasted."""
    by = decider(request)
    version = version_of(document_id, request.POST.get("version", ""))
    try:
        place = _place(request.POST, version)
        if place is None:
            raise operations.WrongValue(_("Select or paste the words of the commitment."))
        fields: dict[str, Any] = {
            name: request.POST[name] for name in CORRECTABLE if request.POST.get(name, "").strip()
        }
        decision = operations.add(version, *place, by, **fields)
    except operations.Refused as refused:
        return render_room(
            request, version, status=409, adding={"sentence": str(refused), "written": request.POST}
        )
    messages.success(request, _("Added to the register."))
    return _completed(request, decision.commitment)


@require_POST
def rescue(request: HttpRequest, look_alike_id: int) -> HttpResponse:
    """Take a look-alike as a commitment after all."""
    by = decider(request)
    look_alike = get_object_or_404(LookAlike.objects.select_related("version"), pk=look_alike_id)
    try:
        commitment = operations.rescue(look_alike, by).commitment
    except operations.Refused as refused:
        messages.error(request, str(refused))
        return _back(request, look_alike.version, look_alike.rescued_as)
    messages.success(request, _("Taken into the register."))
    return _completed(request, commitment)


def _completed(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    """Go back to a commitment that was just made; with its form open where nobody is named as owing it."""
    if commitment.actors_text or commitment.actors.exists():
        return _back(request, commitment.version, commitment)
    return _reopened(request, commitment, "correct")


@require_POST
def accept_above(request: HttpRequest, document_id: int) -> HttpResponse:
    """Accept all waiting findings of a document above a confidence, as one action."""
    by = decider(request)
    version = version_of(document_id, request.POST.get("version", ""))
    try:
        batch = operations.accept_above(version, float(request.POST.get("threshold", "")), by)
        n = len(batch.decisions)
        sentence = ngettext(
            "%d finding accepted. Undo takes it back.",
            "%d findings accepted in one action. One undo takes them all back.",
            n,
        )
        messages.success(request, sentence % n)
    except ValueError:
        messages.error(request, _("Choose a confidence."))
    except operations.Refused as refused:
        messages.error(request, str(refused))
    return _back(request, version, None)


@require_POST
def undo_last(request: HttpRequest, document_id: int) -> HttpResponse:
    """Take back the person's last decision in this document, and all of the action that it was part of."""
    by = decider(request)
    version = version_of(document_id, request.POST.get("version", ""))
    try:
        last = operations.last_decision(by, version)
        if last is None:
            raise operations.NothingToDo(_("You have no decision to undo in this document."))
        undone = operations.undo(by, last)
    except operations.Refused as refused:
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "register/parts/sentence.html", {"sentence": str(refused)}, status=409)
        messages.error(request, str(refused))
        return _back(request, version, None)
    commitment = undone[0].commitment
    commitment.refresh_from_db()
    is_one_card = len(undone) == 1 and commitment.state != Commitment.State.WITHDRAWN
    if request.htmx and is_one_card:  # type: ignore[attr-defined]
        context = {
            "finding": finding_of(commitment, by),
            "version": version,
            "words": card_words(),
            **_around(request, version),
            "open_form": {"pk": "", "name": ""},
            "out_of_band": True,
        }
        return render(request, "register/parts/decided.html", context)
    n = len(undone)
    messages.success(request, ngettext("%d decision undone.", "%d decisions undone.", n) % n)
    return _back(request, version, commitment if is_one_card else None, whole_page=True)
