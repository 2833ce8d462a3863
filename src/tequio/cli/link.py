"""`tequio link`: lists of persons -> which records are one person; without a database."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tequio.cli.streams import complain, counted, write
from tequio.engines.linkage import (
    Columns,
    Linkage,
    LinkageError,
    ListNotReadable,
    Settings,
    column_names,
    decoded,
    link_records,
    propose_settings,
    read_list,
    read_settings,
    write_links,
    write_pairs,
    write_settings,
)

_BAD_INPUT = 2
_MOST_DRAWS = 1_000
_LARGEST = 4_000_000_000


def link(  # noqa: PLR0913, PLR0917  one argument for each option
    lists: Annotated[list[Path], typer.Argument(metavar="LIST.csv…", help="Lists, each a CSV file.")],
    settings: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="What is compared, as TOML or JSON.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the persons go.")] = Path(
        "links.parquet"
    ),
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="Also write the pairs with their reasons.")
    ] = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="How many clusterings are drawn.")] = 20,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Of the draws.")] = 1,
    propose: Annotated[
        bool, typer.Option("--propose", help="Write proposed settings to standard output and stop.")
    ] = False,
) -> None:
    """Find which records of lists are one person, and how sure that is.

    Without --settings the columns are told by their names, in Spanish or English; --propose shows how.
    Each list is called by its file's name. Nothing of a record is ever shown: messages name rows.
    """
    if not 0 <= draws <= _MOST_DRAWS:
        raise typer.BadParameter(f"--draws is no number from 0 to {_MOST_DRAWS:,}")
    if not 0 <= seed < 2**32:
        raise typer.BadParameter("--seed is no whole number from 0 to below 4,294,967,296")
    for each in (out, pairs):
        if each is not None and not each.resolve().parent.is_dir():
            _refuse(f"The folder for {each} does not exist.")
    try:
        read = _lists(lists)
        told = _told(read, settings)
        if propose:
            write(write_settings(told))
            return
        linkage = link_records(read, told, seed=seed, draws=draws, progress=_progress())
        write_links(linkage, out)
        if pairs is not None:
            write_pairs(linkage.pairs, pairs)
        _report(linkage, len(read), out)
    except LinkageError as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"{error.filename or out}: {error.strerror or 'cannot be written'}.")


def _told(lists: dict[str, Columns], path: Path | None) -> Settings:
    if path is None:
        return propose_settings(column_names(lists))
    return read_settings(decoded(_bytes(path), f"The file {path}"))


def _report(linkage: Linkage, lists: int, out: Path) -> None:
    for check in linkage.checks:
        if check.result != "pass":
            complain(check.en)
    kept = int((linkage.clusters >= 0).sum())
    write(
        f"{counted(kept, 'record', 'records')} of {counted(lists, 'list', 'lists')} name"
        f" {counted(linkage.persons, 'person', 'persons')}."
        f" {linkage.expected_links:,.0f} pairs are expected to be"
        f" one person each. {counted(len(linkage.draws), 'draw', 'draws')}. Written to {out}.\n"
    )


def _lists(paths: list[Path]) -> dict[str, Columns]:
    found: dict[str, Columns] = {}
    for path in paths:
        if path.stem in found:
            raise ListNotReadable(f"Two files are called “{path.stem}”; each list needs a name of its own.")
        found[path.stem] = read_list(_bytes(path), path.stem)
    return found


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise ListNotReadable(f"{path} is no file.")
    if path.stat().st_size > _LARGEST:
        raise ListNotReadable(f"{path} is larger than 4 GB.")
    return path.read_bytes()


def _progress() -> Callable[[str, float], None]:
    shown = sys.stderr.isatty()

    def say(stage: str, share: float) -> None:
        if shown:
            line = f"{share:4.0%} {stage}" if share < 1 else ""
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    return say


def _refuse(sentence: str) -> NoReturn:
    complain(sentence)
    raise typer.Exit(_BAD_INPUT)
