"""Mechanisms: the standing dialogues, groups and bodies whose sessions yield commitments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Bilingual, Institution, Spelling


class Mechanism(Bilingual):
    """A standing dialogue, high-level group, treaty body, ministerial meeting or review."""

    class Kind(models.TextChoices):
        """What kind of mechanism it is."""

        DIALOGUE = "dialogue", _("dialogue")
        GROUP = "group", _("high-level group")
        MINISTERIAL = "ministerial", _("ministerial or summit meeting")
        TREATY_BODY = "treaty_body", _("treaty body")
        REVIEW = "review", _("universal periodic review")
        REGIONAL = "regional", _("regional system")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    parties = models.ManyToManyField(Institution, related_name="mechanisms", blank=True)
    cadence_months = models.PositiveSmallIntegerField(_("months between sessions"), null=True, blank=True)
    established = models.CharField(
        _("established"), max_length=10, blank=True, help_text=_("year, month or day")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta(Bilingual.Meta):
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")


class MechanismSpelling(Spelling):
    """A way in which a mechanism's name is written."""

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="spellings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mechanism", "folded"], name="one_spelling_per_mechanism")
        ]
