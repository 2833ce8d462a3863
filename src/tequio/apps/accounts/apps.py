"""Django's description of the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, institutions and roles."""

    name = "tequio.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let the log vouch for this app's records (the models must be loaded first)."""
        from tequio.apps.accounts.tracked import TRACKED  # noqa: PLC0415
        from tequio.apps.ledger.tracking import track  # noqa: PLC0415

        track(*TRACKED)
