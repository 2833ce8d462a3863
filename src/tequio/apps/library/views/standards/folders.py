"""A person's folders of passages: listed, filled, and taken away as a document."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tequio.apps.accounts.errors import Refused
from tequio.apps.accounts.models import User
from tequio.apps.library.models import ProvisionText, StandardsFolder
from tequio.apps.library.standards import folders as operations
from tequio.apps.library.standards.errors import FolderWrong
from tequio.apps.library.standards.folder_docx import folder_document, kept_passages
from tequio.apps.library.views.standards.asking import language_of

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _own(request: HttpRequest, number: int) -> StandardsFolder:
    try:
        return operations.own_folder(_person(request), number)
    except FolderWrong as error:
        raise Http404 from error


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else None


def folders(request: HttpRequest) -> HttpResponse:
    """List one's folders, and make a new one."""
    owner, problem, name = _person(request), "", request.POST.get("name", "")
    if request.method == "POST":
        try:
            made = operations.make_folder(owner, name)
        except Refused as refused:
            problem = str(refused)
        else:
            return redirect("standards-folder", made.pk)
    rows = [(one, one.passages.count()) for one in operations.folders_of(owner)]
    context = {"section": "standards", "rows": rows, "problem": problem, "written": name[:300]}
    return render(request, "library/standards/folders.html", context, status=422 if problem else 200)


@require_GET
def folder(request: HttpRequest, folder_id: int) -> HttpResponse:
    """Show what is kept in a folder, with a citation for each."""
    own = _own(request, folder_id)
    context = {"section": "standards", "folder": own, "passages": kept_passages(own, language_of(request))}
    return render(request, "library/standards/folder.html", context)


@require_POST
def save(request: HttpRequest, text_id: int) -> HttpResponse:
    """Keep a text in a folder that is named, or in a new one."""
    owner, text = _person(request), get_object_or_404(ProvisionText, pk=text_id)
    number = _number(request.POST.get("folder", ""))
    try:
        if number:
            chosen = operations.own_folder(owner, number)
        else:
            name = request.POST.get("name", "").strip() or _("My passages")
            known = operations.folders_of(owner).filter(name=name).first()
            chosen = known or operations.make_folder(owner, name)
        operations.save_passage(owner, chosen, text, request.POST.get("note", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Kept in the folder “%s”.") % chosen.name)
    return _back(request, text)


def _back(request: HttpRequest, text: ProvisionText) -> HttpResponse:
    """Go back to the page that the form stands on."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) and target.startswith("/"):
        return redirect(target)
    return redirect("standard", text.provision.key)


@require_POST
def change(request: HttpRequest, folder_id: int) -> HttpResponse:
    """Rename a folder, take a passage out of it, or remove it."""
    owner, own = _person(request), _own(request, folder_id)
    try:
        if "name" in request.POST:
            operations.rename_folder(owner, own, request.POST["name"])
        elif passage := _number(request.POST.get("drop", "")):
            operations.drop_passage(owner, own, passage)
        elif request.POST.get("remove") == "1":
            operations.remove_folder(owner, own)
            messages.success(request, _("The folder was removed."))
            return redirect("standards-folders")
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("What you changed is kept."))
    return redirect("standards-folder", folder_id)


@require_GET
def document(request: HttpRequest, folder_id: int) -> HttpResponse:
    """Give a folder as a Word document: quotes with their citations."""
    own = _own(request, folder_id)
    name = slugify(own.name)[:60] or "standards"
    return HttpResponse(
        folder_document(own, language_of(request)),
        content_type=_DOCX,
        headers={"Content-Disposition": f'attachment; filename="{name}.docx"'},
    )
