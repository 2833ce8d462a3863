"""`tequio link`: lists of persons -> which records are one person; without a database."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from tequio.cli.streams import complain, write
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
    said,
    write_links,
    write_pairs,
    write_settings,
)

_BAD_INPUT = 2
_MOST_DRAWS = 1_000
_LARGEST = 4_000_000_000


class Language(StrEnum):
    """The languages in which is said what was found, or what is wrong."""

    ES = "es"
    EN = "en"


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
    language: Annotated[Language, typer.Option("--language", help="es or en.")] = Language.ES,
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
            _refuse(said("folder_missing", language, name=each))
    try:
        read = _lists(lists)
        told = _told(read, settings)
        if propose:
            write(write_settings(told))
            return
        linkage = link_records(read, told, seed=seed, draws=draws, progress=_progress(language))
        write_links(linkage, out)
        if pairs is not None:
            write_pairs(linkage.pairs, pairs)
        _report(linkage, len(read), out, language)
    except LinkageError as error:
        _refuse(error.say(language))
    except OSError as error:
        _refuse(said("file_unread", language, name=error.filename or out, why=error.strerror or "–"))


def _told(lists: dict[str, Columns], path: Path | None) -> Settings:
    if path is None:
        return propose_settings(column_names(lists))
    return read_settings(decoded(_bytes(path), str(path)))


def _report(linkage: Linkage, lists: int, out: Path, language: str) -> None:
    for check in linkage.checks:
        if check.result != "pass":
            complain(check.es if language == "es" else check.en)
    found = said(
        "linked",
        language,
        records=int((linkage.clusters >= 0).sum()),
        lists=lists,
        persons=linkage.persons,
        links=round(linkage.expected_links),
        draws=len(linkage.draws),
        file=out,
    )
    write(f"{found}\n")


def _lists(paths: list[Path]) -> dict[str, Columns]:
    found: dict[str, Columns] = {}
    for path in paths:
        if path.stem in found:
            raise ListNotReadable("files_of_one_name", name=path.stem)
        found[path.stem] = read_list(_bytes(path), path.stem)
    return found


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise ListNotReadable("file_missing", name=path)
    if path.stat().st_size > _LARGEST:
        raise ListNotReadable("file_large", name=path)
    return path.read_bytes()


def _progress(language: str) -> Callable[[str, float], None]:
    shown = sys.stderr.isatty()

    def say(stage: str, share: float) -> None:
        if shown:
            line = f"{share:4.0%} {said(f'stage_{stage}', language)}" if share < 1 else ""
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    return say


def _refuse(sentence: str) -> NoReturn:
    complain(sentence)
    raise typer.Exit(_BAD_INPUT)
