"""A list that was brought to a study: whose it is, who holds it and until when; its content lies sealed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tequio.apps.studies.models.studies import OfStudy, Study


class StudyList(OfStudy):
    """A list of persons, or a table of capture histories over several lists."""

    class Kind(models.TextChoices):
        """What was brought."""

        RECORDS = "records", _("records, one row for each")
        TABLE = "table", _("table of capture histories")

    study = models.ForeignKey(Study, models.PROTECT, related_name="lists")
    kind = models.CharField(_("kind of list"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name of the list"), max_length=120)
    owner = models.CharField(_("owner"), max_length=300, help_text=_("who made it"))
    holder = models.CharField(_("held by"), max_length=300, help_text=_("who has it in custody here"))
    agreement = models.CharField(
        _("agreement"), max_length=400, help_text=_("under which it was given: its name, number and date")
    )
    held_until = models.DateField(_("held until"), help_text=_("the day by which it is to be destroyed"))
    size = models.PositiveIntegerField(_("number of records"), help_text="persons counted, of a table")
    columns = models.JSONField(default=list, help_text="names of its columns; of a table, of its lists")
    sha256 = models.CharField(max_length=64, help_text="of the file as it was given")
    # The content lies in the folder of the studies, under a key that is kept sealed under the site's own.
    place = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=160, blank=True, help_text="of this list alone; forgotten with it")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(_("destroyed"), null=True, blank=True)
    destroyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("list of a study")
        verbose_name_plural = _("lists of studies")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "name"],
                condition=models.Q(destroyed_at=None),
                name="one_list_of_a_name_in_a_study",
            ),
            models.CheckConstraint(
                condition=models.Q(destroyed_at=None) | models.Q(key="", place=""),
                name="a_destroyed_list_has_no_key",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_there(self) -> bool:
        """Whether its content is still held."""
        return self.destroyed_at is None

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been destroyed by now."""
        return self.is_there and self.held_until < timezone.localdate()

    def delete(self, *_args: Any, **_kwargs: Any) -> Any:
        """Refuse: a list is destroyed by its operation, which keeps the fact.

        Raises:
            TypeError: always; it would be a fault of the program.
        """
        raise TypeError("A list is destroyed by `destroy_list`, never deleted.")
