"""Repairs by an administrator: accounts, people, institutions."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import (
    FocalPoint,
    Institution,
    InstitutionSpelling,
    Membership,
    Person,
    PersonSpelling,
    Post,
    User,
)
from tequio.apps.ledger.repairs import RecordedAdmin

# `ModelAdmin[…]` works at run time too, because django-tasks calls `django_stubs_ext.monkeypatch()`.


@admin.register(User)
class AccountAdmin(RecordedAdmin, UserAdmin[User]):
    """Accounts with their role and language."""

    list_display = ("username", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    fieldsets = (*(UserAdmin.fieldsets or ()), (_("Tequio"), {"fields": ("role", "institution", "language")}))
    autocomplete_fields = ("institution",)
    add_fieldsets = (*UserAdmin.add_fieldsets, (_("Tequio"), {"fields": ("role", "institution", "language")}))


class InstitutionSpellings(admin.TabularInline[InstitutionSpelling, Institution]):
    """How an institution's name is written."""

    model = InstitutionSpelling
    extra = 0


@admin.register(Institution)
class InstitutionAdmin(RecordedAdmin):
    """States, bodies, authorities, organisations."""

    list_display = ("__str__", "code", "kind", "level", "state")
    list_filter = ("kind", "level")
    search_fields = ("name_es", "name_en", "code", "spellings__text")
    autocomplete_fields = ("parent", "state")
    inlines = (InstitutionSpellings,)


class PersonSpellings(admin.TabularInline[PersonSpelling, Person]):
    """How a person's name is written."""

    model = PersonSpelling
    extra = 0


class Memberships(admin.TabularInline[Membership, Person]):
    """Where a person has been seen, and when."""

    model = Membership
    extra = 0
    autocomplete_fields = ("institution", "post")


@admin.register(Person)
class PersonAdmin(RecordedAdmin):
    """People in public office."""

    search_fields = ("name", "spellings__text")
    inlines = (PersonSpellings, Memberships)


@admin.register(Post)
class PostAdmin(RecordedAdmin):
    """Posts, whoever holds them."""

    list_display = ("__str__", "institution")
    search_fields = ("name_es", "name_en")
    autocomplete_fields = ("institution",)


@admin.register(FocalPoint)
class FocalPointAdmin(RecordedAdmin):
    """Who is in charge where, and until when."""

    list_display = ("account", "institution", "deputy", "starts_on", "ends_on")
    autocomplete_fields = ("account", "institution", "deputy", "post")
