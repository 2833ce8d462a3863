"""`tequio duties`: what a site does once a night about what falls due."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import write


def duties(
    day: Annotated[
        str | None,
        typer.Option("--day", metavar="DATE", help="Day to do it for, such as 2026-07-01; today without it."),
    ] = None,
) -> None:
    """Issue what falls due, drop what has no ground any more, and send the letters that call it to mind.

    For a timer, once a night. A second run of a day issues nothing and tries the letters again that
    the mail server has not taken; the exit code is 1 while letters wait. Publishes the open data too where
    TEQUIO_OPEN_DATA_LICENCE is set.
    """
    on = _day(day) if day else None
    load_site()
    migrate()
    from tequio.apps.register.followup.nightly import run_duties

    with database_at_hand():
        night = run_duties(on)
    write(
        f"{night.issued} issued, {night.dropped} dropped; "
        f"{night.stored} letters stored, {night.sent} sent, {night.waiting} wait\n"
    )
    _publish(on)
    if night.waiting:
        raise typer.Exit(1)


def _publish(on: date | None) -> None:
    from tequio.apps.accounts.errors import Refused
    from tequio.apps.register.opendata import publish_nightly
    from tequio.engines.ledger import LedgerError

    try:
        with database_at_hand():
            files = publish_nightly(on)
    except (Refused, LedgerError) as error:
        raise refuse(f"The open data was not published: {error}") from None
    except OSError as error:
        raise refuse(f"The open data was not published: {error.strerror}.") from None
    if files is not None:
        write(f"open data: {files} files\n")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"--day {written} is no day such as 2026-07-01") from None
