"""What civil society hands in, and the right of reply of those of whom something is said."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models.assessments import Assessment
from tequio.apps.register.models.commitments import Component
from tequio.apps.register.models.evidence import Evidence, EvidenceFile
from tequio.apps.register.models.reports import Report
from tequio.apps.register.models.sessions import Session
from tequio.apps.register.models.steps import Publishable, Step


class Submission(Publishable):
    """Something that a sender handed in, with or without an account, and what became of it."""

    class Kind(models.TextChoices):
        """What it is."""

        CONCLUSION = "conclusion", _("conclusion of a seminar")
        RECOMMENDATION = "recommendation", _("recommendation")
        EVIDENCE = "evidence", _("evidence")

    class State(models.TextChoices):
        """What became of it."""

        RECEIVED = "received", _("received")
        CONSIDERED = "considered", _("considered")
        LINKED = "linked", _("linked")
        NOT_FOLLOWED = "not_followed", _("not followed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Risk(models.TextChoices):
        """What could happen to somebody if it became known who sent it."""

        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    class Consent(models.TextChoices):
        """What the sender allows to be published."""

        NOTHING = "nothing", _("nothing")
        WORDS = "words", _("the words without the sender")
        ALL = "all", _("the words and the sender")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="submissions")
    component = models.ForeignKey(
        Component, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    title = models.CharField(_("title"), max_length=300)
    words = models.TextField(_("words"))
    bearing = models.CharField(
        _("type"), max_length=12, blank=True, choices=Evidence.Bearing.choices, help_text="of evidence only"
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    address = models.URLField(_("address"), max_length=1000, blank=True)
    file = models.OneToOneField(
        EvidenceFile, models.SET_NULL, null=True, blank=True, related_name="submission"
    )
    sender = models.CharField(_("sender"), max_length=300, blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    contact = models.CharField(_("how to reach the sender"), max_length=300, blank=True)
    risk = models.CharField(_("risk"), max_length=6, choices=Risk.choices)
    consent = models.CharField(_("may be published"), max_length=8, choices=Consent.choices)
    publish_from = models.DateField(_("not before"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RECEIVED)
    outcome = models.TextField(_("what became of it"), blank=True)
    code_digest = models.CharField(
        max_length=64, unique=True, help_text="of the receipt; the code is not kept"
    )
    received_on = models.DateField(_("received on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="submissions"
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "-id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def institution_ids(self) -> Collection[int]:
        """Which institutions have a right of reply to it."""
        return [reply.institution_id for reply in self.replies.all() if reply.institution_id]

    @property
    def is_public(self) -> bool:
        """Whether visitors may see it: what nobody linked to a commitment speaks for itself."""
        return self.published_at is not None and self.state != self.State.WITHDRAWN


class SubmissionStep(Step):
    """Somebody handed in, considered, linked, published or withdrew a submission."""

    subject = models.ForeignKey(Submission, models.CASCADE, related_name="steps")


class Reply(models.Model):
    """A right of reply with its deadline, and the reply; it stands beside what it answers."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="replies")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="replies")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="replies")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="replies")
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("who may reply"),
    )
    named = models.CharField(_("person named"), max_length=300, blank=True)
    offered_on = models.DateField(_("offered on"))
    reply_by = models.DateField(_("reply by"))
    words = models.TextField(_("reply"), blank=True)
    replied_on = models.DateField(_("replied on"), null=True, blank=True)
    code_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("right of reply")
        verbose_name_plural = _("rights of reply")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence__isnull=False, assessment=None, report=None, submission=None)
                | Q(evidence=None, assessment__isnull=False, report=None, submission=None)
                | Q(evidence=None, assessment=None, report__isnull=False, submission=None)
                | Q(evidence=None, assessment=None, report=None, submission__isnull=False),
                name="a_reply_answers_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=False, named="") | (Q(institution=None) & ~Q(named="")),
                name="a_reply_has_one_holder",
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.reply_by)

    @property
    def answers(self) -> Evidence | Assessment | Report | Submission:
        """What it answers."""
        answered = self.evidence or self.assessment or self.report or self.submission
        assert answered is not None  # a constraint of the table
        return answered

    @property
    def institution_ids(self) -> Collection[int]:
        """Which institution may reply."""
        return (self.institution_id,) if self.institution_id else ()

    @property
    def is_late(self) -> bool:
        """Whether it came after its day; it stands beside what it answers all the same."""
        return self.replied_on is not None and self.replied_on > self.reply_by

    @property
    def is_public(self) -> bool:
        """Whether visitors may see it: it was given, and what it answers is public."""
        return self.replied_on is not None and self.answers.is_public


class ReplyStep(Step):
    """Somebody offered, used or published a right of reply."""

    subject = models.ForeignKey(Reply, models.CASCADE, related_name="steps")
