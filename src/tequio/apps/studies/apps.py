"""Django's description of the app."""

from django.apps import AppConfig


class StudiesConfig(AppConfig):
    """Studies that estimate how many persons the lists do not have."""

    name = "tequio.apps.studies"
    label = "studies"

    def ready(self) -> None:
        """Let the log vouch for this app's records (the models must be loaded first)."""
        from tequio.apps.ledger.tracking import track  # noqa: PLC0415
        from tequio.apps.studies.tracked import TRACKED  # noqa: PLC0415

        track(*TRACKED)
