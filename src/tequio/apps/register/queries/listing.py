"""The register as a list: narrowed, searched, counted and paged in the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import DateField, F, Q, QuerySet
from django.db.models import Value as Constant
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tequio.apps.ledger.prepared import Prepared, hold
from tequio.apps.register.models import Commitment, CommitmentTopic
from tequio.apps.register.queries.among import Among
from tequio.apps.register.queries.facets import (
    COLUMNS,
    COUNTED,
    FACETS,
    SHOWN,
    Facet,
    Value,
    column_counts,
    topic_counts,
)
from tequio.text import fold

PAGE = 25
# Where nothing is found, so many filters are tried without.
LOOSENED = 8
# A search of more words than this is cut: each word is one more scan.
WORDS = 12
KEPT = (Commitment.State.ACCEPTED, Commitment.State.CORRECTED)
ORDERS = {"new": _("newest first"), "due": _("by deadline")}
_NEVER = date(9999, 12, 31)
# A value of an old or mistyped address; it can be taken away like any other.
_UNKNOWN = _("not in the register (%s)")


@dataclass(frozen=True)
class Narrowing:
    """What somebody asked of the list; every part can be written in an address.

    Args:
        words: to be found in the commitment, all of them, in any order.
        chosen: facet name -> chosen values.
        order: a key of `ORDERS`.
        after: where the page before ended, as `Page.next_key` gives it.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = "new"
    after: str = ""

    def address(self) -> str:
        """Write the narrowing as the query part of an address; the same narrowing gives the same address."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(facet.name, value) for facet in FACETS for value in self.chosen.get(facet.name, ())]
        pairs += [("order", self.order)] if self.order != "new" else []
        pairs += [("after", self.after)] if self.after else []
        return "?" + urlencode(pairs)

    def changed(self, **changes: Any) -> Narrowing:
        """Give the narrowing with changes, beginning at its first page."""
        return replace(self, **{"after": "", **changes})

    def toggled(self, facet: str, value: str) -> Narrowing:
        """Give the narrowing with one value chosen, or no longer chosen."""
        now = self.chosen.get(facet, ())
        values = tuple(v for v in now if v != value) if value in now else (*now, value)
        return self.changed(chosen={name: v for name, v in {**self.chosen, facet: values}.items() if v})


@dataclass(frozen=True)
class Chip:
    """One filter in force: what it says, and what was asked without it.

    Args:
        label: of the facet, or of the search.
        text: what was chosen or searched.
        without: the narrowing that remains when it is taken away.
        count: commitments in that; None where nobody asked.
    """

    label: str
    text: str
    without: Narrowing
    count: int | None = None

    @property
    def address(self) -> str:
        """The query part of the list's address without the filter."""
        return self.without.address()


@dataclass(frozen=True)
class ShownFacet:
    """A facet as the page shows it: its values, each with the address of the list with it toggled."""

    facet: Facet
    values: list[tuple[Value, str]]

    @property
    def is_in_force(self) -> bool:
        """Whether something is chosen in it."""
        return any(value.is_chosen for value, _address in self.values)


@dataclass(frozen=True)
class Page:
    """One page of the list with all that stands around it.

    Args:
        rows: of the page.
        count: of all that were found.
        facets: each with its values.
        chips: the filters in force.
        next_address: of the next page; empty at the end.
        counted: among how many of the newest the facets are counted; None: among all.
    """

    rows: list[Commitment]
    count: int
    facets: list[ShownFacet]
    chips: list[Chip]
    next_address: str
    counted: int | None = None


def narrowing(query: Mapping[str, Any]) -> Narrowing:
    """Read a narrowing from the query part of an address.

    Args:
        query: a Django `QueryDict`; what is not known is left out, so that an old address still opens.
    """
    values = (
        query.getlist if hasattr(query, "getlist") else lambda name: [query[name]] if name in query else []
    )
    chosen = {
        facet.name: tuple(dict.fromkeys(values(facet.name)))[:20] for facet in FACETS if values(facet.name)
    }
    order = str(query.get("order", ""))
    return Narrowing(
        words=" ".join(str(query.get("q", "")).replace("\x00", " ").split())[:200],
        chosen=chosen,
        order=order if order in ORDERS else "new",
        after=str(query.get("after", ""))[:40],
    )


def found(asked: Narrowing) -> QuerySet[Commitment]:
    """Find the commitments of a narrowing."""
    return _narrowed(_conditions(asked))


def _conditions(asked: Narrowing) -> dict[str, Q]:
    """Give the condition of each facet in which something is chosen, and under "" that of the words."""
    chosen = _chosen(asked)
    facets = {facet.name: facet.condition(chosen[facet.name]) for facet in FACETS if chosen.get(facet.name)}
    return {"": _with_words(asked), **facets}


def _narrowed(conditions: Mapping[str, Q], but: str | None = None) -> QuerySet[Commitment]:
    """Find the commitments that fulfil all conditions but one."""
    commitments = Commitment.objects.all()
    for name, condition in conditions.items():
        if name != but:
            commitments = commitments.filter(condition)
    return commitments


def _with_words(asked: Narrowing) -> Q:
    condition = Q()
    for word in fold(asked.words).split()[:WORDS]:
        condition &= Q(folded__contains=word)
    return condition


def _with_words_looked_up(asked: Narrowing) -> Q:
    """Give the condition for the words; where few have them, as keys, so that texts are searched once."""
    condition = _with_words(asked)
    if not condition:
        return condition
    keys = list(Commitment.objects.filter(condition).order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return Q(Among("pk", keys)) if len(keys) <= COUNTED else condition


def _chosen(asked: Narrowing) -> Mapping[str, tuple[str, ...]]:
    """Give what is chosen: where no state of review is, the kept ones are."""
    return {"state": KEPT, **asked.chosen}


def ordered(asked: Narrowing, commitments: QuerySet[Commitment] | None = None) -> QuerySet[Commitment]:
    """Order what was found and begin after the page before; a broken place means the first page.

    Args:
        asked: the narrowing.
        commitments: what was found, where it is known already.
    """
    commitments = found(asked) if commitments is None else commitments
    if asked.order == "new":
        commitments = commitments.order_by("-pk")
        return commitments.filter(pk__lt=int(asked.after)) if _is_key(asked.after) else commitments
    commitments = commitments.annotate(due=Coalesce(F("due_on"), Constant(_NEVER, DateField()))).order_by(
        "due", "pk"
    )
    day, _separator, key = asked.after.partition("_")
    try:
        last = date.fromisoformat(day)
    except ValueError:
        return commitments
    if not _is_key(key):
        return commitments
    return commitments.filter(Q(due__gt=last) | Q(due=last, pk__gt=int(key)))


def _is_key(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) <= 18


def with_what_a_row_shows(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Fetch all that a row of the list shows in a fixed number of queries."""
    return (
        commitments.select_related("passage", "session__mechanism", "version__document")
        .prefetch_related("actors", "asked_by", "topic_links__topic")
        .defer("version__content", "proposal", "folded")
    )


_rows = Prepared(
    lambda keys: (
        Commitment.objects.filter(Among("pk", keys))
        .select_related("passage", "session__mechanism", "version__document")
        .defer("version__content", "proposal", "folded")
    )
)


def _named(links: Any) -> Prepared[Any]:
    """Prepare the institutions that commitments name in one part, in the order of their names."""
    rows = links._default_manager.select_related("institution")
    return Prepared(
        lambda keys: rows.filter(Among("commitment_id", keys)).order_by(
            "institution__name_es", "institution__name_en"
        )
    )


_actors, _askers = _named(Commitment.actors.through), _named(Commitment.asked_by.through)
_topics = Prepared(
    lambda keys: (
        CommitmentTopic.objects.filter(Among("commitment_id", keys)).select_related("topic").order_by("pk")
    )
)


def rows_shown(keys: Sequence[int]) -> list[Commitment]:
    """Give commitments with all that a row of the list shows, in no order."""
    if not keys:
        return []
    rows = _rows(keys)
    for name, links in (("actors", _actors), ("asked_by", _askers)):
        named: dict[int, list[Any]] = defaultdict(list)
        for link in links(keys):
            named[link.commitment_id].append(link.institution)
        hold(rows, name, named)
    topics: dict[int, list[Any]] = defaultdict(list)
    for link in _topics(keys):
        topics[link.commitment_id].append(link)
    hold(rows, "topic_links", topics)
    return rows


def page(asked: Narrowing) -> Page:
    """Make one page of the list."""
    conditions = {**_conditions(asked), "": _with_words_looked_up(asked)}
    all_found = _narrowed(conditions)
    newest = _newest(all_found, *COLUMNS)
    # Sorting keys only and fetching the rows afterwards spares the sort of long texts.
    if asked.order == "new" and not asked.after:
        keys = [row[0] for row in newest[: PAGE + 1]]
    else:
        keys = list(ordered(asked, all_found).values_list("pk", flat=True)[: PAGE + 1])
    more, keys = len(keys) > PAGE, keys[:PAGE]
    by_key = {row.pk: row for row in rows_shown(keys)}
    rows = [by_key[key] for key in keys if key in by_key]
    counted, is_whole = _counts(conditions, newest)
    count = len(newest) if len(newest) <= COUNTED else all_found.count()
    facets = [_shown(facet, counted[facet.name], asked) for facet in FACETS]
    next_address = replace(asked, after=_key(asked, rows[-1])).address() if more and rows else ""
    chips = _chips(asked, facets)
    if not count:
        chips = [replace(chip, count=found(chip.without).count()) for chip in chips[:LOOSENED]]
    return Page(rows, count, facets, chips, next_address, None if is_whole else COUNTED)


def _counts(
    conditions: Mapping[str, Q], newest: list[tuple[Any, ...]]
) -> tuple[dict[str, Counter[str]], bool]:
    """Count the values of each facet; say whether all was counted, or only the newest."""
    keys = [row[0] for row in newest]
    is_whole = len(keys) <= COUNTED
    counted: dict[str, Counter[str]] = {}
    # Vocabularies in which nothing is chosen have the same commitments: counted together, once.
    topics = topic_counts(keys[:COUNTED])
    for facet in FACETS:
        rows, held = newest, COLUMNS.index(facet.column) + 1 if facet.column else 0
        if facet.name in conditions:
            rows = _newest(_narrowed(conditions, facet.name), *filter(None, [facet.column]))
            held = min(held, 1)
            is_whole = is_whole and len(rows) <= COUNTED
        among = [row[held] for row in rows[:COUNTED]]
        if facet.column:
            counted[facet.name] = column_counts(facet, among)
        elif facet.link_counts:
            counted[facet.name] = Counter(dict(facet.link_counts(among)))
        else:
            its = topics if rows is newest else topic_counts(among)
            counted[facet.name] = its.get(facet.name, Counter())
    return counted, is_whole


def _newest(commitments: QuerySet[Commitment], *columns: str) -> list[tuple[Any, ...]]:
    """Give the keys and some columns of the newest commitments, one more than are counted."""
    return list(commitments.order_by("-pk").values_list("pk", *columns)[: COUNTED + 1])


def waiting() -> int:
    """Count the findings that nobody has decided on."""
    return Commitment.objects.filter(state=Commitment.State.PROPOSED).count()


def every_row(asked: Narrowing) -> Iterator[Commitment]:
    """Give every commitment of a narrowing, for an export; fetched in portions, never all at once."""
    yield from with_what_a_row_shows(ordered(replace(asked, after=""))).iterator(chunk_size=500)


def _key(asked: Narrowing, row: Commitment) -> str:
    return str(row.pk) if asked.order == "new" else f"{row.due_on or _NEVER}_{row.pk}"


def _shown(facet: Facet, counted: Counter[str], asked: Narrowing) -> ShownFacet:
    chosen = asked.chosen.get(facet.name, ())
    offered = [value for value, _n in counted.most_common() if value not in facet.not_offered]
    if facet.is_newest_first:
        offered.sort(reverse=True)
    # A chosen value stays in sight even where nothing has it any more, so that it can be taken away.
    values = list(dict.fromkeys([*chosen, *offered[:SHOWN]]))
    labels = facet.labels(values)
    shown = [
        Value(value, labels.get(value, str(_UNKNOWN) % value), counted[value], value in chosen)
        for value in values
        if value in labels or value in chosen
    ]
    return ShownFacet(facet, [(value, asked.toggled(facet.name, value.value).address()) for value in shown])


def _chips(asked: Narrowing, facets: list[ShownFacet]) -> list[Chip]:
    chips = [Chip(str(_("Words")), asked.words, asked.changed(words=""))] if asked.words else []
    for shown in facets:
        chips += [
            Chip(str(shown.facet.label), value.label, asked.toggled(shown.facet.name, value.value))
            for value, _address in shown.values
            if value.is_chosen
        ]
    return chips
