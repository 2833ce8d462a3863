"""Evidence as an object of its own, its files, and what authorities were asked and did or did not answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models.actions import Action
from tequio.apps.register.models.commitments import Commitment, Component
from tequio.apps.register.models.reports import Report
from tequio.apps.register.models.steps import Publishable, Step


class EvidenceFile(models.Model):
    """A file on disk, encrypted under a key that only the database holds; without its row it is noise."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, help_text="of the file as it was given")
    size = models.PositiveBigIntegerField(_("bytes"))
    file_name = models.CharField(_("file name"), max_length=300)
    media_type = models.CharField(max_length=150)
    place = models.CharField(max_length=64, unique=True, help_text="random name below the folder of evidence")
    key = models.CharField(max_length=64, help_text="of this file alone; forgotten when it is erased")

    def __str__(self) -> str:
        return self.file_name


class Evidence(Publishable):
    """A finding that bears on a component, with the exact place from which anybody can check it."""

    class Bearing(models.TextChoices):
        """What it says of the claim that the component was carried out."""

        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")
        CONTEXT = "context", _("context")
        MIXED = "mixed", _("mixed")

    class Confidentiality(models.TextChoices):
        """Who may see it."""

        PUBLIC = "public", _("public")
        PARTNERS = "partners", _("partners")
        INSTITUTION = "institution", _("own institution")
        RESTRICTED = "restricted", _("named persons only")

    component = models.ForeignKey(Component, models.PROTECT, related_name="evidence")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="evidence")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="evidence")
    submission = models.ForeignKey(
        "register.Submission", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("given by"),
    )
    bearing = models.CharField(_("type"), max_length=12, choices=Bearing.choices)
    finding = models.TextField(_("finding"))
    excerpt = models.TextField(_("excerpt"), blank=True)
    locator = models.CharField(_("place in the source"), max_length=200, blank=True)
    dated = models.CharField(_("date"), max_length=10, blank=True, help_text=_("day, month or year"))
    source = models.CharField(_("source"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    address = models.URLField(_("address"), max_length=1000, blank=True)
    accessed_on = models.DateField(_("read there on"), null=True, blank=True)
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=12,
        choices=Confidentiality.choices,
        default=Confidentiality.INSTITUTION,
    )
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("who else may see it")
    )
    file = models.OneToOneField(EvidenceFile, models.SET_NULL, null=True, blank=True, related_name="evidence")
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        indexes = [models.Index(fields=["component", "bearing"])]

    def __str__(self) -> str:
        return self.finding

    @property
    def added_by_id(self) -> int:
        """Who added it."""
        return self.by_id

    @property
    def reader_ids(self) -> Collection[int]:
        """Who else may read it where it is restricted."""
        return [reader.pk for reader in self.readers.all()]

    def commitments(self) -> Iterable[Commitment]:
        """Give the commitment that it speaks of."""
        return (self.component.commitment,)


class EvidenceStep(Step):
    """A person added, changed, published or withdrew evidence."""

    subject = models.ForeignKey(Evidence, models.CASCADE, related_name="steps")


class Inquiry(Publishable):
    """One question put to authorities on a day."""

    component = models.ForeignKey(Component, models.PROTECT, null=True, blank=True, related_name="inquiries")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who asks")
    )
    question = models.TextField(_("question"))
    asked_on = models.DateField(_("asked on"))
    reply_by = models.DateField(_("reply by"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("request for information")
        verbose_name_plural = _("requests for information")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.question

    def commitments(self) -> Iterable[Commitment]:
        """Give the commitment that it speaks of; none where it is about no component."""
        return (self.component.commitment,) if self.component else ()


class InquiryReply(models.Model):
    """What one authority did with a question: answered, or let the day pass; both are facts."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="replies")
    authority = models.ForeignKey(Institution, models.PROTECT, related_name="inquiries")
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    silent_on = models.DateField(_("found unanswered on"), null=True, blank=True)
    words = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "authority"], name="one_reply_per_authority")
        ]


class InquiryStep(Step):
    """A person asked, or noted an answer or a silence."""

    subject = models.ForeignKey(Inquiry, models.CASCADE, related_name="steps")
