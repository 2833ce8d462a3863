"""`tequio brief` and `tequio check-statement`: what a mechanism's next session is prepared with."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import write

if TYPE_CHECKING:
    from tequio.apps.register.briefs.checking import Check
    from tequio.apps.register.briefs.making import Made


class Language(StrEnum):
    """The languages in which a brief is written."""

    ES = "es"
    EN = "en"


class Format(StrEnum):
    """The forms in which a brief is handed out."""

    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"


Named = Annotated[str, typer.Argument(metavar="MECHANISM", help="Its number, its name, or a part of it.")]
InLanguage = Annotated[Language, typer.Option("--language", help="Language of what is written.")]


def brief(
    mechanism: Named,
    language: InLanguage = Language.ES,
    format: Annotated[Format, typer.Option("--format", help="docx, pdf or json.")] = Format.DOCX,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Where to write it; json goes to the screen without it."
        ),
    ] = None,
) -> None:
    """Write the brief for the next session of a mechanism: every sentence with its record and passage.

    Sections that somebody wrote on the page of the brief stand as they were written.
    """
    _ready()
    from django.utils.translation import override

    from tequio.apps.accounts.errors import Refused
    from tequio.apps.register.briefs.making import make
    from tequio.apps.register.briefs.naming import mechanism_named
    from tequio.apps.register.briefs.writing import file_name, written

    with database_at_hand():
        try:
            found = mechanism_named(mechanism)
            made = make(found, language, _places())
        except Refused as refused:
            raise refuse(str(refused)) from None
    if format is Format.JSON and output is None:
        write(written(made.brief, format).decode())
        return
    with override(language):
        path = output or Path(file_name(found, language, format))
    try:
        path.write_bytes(written(made.brief, format))
    except OSError as error:
        raise refuse(
            f"{path} cannot be written ({error.strerror}); name another file with --output."
        ) from None
    write(f"{path}: {_counted(made)}\n")


def check_statement(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Draft of a joint statement; - is standard input.")
    ],
    mechanism: Annotated[
        str, typer.Option("--mechanism", metavar="MECHANISM", help="Its number, its name, or a part of it.")
    ],
    language: InLanguage = Language.ES,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare a draft with what a mechanism agreed before: repeated, weakened, dropped, new, each with why.

    Words are compared, not meanings; the draft is not kept.
    """
    _ready()
    from django.utils.translation import override

    from tequio.apps.accounts.errors import Refused
    from tequio.apps.register.briefs.checking import check_statement as check
    from tequio.apps.register.briefs.naming import mechanism_named

    try:
        draft = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise refuse(f"{file} cannot be read ({error.strerror}); name a file that is there.") from None
    with database_at_hand():
        try:
            found = check(mechanism_named(mechanism), draft, file, _places())
        except Refused as refused:
            raise refuse(str(refused)) from None
    with override(language):
        write(_as_json(found, language) if as_json else _as_lines(found, language))


def _ready() -> None:
    load_site()
    migrate()


def _places() -> Any:
    from django.conf import settings

    from tequio.apps.register.briefs.places import Places

    return Places(settings.ADDRESS)


def _counted(made: Made) -> str:
    sentences = sum(len(section.sentences) for section in made.brief.sections)
    return f"{sentences} sentences, {len(made.brief.citations)} sources"


def _as_lines(found: Check, language: str) -> str:
    from tequio.apps.register.briefs.checking import names_for
    from tequio.engines.briefing import Outcome, outcome_words, reasons

    lines = []
    for one in found.compared:
        said = one.earlier or one.draft
        assert said is not None  # one of the two there always is
        number = f" {said.record.number}" if said.record else ""
        lines.append(f"{outcome_words(one.outcome, language)}{number}: {said.action}")
        if one.earlier and one.draft:
            lines.append(f"    → {one.draft.action}")
        lines += [f"    {reason}" for reason in reasons(one, language, names_for(found))]
    counts = ", ".join(f"{outcome_words(o, language)} {found.counts[o]}" for o in Outcome)
    return "\n".join([counts, *lines, ""])


def _as_json(found: Check, language: str) -> str:
    from tequio.apps.register.briefs.checking import as_object

    return json.dumps(as_object(found, language), ensure_ascii=False, indent=2) + "\n"
