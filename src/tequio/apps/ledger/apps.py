"""Django's description of the app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The log of changes; the lowest app, which every other one writes to."""

    name = "tequio.apps.ledger"
    label = "ledger"
