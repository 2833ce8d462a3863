"""`tequio invite` and `letters`: the first accounts of a site, and letters that wait for the mail server."""

from __future__ import annotations

from typing import Annotated

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import write


def invite(
    email: Annotated[str, typer.Argument(metavar="ADDRESS", help="E-mail address of the account.")],
    role: Annotated[str, typer.Option("--role", help="Role of the account, such as coordinator.")],
    institution: Annotated[
        int | None, typer.Option("--institution", metavar="NUMBER", help="For which the person will speak.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="es or en.")] = "es",
) -> None:
    """Invite somebody, and print the link instead of sending it; so a site gets its first administrator.

    The link works once, for seven days.
    """
    load_site()
    migrate()
    from tequio.apps.accounts.errors import Refused
    from tequio.apps.accounts.models import Institution
    from tequio.apps.accounts.operations.invitations import invite as operation
    from tequio.apps.accounts.operations.invitations import new_link

    with database_at_hand():
        named = Institution.objects.filter(pk=institution).first() if institution is not None else None
        if institution is not None and named is None:
            raise refuse(f"There is no institution with the number {institution}.")
        try:
            invitation = operation(None, email, role, named, language)
        except Refused as error:
            raise refuse(str(error)) from None
        write(f"{new_link(invitation)}\n")


def hooks() -> None:
    """Tell the web hooks of partners what changed since they were last told; for a timer, every minute."""
    load_site()
    migrate()
    from tequio.apps.register.hooks import tell_hooks

    with database_at_hand():
        told = tell_hooks()
    write(f"{told.entries} told, {told.waiting} wait\n")
    if told.waiting:
        raise typer.Exit(1)


def letters() -> None:
    """Send the letters that the mail server has not taken yet; for a timer, every few minutes."""
    load_site()
    migrate()
    from tequio.apps.accounts.operations.invitations import send_waiting_invitations

    with database_at_hand():
        sent, waiting = send_waiting_invitations()
    write(f"{sent} sent, {waiting} wait\n")
    if waiting:
        raise typer.Exit(1)
