"""The facets of the register: what a list of commitments can be narrowed by, as a readable list.

Facets that hang on a commitment's own columns are counted together, in one query, from groups of (state,
kind, strength, session), of which there are far fewer than commitments; facets of linked things (who owes it,
topic) have one query each. A facet is counted as if nothing were chosen in it: its other values can be added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.models import Commitment, CommitmentTopic, Mechanism, Session, Topic
from tequio.apps.register.vocabulary import VOCABULARIES

# Values of one facet that a page shows; the rest is reached by narrowing first.
SHOWN = 12
Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: as an address writes it, as a person reads it, how many commitments have it."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list.

    Args:
        name: in the address of the list.
        label: what a person reads.
        condition: chosen values -> the condition on a commitment; values that mean nothing match nothing.
        labels: values -> value to label; a value that means nothing has none.
        column: of a commitment, whose groups the facet is counted from; "" for a linked facet.
        values_of_sessions: for a facet that is known from the session: -> session's key to its values.
        is_vocabulary: whether its values are topics of one vocabulary, counted by `topic_counts`.
        link_counts: for a linked facet: the commitments found -> (value, count), the most frequent first.
        is_newest_first: whether values stand in falling order instead of by their frequency.
        not_offered: values that can be asked for by their address only.
    """

    name: str
    label: Any
    condition: Callable[[Sequence[str]], Q]
    labels: Callable[[Sequence[str]], dict[str, str]]
    column: str = ""
    values_of_sessions: Callable[[], Mapping[int, Sequence[str]]] | None = None
    link_counts: Callable[[QuerySet[Commitment]], list[tuple[str, int]]] | None = None
    is_newest_first: bool = False
    is_vocabulary: bool = False
    not_offered: frozenset[str] = frozenset()


def numbers(values: Sequence[str]) -> list[int]:
    """Read the keys among values; 18 digits are what both databases hold."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= 18]


def _choice(name: str, label: Any, choices: type[Any], not_offered: Iterable[str] = ()) -> Facet:
    """Make a facet of a column with fixed choices."""
    return Facet(
        name,
        label,
        lambda values: Q(**{f"{name}__in": [v for v in values if v in choices.values]}),
        lambda values: {value: str(choices(value).label) for value in values if value in choices.values},
        column=name,
        not_offered=frozenset(not_offered),
    )


def _labels_of(model: type[Model]) -> Callable[[Sequence[str]], dict[str, str]]:
    def labels(values: Sequence[str]) -> dict[str, str]:
        return {str(thing.pk): str(thing) for thing in model._default_manager.filter(pk__in=numbers(values))}

    return labels


def _linked(
    name: str,
    label: Any,
    links: Callable[[], QuerySet[Any]],
    column: str,
    labels: Callable[[Sequence[str]], dict[str, str]],
) -> Facet:
    """Make a facet of things linked to a commitment, once each; `links` have `commitment_id` and `column`."""

    def condition(values: Sequence[str]) -> Q:
        return Q(pk__in=links().filter(**{f"{column}__in": numbers(values)}).values("commitment_id"))

    def counts(found: QuerySet[Commitment]) -> list[tuple[str, int]]:
        rows = (
            links()
            .filter(commitment_id__in=found.order_by().values("pk"))
            .values_list(column)
            .annotate(n=Count("pk"))
            .order_by("-n", column)
        )
        return [(str(value), n) for value, n in rows[: SHOWN * 2]]

    return Facet(name, label, condition, labels, link_counts=counts)


def _of_session(
    name: str,
    label: Any,
    condition: Callable[[Sequence[str]], Q],
    labels: Callable[[Sequence[str]], dict[str, str]],
    pairs: Callable[[], Iterable[tuple[int, Any]]],
) -> Facet:
    """Make a facet that is known from the session; `pairs` gives (session's key, value)."""

    def values_of_sessions() -> Mapping[int, Sequence[str]]:
        known: dict[int, list[str]] = {}
        for session, value in pairs():
            if value:
                known.setdefault(session, []).append(str(value))
        return known

    return Facet(
        name,
        label,
        condition,
        labels,
        column="session_id",
        values_of_sessions=values_of_sessions,
    )


def _year_condition(values: Sequence[str]) -> Q:
    chosen = Q(pk__in=[])
    for value in values:
        if _is_year(value):
            chosen |= Q(session__date_start__startswith=value)
    return chosen


def _is_year(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) == 4


def _session_labels(values: Sequence[str]) -> dict[str, str]:
    sessions = Session.objects.select_related("mechanism").filter(pk__in=numbers(values))
    return {str(session.pk): str(session) for session in sessions}


def _standing_topics() -> QuerySet[CommitmentTopic]:
    return CommitmentTopic.objects.exclude(state=CommitmentTopic.State.REJECTED)


def topic_counts(found: QuerySet[Commitment]) -> dict[str, Counter[str]]:
    """Count the topics of some commitments: vocabulary -> topic's key -> count."""
    rows = (
        _standing_topics()
        .filter(commitment_id__in=found.order_by().values("pk"))
        .values_list("topic_id")
        .annotate(n=Count("pk"))
        .order_by("-n", "topic_id")
    )
    # Looked up apart: a join would be made for each of many links.
    scheme = dict(Topic.objects.order_by().values_list("pk", "scheme"))
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for topic, n in rows:
        counted[scheme[topic]][str(topic)] = n
    return counted


def _vocabulary(scheme: str, label: Any) -> Facet:
    """Make the facet of one vocabulary of topics; all of them are counted in one query (`topic_counts`)."""

    def condition(values: Sequence[str]) -> Q:
        topics = Topic.objects.filter(pk__in=numbers(values), scheme=scheme)
        return Q(pk__in=_standing_topics().filter(topic__in=topics).values("commitment_id"))

    def labels(values: Sequence[str]) -> dict[str, str]:
        topics = Topic.objects.filter(pk__in=numbers(values), scheme=scheme)
        return {str(topic.pk): str(topic) for topic in topics}

    return Facet(scheme, label, condition, labels, is_vocabulary=True)


_parties = Session.parties.through._default_manager

# The order is the order of the page.
FACETS: tuple[Facet, ...] = (
    # What was withdrawn was a person's slip.
    _choice("state", _("State of review"), Commitment.State, not_offered=[Commitment.State.WITHDRAWN]),
    _of_session(
        "mechanism",
        _("Mechanism"),
        lambda values: Q(session__mechanism_id__in=numbers(values)),
        _labels_of(Mechanism),
        lambda: Session.objects.order_by().values_list("pk", "mechanism_id"),
    ),
    _of_session(
        "session",
        _("Session"),
        lambda values: Q(session_id__in=numbers(values)),
        _session_labels,
        lambda: ((pk, pk) for pk in Session.objects.order_by().values_list("pk", flat=True)),
    ),
    _choice("kind", _("Kind"), Commitment.Kind),
    _of_session(
        "party",
        _("Party"),
        lambda values: Q(
            session_id__in=_parties.filter(institution_id__in=numbers(values)).values("session_id")
        ),
        _labels_of(Institution),
        lambda: _parties.values_list("session_id", "institution_id"),
    ),
    _linked(
        "actor",
        _("Who owes it"),
        Commitment.actors.through._default_manager.all,
        "institution_id",
        _labels_of(Institution),
    ),
    *(_vocabulary(scheme, label) for scheme, label in VOCABULARIES.items()),
    _choice("strength", _("Firm or soft"), Commitment.Strength),
    replace(
        _of_session(
            "year",
            _("Year"),
            _year_condition,
            lambda values: {value: value for value in values if _is_year(value)},
            lambda: ((pk, day[:4]) for pk, day in Session.objects.order_by().values_list("pk", "date_start")),
        ),
        is_newest_first=True,
    ),
)
COLUMNS = ("state", "kind", "strength", "session_id")


def column_counts(commitments: QuerySet[Commitment], chosen: Chosen) -> tuple[dict[str, Counter[str]], int]:
    """Count all facets that hang on columns.

    Args:
        commitments: narrowed by words and by linked facets only.
        chosen: facet name -> chosen values.

    Returns:
        Facet name -> value -> count, and the number of commitments that fit everything chosen.
    """
    facets = [facet for facet in FACETS if facet.column]
    sessions = {f.name: f.values_of_sessions() for f in facets if f.values_of_sessions}
    columns = {facet.name: COLUMNS.index(facet.column) for facet in facets}
    fits = {
        facet.name: _fitting(chosen[facet.name], sessions.get(facet.name))
        for facet in facets
        if chosen.get(facet.name)
    }
    # Groups are first added up by column; `but[name]` holds those that only the choice in `name` keeps out.
    all_fit: list[dict[Any, int]] = [defaultdict(int) for _column in COLUMNS]
    but: dict[str, dict[Any, int]] = {name: defaultdict(int) for name in fits}
    total = 0
    wanted = [(name, columns[name], fit) for name, fit in fits.items()]
    for *group, n in commitments.order_by().values_list(*COLUMNS).annotate(n=Count("pk")).iterator():
        misses = [(name, column) for name, column, fit in wanted if group[column] not in fit]
        if not misses:
            total += n
            for counts, value in zip(all_fit, group, strict=True):
                counts[value] += n
        elif len(misses) == 1:
            name, column = misses[0]
            but[name][group[column]] += n
    counted = {
        name: _by_value([all_fit[column], but.get(name, {})], sessions.get(name))
        for name, column in columns.items()
    }
    return counted, total


def _fitting(chosen: Sequence[str], values: Mapping[int, Sequence[str]] | None) -> set[Any]:
    if values is None:
        return set(chosen)
    wanted = set(chosen)
    return {session for session, known in values.items() if wanted.intersection(known)}


def _by_value(
    counts: Sequence[Mapping[Any, int]], values: Mapping[int, Sequence[str]] | None
) -> Counter[str]:
    counted: Counter[str] = Counter()
    for column_value, n in chain.from_iterable(part.items() for part in counts):
        for value in (column_value,) if values is None else values.get(column_value, ()):
            counted[value] += n
    return counted
