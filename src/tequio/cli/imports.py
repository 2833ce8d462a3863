"""`tequio import` and `imports`: files of other systems, looked through, taken in, taken back."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tequio.cli.site import database_at_hand, load_site, migrate, refuse
from tequio.cli.streams import complain, counted, write

if TYPE_CHECKING:
    from tequio.apps.accounts.models import User
    from tequio.apps.register.models import ImportRun
    from tequio.engines.records import Shape

_MOST_SHOWN = 20
_WORDS = {
    "new": "new",
    "changed": "changed",
    "same": "as before",
    "kept": "changed there, left as people here decided",
    "twice": "repeated",
    "left_out": "ask nothing",
    "broken": "cannot be taken",
}

Account = Annotated[
    str, typer.Option("--by", metavar="ACCOUNT", help="Who answers for it; needed where several may decide.")
]


class Dates(StrEnum):
    """Which part of a date in numbers comes first."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def import_(  # noqa: PLR0913, PLR0917  one parameter for each option
    system: Annotated[
        str, typer.Argument(metavar="SYSTEM", help="uhri, upr-info, impact, uwazi, or table for any other.")
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Export or table: JSON, CSV or XLSX.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    mapping: Annotated[
        str,
        typer.Option(
            "--mapping", metavar="NAME|FILE", help="Saved mapping, or one in JSON: field to column."
        ),
    ] = "",
    save: Annotated[
        str, typer.Option("--save", metavar="NAME", help="Save the mapping used, for the next file.")
    ] = "",
    source: Annotated[
        str, typer.Option("--source", metavar="NAME", help="Whose identifiers they are; SYSTEM without it.")
    ] = "",
    dates: Annotated[
        Dates | None,
        typer.Option("--dates", help="How 03/04/2019 is meant, where the column does not tell."),
    ] = None,
    leave_out: Annotated[
        bool, typer.Option("--leave-out-broken", help="Take the other rows although some are broken.")
    ] = False,
    by: Account = "",
) -> None:
    """Take recommendations over from another system: new ones, and what has changed in known ones.

    What people have decided here is never overwritten. All of a file is taken in or nothing; the rows that
    cannot be taken are named with their numbers. The same file twice changes nothing.
    """
    load_site()
    migrate()
    from tequio.apps.accounts.errors import Refused
    from tequio.apps.register.importing import discard_import, preview_import, shape_of
    from tequio.apps.register.importing.mappings import save_mapping

    with database_at_hand():
        try:
            who = _account(by)
            shape = shape_of(file, system, _mapping(mapping))
            if dates is not None:
                shape = replace(shape, day_first=dates is Dates.DAY_FIRST)
            run = preview_import(file, who, shape, source=source, progress=_progress("looked through"))
            _report(run, dry_run)
            if save:
                save_mapping(save, run.mapping, who)
            if dry_run:
                discard_import(run, who)
                return
            run = _take_in(run, who, leave_out)
        except Refused as error:
            raise refuse(str(error)) from None
    if run.state == run.State.DISCARDED:
        return
    for label, number in run.counts.get("unknown_topics", {}).items():
        complain(f"not in our vocabularies, left out: {label} ({number})")
    write(f"import {run.pk}: taken in; `tequio imports --undo {run.pk}` takes it back.\n")


def _take_in(run: ImportRun, who: User, leave_out: bool) -> ImportRun:
    """Take a run in; one that is refused, or that changes nothing, does not wait: the file is at hand."""
    from tequio.apps.register.importing import RowsAreBroken, apply_import, discard_import

    is_idle = not (run.counts["new"] or run.counts["changed"])
    try:
        if not is_idle or (run.counts["broken"] and not leave_out):
            return apply_import(run, who, leave_out_broken=leave_out, progress=_progress("taken in"))
    except RowsAreBroken:
        discard_import(run, who)
        raise
    discard_import(run, who)
    run.refresh_from_db()
    return run


def imports(
    undo: Annotated[
        int | None, typer.Option("--undo", metavar="NUMBER", help="Take this import back.")
    ] = None,
    by: Account = "",
) -> None:
    """List the imports, the newest first, or take one back; what people have worked on since stays."""
    load_site()
    migrate()
    from tequio.apps.accounts.errors import Refused
    from tequio.apps.register.importing import undo_import
    from tequio.apps.register.models import ImportRun

    with database_at_hand():
        if undo is None:
            for run in ImportRun.objects.all():
                write(
                    f"{run.pk}\t{run.at:%Y-%m-%d}\t{run.source}\t{run.state}\t{_figures(run)}\t{run.file_name}\n"
                )
            return
        chosen = ImportRun.objects.filter(pk=undo).first()
        if chosen is None:
            raise refuse(f"There is no import with the number {undo}.")
        try:
            undone = undo_import(chosen, _account(by))
        except Refused as error:
            raise refuse(str(error)) from None
    write(
        f"import {undo}: {undone.withdrawn} withdrawn, {undone.restored} as before, "
        f"{undone.stayed} stay because people have worked on them.\n"
    )


def _account(name: str) -> User:
    from tequio.apps.accounts.models import User
    from tequio.apps.accounts.policy import may

    if name:
        account = User.objects.filter(username=name, is_active=True).first()
        if account is None:
            raise refuse(f"There is no account “{name}”.")
        return account
    may_decide = [each for each in User.objects.filter(is_active=True) if may(each, "finding.decide")]
    if not may_decide:
        raise refuse(
            "No account may decide yet; invite one with `tequio invite ADDRESS --role coordinator` first."
        )
    if len(may_decide) > 1:
        raise refuse(f"{len(may_decide)} accounts may decide; say with --by who answers for the import.")
    return may_decide[0]


def _mapping(given: str) -> Shape | None:
    from tequio.apps.register.importing.mappings import shape_given, shape_named

    if not given:
        return None
    path = Path(given)
    if not path.is_file():
        return shape_named(given)
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise refuse(f"{path.name} is no JSON: {error}.") from None
    return shape_given(found, path.stem)


def _report(run: ImportRun, is_dry: bool) -> None:
    write(f"{run.file_name}: {_figures(run)}\n")
    for row, sentence in run.problems[:_MOST_SHOWN]:
        complain(f"row {row}: {sentence}")
    if len(run.problems) > _MOST_SHOWN:
        complain(f"… and {counted(run.counts['broken'] - _MOST_SHOWN, 'more row', 'more rows')}")
    if is_dry:
        for example in run.counts["examples"]:
            was = f" (was: {example['before'][:80]})" if example["before"] else ""
            write(f"  row {example['row']}: {example['after'][:100]}{was}\n")


def _figures(run: ImportRun) -> str:
    parts = [f"{run.counts[name]} {words}" for name, words in _WORDS.items() if run.counts.get(name)]
    return ", ".join(parts) or "no record"


def _progress(words: str) -> Any:
    def show(done: int) -> None:
        print(f"\r\x1b[K{done} records {words}", end="", file=sys.stderr, flush=True)

    return show if sys.stderr.isatty() else None
