"""Repairs by an administrator: documents and instruments. What was read is shown and never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tequio.apps.ledger.repairs import RecordedAdmin
from tequio.apps.library.models import Document, DocumentVersion, Instrument, Intake, StateStatus


class Versions(admin.TabularInline[DocumentVersion, Document]):
    """The versions of a document; every quote hangs on their text, so it stays as it is."""

    model = DocumentVersion
    extra = 0
    can_delete = False
    fields = readonly_fields = ("number", "file", "media_type", "language", "pages", "sha256", "read_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version comes in by being read."""
        return False


@admin.register(Document)
class DocumentAdmin(RecordedAdmin):
    """Titles and sources."""

    list_display = ("title", "file_name", "added_at", "added_by")
    search_fields = ("title", "file_name")
    readonly_fields = ("file_name", "added_at", "added_by", "published_at", "published_by")
    inlines = (Versions,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A document comes in by being read."""
        return False


@admin.register(Intake)
class IntakeAdmin(admin.ModelAdmin[Intake]):
    """What became of each file."""

    list_display = ("file_name", "state", "sentence", "by", "at")
    list_filter = ("state",)
    search_fields = ("file_name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An intake is made by an upload."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened is not edited."""
        return False


class Statuses(admin.TabularInline[StateStatus, Instrument]):
    """What an instrument is for each State."""

    model = StateStatus
    extra = 1


@admin.register(Instrument)
class InstrumentAdmin(RecordedAdmin):
    """Titles, dates and the status for States; the words come in by an import."""

    list_display = ("code", "kind", "title_es", "title_en", "adopted")
    list_filter = ("kind",)
    search_fields = ("code", "title_es", "title_en", "symbol")
    readonly_fields = ("code",)
    inlines = (Statuses,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An instrument comes in by an import."""
        return False
