"""Which institution is in charge of a component, and what one focal point hands over to the next."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models.commitments import Component
from tequio.apps.register.models.steps import Step


class Assignment(models.Model):
    """An institution in charge of a component, for a time."""

    class Part(models.TextChoices):
        """What the institution does in it."""

        LEAD = "lead", _("in charge")
        SUPPORTING = "supporting", _("supports")

    component = models.ForeignKey(Component, models.PROTECT, related_name="assignments")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="assignments")
    part = models.CharField(_("part"), max_length=10, choices=Part.choices, default=Part.LEAD)
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["component", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["component", "institution"],
                condition=Q(ended_on=None),
                name="one_open_assignment_per_institution",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("starts_on")),
                name="assignment_ends_after_it_starts",
            ),
        ]
        indexes = [
            # The lists of an institution and the board: open ones only.
            models.Index(
                fields=["institution", "component"], condition=Q(ended_on=None), name="open_by_inst"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} · {self.get_part_display()}"

    @property
    def institution_ids(self) -> Collection[int]:
        """The institution in charge by it."""
        return (self.institution_id,)

    @property
    def is_public(self) -> bool:
        """Whether visitors may see it: who is in charge of a published commitment is no secret."""
        return self.component.commitment.is_public

    @property
    def is_open(self) -> bool:
        """Whether the institution is in charge now."""
        return self.ended_on is None


class AssignmentStep(Step):
    """A person assigned, changed or ended an assignment."""

    subject = models.ForeignKey(Assignment, models.CASCADE, related_name="steps")


class HandOver(models.Model):
    """What one focal point of an institution leaves to the next, written down on the day; never changed."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="hand_overs")
    leaving = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="handed_over"
    )
    arriving = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="taken_over")
    on = models.DateField(_("on"))
    note = models.TextField(_("to whoever takes over"), blank=True)
    file = models.JSONField(
        default=dict, help_text="open items and history: see `tequio.apps.register.followup.handing_over`"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.institution} {self.on}"

    @property
    def institution_ids(self) -> Collection[int]:
        """The institution whose work it hands over."""
        return (self.institution_id,)
