"""The same thing asked by several bodies, in several cycles and languages: groups, proposed, then decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models.commitments import Commitment


class DemandGroup(models.Model):
    """Commitments and recommendations that ask the same of one State; a proposal until somebody decides."""

    state = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("State")
    )
    label = models.CharField(_("what is asked"), max_length=300)
    is_decided = models.BooleanField(
        _("decided by a person"), default=False, help_text=_("the program changes it no more")
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("group of the same demand")
        verbose_name_plural = _("groups of the same demand")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.label


class GroupMember(models.Model):
    """A commitment in a group, and why it is there."""

    group = models.ForeignKey(DemandGroup, models.CASCADE, related_name="members")
    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="demand")
    score = models.FloatField(_("likeness"), null=True, blank=True)
    why = models.JSONField(default=dict, help_text="what it shares with the nearest: act, instruments, words")
    nearest = models.ForeignKey(Commitment, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who put it there; empty for the program",
    )

    class Meta:
        ordering = ["group", "pk"]


class GroupStep(models.Model):
    """What a person did with groups: what stood in which group before and after; never changed."""

    class Verb(models.TextChoices):
        """What the person did."""

        CONFIRM = "confirm", pgettext_lazy("somebody did", "confirmed")
        MERGE = "merge", pgettext_lazy("somebody did", "merged")
        SPLIT = "split", pgettext_lazy("somebody did", "split")
        UNDO = "undo", pgettext_lazy("somebody did", "undone")

    group = models.ForeignKey(DemandGroup, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    before = models.JSONField(default=dict, help_text="group -> commitments")
    after = models.JSONField(default=dict, help_text="group -> commitments")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
