"""The log, to be looked at; nothing in it can be changed here."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from tequio.apps.ledger.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin[Event]):
    """Events, the newest first."""

    list_display = ("sequence", "at", "actor", "verb", "object_type", "object_id")
    list_filter = ("object_type", "verb")
    search_fields = ("=object_id", "=actor")
    ordering = ("-sequence",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An event is written by the operation that it tells of."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An event is never changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An event is never removed."""
        return False
