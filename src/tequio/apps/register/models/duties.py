"""What falls due, the mail that calls it to mind, and the secret addresses of calendars."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models.assignments import Assignment
from tequio.apps.register.models.commitments import Commitment
from tequio.apps.register.models.mechanisms import Mechanism


class Duty(models.Model):
    """Something due on a day, once issued; where it stands follows from the day on which one asks."""

    class Kind(models.TextChoices):
        """What somebody owes."""

        REPORT = "report", _("report due")
        SESSION = "session", _("session expected")
        DEADLINE = "deadline", _("deadline of a commitment")
        REPLY = "reply", _("reply due")

    key = models.CharField(max_length=120, unique=True, help_text="stays the same when the date moves")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    source = models.CharField(max_length=60)
    due_on = models.DateField(_("due on"))
    first = models.DateField(_("period from"), null=True, blank=True)
    last = models.DateField(_("period until"), null=True, blank=True)
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, blank=True, related_name="duties")
    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, blank=True, related_name="duties")
    mechanism = models.ForeignKey(Mechanism, models.CASCADE, null=True, blank=True, related_name="duties")
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name=_("who owes it"),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who said that it is done, where no record does it by itself",
    )
    closed_why = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(done_on=None), name="open_duties"),
            models.Index(
                fields=["institution", "due_on"], condition=Q(done_on=None), name="open_duties_by_inst"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"


class Mail(models.Model):
    """A message that waits for the mail server: to whom and how much is due, never what."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        REPLACED = "replaced", _("replaced by a newer one")

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail")
    day = models.DateField()
    due = models.PositiveIntegerField(_("due"), default=0)
    overdue = models.PositiveIntegerField(_("overdue"), default=0)
    escalated = models.PositiveIntegerField(_("escalated"), default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(
        max_length=120, blank=True, help_text="kind of the last error, without addresses"
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["to", "day"], name="one_message_per_day")]
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_state_display()}"


class CalendarFeed(models.Model):
    """A calendar at a secret address: a person's own, or a mechanism's; only the address' digest is kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    mechanism = models.ForeignKey(
        Mechanism,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="feeds",
        help_text="none: what is the owner's",
    )
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.mechanism or self.owner)
