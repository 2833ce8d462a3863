"""`tequio standards`: bring instruments in, list them, make the search index."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from tequio.cli.main import plain_typer
from tequio.cli.site import BAD_INPUT, database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import complain, counted, write

# So many wrong rows are named; the rest is counted.
_ROWS_NAMED = 20
_MEGABYTE = 1_000_000

standards = plain_typer(no_args_is_help=True, help="Bring in the standards that can be searched and cited.")


@standards.command("import")
def import_files(  # noqa: PLR0913, PLR0917
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="JSON Lines, Akoma Ntoso XML, HTML, PDF …")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and compare; keep nothing.")] = False,
    instrument: Annotated[
        str, typer.Option("--instrument", metavar="CODE", help="Short code, where a file does not say it.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Title, in the language of the file.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="treaty, judgment, law … where a file does not say it.")
    ] = "",
    language: Annotated[str, typer.Option("--language", help="es or en, where a file does not say it.")] = "",
    body: Annotated[str, typer.Option("--body", help="Body or court that adopted it.")] = "",
    symbol: Annotated[str, typer.Option("--symbol", help="Document symbol or series.")] = "",
    source: Annotated[str, typer.Option("--source", help="Where the text was taken from.")] = "",
    in_force_from: Annotated[
        datetime | None,
        typer.Option("--in-force-from", formats=["%Y-%m-%d"], help="Day from which these words count."),
    ] = None,
    certified: Annotated[
        bool, typer.Option("--certified", help="The depositary certifies this text.")
    ] = False,
) -> None:
    """Import instruments: everything of all files, or nothing.

    The same file twice changes nothing. Other words for a provision become its next version. Rows that cannot
    be kept are named with their numbers, and the exit code is 2.
    """
    load_site()
    from tequio.apps.library.standards.rows import About

    about = About(
        instrument=instrument,
        title=title,
        kind=_checked_kind(kind),
        language=language,
        body=body,
        symbol=symbol,
        source=source,
        in_force_from=_day(in_force_from),
        is_certified=certified,
    )
    migrate()
    contents = [(file, _read(file)) for file in files]
    with database_at_hand():
        _import(contents, about, dry_run)
        if not dry_run:
            _index()


@standards.command("statuses")
def import_table_of_statuses(
    file: Annotated[str, typer.Argument(metavar="FILE", help="CSV or XLSX: instrument, state, ratified …")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and compare; keep nothing.")] = False,
) -> None:
    """Bring in what instruments are for States: signed, ratified, in force, reservations; all rows, or none.

    A row for an instrument and a State that are known already replaces what was said of them.
    """
    load_site()
    from tequio.apps.accounts.errors import Refused
    from tequio.apps.library.standards.errors import RowsWrong
    from tequio.apps.library.standards.statuses import import_statuses

    migrate()
    with database_at_hand():
        try:
            kept = import_statuses(Path(file), dry_run=dry_run, index=False)
        except RowsWrong as error:
            _name_rows(error.problems)
            raise typer.Exit(BAD_INPUT) from None
        except Refused as error:
            raise refuse(str(error)) from None
        if not dry_run and (kept.new or kept.changed):
            _index(anew=True, vectors=False)
    came = f"{counted(kept.new, 'status', 'statuses')} {'would come' if dry_run else 'came'} in"
    write(f"{came}, {kept.changed} changed, {kept.unchanged} unchanged.\n")


def _name_rows(problems: Sequence[object]) -> None:
    """Name the rows that cannot be kept."""
    for problem in problems[:_ROWS_NAMED]:
        complain(str(problem))
    more = len(problems) - _ROWS_NAMED
    rest = f" {more} more are not named here." if more > 0 else ""
    complain(f"{counted(len(problems), 'row', 'rows')} cannot be kept; nothing was imported.{rest}")


def _day(written: datetime | None) -> date | None:
    return written.date() if written else None


def _checked_kind(kind: str) -> str:
    from tequio.apps.library.models import Instrument

    if kind and kind not in Instrument.Kind.values:
        raise refuse(f"There is no kind “{kind}”; write one of {', '.join(Instrument.Kind.values)}.")
    return kind


def _read(file: str) -> bytes:
    from django.conf import settings

    try:
        size = Path(file).stat().st_size
        if size > settings.MAX_FILE_MB * _MEGABYTE:
            raise refuse(
                f"{file} has more than {settings.MAX_FILE_MB} MB; part it, or raise TEQUIO_MAX_FILE_MB."
            )
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(f"{file} cannot be read ({reason}); name a file.") from None


def _import(contents: list[tuple[str, bytes]], about: object, dry_run: bool) -> None:
    from tequio.apps.accounts.errors import Refused
    from tequio.apps.library.standards.errors import RowsWrong
    from tequio.apps.library.standards.importing import import_standards
    from tequio.apps.library.standards.rows import About

    assert isinstance(about, About)
    try:
        outcomes = import_standards(contents, about=about, dry_run=dry_run, index=False)
    except RowsWrong as error:
        _name_rows(error.problems)
        raise typer.Exit(BAD_INPUT) from None
    except Refused as error:
        raise refuse(str(error)) from None
    would = "would come in" if dry_run else "came in"
    for one in outcomes:
        write(
            f"{one.file_name}: {counted(len(one.instruments), 'instrument', 'instruments')}; "
            f"{counted(one.new_texts, 'text', 'texts')} {would}, "
            f"{counted(one.new_versions, 'new version', 'new versions')}, {one.unchanged} unchanged.\n"
        )


def _index(anew: bool = False, vectors: bool = True) -> int:
    from tequio.apps.library.standards.indexing import bring_up_to_date, rebuild

    is_watched = sys.stderr.isatty()

    def show(done: int) -> None:
        if is_watched:
            print(f"\r\x1b[K{done:,} passages", end="", file=sys.stderr, flush=True)

    count = rebuild(show, vectors=vectors) if anew else bring_up_to_date(show, vectors=vectors)
    if is_watched:
        print("\r\x1b[K", end="", file=sys.stderr)
    return count


@standards.command("list")
def list_instruments() -> None:
    """List the instruments with their texts; a digest is marked, and so is a text that nobody certifies."""
    load_site()
    migrate()
    from rich.console import Console
    from rich.table import Table

    from tequio.apps.library.standards.listing import overview

    table = Table("Code", "Kind", "Title", "Texts", "Languages", "Mark")
    with database_at_hand():
        prepare(index=False)
        for row in overview():
            table.add_row(row.code, row.kind, row.title, str(row.texts), " ".join(row.languages), row.mark)
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 160
    console.print(table)


@standards.command("index")
def make_index(
    missing: Annotated[
        bool, typer.Option("--missing", help="Add only what is missing, and leave the processor to others.")
    ] = False,
) -> None:
    """Make the search index anew from the database; the old one answers until it is done."""
    load_site()
    migrate()
    if missing:
        os.nice(10)
    with database_at_hand():
        prepare(index=False)
        count = _index(anew=not missing)
    write(f"{counted(count, 'passage', 'passages')} indexed.\n")


def finish_in_background() -> None:
    """Start a process that computes what the index lacks, if anything; the site serves meanwhile."""
    from tequio.apps.library.standards.indexing import read_state

    state = read_state()
    if state is None or not state.is_whole:
        command = [sys.executable, "-m", "tequio", "standards", "index", "--missing"]
        nothing = subprocess.DEVNULL
        subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)


def prepare(index: bool = True, vectors: bool = False) -> None:
    """Bring the digest in where it is missing, and the words of the index up to date.

    Args:
        index: whether the index is brought up to date.
        vectors: whether to wait for its vectors too.
    """
    from tequio.apps.library.digest import DigestIsWrong
    from tequio.apps.library.standards.digesting import load_digest

    try:
        load_digest(index=False)
    except DigestIsWrong as error:
        raise refuse(str(error)) from None
    if index:
        _index(vectors=vectors)
