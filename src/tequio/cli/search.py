"""`tequio search`: a question to the library of standards, or many in batch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import complain, counted, write

if TYPE_CHECKING:
    from tequio.apps.library.standards.searching import Answer

_PIPED_WIDTH = 140
_MOST_LIMIT = 1000
_LINE = 10
_BATCH_LIMIT = 100
_TAG = "tequio"


def search_command(  # noqa: PLR0913, PLR0917
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="A question, words, or a citation.")
    ] = None,
    passages: Annotated[
        str, typer.Option("--passages", metavar="es|en", help="Only passages in this language.")
    ] = "",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, max=_MOST_LIMIT, help="Most results: 10; in batch 100.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="table|json", help="How to write them.")
    ] = "table",
    queries: Annotated[
        Path | None,
        typer.Option(
            "--queries", metavar="FILE", help="Questions, one a line: qid, tab, language, tab, text."
        ),
    ] = None,
    trec: Annotated[
        Path | None,
        typer.Option("--trec", metavar="RUN", help="Where the answers in batch go, as a TREC run."),
    ] = None,
) -> None:
    """Search the standards in Spanish and English: a question in one finds passages in both.

    In batch, RUN gets one line for each hit: qid, Q0, identifier, rank, score, tequio. The identifier is the
    one that the passage had in the file it was imported from. Legal force plays no part in batch.
    """
    if passages not in {"", "es", "en"}:
        raise typer.BadParameter(f"--passages is es or en, and not {passages[:20]}")
    if format not in {"table", "json"}:
        raise typer.BadParameter(f"--format is table or json, and not {format[:20]}")
    if (queries is None) != (trec is None):
        raise typer.BadParameter("--queries and --trec go together")
    if (question is None) == (queries is None):
        raise typer.BadParameter("give one question, or a file of them with --queries")
    asked = _questions(queries) if queries else []
    load_site()
    migrate()
    with database_at_hand():
        from tequio.cli.standards import prepare

        prepare(vectors=bool(queries))
        if queries and trec:
            _run(asked, trec, passages, limit or _BATCH_LIMIT)
        else:
            _one(question or "", passages, limit or _LINE, format)


def _questions(path: Path) -> list[tuple[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not in UTF-8"
        raise refuse(f"{path} cannot be read ({reason}); name a file of questions.") from None
    found, wrong = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        parts = line.rstrip("\r").split("\t")
        if len(parts) != 3 or not parts[0].strip() or " " in parts[0].strip():
            wrong.append(number)
        else:
            found.append((parts[0].strip(), parts[2]))
    if wrong or not found:
        where = f" (line {wrong[0]})" if wrong else ""
        raise refuse(f"{path}{where}: each line needs qid, language and text, with tabs between.")
    return found


def _run(asked: list[tuple[str, str]], trec: Path, passages: str, limit: int) -> None:
    from tequio.apps.library.standards.searching import Batch

    batch = Batch(passages, limit)
    lines = [
        f"{qid} Q0 {document} {rank} {score:.6f} {_TAG}\n"
        for qid, words in asked
        for rank, (document, score) in enumerate(batch.answer(words), 1)
    ]
    try:
        trec.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise refuse(f"{trec} cannot be written ({error.strerror}); name another file.") from None
    questions = counted(len(asked), "question", "questions")
    write(f"{trec}: {counted(len(lines), 'line', 'lines')} for {questions}.\n")


def _one(question: str, passages: str, limit: int, format: str) -> None:
    from tequio.apps.library.standards.exports import as_object
    from tequio.apps.library.standards.searching import Asked, search

    answer = search(Asked(question, passages=passages, limit=limit))
    if format == "json":
        write(json.dumps(as_object(question, answer), ensure_ascii=False, indent=2) + "\n")
        return
    for note in answer.notes:
        complain(note)
    _table(answer, passages)


def _table(answer: Answer, passages: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("#", "Provision", "Force", "Words", "Found by", show_lines=True)
    for rank, one in enumerate(answer.found, 1):
        words = one.shown_in(passages or one.hit_language)
        mark = " [digest, not the text]" if words.is_digest else ""
        found_by = "; ".join(f"{why.kind} {why.detail} ({why.language})" for why in one.reasons[:3])
        plain = " ".join(words.plain.split())
        shown = plain if len(plain) <= 400 else plain[:400].rpartition(" ")[0] + " …"
        table.add_row(
            str(rank), Text(one.provision.key), str(one.force), Text(f"{shown}{mark}"), Text(found_by)
        )
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _PIPED_WIDTH
    console.print(table if answer.found else "Nothing was found.")
