"""Linkages: which records may be one person, and what people say of the doubtful pairs.

A pair names records by list and row; their fields lie sealed beside it. What coders and leads decide is kept
for ever, and says of records no more than their rows.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.studies.models.lists import StudyList
from tequio.apps.studies.models.studies import OfStudy, Study

# A column below bears the name `settings`.
ACCOUNT = settings.AUTH_USER_MODEL


class Work(models.TextChoices):
    """Where work stands that is done while nobody waits for the page."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


class Linkage(OfStudy):
    """One comparison of all records of some lists, with the settings that it was made with."""

    study = models.ForeignKey(Study, models.PROTECT, related_name="linkages")
    lists = models.ManyToManyField(StudyList, related_name="linkages")
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="redone",
        help_text="the linkage whose reviewed pairs it takes as decided",
    )
    settings = models.TextField(_("settings"), help_text=_("what is compared, as TOML"))
    seed = models.PositiveIntegerField(_("seed"))
    engine = models.CharField(_("version of the program"), max_length=40)
    inputs = models.CharField(max_length=64, help_text="SHA-256 over the lists as they were given")
    doubtful_from = models.FloatField(_("doubtful from"), default=0.1)
    doubtful_to = models.FloatField(_("doubtful up to"), default=0.95)
    state = models.CharField(max_length=10, choices=Work.choices, default=Work.QUEUED)
    progress = models.FloatField(default=0.0, help_text="0 to 1")
    beat = models.DateTimeField(null=True, blank=True, help_text="when the work last gave a sign of life")
    problem = models.JSONField(default=dict, help_text="language -> the sentence why it was refused")
    counts = models.JSONField(default=dict, help_text="records, pairs, links, persons")
    place = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("linkage")
        verbose_name_plural = _("linkages")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_there(self) -> bool:
        """Whether its result is still held: it goes with any of its lists."""
        return bool(self.key)


class ReviewPair(models.Model):
    """Two records that may be one person; what changes the estimate most is asked first."""

    linkage = models.ForeignKey(Linkage, models.CASCADE, related_name="pairs")
    left = models.CharField(max_length=40, help_text="list:row")
    right = models.CharField(max_length=40, help_text="list:row")
    probability = models.FloatField(_("probability"))
    effect = models.FloatField(help_text="see `reviewing.effect_of`")
    sealed = models.BinaryField(help_text="the fields of both records, under the linkage's key")

    class Meta:
        ordering = ["-effect", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["linkage", "left", "right"], name="one_pair_in_a_linkage")
        ]
        indexes = [models.Index(fields=["linkage", "-effect", "id"])]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.TextChoices):
    """What somebody says of a pair."""

    SAME = "same", _("one person")
    DIFFERENT = "different", _("two persons")
    UNSURE = "unsure", _("cannot be told")


class PairCoding(models.Model):
    """What one coder says of a pair; another coder of the pair does not see it."""

    pair = models.ForeignKey(ReviewPair, models.PROTECT, related_name="codings")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("coding of a pair")
        verbose_name_plural = _("codings of pairs")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["pair", "by"], name="one_coding_each")]

    def __str__(self) -> str:
        return str(self.pk)


class PairResolution(models.Model):
    """What is held of a pair of which two coders differ, or could not tell; said by a third person."""

    pair = models.OneToOneField(ReviewPair, models.PROTECT, related_name="resolution")
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("resolution of a pair")
        verbose_name_plural = _("resolutions of pairs")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
