"""Web hooks: programs of partners that are told when something changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WebHook(models.Model):
    """An address that is told of changes; the log is the queue, so nothing is lost while it is down."""

    address = models.URLField(_("address"), max_length=500)
    kinds = models.JSONField(_("kinds of record"), default=list, help_text=_("as the log names them"))
    key = models.CharField(max_length=64, help_text="from which, with the site's key, its secret is made")
    sequence = models.BigIntegerField(_("told up to entry"), default=0)
    tries = models.PositiveSmallIntegerField(_("failed tries"), default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(_("what went wrong last"), max_length=200, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("web hook")
        verbose_name_plural = _("web hooks")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}"
