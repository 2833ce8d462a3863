"""`tequio state-report`: what a State reports to a body on its recommendations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tequio.cli.brief import Format, InLanguage, Language
from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import write

if TYPE_CHECKING:
    from tequio.apps.register.state_reports import MadeReport


def state_report(  # noqa: PLR0913, PLR0917  each is an option of the command
    state: Annotated[str, typer.Argument(metavar="STATE", help="Its name, its ISO code or its number.")] = "",
    body: Annotated[
        str, typer.Argument(metavar="BODY", help="A template, such as ccpr or upr; --templates lists them.")
    ] = "",
    session: Annotated[
        int | None,
        typer.Option("--session", metavar="NUMBER", help="The session reported on; else the body's last."),
    ] = None,
    entries: Annotated[
        str | None,
        typer.Option("--entries", metavar="NUMBERS", help="Recommendations to answer, such as 12,15."),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="FILE", help="A template of your own instead of BODY."),
    ] = None,
    templates: Annotated[
        bool, typer.Option("--templates", help="List the templates with their word limits; write nothing.")
    ] = False,
    language: InLanguage = Language.ES,
    format: Annotated[Format, typer.Option("--format", help="docx, pdf or json.")] = Format.DOCX,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Where to write it; json goes to the screen without it."
        ),
    ] = None,
) -> None:
    """Write a State's report to a body: filled from the register alone, in the body's form and length.

    Over the limit nothing is cut: the report and the last line say by how much. Sections that somebody
    wrote on the page of the report stand as they were written.
    """
    load_site()
    if templates:
        write(_listed(language))
        return
    if not state or not (body or template):
        raise refuse(
            "Name a State and a body, such as `tequio state-report MX ccpr`; --templates lists them."
        )
    migrate()
    from django.conf import settings
    from django.utils.translation import override

    from tequio.apps.accounts.errors import Refused
    from tequio.apps.register import state_reports
    from tequio.apps.register.briefs.places import Places

    with database_at_hand():
        try:
            used = state_reports.template_read(template) if template else state_reports.template_named(body)
            found = state_reports.state_named(state)
            held = state_reports.session_named(found, used, session)
            made = state_reports.make_state_report(
                found, used, held, language, Places(settings.ADDRESS), entries=_numbers(entries)
            )
        except Refused as refused:
            raise refuse(str(refused)) from None
    if format is Format.JSON and output is None:
        write(state_reports.written(made.report, format).decode())
        return
    with override(language):
        path = output or Path(state_reports.file_name(found, used.code, language, format))
    try:
        path.write_bytes(state_reports.written(made.report, format))
    except OSError as error:
        raise refuse(
            f"{path} cannot be written ({error.strerror}); name another file with --output."
        ) from None
    write(f"{path}: {_said(made)}\n")


def _numbers(written: str | None) -> set[int] | None:
    if written is None:
        return None
    parts = written.replace(",", " ").split()
    if not parts or not all(part.isascii() and part.isdigit() and len(part) < 18 for part in parts):
        raise refuse(f"--entries {written} are no numbers such as 12,15.")
    return {int(part) for part in parts}


def _listed(language: str) -> str:
    from tequio.engines.briefing import templates

    lines = []
    for one in templates().values():
        most = f"{one.limit.words} words ({one.limit.standing})" if one.limit.words else "no limit known"
        lines.append(f"{one.code}: {one.name.words(language)}. {one.title.words(language)}. {most}")
    return "\n".join([*lines, ""])


def _said(made: MadeReport) -> str:
    report = made.report
    said = f"{report.whole.words} words"
    if report.whole.most is not None:
        said += f" of {report.whole.most} at most"
    over = [f"{one.code or 'the whole'} +{one.over}" for one in (report.whole, *report.lengths) if one.over]
    return said + (f"; too long, nothing cut: {', '.join(over)}" if over else "")
