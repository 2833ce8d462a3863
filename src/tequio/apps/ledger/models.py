"""The log as it is stored, its end, and the salt of each record that it vouches for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.engines import ledger


class Event(models.Model):
    """One change in its place in the log, as `tequio.engines.ledger.Link` describes it; never changed."""

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    at = models.CharField(_("time"), max_length=27, help_text="what the clock said, in UTC; orders nothing")
    actor = models.CharField(_("account"), max_length=80)
    verb = models.CharField(_("what was done"), max_length=80)
    object_type = models.CharField(_("kind of record"), max_length=80)
    object_id = models.CharField(_("record"), max_length=80)
    # Null is "did not exist", and is hashed as such.
    before = models.CharField(max_length=64, null=True)
    after = models.CharField(max_length=64, null=True)
    detail = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_type", "object_id", "sequence"])]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.verb} {self.object_type} {self.object_id}"

    @classmethod
    def of(cls, link: ledger.Link) -> Event:
        """Make the row that stores a link."""
        event, change = link.event, link.event.change
        return cls(
            sequence=event.sequence,
            at=event.at,
            actor=change.actor,
            verb=change.verb,
            object_type=change.object_type,
            object_id=change.object_id,
            before=change.before,
            after=change.after,
            detail=dict(change.detail),
            hash=link.hash,
        )

    def link(self) -> ledger.Link:
        """Give the link that the row stores."""
        change = ledger.Change(
            self.actor, self.verb, self.object_type, self.object_id, self.before, self.after, self.detail
        )
        return ledger.Link(ledger.Event(self.sequence, self.at, change), self.hash)


class LogEnd(models.Model):
    """The end of the log, in one row: whoever appends holds its lock."""

    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="the_log_has_one_end")]


class Salt(models.Model):
    """The random salt of one record, kept apart from it so that no export of records can hold it."""

    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    salt = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="one_salt_per_record")
        ]
