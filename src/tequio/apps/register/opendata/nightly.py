"""The data package made anew once a night, as a site may set it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from tequio.apps.register.opendata.package import publish_register
from tequio.apps.register.opendata.shown import open_data_folder, shown_package


def publish_nightly(on: date | None = None) -> int | None:
    """Publish the open data under the licence of `TEQUIO_OPEN_DATA_LICENCE`, once a day.

    Args:
        on: the day; today where it is left out.

    Returns:
        How many files were written; None where the site publishes none by itself, or a package of that day
        is there from which nothing was taken back since.

    Raises:
        FolderIsTaken, LicenceIsUnknown, KeyIsUnusable, OSError: as `publish_register`.
    """
    licence: str = settings.OPEN_DATA_LICENCE
    if not licence:
        return None
    shown = shown_package()
    if shown is not None and not shown.is_withheld:
        made = datetime.fromisoformat(shown.descriptor["created"])
        if timezone.localdate(made) >= (on or timezone.localdate()):
            return None
    return len(publish_register(open_data_folder(), licence))
