"""A State's report to a body: which recommendations it answers, and what people wrote in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models.briefs import WrittenSection
from tequio.apps.register.models.commitments import Commitment
from tequio.apps.register.models.sessions import Session


class StateReport(models.Model):
    """A report that is being prepared; its text is made of the records each time it is read."""

    state = models.ForeignKey(
        Institution, models.PROTECT, related_name="state_reports", verbose_name=_("State")
    )
    template = models.CharField(
        _("template"), max_length=20, help_text=_("of the body to which it is addressed")
    )
    session = models.ForeignKey(
        Session, models.PROTECT, related_name="state_reports", verbose_name=_("session")
    )
    entries = models.ManyToManyField(
        Commitment,
        related_name="+",
        blank=True,
        verbose_name=_("recommendations"),
        help_text=_("which it answers; all of the session where none is chosen"),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("State report")
        verbose_name_plural = _("State reports")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state", "template", "session"], name="one_report_of_a_state_on_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.template}, {self.session_id}"


class StateReportSection(WrittenSection):
    """A section of a State report."""

    report = models.ForeignKey(StateReport, models.CASCADE, related_name="sections")

    class Meta:
        verbose_name = _("section of a State report")
        verbose_name_plural = _("sections of State reports")
        ordering = ["report", "language", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "language"], name="one_text_per_section_of_a_state_report"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section} {self.language}"
