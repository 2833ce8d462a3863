"""The engine `linkage`, as the studies ask it: sealed lists in, persons and doubtful pairs out.

Records are named here by the number of their list and of their row, from 1: never by anything that they hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from tequio.apps.studies.errors import ContentGone, WrongValue
from tequio.apps.studies.models import Linkage, StudyList
from tequio.apps.studies.review import effect_of
from tequio.apps.studies.sealing import Sealed, unseal
from tequio.apps.studies.working import Progress, said_of
from tequio.engines.estimation import CaptureTable, of_records
from tequio.engines.linkage import (
    Columns,
    LinkageError,
    NoCommonField,
    Pair,
    RecordId,
    Ruling,
    Settings,
    explain,
    link_records,
    propose_settings,
    read_settings,
    write_settings,
)
from tequio.engines.linkage import Linkage as Made

# Clusterings that are drawn besides the best: each is estimated by each method.
DRAWS = 20
# Pairs that are put to people: beyond them a decision hardly moves an estimate.
MOST_PAIRS = 2_000

# Left and right record ("list:row"), and whether people said that they are one person.
Ruled = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A pair that is put to people.

    Args:
        left: "list:row".
        right: the same of the other record.
        probability: that they are one person.
        effect: see `review.effect_of`.
        shown: what a coder sees: fields of both, and the reasons in both languages.
    """

    left: str
    right: str
    probability: float
    effect: float
    shown: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Linked:
    """A linkage that is done.

    Args:
        kept: what is sealed: the persons of the best clustering and of each draw.
        counts: figures for the page, none of which is about a person.
        doubtful: pairs for people, those first that change the estimate most.
    """

    kept: dict[str, Any]
    counts: dict[str, Any]
    doubtful: list[Doubtful]


def tables_of(linkage: Linkage) -> tuple[CaptureTable, list[CaptureTable]]:
    """Give the table of the best clustering, and one for each draw; errors as `sealing.unseal`."""
    if not linkage.is_there:
        raise ContentGone(_("The content was destroyed."))
    kept = unseal(Sealed(linkage.place, linkage.key))
    sizes, names = kept["sizes"], kept["names"]
    list_of = np.repeat(np.arange(len(sizes)), sizes)
    best, *drawn = (
        table_of_persons(np.array(persons), list_of, names) for persons in (kept["best"], *kept["draws"])
    )
    return best, drawn


def table_of_persons(persons: Any, list_of: Any, names: Sequence[str]) -> CaptureTable:
    """Count who is on which lists.

    Args:
        persons: person of each record, shape (records,); below 0 for records of nobody who can be named.
        list_of: list of each record, shape (records,).
        names: of the lists.
    """
    named = persons >= 0
    _people, place = np.unique(persons[named], return_inverse=True)
    on = np.zeros((int(place.max()) + 1 if place.size else 0, len(names)), dtype=np.int8)
    on[place, list_of[named]] = 1
    return of_records(on, names)


def checked_settings(settings: str, lists: Sequence[StudyList]) -> Settings:
    """Read settings, and refuse those that name lists or columns that are not there.

    Identifiers are left out: a record is named by its row, since an identifier may be that of a person.

    Raises:
        WrongValue: with one sentence.
    """
    try:
        read = read_settings(settings)
    except LinkageError as error:
        raise WrongValue(said_of(error)) from None
    columns = {one.name: set(one.columns) for one in lists}
    for one in read.fields:
        for name, parts in one.columns.items():
            if name not in columns:
                raise WrongValue(_("The settings name a list “%s” that was not chosen.") % name[:80])
            missing = sorted(set(parts.values()) - columns[name])
            if missing:
                raise WrongValue(
                    _("The list “%(list)s” has no column “%(column)s”.")
                    % {"list": name[:80], "column": missing[0][:80]}
                )
    return replace(read, lists={name: replace(each, id="") for name, each in read.lists.items()})


def proposed_settings(lists: Sequence[StudyList]) -> tuple[str, str]:
    """Propose what is compared, as TOML with "", or "" with the sentence why nothing can be."""
    try:
        proposed = propose_settings({one.name: one.columns for one in lists})
        if not any(len(each.columns) > 1 for each in proposed.fields):
            raise NoCommonField("nothing_in_common")
    except LinkageError as error:
        return "", said_of(error)
    without = {name: replace(each, id="") for name, each in proposed.lists.items()}
    return write_settings(replace(proposed, lists=without)), ""


def compared_columns(settings: str, lists: Sequence[StudyList]) -> list[tuple[str, list[str]]]:
    """Give each field that is compared, and the columns of each list that it is read from."""
    return [
        (one.name, [", ".join(one.columns.get(each.name, {}).values()) for each in lists])
        for one in checked_settings(settings, lists).fields
    ]


def link(lists: Sequence[StudyList], linkage: Linkage, ruled: Sequence[Ruled], progress: Progress) -> Linked:
    """Link lists, and gather the pairs that people are asked.

    Args:
        lists: still held, in the order of their numbers.
        linkage: its settings, seed and limits of doubt.
        ruled: what people decided before.
        progress: is told 0 to 1.

    Raises:
        WrongValue: settings or lists cannot be linked.
        ContentGone: a list was destroyed meanwhile.
    """
    settings = checked_settings(linkage.settings, lists)
    opened = {one.name: unseal(Sealed(one.place, one.key)) for one in lists}
    given = {
        name: Columns({c: [row[i] for row in held["rows"]] for i, c in enumerate(held["columns"])})
        for name, held in opened.items()
    }
    names = {str(one.pk): one.name for one in lists}

    def record(written: str) -> RecordId:
        number, _separator, row = written.partition(":")
        return RecordId(names[number], row)

    made = link_records(
        given,
        settings,
        seed=linkage.seed,
        draws=DRAWS,
        progress=lambda _stage, share: progress(share * 0.95),
        rulings=[Ruling(record(left), record(right), is_same) for left, right, is_same in ruled],
    )
    sizes = [len(rows) for rows in given.values()]
    kept = {
        "sizes": sizes,
        "names": list(given),
        "best": made.clusters.tolist(),
        "draws": made.draws.tolist(),
    }
    counts = {
        "records": sum(sizes),
        "persons": made.persons,
        "unidentified": len(made.unidentified),
        "expected_links": round(made.expected_links),
        "ruled": len(ruled),
        "checks": [
            {"name": one.name, "result": one.result, "es": one.es, "en": one.en} for one in made.checks
        ],
    }
    return Linked(kept, counts, _doubtful(made, lists, given, settings, linkage, ruled))


def _doubtful(  # noqa: PLR0913, PLR0917
    made: Made,
    lists: Sequence[StudyList],
    given: Mapping[str, Columns],
    settings: Settings,
    linkage: Linkage,
    ruled: Sequence[Ruled],
) -> list[Doubtful]:
    starts = np.concatenate([[0], np.cumsum([len(rows) for rows in given.values()])])
    both = _on_both(made, len(lists))
    done = {frozenset((left, right)) for left, right, _same in ruled}
    pairs = made.pairs
    is_doubtful = (pairs.probability >= linkage.doubtful_from) & (pairs.probability <= linkage.doubtful_to)
    ordered = []
    for at in np.flatnonzero(is_doubtful):
        ends = int(pairs.left[at]), int(pairs.right[at])
        of = [int(made.list_of[end]) for end in ends]
        named = [f"{lists[i].pk}:{end - starts[i] + 1}" for i, end in zip(of, ends, strict=True)]
        if frozenset(named) not in done:
            effect = effect_of(float(pairs.probability[at]), int(both[of[0], of[1]]))
            ordered.append((-effect, int(at), named))
    found = []
    for negative, place, named in sorted(ordered)[:MOST_PAIRS]:
        pair = pairs[place]
        shown = {
            "fields": _fields(pair, given, settings),
            "reasons": {language: explain(pair, language) for language in ("es", "en")},
        }
        found.append(Doubtful(named[0], named[1], pair.probability, -negative, shown))
    return found


def _on_both(made: Made, lists: int) -> Any:
    """Count the persons on each two lists, in the best clustering; on the diagonal those on each."""
    named = made.clusters >= 0
    _people, place = np.unique(made.clusters[named], return_inverse=True)
    on = np.zeros((int(place.max()) + 1 if place.size else 0, lists), dtype=np.int64)
    on[place, made.list_of[named]] = 1
    return on.T @ on


def _fields(pair: Pair, given: Mapping[str, Columns], settings: Settings) -> list[tuple[str, str, str]]:
    """Give what coders see: each compared field of both records, as it is written in the lists."""

    def written(side: RecordId, columns: Mapping[str, Mapping[str, str]]) -> str:
        row = given[side.list][int(side.record) - 1]
        return " ".join(filter(None, (row[column] for column in columns.get(side.list, {}).values())))

    return [
        (one.name, written(pair.left, one.columns), written(pair.right, one.columns))
        for one in settings.fields
    ]
