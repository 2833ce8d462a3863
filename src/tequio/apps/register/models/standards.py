"""The provisions of instruments that a commitment rests on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.library.models import Provision
from tequio.apps.register.models.commitments import Commitment


class CommitmentStandard(models.Model):
    """A provision that a commitment rests on; a proposal with its reason until a person has decided."""

    class State(models.TextChoices):
        """What people have decided on it."""

        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="standards")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="commitment_links")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    confidence = models.FloatField(null=True, blank=True)
    reason = models.JSONField(
        default=list, blank=True, help_text="[kind, words, language] of each reason, the strongest first"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("standard of a commitment")
        verbose_name_plural = _("standards of commitments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "provision"], name="one_link_per_commitment_standard"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.provision_id}"
