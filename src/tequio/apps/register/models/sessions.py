"""Sessions of a mechanism, who took part, and what a document proposes to know about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution, Person
from tequio.apps.library.models import Document, DocumentVersion, Passage
from tequio.apps.register.models.mechanisms import Mechanism
from tequio.apps.register.wording import as_worded, edition_in_words, partial_date


class Session(models.Model):
    """One meeting of a mechanism. Dates may be a day, a month or a year, as far as the sources go."""

    mechanism = models.ForeignKey(Mechanism, models.PROTECT, related_name="sessions")
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    date_start = models.CharField(_("from"), max_length=10, blank=True)
    date_end = models.CharField(_("until"), max_length=10, blank=True)
    date_text = models.CharField(_("date as worded"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    preceded_by = models.CharField(_("preceded by"), max_length=400, blank=True)
    preceded_by_size = models.CharField(_("its size"), max_length=200, blank=True)
    next_period = models.CharField(_("next session: when"), max_length=100, blank=True)
    next_place = models.CharField(_("next session: where"), max_length=200, blank=True)
    next_cadence = models.CharField(_("next session: how often"), max_length=100, blank=True)
    parties = models.ManyToManyField(Institution, related_name="sessions", blank=True)
    documents = models.ManyToManyField(Document, through="SessionDocument", related_name="sessions")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["mechanism", "date_start", "edition"]

    def __str__(self) -> str:
        edition = f", {edition_in_words(self.edition)}" if self.edition else ""
        return f"{self.mechanism}{edition}{f' ({self.when})' if self.when else ''}"

    @property
    def when(self) -> str:
        """Its first day as far as it is known, shortened, or the source's words."""
        return partial_date(self.date_start, is_short=True) or as_worded(self.date_text)

    @property
    def title(self) -> str:
        """Its name among the sessions of its mechanism: edition and date; empty where neither is known."""
        edition = edition_in_words(self.edition) if self.edition else ""
        return ", ".join(filter(None, (edition, partial_date(self.date_start) or as_worded(self.date_text))))


class SessionDocument(models.Model):
    """A document that reports a session."""

    session = models.ForeignKey(Session, models.CASCADE)
    document = models.ForeignKey(Document, models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "document"], name="one_link_per_session_document")
        ]


class Participation(models.Model):
    """A person in a session, with the role that the source gives."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    party = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=400, blank=True)
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_participation_per_person")
        ]


class SessionProposal(models.Model):
    """What a document says of its meeting and participants, until a person has confirmed it."""

    class State(models.TextChoices):
        """Where the proposal stands."""

        PROPOSED = "proposed", _("to check")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    version = models.OneToOneField(DocumentVersion, models.CASCADE, related_name="session_proposal")
    meeting = models.JSONField(
        default=dict, help_text="the shape of `meeting` in the JSON of `tequio read`, with anchors"
    )
    participants = models.JSONField(
        default=list, help_text="the shape of `participants` in the JSON of `tequio read`"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="proposals")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)


class SessionDecision(models.Model):
    """One decision of a person on a session proposal, and what it made; never changed."""

    class Verb(models.TextChoices):
        """What the person did."""

        CONFIRM = "confirm", _("confirmed")
        REJECT = "reject", _("rejected")
        REOPEN = "reopen", _("reopened")

    proposal = models.ForeignKey(SessionProposal, models.CASCADE, related_name="decisions")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    why = models.CharField(_("why"), max_length=500, blank=True)
    made = models.JSONField(
        default=dict, help_text="model name -> ids of the rows that the decision made; reopening removes them"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision on a session")
        verbose_name_plural = _("decisions on sessions")
        ordering = ["pk"]
