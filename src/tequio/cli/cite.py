"""`tequio cite`: one citation, written in a style; without a database."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tequio.cli.streams import complain, write
from tequio.engines.citation import LANGUAGES, STYLES, Record, describe, format, parse, resolve, shipped

_BAD_INPUT = 2
_LONGEST_QUOTE = 60


def cite(
    text: Annotated[
        str, typer.Argument(metavar="CITATION", help="As you would write it: “art. 14.3.g PIDCP”.")
    ],
    style: Annotated[
        str, typer.Option("--style", metavar="STYLE", help="mx, oscola, bluebook, bibtex or csl.")
    ] = "mx",
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="es or en.")] = "es",
    ids: Annotated[bool, typer.Option("--ids", help="Print stable ids and nothing else.")] = False,
) -> None:
    """Write a citation of an instrument, judgment or United Nations document in a style.

    Reads Spanish and English. Where something does not exist, one sentence says what does; the exit code is
    then 2 and nothing is written.
    """
    if style not in STYLES:
        raise typer.BadParameter(f"--style {style} is none of {', '.join(STYLES)}")
    if language not in LANGUAGES:
        raise typer.BadParameter(f"--language {language} is none of {', '.join(LANGUAGES)}")
    known = shipped()
    citations = parse(text, known)
    if not citations:
        _refuse(_no_citation(text, language))
    resolutions = [resolve(citation, known) for citation in citations]
    for resolution in resolutions:
        if resolution.id is None:
            _refuse(resolution.sentence(language))
    if ids:
        write("".join(f"{resolution.id}\n" for resolution in resolutions))
        return
    records = [record for record in (describe(citation, known) for citation in citations) if record]
    write(_written(records, style, language))


def _written(records: list[Record], style: str, language: str) -> str:
    if style == "csl":
        items = [item for record in records for item in json.loads(format(record, style, language))]
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    return "".join(f"{format(record, style, language)}\n" for record in records)


def _no_citation(text: str, language: str) -> str:
    quote = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE].rstrip() + "…"
    if language == "es":
        return f"«{quote}» no se lee como una cita; escriba, por ejemplo, «art. 14.3 PIDCP»."
    return f"“{quote}” does not read as a citation; write, for example, “ICCPR 14(3)”."


def _refuse(sentence: str) -> None:
    complain(sentence)
    raise typer.Exit(_BAD_INPUT)
