"""Lists of a study: brought, whose they are and until when, destroyed. No page shows or serves one."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.apps.register.views.followup.forms import Field, Form, show_form
from tequio.apps.studies import operations
from tequio.apps.studies.errors import WrongValue
from tequio.apps.studies.models import StudyList
from tequio.apps.studies.operations import Custody
from tequio.apps.studies.views.places import list_for, study_for


def bring(request: HttpRequest, study_id: int) -> HttpResponse:
    """Form: bring a list or a table of capture histories."""
    shown, by = study_for(request, study_id, "study-list.bring")

    def act(written: QueryDict) -> None:
        file = request.FILES.get("file")
        if not isinstance(file, TemporaryUploadedFile):
            raise WrongValue(_("No file was chosen; choose one and send again."))
        path = Path(file.temporary_file_path())
        operations.bring_list(shown, by, path, written.get("kind", ""), _custody(written))

    kinds = [
        ("records", _("records: one row for each person or event, its columns named in the first line")),
        ("table", _("capture histories: one 0/1 column for each list, and a column “count”")),
    ]
    return show_form(
        request,
        Form(
            title=_("Bring a list"),
            fields=[
                Field("file", _("File (CSV or XLSX)"), "file", needed=True),
                Field("kind", _("What it holds"), "radio", "records", kinds, needed=True),
                *_custody_fields(None),
            ],
            button=_("Bring it"),
            done=_("The list was read and sealed; nobody is shown it whole, and it is served from nowhere."),
            back=reverse("study", args=[shown.pk]),
            note=_(
                "Bring the columns that are needed to tell two persons apart, and no more. The list lies "
                "encrypted, and only people with a part in this study come near it."
            ),
            context={"section": "studies"},
        ),
        act,
    )


def custody(request: HttpRequest, list_id: int) -> HttpResponse:
    """Form: whose a list is, who holds it, and until when."""
    one, by = list_for(request, list_id, "study.change")
    return show_form(
        request,
        Form(
            title=_("Custody of “%s”") % one.name,
            fields=_custody_fields(one),
            button=_("Save"),
            done=_("The custody was saved."),
            back=reverse("study", args=[one.study_id]),
            context={"section": "studies"},
        ),
        lambda written: operations.change_custody(one, by, _custody(written)) and None,
    )


def destroy(request: HttpRequest, list_id: int) -> HttpResponse:
    """Form: destroy a list, after a look at what goes with it."""
    one, by = list_for(request, list_id, "study-list.destroy")

    def act(written: QueryDict) -> None:
        if written.get("sure") != "1":
            raise WrongValue(_("Tick the box to say that the list is to be destroyed."))
        operations.destroy_list(one, by)

    return show_form(
        request,
        Form(
            title=_("Destroy “%s”") % one.name,
            fields=[Field("sure", _("Destroy the list; it cannot be brought back"), "checkbox", needed=True)],
            button=_("Destroy it"),
            done=_("The list was destroyed; that it was here stays in the log."),
            back=reverse("study", args=[one.study_id]),
            note=_(
                "Its content goes, and with it the linkages made of it. Reports stay, and so does who "
                "brought it, who destroyed it and when. Archives made before hold it until they are gone."
            ),
            context={"section": "studies"},
        ),
        act,
    )


def _custody_fields(one: StudyList | None) -> list[Field]:
    return [
        Field(
            "name",
            _("Name of the list"),
            value=one.name if one else "",
            needed=True,
            hint=_("Stands in reports, public ones too."),
        ),
        Field("owner", _("Owner"), value=one.owner if one else "", needed=True, hint=_("Who made it.")),
        Field(
            "holder",
            _("Held by"),
            value=one.holder if one else "",
            needed=True,
            hint=_("Who has it in custody here; a post rather than a name."),
        ),
        Field(
            "agreement",
            _("Agreement"),
            value=one.agreement if one else "",
            needed=True,
            hint=_("Under which it was given: its name, number and date."),
        ),
        Field(
            "held_until",
            _("Held until"),
            "date",
            one.held_until.isoformat() if one else "",
            needed=True,
            hint=_("The day by which it is to be destroyed."),
        ),
    ]


def _custody(written: QueryDict) -> Custody:
    return Custody(
        **{name: written.get(name, "") for name in ("name", "owner", "holder", "agreement", "held_until")}
    )
