"""What came in from other systems: the runs of imports, saved mappings, and which record became what."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.register.models.commitments import Commitment


class ImportMapping(models.Model):
    """Which column of somebody's table holds what; saved once, used for every later file of theirs."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    mapping = models.JSONField(
        _("mapping"), default=dict, help_text=_("field -> column, and what else holds under “settings”")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("mapping of a table")
        verbose_name_plural = _("mappings of tables")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file of another system: looked through, then taken in whole, perhaps taken back."""

    class State(models.TextChoices):
        """Where it stands."""

        PREVIEWED = "previewed", _("looked through")
        APPLIED = "applied", _("taken in")
        DISCARDED = "discarded", _("not taken in")
        UNDONE = "undone", _("taken back")

    source = models.CharField(_("system"), max_length=80, help_text=_("whose identifiers its records have"))
    file_name = models.CharField(_("file name"), max_length=300)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    batch = models.UUIDField(default=uuid.uuid4, unique=True, help_text="its decisions share it")
    counts = models.JSONField(default=dict, help_text="what the rows are: see `importing.preview.Counts`")
    problems = models.JSONField(default=list, help_text="[row, sentence] of the rows that are not taken")
    mapping = models.JSONField(default=dict, help_text="field -> column, as it was used")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportedRecord(models.Model):
    """The record of another system that a commitment is: by it a later file finds the commitment again."""

    source = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="of the record's content when it was last taken in")
    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="imported")
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="records")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_commitment_per_imported_record")
        ]
