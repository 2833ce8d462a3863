"""The coordinator's board, the lists that its numbers lead to, and assigning many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.models import Institution
from tequio.apps.register.followup import assigning as operations
from tequio.apps.register.followup.rights import Asked as AskedRight
from tequio.apps.register.models import Assignment, AssignmentStep, Component, Mechanism, Topic
from tequio.apps.register.queries import components as lists
from tequio.apps.register.queries.board import ROWS, board
from tequio.apps.register.queries.components import WITHOUT, Asked, read_question
from tequio.apps.register.views.followup.assigning import assign_fields
from tequio.apps.register.views.followup.forms import Form, carry_out, chosen, number, permitted

# Name of a column of the board -> what stands over it, said of components.
COLUMNS = {
    "assigned": pgettext_lazy("components", "assigned"),
    "no-action": pgettext_lazy("components", "no action yet"),
    "due": pgettext_lazy("components", "report due"),
    "overdue": pgettext_lazy("components", "overdue"),
    "contradicted": pgettext_lazy("components", "contradicted"),
    "assessed": pgettext_lazy("components", "assessed"),
}
# Components that a page of the preview or of what was done names; the rest is counted.
NAMED = 50


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: what it says, where it leads, whether it is in force, and how many it leaves."""

    words: Any
    address: str
    is_chosen: bool
    count: int | None = None


def _label(model: Any, key: int) -> str:
    row = model.objects.filter(pk=key).first()
    return str(row) if row else str(key)


def _chips(asked: Asked) -> list[Chip]:
    """Give the filters in force, each leading to the list without it."""
    found = [Chip(COLUMNS[asked.case], asked.changed(case="").address(), True)] if asked.case else []
    for name, model in (("institution", Institution), ("mechanism", Mechanism), ("theme", Topic)):
        key = getattr(asked, name)
        if key is not None:
            found.append(Chip(_label(model, key), asked.changed(**{name: None}).address(), True))
    return found


def _without(asked: Asked, counts: dict[str, tuple[Any, int, str]] | None = None) -> list[Chip]:
    chips = []
    for name, (label, _condition) in WITHOUT.items():
        is_chosen = name in asked.without
        left = tuple(one for one in asked.without if one != name)
        wanted = asked.changed(without=left if is_chosen else (*asked.without, name))
        chips.append(Chip(label, wanted.address(), is_chosen, counts[name][1] if counts else None))
    return chips


@require_GET
def show_board(request: HttpRequest) -> HttpResponse:
    """Show the board: a row for each institution, mechanism or theme, a number for each case."""
    permitted(request, "component.change", AskedRight())
    rows = request.GET.get("rows", "")
    rows = rows if rows in ROWS else ROWS[0]
    asked = read_question(request.GET)
    counted = board(timezone.localdate(), rows, asked, number(request.GET.get("start", "")) or 0)
    labels = {"institution": _("institutions"), "mechanism": _("mechanisms"), "theme": _("themes")}
    context = {
        "section": "board",
        "board": counted,
        "columns": COLUMNS,
        "rows": rows,
        "next": f"{asked.changed().address()}&rows={rows}&start={counted.next_start}"
        if counted.next_start
        else "",
        "choices": [(name, labels[name], f"{asked.changed().address()}&rows={name}") for name in ROWS],
        "chips": [Chip(chip.words, f"{chip.address}&rows={rows}", True) for chip in _chips(asked)],
        "without": [
            Chip(chip.words, f"{chip.address}&rows={rows}", chip.is_chosen, chip.count)
            for chip in _without(asked, counted.without)
        ],
        "lists": [
            (label, n, f"{reverse('components')}{address}") for label, n, address in counted.without.values()
        ],
    }
    return render(request, "register/followup/board.html", context)


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """List components; whoever may assigns many of them at once."""
    reader = permitted(request, "ledger.read")
    asked, today = read_question(request.GET), timezone.localdate()
    page = lists.page(asked, today)
    context = {
        "section": "board",
        "page": page,
        "asked": asked,
        "question": asked.changed().address(),
        "chips": _chips(asked),
        "without": _without(asked),
        "lacks": {key: [WITHOUT[name][0] for name in names] for key, names in page.lacks.items()},
        "form": Form("", assign_fields() if reader.may_review else [], "", "", ""),
        "most": operations.MOST_AT_ONCE,
    }
    return render(request, "register/followup/components.html", context)


@require_POST
def assign_many(request: HttpRequest) -> HttpResponse:
    """Show what assigning many would do; with `confirmed`, do it."""
    by = permitted(request, "assignment.assign", AskedRight())
    written = request.POST
    back = reverse("components") + (written.get("question", "") or "")
    try:
        institution = chosen(
            Institution.objects, written.get("institution", ""), _("Choose an institution of the list.")
        )
        keys = _wanted(request)
        if "confirmed" in written:
            batch, did = operations.assign_many(
                keys,
                institution,
                by,
                part=written.get("part", ""),
                due_on=written.get("due_on", ""),
                why=written.get("why", ""),
            )
            messages.success(
                request,
                ngettext(
                    "%(n)d component was assigned.", "%(n)d components were assigned.", len(did.assigned)
                )
                % {"n": len(did.assigned)},
            )
            return redirect("batch", batch)
        preview = operations.preview_assign(keys, institution, by)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    context = {
        "section": "board",
        "preview": preview,
        "institution": institution,
        "assigned": _named(preview.assigned),
        "already": _named(preview.already),
        "not_in_register": _named(preview.not_in_register),
        "written": written,
        "part": dict(Assignment.Part.choices).get(written.get("part", ""), ""),
        "keys": keys,
        "back": back,
    }
    return render(request, "register/followup/preview.html", context)


def _wanted(request: HttpRequest) -> list[int]:
    """Give the components that were ticked, or all that the list holds."""
    if request.POST.get("which") == "all":
        query = read_question(_query(request.POST.get("question", "")))
        return lists.numbers_of(query, timezone.localdate(), operations.MOST_AT_ONCE + 1)
    return [key for key in map(number, request.POST.getlist("component")) if key is not None]


def _query(address: str) -> Any:
    return QueryDict(address.lstrip("?"))


def _named(keys: tuple[int, ...]) -> list[Component]:
    return list(Component.objects.filter(pk__in=keys[:NAMED]).order_by("commitment", "ordinal"))


def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Show what one action assigned, and undo it."""
    by = permitted(request, "assignment.undo", AskedRight())
    if request.method == "POST":
        why = request.POST.get("why", "")
        return carry_out(
            request,
            lambda: operations.undo_assignments(batch, by, why),
            _("The assignments were taken back."),
            reverse("batch", args=[batch]),
        )
    made = Assignment.objects.filter(
        pk__in=AssignmentStep.objects.filter(batch=batch, verb="assign").values("subject")
    )
    context = {
        "section": "board",
        "batch": batch,
        "count": made.count(),
        "open": made.filter(ended_on=None).count(),
        "made": made.select_related("component", "institution").order_by("component")[:NAMED],
    }
    return render(request, "register/followup/batch.html", context, status=200 if context["count"] else 404)
