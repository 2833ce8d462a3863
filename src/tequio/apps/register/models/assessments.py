"""What somebody concludes on a component: append-only, on a scale with published words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models.commitments import Commitment, Component
from tequio.apps.register.models.evidence import Evidence
from tequio.apps.register.models.steps import Publishable


class BlindRound(models.Model):
    """Two people who assess the same sample, neither seeing the other's until the round is closed."""

    title = models.CharField(_("title"), max_length=300)
    scale = models.CharField(_("scale"), max_length=40)
    method = models.CharField(_("version of the method"), max_length=60)
    seed = models.PositiveIntegerField(help_text="with which the sample was drawn from its candidates")
    components = models.ManyToManyField(Component, related_name="blind_rounds")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("blind round")
        verbose_name_plural = _("blind rounds")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Assessment(Publishable):
    """One conclusion of one assessor; a correction is a new one that names what it replaces."""

    class Confidence(models.TextChoices):
        """How sure the assessor is."""

        LOW = "low", _("not very sure")
        MEDIUM = "medium", _("fairly sure")
        HIGH = "high", _("sure")

    component = models.ForeignKey(Component, models.PROTECT, related_name="assessments", db_index=False)
    assessor = models.ForeignKey(Institution, models.PROTECT, related_name="assessments", db_index=False)
    scale = models.CharField(_("scale"), max_length=40)
    value = models.CharField(_("value"), max_length=40)
    measure = models.CharField(
        _("kind of measure"), max_length=20, blank=True, help_text="where the scale grades several apart"
    )
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices)
    rationale = models.TextField(_("why"))
    evidence = models.ManyToManyField(Evidence, related_name="assessments", blank=True)
    method = models.CharField(_("version of the method"), max_length=60)
    assessed_on = models.DateField(_("date"))
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    round = models.ForeignKey(BlindRound, models.PROTECT, null=True, blank=True, related_name="assessments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "component", "by", "measure"],
                condition=models.Q(round__isnull=False, replaces=None),
                name="one_blind_assessment_each",
            )
        ]
        indexes = [
            models.Index(fields=["component", "assessor", "id"]),
            models.Index(fields=["assessor", "scale", "component"]),
        ]

    def __str__(self) -> str:
        return f"{self.scale}: {self.value}"

    @property
    def institution_id(self) -> int:
        """In whose name it is."""
        return self.assessor_id

    @property
    def institution_ids(self) -> Collection[int]:
        """Which institutions are in charge of the component today."""
        return [a.institution_id for a in self.component.assignments.all() if a.is_open]

    @property
    def is_blind(self) -> bool:
        """Whether it belongs to a blind round that is still open."""
        return self.round is not None and self.round.closed_at is None

    def commitments(self) -> Iterable[Commitment]:
        """Give the commitment that it speaks of."""
        return (self.component.commitment,)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new one; of one that stands only the publication may change.

        Raises:
            TypeError: something else would be overwritten, which is a fault of the program.
        """
        if self.pk is not None and set(kwargs.get("update_fields") or {"everything"}) != {"published_at"}:
            raise TypeError("An assessment is never overwritten; make a new one that replaces it.")
        super().save(*args, **kwargs)
