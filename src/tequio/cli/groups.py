"""`tequio group`: propose which recommendations and promises ask the same."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import write


def group(
    state: Annotated[
        str, typer.Option("--state", metavar="CODE", help="Only what one State is asked, such as MX.")
    ] = "",
) -> None:
    """Propose groups of the same demand, across bodies, years and languages.

    What people have decided on stays; earlier proposals that nobody has decided on are made anew.
    """
    load_site()
    migrate()
    from tequio.apps.accounts.models import Institution
    from tequio.apps.register.grouping import propose_groups

    with database_at_hand():
        asked = None
        if state:
            asked = Institution.objects.filter(code=state.upper(), kind=Institution.Kind.STATE).first()
            if asked is None:
                raise refuse(f"The register knows no State with the code {state.upper()}.")
        made = propose_groups(None, asked, _progress if sys.stderr.isatty() else None)
    write(
        f"{made.groups} groups proposed with {made.members} entries; "
        f"{made.joined} proposed into the {made.decided} groups that people have decided on.\n"
    )


def _progress(done: int, total: int) -> None:
    print(f"\r\x1b[K{done} of {total} grouped", end="", file=sys.stderr, flush=True)
