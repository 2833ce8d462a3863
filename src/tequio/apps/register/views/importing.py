"""Files of other systems: given, looked through, taken in, taken back."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.models import User
from tequio.apps.register.importing import (
    ImportRefused,
    discard_import,
    preview_import,
    shape_of,
    undo_import,
)
from tequio.apps.register.importing.background import begin_import
from tequio.apps.register.importing.mappings import save_mapping, shape_named
from tequio.apps.register.importing.wording import field_name, said_of_row, system_name
from tequio.apps.register.models import ImportMapping, ImportRun
from tequio.apps.register.views.followup.forms import Field, Form, carry_out, permitted, show_form

_MOST_RUNS = 50
_LONGEST_NAME = 60  # letters may take four bytes each, and file systems allow 255
_MOST_PROBLEMS = 100


def imports(request: HttpRequest) -> HttpResponse:
    """List the imports and look through a new file."""
    by = permitted(request, "finding.decide")
    systems = [
        ("uhri", _("Universal Human Rights Index of OHCHR (JSON)")),
        ("upr-info", _("UPR Info (CSV)")),
        ("impact", _("IMPACT OSS (CSV)")),
        ("uwazi", _("Uwazi (CSV)")),
        ("table", _("another table (CSV or XLSX): its columns are proposed by their names")),
    ]
    saved = [(f"mapping:{name}", name) for name in ImportMapping.objects.values_list("name", flat=True)]
    form = Form(
        title=_("Imports"),
        fields=[
            Field(
                "system", _("Where the file comes from"), "radio", "table", [*systems, *saved], needed=True
            ),
            Field("file", _("File"), "file", needed=True),
            Field(
                "dates",
                _("How 03/04/2019 is meant"),
                "select",
                choices=[
                    ("", _("as other dates show")),
                    ("day", _("3 April: the day first")),
                    ("month", _("4 March: the month first")),
                ],
            ),
            Field(
                "source",
                _("Name of the list"),
                hint=_(
                    "A later file under the same name updates the entries of this one; without it the name"
                    " is that of the system, of the mapping, or of the file."
                ),
            ),
        ],
        button=_("Look through it"),
        done=_("The file was looked through; nothing has changed yet."),
        back=reverse("documents"),
        note=_("First you see what would change. What people have decided here is never overwritten."),
        template="register/imports.html",
        context={
            "section": "documents",
            "runs": [(run, _named(run)) for run in ImportRun.objects.all()[:_MOST_RUNS]],
        },
    )
    return show_form(request, form, lambda written: _look_through(request, written, by))


def _named(run: ImportRun) -> str:
    """Name where a file comes from; a list that has no other name than its file's is a table."""
    return system_name(run.source if run.source != run.file_name[:80] else "table")


def _look_through(request: HttpRequest, written: QueryDict, by: User) -> str:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise ImportRefused(_("No file was chosen; choose one and send again."))
    kind, _separator, mapping = written.get("system", "").partition("mapping:")
    name = Path(file.name or "file").name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name[-_LONGEST_NAME:]
        with path.open("wb") as kept:
            for piece in file.chunks():
                kept.write(piece)
        shape = shape_of(path, kind or "table", shape_named(mapping) if mapping else None)
        if written.get("dates") in {"day", "month"}:
            shape = replace(shape, day_first=written["dates"] == "day")
        listed = " ".join(written.get("source", "").split())
        run = preview_import(path, by, shape, source=listed or mapping, file_name=name)
    return reverse("import", args=[run.pk])


@require_GET
def import_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show what a file would change, or what became of it."""
    permitted(request, "finding.decide")
    run = get_object_or_404(ImportRun.objects.select_related("by"), pk=run_id)
    columns = [(field_name(field), column) for field, column in run.mapping.items() if field != "settings"]
    context = {
        "section": "documents",
        "run": run,
        "system": _named(run),
        "problems": [(row, said_of_row(sentence)) for row, sentence in run.problems[:_MOST_PROBLEMS]],
        "figures": _figures(run.counts),
        "columns": columns,
        "to_write": run.counts.get("new", 0) + run.counts.get("changed", 0),
        "is_mapped": run.source not in {"uhri", "upr-info", "impact", "uwazi"},
    }
    return render(request, "register/import_run.html", context)


def _figures(counts: dict[str, Any]) -> list[tuple[int, str]]:
    words = {
        "new": _("new"),
        "changed": _("changed"),
        "same": _("as before"),
        "kept": _("changed there, left as people here decided"),
        "twice": _("repeated in the file"),
        "left_out": _("ask nothing (observations)"),
        "broken": _("cannot be taken"),
    }
    return [(counts[name], said) for name, said in words.items() if counts.get(name)]


@require_POST
def apply_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take in what was looked through."""
    by = permitted(request, "finding.decide")
    run = get_object_or_404(ImportRun, pk=run_id)
    return carry_out(
        request,
        lambda: begin_import(run, by, leave_out_broken="leave_out" in request.POST),
        _("The file is taken in; this page says when it is done."),
        reverse("import", args=[run.pk]),
    )


@require_POST
def discard_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Drop what was looked through."""
    by = permitted(request, "finding.decide")
    run = get_object_or_404(ImportRun, pk=run_id)
    return carry_out(request, lambda: discard_import(run, by), _("Nothing was taken in."), reverse("imports"))


@require_POST
def undo_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take an import back."""
    by = permitted(request, "finding.decide")
    run = get_object_or_404(ImportRun, pk=run_id)
    return carry_out(
        request,
        lambda: undo_import(run, by),
        _("The import was taken back; what people have worked on since stays."),
        reverse("import", args=[run.pk]),
    )


@require_POST
def save_run_mapping(request: HttpRequest, run_id: int) -> HttpResponse:
    """Save how the columns of a file were read, for the next file of the same kind."""
    by = permitted(request, "finding.decide")
    run = get_object_or_404(ImportRun, pk=run_id)
    return carry_out(
        request,
        lambda: save_mapping(request.POST.get("name", ""), run.mapping, by),
        _("The mapping is saved; choose it for the next file."),
        reverse("import", args=[run.pk]),
    )
