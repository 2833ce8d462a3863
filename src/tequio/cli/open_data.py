"""`tequio publish-data`: the public register as a signed data package, and such a package verified."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import counted, write


def publish_data(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Where to; else the one that /public/data/ offers."),
    ] = None,
    licence: Annotated[
        str, typer.Option("--licence", metavar="NAME", help="CC-BY-4.0, CC0-1.0 or ODbL-1.0.")
    ] = "CC-BY-4.0",
    verify: Annotated[
        bool, typer.Option("--verify", help="Write nothing; confirm the signature and files of a package.")
    ] = False,
    public_key: Annotated[
        Path | None,
        typer.Option("--public-key", metavar="FILE", help="Key in PEM that you trust; else this site's own."),
    ] = None,
) -> None:
    """Write what visitors may see of the register as open data, signed with the key that seals the log."""
    load_site()
    from tequio.apps.accounts.errors import Refused
    from tequio.apps.register.opendata import publish_register, verify_package
    from tequio.apps.register.opendata.shown import open_data_folder
    from tequio.engines.ledger import LedgerError

    where = (folder or open_data_folder()).absolute()
    try:
        if verify:
            statement = verify_package(where, public_key)
            write(f"genuine: made {statement['at']} by {statement['site']}\n")
            return
        migrate()
        with database_at_hand():
            files = publish_register(where, licence, _progress())
    except (Refused, LedgerError) as error:
        raise refuse(str(error)) from None
    except OSError as error:
        raise refuse(f"{where} cannot be written: {error.strerror}.") from None
    rows = sum(file.rows or 0 for file in files if file.table)
    write(f"{where}: {counted(len(files), 'file', 'files')}, {counted(rows, 'row', 'rows')}\n")


def _progress() -> Callable[[str, int], None]:
    def tell(table: str, rows: int) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{table}: {rows}", end="", file=sys.stderr, flush=True)

    return tell
