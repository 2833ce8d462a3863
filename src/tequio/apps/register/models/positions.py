"""What a State answers to a commitment or recommendation, over time."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.library.models import Document
from tequio.apps.register.models.commitments import Commitment
from tequio.apps.register.models.steps import Publishable


class Position(Publishable):
    """One answer, as its source gives it; append-only, a correction names what it replaces."""

    class Answer(models.TextChoices):
        """What the State answered."""

        SUPPORTED = "supported", _("supported")
        IN_PART = "in_part", _("supported in part")
        NOTED = "noted", _("noted")
        REJECTED = "rejected", _("rejected")
        NOT_APPLICABLE = "not_applicable", _("not applicable")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="positions")
    state = models.ForeignKey(Institution, models.PROTECT, related_name="positions")
    answer = models.CharField(_("answer"), max_length=16, choices=Answer.choices)
    given_on = models.CharField(_("given on"), max_length=10, help_text=_("day, month or year"))
    source = models.CharField(_("source"), max_length=500)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(_("address of the source"), max_length=1000, blank=True)
    words = models.TextField(_("in the State's words"), blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["given_on", "pk"]

    def __str__(self) -> str:
        return self.get_answer_display()

    def commitments(self) -> Iterable[Commitment]:
        """Give the commitment that it answers."""
        return (self.commitment,)
