"""How each component of the follow-up stands, kept ready to be listed and counted."""

from __future__ import annotations

from django.db import models

from tequio.apps.register.models.commitments import Component


class ComponentStanding(models.Model):
    """A confirmed component of a kept commitment as it stands, once under each thing it is counted by.

    All of it follows from other records: `tequio.apps.register.followup.standing` keeps it, in the
    transaction of every operation, and nobody else writes it. It is not in the log.
    """

    class Under(models.TextChoices):
        """What it is counted by: the whole, each institution in charge, its mechanism, its themes."""

        ALL = "all"
        INSTITUTION = "institution"
        MECHANISM = "mechanism"
        THEME = "theme"

    # The unique constraint serves as its index.
    component = models.ForeignKey(Component, models.CASCADE, related_name="standings", db_index=False)
    under = models.CharField(max_length=11, choices=Under.choices)
    number = models.BigIntegerField(help_text="of the institution, mechanism or theme; 0 for the whole")
    has_institution = models.BooleanField()
    has_action = models.BooleanField()
    has_evidence = models.BooleanField()
    has_assessment = models.BooleanField()
    is_contradicted = models.BooleanField()
    first_due_on = models.DateField(null=True, help_text="day of the oldest duty that is not done")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["component", "under", "number"], name="one_standing_under_each_thing"
            )
        ]
        # Both hold all that is asked for, so that the rows themselves are not read.
        indexes = [
            models.Index(
                fields=[
                    "under",
                    "number",
                    "has_institution",
                    "has_action",
                    "has_evidence",
                    "has_assessment",
                    "is_contradicted",
                    "first_due_on",
                ],
                name="standing_counted",
            ),
            models.Index(
                fields=[
                    "under",
                    "number",
                    "component",
                    "has_institution",
                    "has_action",
                    "has_evidence",
                    "has_assessment",
                    "is_contradicted",
                    "first_due_on",
                ],
                name="standing_listed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.component_id} under {self.under} {self.number}"
