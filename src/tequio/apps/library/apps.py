"""Django's description of the app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Documents, their versions, paragraphs and passages."""

    name = "tequio.apps.library"
    label = "library"

    def ready(self) -> None:
        """Let the log vouch for this app's records (the models must be loaded first)."""
        from tequio.apps.ledger.tracking import track  # noqa: PLC0415
        from tequio.apps.library.tracked import TRACKED  # noqa: PLC0415

        track(*TRACKED)
