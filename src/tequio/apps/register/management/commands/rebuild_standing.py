"""`tequio manage rebuild_standing`: look at every component anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tequio.apps.register.followup.standing import rebuild


class Command(BaseCommand):
    """Make the table that lists and counts components from the records; people may go on working."""

    help = "Look at every component anew, and write what its lists and the board count where it differs."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Rebuild, and say how many rows differed: 0 where all had been kept as it should."""
        self.stdout.write(f"{rebuild()} rows differed and were put right.")
