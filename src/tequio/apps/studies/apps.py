"""Django's description of the app."""

from django.apps import AppConfig


class StudiesConfig(AppConfig):
    """Studies that estimate how many persons the lists do not have."""

    name = "tequio.apps.studies"
    label = "studies"

    def ready(self) -> None:
        """Let the log vouch for this app's records, and commitments name their studies; models load first."""
        from tequio.apps.ledger.tracking import track  # noqa: PLC0415
        from tequio.apps.register.additions import add_to_commitment  # noqa: PLC0415
        from tequio.apps.studies.serving import studies_on_commitment  # noqa: PLC0415
        from tequio.apps.studies.tracked import TRACKED  # noqa: PLC0415

        track(*TRACKED)
        add_to_commitment(studies_on_commitment)
