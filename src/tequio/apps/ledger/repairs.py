"""Repairs by an administrator are operations too: the forms of Django's admin write to the log."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse

from tequio.apps.ledger.recording import note, note_deletion, note_new, recorded


class RecordedAdmin(admin.ModelAdmin[Any]):
    """Forms for a tracked model; whatever one post of a form changes is in the log."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or take one form."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recorded(request.user, "repair"):
            if object_id is not None:
                note(self.get_object(request, object_id))
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:
        """Save, and note what is new."""
        super().save_model(request, obj, form, change)
        if not change:
            note_new(obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for or carry out one deletion."""
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with recorded(request.user, "delete"):
            return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete one record, and note all that goes with it."""
        note_deletion([obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete what was chosen in the list."""
        with recorded(request.user, "delete"):
            note_deletion(queryset)
            super().delete_queryset(request, queryset)
