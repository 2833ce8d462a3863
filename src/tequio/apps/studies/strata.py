"""Strata: parts of a population, told by a column of the lists, each estimated by itself and all added up.

Whoever has a name on several lists belongs to the stratum that most of their records say. Of whom no list
says a value is put into a stratum at random in each clustering, in proportion to the others, so that what
is not known is in the intervals. Values that few persons have make one stratum; the sum leaves nobody out.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from tequio.apps.studies.errors import ContentGone, WrongValue
from tequio.apps.studies.linking import checked_settings, table_of_persons
from tequio.apps.studies.models import Linkage, StudyList
from tequio.apps.studies.sealing import Sealed, unseal
from tequio.engines.estimation import (
    LANGUAGES,
    CaptureTable,
    EstimationError,
    MethodResult,
    Saying,
    add_strata,
    make_linked_report,
)

LEAST_PERSONS = 30
MOST_STRATA = 12
# Kinds of compared fields whose values part a population; names and codes are each their own.
_KINDS = frozenset({"category", "place"})
_OTHERS = -1
_NAMED = 3  # values that the name of the others holds


@dataclass(frozen=True, slots=True)
class Stratum:
    """One part of the population.

    Args:
        name: the value as it is mostly written; several of them for all others together.
        best: its table in the best clustering.
        drawn: its table in each draw.
    """

    name: str
    best: CaptureTable
    drawn: list[CaptureTable]


def columns_of(linkage: Linkage) -> list[tuple[str, str]]:
    """Give the columns that can part a linkage's population: key and what a person reads, for a form.

    They are those that every list has: columns of compared categories and places, and columns of one name.
    """
    lists = list(linkage.lists.order_by("pk"))
    return [(key, label) for key, (label, _names) in _known_columns(linkage, lists).items()]


def _known_columns(linkage: Linkage, lists: Sequence[StudyList]) -> dict[str, tuple[str, dict[str, str]]]:
    found: dict[str, tuple[str, dict[str, str]]] = {}
    taken = set()
    for field in checked_settings(linkage.settings, lists).fields:
        for part in sorted({part for parts in field.columns.values() for part in parts}):
            columns = {name: parts[part] for name, parts in field.columns.items() if part in parts}
            taken |= {_folded(column) for column in columns.values()}
            if field.kind in _KINDS and len(columns) == len(lists):
                found[f"{field.name}.{part}"] = (columns[lists[0].name], columns)
    for column in lists[0].columns if lists else []:
        same = {one.name: name for one in lists for name in one.columns if _folded(name) == _folded(column)}
        if len(same) == len(lists) and _folded(column) not in taken:
            found[f"column.{_folded(column)}"] = (column, same)
    return found


def strata_of(linkage: Linkage, key: str) -> list[Stratum]:
    """Part the tables of a linkage.

    Args:
        linkage: that is done, its lists still held.
        key: of a column, from `columns_of`.

    Raises:
        ContentGone: the linkage or a list was destroyed.
        WrongValue: there is no such column, or no two values that enough persons have.
    """
    lists = list(linkage.lists.order_by("pk"))
    known = _known_columns(linkage, lists)
    if key not in known:
        raise WrongValue(_("The lists of this linkage have no such column in common."))
    if not linkage.is_there or not all(one.is_there for one in lists):
        raise ContentGone(_("The content was destroyed."))
    kept = unseal(Sealed(linkage.place, linkage.key))
    list_of = np.repeat(np.arange(len(kept["sizes"])), kept["sizes"])
    codes, names = _coded(_values(lists, known[key][1]))
    clusterings = [np.array(persons) for persons in (kept["best"], *kept["draws"])]
    chosen = _large(clusterings[0], _stratum_of_records(clusterings[0], codes), len(names))
    found = []
    random = np.random.default_rng(linkage.seed)
    parted = [_stratum_of_records(persons, codes, random) for persons in clusterings]
    for code in (*chosen, _OTHERS):
        tables = [
            table_of_persons(np.where(_is_in(stratum, code, chosen), persons, -1), list_of, kept["names"])
            for persons, stratum in zip(clusterings, parted, strict=True)
        ]
        if tables[0].n:
            found.append(Stratum(_name(code, names, chosen), tables[0], tables[1:]))
    if len(found) < 2 or any(one.best.n < LEAST_PERSONS for one in found):
        raise WrongValue(_("The column parts the persons into no two strata of %s or more.") % LEAST_PERSONS)
    return found


def _name(code: int, names: Sequence[str], chosen: Sequence[int]) -> str:
    """Name a stratum by its value; the others by the first of theirs."""
    if code != _OTHERS:
        return names[code]
    others = [name for number, name in enumerate(names) if number not in chosen]
    return ", ".join([*others[:_NAMED], *(["…"] if len(others) > _NAMED else [])])


def _is_in(stratum: Any, code: int, chosen: Sequence[int]) -> Any:
    return ~np.isin(stratum, chosen) if code == _OTHERS else stratum == code


def _values(lists: Sequence[StudyList], columns: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for one in lists:
        held = unseal(Sealed(one.place, one.key))
        at = held["columns"].index(columns[one.name])
        found += [row[at] for row in held["rows"]]
    return found


def _coded(values: Sequence[str]) -> tuple[Any, list[str]]:
    """Number the values, those alike but for case and accents as one; -1 where nothing is written."""
    written: dict[str, Counter[str]] = {}
    for value in values:
        if value.strip():
            written.setdefault(_folded(value), Counter())[value.strip()] += 1
    place = {folded: number for number, folded in enumerate(written)}
    codes = np.array([place.get(_folded(value), _OTHERS) for value in values], dtype=np.int64)
    return codes, [counted.most_common(1)[0][0] for counted in written.values()]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _stratum_of_records(persons: Any, codes: Any, random: np.random.Generator | None = None) -> Any:
    """Give each record the stratum of its person: what most of their records say, or the first of equals.

    Args:
        persons: person of each record, shape (records,); below 0 for nobody.
        codes: of the value of each record, shape (records,); below 0 for none.
        random: puts persons without a value into a stratum; without it they stay below 0.
    """
    found = np.full(len(persons), _OTHERS, dtype=np.int64)
    told = np.flatnonzero((persons >= 0) & (codes >= 0))
    if not told.size:
        return found
    pairs, counts = np.unique(np.column_stack([persons[told], codes[told]]), axis=0, return_counts=True)
    order = np.lexsort((pairs[:, 1], -counts, pairs[:, 0]))
    _people, first = np.unique(pairs[order, 0], return_index=True)
    by_person = np.full(int(persons.max()) + 1, _OTHERS, dtype=np.int64)
    by_person[pairs[order[first], 0]] = pairs[order[first], 1]
    named = persons >= 0
    if random is not None:
        people = np.unique(persons[named])
        unknown = people[by_person[people] < 0]
        known = by_person[people[by_person[people] >= 0]]
        by_person[unknown] = random.choice(known, unknown.size)
    found[named] = by_person[persons[named]]
    return found


def _large(persons: Any, stratum: Any, values: int) -> list[int]:
    """Give the strata that enough persons are in, the largest first, and not more than can be read.

    Where the others are too few to stand by themselves, the smallest of those goes with them.
    """
    of_person = np.unique(np.column_stack([persons, stratum])[persons >= 0], axis=0)[:, 1]
    counts = np.bincount(of_person[of_person >= 0], minlength=values)
    ordered = np.argsort(-counts, kind="stable")[:MOST_STRATA]
    chosen = [int(code) for code in ordered if counts[code] >= LEAST_PERSONS]
    while len(chosen) > 1 and 0 < counts.sum() - counts[chosen].sum() < LEAST_PERSONS:
        chosen.pop()
    return chosen


def report_by_strata(
    strata: Sequence[Stratum],
    methods: Sequence[str],
    seed: int,
    level: float,
    progress: Callable[[float], None],
) -> dict[str, Any]:
    """Estimate each stratum by each method, and add the strata up draw by draw.

    Args:
        strata: that make up the population.
        methods: their names.
        seed: from which all random numbers come.
        level: of the intervals.
        progress: is told 0 to 1.

    Returns:
        "each": by stratum "name", "n" and by method a figure or why there is none; "together": of all.
    """
    results: list[dict[str, MethodResult | Saying]] = []
    for number, stratum in enumerate(strata):
        results.append(_by_methods(stratum, methods, seed, level))
        progress((number + 1) / len(strata))
    observed = [stratum.best.n for stratum in strata]
    together: dict[str, MethodResult | Saying] = {}
    for name in methods:
        some = [found[name] for found in results]
        given = [one for one in some if isinstance(one, MethodResult)]
        if len(given) < len(some):
            together[name] = next(one for one in some if isinstance(one, Saying))
            continue
        try:
            together[name] = add_strata(given, observed, seed=seed, level=level)
        except EstimationError as error:
            together[name] = error.why
    return {
        "each": [
            {"name": stratum.name, "n": stratum.best.n, "methods": _plain(found)}
            for stratum, found in zip(strata, results, strict=True)
        ],
        "together": {"n": sum(observed), "methods": _plain(together)},
    }


def _by_methods(
    stratum: Stratum, methods: Sequence[str], seed: int, level: float
) -> dict[str, MethodResult | Saying]:
    try:
        made = make_linked_report([stratum.best, *stratum.drawn], methods, seed, level)
    except EstimationError as error:
        return dict.fromkeys(methods, error.why)
    found: dict[str, MethodResult | Saying] = {one.name: one for one in made.methods}
    return {**found, **{one.name: one.why for one in made.refused}}


def _plain(found: Mapping[str, MethodResult | Saying]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, one in found.items():
        if isinstance(one, Saying):
            plain[name] = {"why": {language: one.say(language) for language in LANGUAGES}}
        else:
            low, high = one.interval
            checks = {
                language: [check.why.say(language) for check in one.checks if check.name == "strata"]
                for language in LANGUAGES
            }
            plain[name] = {
                "estimate": one.estimate,
                "interval": [low, high if isfinite(high) else None],
                "checks": checks,
            }
    return plain
