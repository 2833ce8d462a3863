"""Reports: what the methods gave on one table of one moment; never overwritten, a new one is made."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.studies.models.linkages import ACCOUNT, Linkage, Work
from tequio.apps.studies.models.lists import StudyList
from tequio.apps.studies.models.studies import OfStudy, Study

# What may change of a report after it was asked for: how far the work is, its outcome, and who sees it.
_MOVES = {"state", "progress", "problem", "result", "published_at", "published_by"}


class StudyReport(OfStudy):
    """The estimates of all methods side by side, with what they were made from and how."""

    study = models.ForeignKey(Study, models.PROTECT, related_name="reports")
    table = models.ForeignKey(StudyList, models.PROTECT, null=True, blank=True, related_name="reports")
    linkage = models.ForeignKey(Linkage, models.PROTECT, null=True, blank=True, related_name="reports")
    settings = models.JSONField(_("settings"), default=dict, help_text="methods and what they were asked")
    seed = models.PositiveIntegerField(_("seed"))
    level = models.FloatField(_("level of the intervals"), default=0.95)
    engine = models.CharField(_("version of the program"), max_length=40)
    inputs = models.CharField(_("digest of the inputs"), max_length=64)
    state = models.CharField(max_length=10, choices=Work.choices, default=Work.QUEUED)
    progress = models.FloatField(default=0.0, help_text="0 to 1")
    beat = models.DateTimeField(null=True, blank=True, help_text="when the work last gave a sign of life")
    problem = models.JSONField(default=dict, help_text="language -> the sentence why it was refused")
    result = models.JSONField(default=dict, help_text="counts of the table and what each method gave")
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)
    published_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("report of a study")
        verbose_name_plural = _("reports of studies")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(table=None) ^ models.Q(linkage=None),
                name="a_report_is_on_a_table_or_a_linkage",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(state="done"),
                name="only_a_finished_report_is_public",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_public(self) -> bool:  # type: ignore[override]
        """Whether visitors see it, with small cells left out."""
        return self.published_at is not None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new one; of one that stands only its outcome and publication may change.

        Raises:
            TypeError: something else would be overwritten, which is a fault of the program.
        """
        if self.pk is not None and not set(kwargs.get("update_fields") or {"everything"}) <= _MOVES:
            raise TypeError("A report is never overwritten; make a new one.")
        super().save(*args, **kwargs)
