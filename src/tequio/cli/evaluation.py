"""`tequio corrections` and `tequio evaluate`: what people decided, taken out and held against the engine."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tequio.cli.site import BAD_INPUT, database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import Progress, complain, write
from tequio.engines.evaluation import (
    FIGURES,
    Found,
    Report,
    Undertaking,
    UnreadableMarks,
    bands,
    read_marks,
)

if TYPE_CHECKING:
    from tequio.engines.extraction import Findings
    from tequio.text import Text

_MEETING = ("edition", "date_start", "date_end", "place", "parties")

corrections = typer.Typer(
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True
)


class Lines(StrEnum):
    """How corrections are written."""

    JSONL = "jsonl"
    JSON = "json"


class Shown(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    JSON = "json"


@corrections.callback()
def about() -> None:
    """Take out what people decided on findings, as material to evaluate and train on."""


@corrections.command("export")
def export(
    format: Annotated[
        Lines, typer.Option("--format", help="jsonl: an object a line, one a document; json: one list.")
    ] = Lines.JSONL,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where it is written; else standard output.")
    ] = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="With the words of quotes and actions, not their places only.")
    ] = False,
) -> None:
    """Write what people accepted, corrected, rejected and added, beside what the program had proposed.

    Places and labels only, unless told otherwise: no words of a document, and never who decided.
    """
    load_site()
    migrate()
    from tequio.apps.register.queries.corrections import corrections as decided

    with database_at_hand():
        lines = [json.dumps(one, ensure_ascii=False) for one in decided(with_text=with_text)]
    if not lines:
        complain("nobody has decided on a finding yet; there is nothing to write.")
    if format is Lines.JSON:
        content = "[" + ",\n".join(lines) + "]\n"
    else:
        content = "".join(f"{line}\n" for line in lines)
    if out is None:
        write(content)
    else:
        _write_whole(out, content)


def _write_whole(path: Path, content: str) -> None:
    """Write a file whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as partial:
            partial.write(content)
        os.replace(partial.name, path)
    except OSError as error:
        raise refuse(f"{path} cannot be written ({(error.strerror or str(error)).lower()}).") from None


def evaluate(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[CORRECTIONS]", help="From `tequio corrections export`, or a gold file."),
    ] = None,
    register: Annotated[
        bool, typer.Option("--register", help="Take the decisions of this site's own register.")
    ] = False,
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents", metavar="FOLDER", help="Where the documents lie; else beside CORRECTIONS."
        ),
    ] = None,
    format: Annotated[Shown, typer.Option("--format", help="table or json.")] = Shown.TABLE,
) -> None:
    """Read the documents again, and score what is found against what people decided.

    A document that cannot be found or read gets one sentence and the exit code 2; the others are scored.
    """
    if register == (file is not None):
        raise typer.BadParameter("name a file of corrections or --register, one of them")
    report, progress = Report(), Progress(1)
    for marks, text, name in _of_register() if file is None else _of_file(file, documents, progress):
        from tequio.engines.extraction import extract

        try:
            report.add(read_marks(marks, text.content), found_of(extract(text, PurePath(name).name)))
        except UnreadableMarks as error:
            progress.fail(str(error))
    if not report.documents:
        raise refuse("There is no document to score; decide on some findings first, or name their folder.")
    write(_table(report) if format is Shown.TABLE else _json(report))
    if progress.failed:
        raise typer.Exit(BAD_INPUT)


def found_of(findings: Findings) -> Found:
    """Give the findings of the engine `extraction` in the terms of the engine `evaluation`."""
    undertakings = [
        Undertaking((c.anchor.start, c.anchor.end), str(c.kind), c.action, c.confidence)
        for c in findings.commitments
    ]
    names = [participant.name for participant in findings.participants]
    return Found(undertakings, names, {name: getattr(findings.meeting, name) for name in _MEETING})


Given = tuple[object, "Text", str]


def _of_register() -> Iterator[Given]:
    load_site()
    migrate()
    from tequio.apps.register.queries.corrections import decided_texts

    with database_at_hand():
        yield from decided_texts()


def _of_file(file: Path, documents: Path | None, progress: Progress) -> Iterator[Given]:
    from tequio.engines.reading import Reader

    folder = file.parent if documents is None else documents
    if not folder.is_dir():
        raise refuse(f"{folder} is no folder; name one with --documents.")
    with Reader() as reader:
        for number, marks in enumerate(_objects(file), 1):
            path = _document(marks, number, folder, progress)
            if path is None:
                continue
            for outcome in reader.read_each([str(path)]):
                if outcome.error is not None:
                    progress.fail(str(outcome.error))
                else:
                    yield marks, outcome.text, path.name


def _document(marks: object, number: int, folder: Path, progress: Progress) -> Path | None:
    """Find the document that marks are about, or say why not."""
    try:
        head = read_marks(marks)
    except UnreadableMarks as error:
        progress.fail(f"object {number}: {error}")
        return None
    name = PurePath(head.name.replace("\\", "/")).name  # a file may not lead out of the folder
    path = folder / (name or "-")
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        progress.fail(f"{name} is not in {folder}; it was left out.")
        return None
    if head.sha256 not in ("", digest):
        progress.fail(f"{path} has other bytes than the document that people decided on; it was left out.")
        return None
    return path


def _objects(file: Path) -> Iterable[object]:
    """Read the objects of a JSON or JSON Lines file."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise refuse(f"{file} cannot be read ({(error.strerror or str(error)).lower()}).") from None
    except UnicodeDecodeError:
        raise refuse(f"{file} is not in UTF-8; name a file from `tequio corrections export`.") from None
    try:
        whole = json.loads(content)
        return whole if isinstance(whole, list) else [whole]
    except (ValueError, RecursionError):
        pass  # an object a line, then
    objects: list[object] = []
    for number, line in enumerate(content.splitlines(), 1):
        try:
            if line.strip():
                objects.append(json.loads(line))
        except (ValueError, RecursionError):
            raise refuse(
                f"{file} is no JSON near line {number}; name a file from `tequio corrections export`."
            ) from None
    return objects


def _table(report: Report) -> str:
    lines = [f"{report.documents} document{'s' if report.documents > 1 else ''}", ""]
    lines.append(
        f"{'':<10}"
        + "".join(f"{h:>12}" for h in ("span F1", "precision", "recall", "item F1", "kind", "look-alikes"))
    )
    for group, scores in report.groups.items():
        span = scores["span"]
        figures = (span.f1, span.precision, span.recall, scores["item"].f1, scores["kind"].recall)
        cells = [f"{figure:.3f}" for figure in figures] + [_share(scores["look-alike"])]
        lines.append(f"{group:<10}" + "".join(f"{cell:>12}" for cell in cells))
    lines += ["", f"{'confidence':<14}{'findings':>9}{'right':>8}"]
    for band in bands(report.rated):
        lines.append(f"{f'{band.low:.2f}–{min(1, band.high):.2f}':<14}{band.findings:>9}{band.share:>8.2f}")
    return "\n".join(lines) + "\n"


def _share(tally: Any) -> str:
    return f"{tally.recall:.3f}" if tally.marked else "–"


def _json(report: Report) -> str:
    groups = {
        group: {
            name: {
                "hits": scores[name].hits,
                "marked": scores[name].marked,
                "found": scores[name].found,
                "precision": round(scores[name].precision, 4),
                "recall": round(scores[name].recall, 4),
                "f1": round(scores[name].f1, 4),
            }
            for name in FIGURES
        }
        for group, scores in report.groups.items()
    }
    confidence = [
        {"from": b.low, "to": min(1, b.high), "findings": b.findings, "mean": b.mean, "right": b.right}
        for b in bands(report.rated)
    ]
    figures = {"documents": report.documents, **groups, "confidence": confidence}
    return json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
