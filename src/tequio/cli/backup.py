"""`tequio backup`, `restore` and `sweep`: the whole register in one file, and back; files nobody needs."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import complain, counted, write

_HOURS = 24


def backup(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Archive to make; - is standard output.")],
) -> None:
    """Write the whole register to one archive: database, files, evidence and the log of changes.

    Others may go on working meanwhile. The keys of the site stay where they are: keep secret-key and
    ledger-key.pem of the home folder in a safe place of their own.
    """
    load_site()
    from tequio.site.backup import BackupError, save

    target = sys.stdout.buffer if file == "-" else Path(file)
    with database_at_hand():
        try:
            made = save(target, _progress)
        except BackupError as error:
            raise refuse(str(error)) from None
    files = sum(member.name.startswith("home/") for member in made.members)
    sentence = (
        f"{counted(made.rows, 'row', 'rows')}, {counted(files, 'file', 'files')}, "
        f"log up to event {made.ledger['sequence']}, hash {made.ledger['hash']}"
    )
    if file == "-":
        print(sentence, file=sys.stderr)
    else:
        write(f"{file}: {sentence}\n")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Archive that `tequio backup` made.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Give up the register that is here for the archive.")
    ] = False,
    with_broken_log: Annotated[
        bool,
        typer.Option("--with-broken-log", help="Take it in although its log of changes does not verify."),
    ] = False,
) -> None:
    """Take a register out of an archive, on SQLite or PostgreSQL, whichever it came from.

    Stop the site first. All of it is taken in, or nothing is changed: an archive that is damaged, was cut off
    or altered, and one whose log does not verify, are refused.
    """
    load_site()
    migrate(adopting=False)
    from tequio.site.backup import BackupError
    from tequio.site.backup import restore as take_in

    with database_at_hand():
        try:
            found = take_in(file, replace=replace, with_broken_log=with_broken_log, progress=_progress)
        except BackupError as error:
            raise refuse(str(error)) from None
    log = "its log was not verified" if with_broken_log else "its log verifies"
    write(f"restored: {counted(found.rows, 'row', 'rows')} of {found.made_at}; {log}\n")


def sweep(
    hours: Annotated[
        int,
        typer.Option("--older-than", metavar="HOURS", min=1, help="Only files that lie here longer."),
    ] = _HOURS,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be removed, and remove nothing.")
    ] = False,
) -> None:
    """Remove files of evidence and of documents that no record speaks of, as after a power cut.

    What is being sent at this moment is younger than --older-than and stays. The exit code is 1 where a
    record speaks of a file that is not there.
    """
    load_site()
    migrate()
    from tequio.apps.library.operations.sweeping import sweep_documents
    from tequio.apps.register.followup.sweeping import sweep_evidence
    from tequio.apps.studies.sweeping import sweep_studies

    with database_at_hand():
        try:
            found = sweep_evidence(hours, dry_run=dry_run) + sweep_documents(hours, dry_run=dry_run)
            found += sweep_studies(hours, dry_run=dry_run)
        except OSError as error:
            raise refuse(f"A file cannot be removed ({error.strerror}: {error.filename}).") from None
    verb = "would be removed" if dry_run else "removed"
    write(f"{counted(found.removed, 'file', 'files')} {verb}, {found.bytes} bytes\n")
    if found.missing:
        speak = counted(found.missing, "record speaks of a file that is", "records speak of files that are")
        complain(f"{speak} not here.")
        raise typer.Exit(1)


def _progress(what: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        with suppress(OSError):
            print(f"\r\x1b[K{done} of {total} {what}", end=end, file=sys.stderr, flush=True)
