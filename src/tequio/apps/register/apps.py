"""Django's description of the app."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Mechanisms, sessions, commitments and their follow-up."""

    name = "tequio.apps.register"
    label = "register"

    def ready(self) -> None:
        """Take part in the reading of documents and in the log (the models must be loaded first)."""
        from tequio.apps.ledger.recording import follow  # noqa: PLC0415
        from tequio.apps.ledger.tracking import track  # noqa: PLC0415
        from tequio.apps.library.operations import add_stage  # noqa: PLC0415
        from tequio.apps.library.standards.showing import add_demand_source  # noqa: PLC0415
        from tequio.apps.register.followup.standing import FOLLOWER  # noqa: PLC0415
        from tequio.apps.register.followup.tracked import TRACKED as FOLLOWED_UP  # noqa: PLC0415
        from tequio.apps.register.operations.proposing import ProposalStage  # noqa: PLC0415
        from tequio.apps.register.queries.standards import demands  # noqa: PLC0415
        from tequio.apps.register.tracked import TRACKED  # noqa: PLC0415

        track(*TRACKED, *FOLLOWED_UP)
        follow(FOLLOWER)
        add_stage(ProposalStage())
        add_demand_source(demands)
