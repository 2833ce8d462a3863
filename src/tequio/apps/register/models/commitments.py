"""Commitments from proposal to decision, their components and topics, and the look-alikes not taken."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tequio.apps.accounts.models import Bilingual, Institution
from tequio.apps.library.models import DocumentVersion, Passage
from tequio.apps.register.models.sessions import Session


class Commitment(models.Model):
    """One undertaking, request or agreement with its exact words; a proposal until a person has decided."""

    class Kind(models.TextChoices):
        """Who binds whom."""

        COMMITMENT = "commitment", _("commitment")
        RECOMMENDATION = "recommendation", _("recommendation")
        AGREEMENT = "agreement", _("agreement")

    class Strength(models.TextChoices):
        """How binding the words are."""

        FIRM = "firm", _("firm")
        SOFT = "soft", _("soft")

    class State(models.TextChoices):
        """What people have decided on it."""

        PROPOSED = "proposed", _("to check")
        ACCEPTED = "accepted", _("accepted")
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")  # added by a person who then undid it

    class Origin(models.TextChoices):
        """Who saw it first."""

        MACHINE = "machine", _("found by the program")
        PERSON = "person", _("added by a person")
        IMPORT = "import", _("taken over from another system")

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="commitments")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="commitments")
    missing_from = models.ForeignKey(
        DocumentVersion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="missing_commitments",
        help_text="a newer version in which the words of a decided commitment no longer stand",
    )
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="commitments")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    strength = models.CharField(_("strength"), max_length=4, choices=Strength.choices)
    action = models.TextField(_("action"))
    lead_in = models.TextField(_("governing words"), blank=True)
    actors = models.ManyToManyField(
        Institution, related_name="owed", blank=True, verbose_name=_("who owes it")
    )
    actors_text = models.CharField(_("who owes it, as worded"), max_length=500, blank=True)
    asked_by = models.ManyToManyField(
        Institution, related_name="asked", blank=True, verbose_name=_("who asks")
    )
    asked_by_text = models.CharField(_("who asks, as worded"), max_length=500, blank=True)
    deadline_text = models.CharField(_("deadline, as worded"), max_length=200, blank=True)
    deadline_date = models.CharField(
        _("deadline"), max_length=21, blank=True, help_text=_("day, month, year or interval")
    )
    due_on = models.DateField(
        _("due on"), null=True, blank=True, db_index=True, help_text=_("last day of the deadline")
    )
    recurrence = models.CharField(_("recurrence"), max_length=100, blank=True)
    state = models.CharField(
        _("state of review"), max_length=10, choices=State.choices, default=State.PROPOSED
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.MACHINE)
    confidence = models.FloatField(_("confidence"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    cue = models.CharField(max_length=80, blank=True)
    proposal = models.JSONField(_("as the program proposed it"), default=dict, blank=True)
    folded = models.TextField(editable=False, default="", help_text="words for the text search, folded")
    added_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "kind", "strength"]),
            models.Index(fields=["session", "state", "kind", "strength"]),  # the register's facets
            models.Index(fields=["version", "state", "session"]),
            models.Index(fields=["state", "-id"]),  # the register's list and its first page
            # What the register narrows by, in the order of its list, without the long texts.
            models.Index(fields=["id", "state", "kind", "strength", "session"], name="commitment_narrowed"),
        ]

    def __str__(self) -> str:
        return self.action

    @property
    def is_kept(self) -> bool:
        """Whether a person has put it into the register."""
        return self.state in {self.State.ACCEPTED, self.State.CORRECTED}

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it: it is kept, and its document is published."""
        return self.is_kept and self.version.document.is_public


class Decision(models.Model):
    """One decision of a person on a commitment: what stood before and what stands after; never changed."""

    class Verb(models.TextChoices):
        """What the person did."""

        # Said of a person, "… accepted …": other words than the state in some languages.
        ADD = "add", pgettext_lazy("somebody did", "added")
        ACCEPT = "accept", pgettext_lazy("somebody did", "accepted")
        CORRECT = "correct", pgettext_lazy("somebody did", "corrected")
        REJECT = "reject", pgettext_lazy("somebody did", "rejected")
        UNDO = "undo", pgettext_lazy("somebody did", "undone")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="decisions")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    why = models.CharField(_("why"), max_length=500, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    batch = models.UUIDField(
        null=True, blank=True, db_index=True, help_text="decisions taken in one action share it"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]


class LookAlike(models.Model):
    """A sentence that looks like an undertaking and was not taken, and why; a person may rescue it."""

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="look_alikes")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="+")
    reason = models.TextField()
    rescued_as = models.ForeignKey(Commitment, models.SET_NULL, null=True, blank=True, related_name="+")


class Component(models.Model):
    """One verifiable demand within a commitment."""

    class State(models.TextChoices):
        """What people have decided on it."""

        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="components")
    ordinal = models.PositiveSmallIntegerField()
    words = models.TextField(_("demand"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)

    class Meta:
        ordering = ["commitment", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "ordinal"], name="one_component_per_ordinal")
        ]


class Topic(Bilingual):
    """A term of one of the vocabularies: theme, affected group, right, SDG, demand strength."""

    scheme = models.CharField(_("vocabulary"), max_length=20)
    code = models.CharField(_("code"), max_length=60)

    class Meta(Bilingual.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            *Bilingual.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "code"], name="one_topic_per_code"),
        ]


class CommitmentTopic(models.Model):
    """A topic of a commitment; a proposal until a person has decided."""

    class State(models.TextChoices):
        """What people have decided on it."""

        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="commitment_links")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    confidence = models.FloatField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "topic"], name="one_link_per_commitment_topic")
        ]
        indexes = [models.Index(fields=["topic", "state", "commitment"], name="commitments_of_a_topic")]
