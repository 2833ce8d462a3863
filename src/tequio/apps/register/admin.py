"""Repairs by an administrator: the register. Decisions are shown and never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from tequio.apps.ledger.repairs import RecordedAdmin
from tequio.apps.register.models import (
    Commitment,
    CommitmentTopic,
    Component,
    Decision,
    Mechanism,
    MechanismSpelling,
    Participation,
    Session,
    SessionDecision,
    Topic,
)
from tequio.apps.register.operations.snapshots import derive


class _Shown(admin.TabularInline[Any, Any]):
    """Rows that are shown and not edited."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Decisions(_Shown):
    """What people decided on a commitment."""

    model = Decision
    fields = readonly_fields = ("verb", "by", "at", "why", "undoes")


class Components(admin.TabularInline[Component, Commitment]):
    """The demands of a commitment."""

    model = Component
    extra = 0


class Topics(admin.TabularInline[CommitmentTopic, Commitment]):
    """The topics of a commitment."""

    model = CommitmentTopic
    extra = 0
    autocomplete_fields = ("topic",)


@admin.register(Commitment)
class CommitmentAdmin(RecordedAdmin):
    """Commitments; people decide on them in the reading room, here a mistake of record is repaired."""

    list_display = ("__str__", "kind", "strength", "state", "session")
    list_filter = ("state", "kind", "strength")
    list_select_related = ("session__mechanism",)
    search_fields = ("action", "folded")
    readonly_fields = ("version", "passage", "proposal", "due_on", "added_at", "decided_at", "decided_by")
    autocomplete_fields = ("session", "actors", "asked_by")
    exclude = ("missing_from", "cue")
    inlines = (Components, Topics, Decisions)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A commitment has words in a document: it is added in the reading room."""
        return False

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:
        """Keep the due day and the words for the search in step."""
        assert isinstance(obj, Commitment)
        derive(obj, obj.passage.exact)
        super().save_model(request, obj, form, change)


class MechanismSpellings(admin.TabularInline[MechanismSpelling, Mechanism]):
    """How a mechanism's name is written."""

    model = MechanismSpelling
    extra = 0


@admin.register(Mechanism)
class MechanismAdmin(RecordedAdmin):
    """Standing dialogues, groups and bodies."""

    list_display = ("__str__", "kind", "cadence_months")
    list_filter = ("kind",)
    search_fields = ("name_es", "name_en", "spellings__text")
    autocomplete_fields = ("parties",)
    inlines = (MechanismSpellings,)


class Participations(admin.TabularInline[Participation, Session]):
    """Who took part."""

    model = Participation
    extra = 0
    autocomplete_fields = ("person", "party")
    exclude = ("passage",)


@admin.register(Session)
class SessionAdmin(RecordedAdmin):
    """Meetings of a mechanism."""

    list_display = ("__str__", "edition", "date_start", "place")
    list_select_related = ("mechanism",)
    search_fields = ("mechanism__name_es", "mechanism__name_en", "date_start", "place")
    autocomplete_fields = ("mechanism", "parties")
    inlines = (Participations,)


@admin.register(SessionDecision)
class SessionDecisionAdmin(admin.ModelAdmin[SessionDecision]):
    """What people decided on proposed sessions."""

    list_display = ("proposal", "verb", "by", "at", "why")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Decisions are taken in the reading room."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A decision is never changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A decision is never removed."""
        return False


@admin.register(Topic)
class TopicAdmin(RecordedAdmin):
    """Terms of the vocabularies."""

    list_display = ("__str__", "scheme", "code")
    list_filter = ("scheme",)
    search_fields = ("name_es", "name_en", "code")
