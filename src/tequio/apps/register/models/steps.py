"""What every record of the follow-up shares: its steps, and whether visitors may see it.

The properties of the models in this folder are what `tequio.apps.accounts.policy` wants to know of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.register.models.commitments import Commitment, Component


class Step(models.Model):
    """One thing that a person did to a record: what changed and why; never changed itself.

    The number of a record's last step says what a person had before them (`seen`), and what came after it
    says what changed meanwhile.
    """

    verb = models.CharField(_("what was done"), max_length=20)
    why = models.TextField(_("why"), blank=True)
    before = models.JSONField(default=dict, blank=True, help_text="the fields that changed, as they stood")
    after = models.JSONField(default=dict, blank=True, help_text="the same fields as they stand since")
    batch = models.UUIDField(null=True, blank=True, db_index=True, help_text="steps of one action share it")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="nobody where a sender without an account acted by the receipt",
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.verb


class Publishable(models.Model):
    """A record that visitors see once it is published and the commitment that it speaks of is."""

    published_at = models.DateTimeField(_("public since"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        """Whether visitors may see it."""
        return self.published_at is not None and any(c.is_public for c in self.commitments())

    def commitments(self) -> Iterable[Commitment]:
        """Give the commitments that it speaks of."""
        raise NotImplementedError


class ComponentStep(Step):
    """A person accepted, reworded, added or removed a component."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="component_steps")
    component = models.ForeignKey(Component, models.SET_NULL, null=True, blank=True, related_name="steps")
