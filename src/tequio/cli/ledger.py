"""`tequio ledger`: verify the log of changes, seal it, and verify a seal."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import complain, write

if TYPE_CHECKING:
    from tequio.engines.ledger import Seal

_BROKEN = 1

ledger = typer.Typer(
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True
)


@ledger.callback()
def about() -> None:
    """Verify the log of every change, and sign how far it has come."""


PublicKey = Annotated[
    Path | None,
    typer.Option("--public-key", metavar="FILE", help="Key in PEM that you trust; else this site's own."),
]


@ledger.command()
def verify(
    seal: Annotated[
        list[Path] | None,
        typer.Option(
            "--seal", metavar="FILE", help="A published seal that the log must fit; may be repeated."
        ),
    ] = None,
    public_key: PublicKey = None,
) -> None:
    """Verify the whole log and that every record is as the log left it.

    The seals in the home folder are compared too. The exit code is 1 where something is broken; the first
    broken link is named.
    """
    load_site()
    from tequio.apps.ledger.sealing import read_seal, seals_kept
    from tequio.apps.ledger.verifying import verify_ledger

    with database_at_hand():
        migrate(adopting=False)
        seals = [_read(read_seal, path, public_key) for path in (*seals_kept(), *(seal or ()))]
        verdict = verify_ledger(seals, _progress)
    if verdict.first is not None:
        complain(verdict.first.sentence)
        others = f"{verdict.breaks - 1} more" if verdict.breaks > 1 else "no other"
        write(f"broken: {verdict.first.fault}; {others} found\n")
        raise typer.Exit(_BROKEN)
    write(f"whole: {verdict.head.sequence} events, {len(seals)} seals, last hash {verdict.head.hash}\n")


@ledger.command("seal")
def make_seal(
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where the seal goes; else below seals/.")
    ] = None,
) -> None:
    """Sign how far the log has come; publish the file where you cannot change it any more.

    The signing key is made at the first time and stays in the home folder, readable by its owner only.
    """
    load_site()
    from tequio.apps.ledger.sealing import seal_log
    from tequio.engines.ledger import LedgerError

    with database_at_hand():
        migrate(adopting=False)
        try:
            made = seal_log(output)
        except LedgerError as error:
            raise refuse(str(error)) from None
        except OSError as error:
            raise refuse(f"The seal cannot be written ({error.strerror}: {error.filename}).") from None
    write(f"sealed event {made.seal.sequence}: {made.path}\npublic key: {made.public_key}\n")


@ledger.command("verify-seal")
def verify_one(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A seal, as it was published.")],
    public_key: PublicKey = None,
) -> None:
    """Verify a published seal: its signature, and that the log holds the sealed event.

    The exit code is 1 where the log is not the one that was sealed, 2 where the file is no genuine seal.
    """
    load_site()
    from tequio.apps.ledger.sealing import read_seal
    from tequio.apps.ledger.verifying import holds

    found = _read(read_seal, file, public_key)
    with database_at_hand():
        migrate(adopting=False)
        fits = holds(found)
    if not fits:
        complain(f"The log of this site is not the one sealed at {found.at}: event {found.sequence} differs.")
        raise typer.Exit(_BROKEN)
    write(f"genuine: {found.site} at {found.at}, event {found.sequence}; the log holds it\n")


def _read(read_seal: object, path: Path, public_key: Path | None) -> Seal:
    from tequio.engines.ledger import LedgerError

    try:
        found: Seal = read_seal(path, public_key)  # type: ignore[operator]
    except LedgerError as error:
        raise refuse(f"{path}: {error}") from None
    except OSError as error:
        raise refuse(f"{path} cannot be read: {error.strerror}.") from None
    return found


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        with suppress(OSError):
            print(f"\r{done} of {total} events", end=end, file=sys.stderr, flush=True)
