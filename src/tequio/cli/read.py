"""`tequio read`: documents in, findings out, without any database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

import typer

from tequio.cli.streams import Progress, write
from tequio.engines.reading import Outcome, Reader, ReadingError, Source, mislabelled, read_stream

STANDARD_INPUT = "-"
_BAD_INPUT = 2
# The languages whose undertakings are read; another language must not look like "nothing was promised".
_LANGUAGES = ("en", "es")


class Format(StrEnum):
    """How the findings are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Documents; - is standard input.")],
    format: Annotated[
        Format,
        typer.Option(
            "--format", help="table; json (for several files one object a line); csv (commitments)."
        ),
    ] = Format.TABLE,
    text: Annotated[
        bool, typer.Option("--text", help="Print the text of one file that offsets refer to, nothing else.")
    ] = False,
) -> None:
    """Read outcome documents and show what was promised, asked and agreed in them.

    Reads txt, md, html, docx, pptx, pdf, odt and eml. A file that cannot be read gets one sentence on
    standard error and the exit code 2; the others are read all the same.
    """
    if text and len(files) > 1:
        raise typer.BadParameter(f"--text prints the text of one file, and {len(files)} were named")
    progress = Progress(len(files))
    with Reader() as reader:  # the child starts now and reads while the extraction is imported
        outcomes = _succeeded(reader.read_each(_sources(files, reader, progress)), progress)
        if text:
            for outcome in outcomes:
                write(outcome.text.content)
        else:
            _print_findings(outcomes, format, progress, several=len(files) > 1)
    if progress.failed:
        raise typer.Exit(_BAD_INPUT)


def _sources(files: list[str], reader: Reader, progress: Progress) -> Iterator[str | Source]:
    for name in files:
        if name != STANDARD_INPUT:
            yield name
            continue
        try:
            yield read_stream(sys.stdin.buffer, STANDARD_INPUT, reader.limits)
        except ReadingError as error:
            progress.fail(str(error))


def _succeeded(outcomes: Iterator[Outcome], progress: Progress) -> Iterator[Outcome]:
    for outcome in outcomes:
        if outcome.error is not None:
            progress.fail(str(outcome.error))
        else:
            progress.advance()
            if remark := mislabelled(outcome.name, outcome.text.media_type):
                progress.remark(remark)
            yield outcome


def _print_findings(
    outcomes: Iterator[Outcome], format: Format, progress: Progress, *, several: bool
) -> None:
    # Here and not above: the extraction needs about a second to import, and --text and --help do without it.
    from tequio.cli.output import Provenance, as_object, csv_header, csv_rows
    from tequio.engines.extraction import extract

    if format is Format.TABLE:
        from tequio.cli.table import show
    if format is Format.CSV:
        write(csv_header())
    for outcome in outcomes:
        text = outcome.text
        if text.language not in (*_LANGUAGES, None):
            progress.fail(
                f"{outcome.name}: the text is in another language ({text.language});"
                " undertakings are read in English and Spanish, so give a translation."
            )
            continue
        source = Provenance(outcome.name, outcome.sha256, text.media_type, text.language)
        findings = extract(text, PurePath(outcome.name).name)
        if format is Format.JSON:
            found = as_object(source, findings)
            write(json.dumps(found, ensure_ascii=False, indent=None if several else 2) + "\n")
        elif format is Format.CSV:
            write(csv_rows(source, findings))
        else:
            show(source, findings)
