"""`tequio estimate`: from lists that each miss people, how many there are in all, and how sure that is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tequio.cli.streams import complain, write

if TYPE_CHECKING:
    from tequio.engines.estimation import CaptureTable, Report

_BAD_INPUT = 2
_PARQUET = b"PAR1"
_LARGEST_TABLE = 50 * 1024 * 1024


class Language(StrEnum):
    """The languages in which a report is written."""

    ES = "es"
    EN = "en"


class Format(StrEnum):
    """The forms of a report."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


def estimate(  # noqa: PLR0913, PLR0917  one argument for each option
    file: Annotated[
        str,
        typer.Argument(metavar="TABLE", help="CSV of capture histories, or the Parquet file of tequio link."),
    ],
    methods: Annotated[
        str | None,
        typer.Option(
            "--methods",
            metavar="NAMES",
            help="Apart by commas: chapman, chao, loglinear, decomposable, latent_classes; all that suit.",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="The same seed gives the same numbers.")
    ] = 1,
    format: Annotated[Format, typer.Option("--format", help="table, json, html or pdf.")] = Format.TABLE,
    language: Annotated[Language, typer.Option("--language", help="es or en.")] = Language.ES,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", min=0, metavar="N", help="Of a linkage: how many of its draws are estimated."
        ),
    ] = 20,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Where html or pdf goes; else beside, named as the table."
        ),
    ] = None,
) -> None:
    """Estimate how many people there are, from a table that says which lists name them.

    Several methods stand side by side, each with what it assumes, what was checked, and the range over them.
    None of it is a count. A table about which nothing can be said gets one sentence, and the exit code is 2.
    """
    content = _content(file)
    from tequio.engines.estimation import EstimationError, make_linked_report, telling_of_compilation

    watched = _Watched(language)
    try:
        tables = _tables(content, file, draws)
        names = None if methods is None else [name.strip() for name in methods.split(",") if name.strip()]
        with telling_of_compilation(watched.prepare):
            report = make_linked_report(tables, names, seed, progress=watched.show)
            made = _made(report, format, language, watched.show)
    except EstimationError as error:
        watched.clear()
        _refuse(error.say(language))
    watched.clear()
    if isinstance(made, str):
        write(made)
        return
    path = output or Path(Path(file).stem + "." + format)
    try:
        path.write_bytes(made)
    except OSError as error:
        _refuse(f"{path} cannot be written ({error.strerror}); name another file with --output.")
    write(f"{path}\n")


def _content(file: str) -> bytes:
    """Read a file, or standard input."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        _refuse(f"{file} cannot be read ({error.strerror}); name a file that is there.")
    if len(content) > _LARGEST_TABLE and not content.startswith(_PARQUET):
        _refuse(f"{file} is larger than 50 MB; a table of capture histories has one row for each history.")
    return content


def _tables(content: bytes, file: str, draws: int) -> list[CaptureTable]:
    """Give the one table of a CSV file, or those of a linkage: the best, then its draws."""
    if content.startswith(_PARQUET):
        from tequio.cli.linked_tables import tables_of_links

        return tables_of_links(Path(file), draws)
    from tequio.engines.estimation import read_table

    return [read_table(content)]


def _made(report: Report, format: Format, language: str, show: Callable[[float], None]) -> str | bytes:
    if format is Format.JSON:
        import json

        return json.dumps(report.as_json(language), ensure_ascii=False, indent=2) + "\n"
    if format is Format.TABLE:
        from tequio.cli.estimate_table import as_lines

        return as_lines(report, language)
    from tequio.apps.studies.printing import as_html, as_pdf
    from tequio.cli.estimate_page import describe

    page = describe(report, language, show)
    return as_html(page).encode() if format is Format.HTML else as_pdf(page)


class _Watched:
    """Shows how far the work is, where a person watches standard error."""

    def __init__(self, language: str) -> None:
        self._shown = sys.stderr.isatty()
        self._language = language

    def prepare(self, is_kept: bool) -> None:
        """Say, watched or not, why nothing seems to happen for a while."""
        from tequio.engines.estimation import saying

        self.clear()
        complain(saying("preparing" if is_kept else "preparing_each_time").say(self._language))

    def show(self, share: float) -> None:
        """Show the share that is done."""
        if self._shown:
            print(f"\r\x1b[K{100 * share:.0f} %", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _refuse(sentence: str) -> NoReturn:
    complain(sentence)
    raise typer.Exit(_BAD_INPUT)
