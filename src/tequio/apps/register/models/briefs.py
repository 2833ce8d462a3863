"""What a person wrote in place of a section of a document, and what stood there when it was written."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.register.models.mechanisms import Mechanism


class WrittenSection(models.Model):
    """A section in one language, as a person worded it; it outlives each document that is made anew."""

    section = models.CharField(_("section"), max_length=20)
    language = models.CharField(_("language"), max_length=2)
    words = models.TextField(_("text"), help_text="with marks of records: see `engines.briefing.plain`")
    generated = models.TextField(help_text="what the records gave when it was written")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class BriefSection(WrittenSection):
    """A section of the brief for the next session of a mechanism."""

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="brief_sections")

    class Meta:
        verbose_name = _("section of a brief")
        verbose_name_plural = _("sections of briefs")
        ordering = ["mechanism", "language", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "section", "language"], name="one_text_per_section_of_a_brief"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mechanism_id} {self.section} {self.language}"
