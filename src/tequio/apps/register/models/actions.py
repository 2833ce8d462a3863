"""Planned and taken measures, their milestones, and the norms that they yielded."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models.commitments import Commitment, Component
from tequio.apps.register.models.steps import Publishable, Step


class Action(Publishable):
    """A measure of an institution; it says what was done, not what came of it."""

    class Status(models.TextChoices):
        """How far it is, as its institution says."""

        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        COMPLETED = "completed", _("completed")
        SUSPENDED = "suspended", _("suspended")
        ABANDONED = "abandoned", _("abandoned")

    title = models.CharField(_("title"), max_length=400)
    description = models.TextField(_("description"), blank=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="actions")
    components = models.ManyToManyField(Component, related_name="actions")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANNED)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    target_on = models.DateField(_("target date"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("ISO 4217 code"))

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget=None, currency="") | (Q(budget__gte=0) & ~Q(currency="")),
                name="budget_has_its_currency",
            )
        ]
        indexes = [models.Index(fields=["institution", "status"])]

    def __str__(self) -> str:
        return self.title

    def commitments(self) -> Iterable[Commitment]:
        """Give the commitments whose components it serves."""
        return (component.commitment for component in self.components.all())


class Milestone(models.Model):
    """A step of an action that can be seen to be reached or not."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=400)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Norm(models.Model):
    """What an action brought about in law or practice, with where it can be read."""

    class Kind(models.TextChoices):
        """What was adopted."""

        LAW = "law", _("law")
        DECREE = "decree", _("decree")
        PROTOCOL = "protocol", _("protocol")
        TRAINING = "training", _("training held")
        RULING = "ruling", _("court ruling")

    action = models.ForeignKey(Action, models.CASCADE, related_name="norms")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=400)
    adopted_on = models.DateField(_("adopted on"))
    address = models.URLField(_("address"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("norm adopted")
        verbose_name_plural = _("norms adopted")
        ordering = ["adopted_on", "pk"]

    def __str__(self) -> str:
        return self.title


class ActionStep(Step):
    """A person planned or changed an action."""

    subject = models.ForeignKey(Action, models.CASCADE, related_name="steps")
