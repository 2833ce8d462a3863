"""Reports of focal points for a period, and the schedule that says when they are due."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.apps.register.models.assignments import Assignment
from tequio.apps.register.models.commitments import Commitment
from tequio.apps.register.models.steps import Publishable, Step


class ReportSchedule(models.Model):
    """When the reports of an assignment are due, as `tequio.engines.duties.Schedule` describes it."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="schedule")
    starts_on = models.DateField(_("first day of the first period"))
    months = models.PositiveSmallIntegerField(_("months of a period"))
    days_to_report = models.PositiveSmallIntegerField(_("days to report after a period"), default=0)
    ends_on = models.DateField(_("no period starts after"), null=True, blank=True)

    class Meta:
        verbose_name = _("schedule of reports")
        verbose_name_plural = _("schedules of reports")

    def __str__(self) -> str:
        return f"{self.starts_on} / {self.months}"


class Report(Publishable):
    """What an institution says it did in a period."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reports")
    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    words = models.TextField(_("what was done"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["assignment", "first"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "first"], name="one_report_per_period"),
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")), name="period_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"])]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"

    @property
    def institution_id(self) -> int:
        """Whose report it is."""
        return self.assignment.institution_id

    @property
    def is_draft(self) -> bool:
        """Whether it was not handed in yet."""
        return self.state == self.State.DRAFT

    @property
    def is_accepted(self) -> bool:
        """Whether it was accepted."""
        return self.state == self.State.ACCEPTED

    def commitments(self) -> Iterable[Commitment]:
        """Give the commitment that it speaks of."""
        return (self.assignment.component.commitment,)


class ReportStep(Step):
    """A person wrote, submitted, returned or accepted a report."""

    subject = models.ForeignKey(Report, models.CASCADE, related_name="steps")
