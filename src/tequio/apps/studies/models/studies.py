"""A study: its question, whom it counts, where and when, and who has which part in it."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import Commitment


class Study(models.Model):
    """One question of how many, asked of lists that are each incomplete."""

    class State(models.TextChoices):
        """Whether work goes on in it."""

        OPEN = "open", _("under way")
        CLOSED = "closed", _("closed")

    title = models.CharField(_("title"), max_length=300)
    question = models.TextField(_("question"), help_text=_("what is to be known"))
    population = models.TextField(_("population"), help_text=_("who counts: which persons, which events"))
    period = models.CharField(_("period"), max_length=200)
    place = models.CharField(_("place"), max_length=200)
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="studies",
        verbose_name=_("commitment that it serves"),
    )
    indicator = models.CharField(_("indicator that it serves"), max_length=400, blank=True)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="studies",
        verbose_name=_("institution responsible"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("study")
        verbose_name_plural = _("studies")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    # What the policy wants to know (`accounts.policy.Study`).
    is_public = False

    @property
    def lead_ids(self) -> Collection[int]:
        """Whose study it is."""
        return self._with(StudyRole.Part.LEAD)

    @property
    def analyst_ids(self) -> Collection[int]:
        """Who brings lists, links them and estimates."""
        return self._with(StudyRole.Part.ANALYST)

    @property
    def coder_ids(self) -> Collection[int]:
        """Who says of two records whether they are one person."""
        return self._with(StudyRole.Part.CODER)

    @property
    def member_ids(self) -> Collection[int]:
        """Who has any part in it."""
        return [role.account_id for role in self.roles.all()]

    def _with(self, part: str) -> Collection[int]:
        return [role.account_id for role in self.roles.all() if role.part == part]


class StudyRole(models.Model):
    """A person's part in a study; one may have several."""

    class Part(models.TextChoices):
        """What the person does in it."""

        LEAD = "lead", _("lead: answers for the study and resolves what coders differ on")
        ANALYST = "analyst", _("analyst: brings lists, links them, estimates")
        CODER = "coder", _("coder: says of two records whether they are one person")
        READER = "reader", _("reader: sees facts and reports, no record")

    study = models.ForeignKey(Study, models.CASCADE, related_name="roles")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="study_roles", verbose_name=_("account")
    )
    part = models.CharField(_("part in the study"), max_length=10, choices=Part.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("part in a study")
        verbose_name_plural = _("parts in studies")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["study", "account", "part"], name="each_part_in_a_study_once")
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.part}"


class OfStudy(models.Model):
    """What belongs to a study: who may do what to it hangs on the parts in the study."""

    study: models.ForeignKey[Study, Study]
    is_public = False

    class Meta:
        abstract = True

    @property
    def lead_ids(self) -> Collection[int]:
        """Whose study it is."""
        return self.study.lead_ids

    @property
    def analyst_ids(self) -> Collection[int]:
        """Who brings lists, links them and estimates."""
        return self.study.analyst_ids

    @property
    def coder_ids(self) -> Collection[int]:
        """Who says of two records whether they are one person."""
        return self.study.coder_ids

    @property
    def member_ids(self) -> Collection[int]:
        """Who has any part in it."""
        return self.study.member_ids
