"""The facets of the register: what a list of commitments can be narrowed by, as a readable list.

A facet is counted as if nothing were chosen in it: its other values can be added. It is counted among the
newest `COUNTED` of what was found, so that a page costs the same however large the register grows (record
56): facets of a commitment's own columns from rows that are read once, facets of linked things (party, who
owes it, topic) with one query each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.models import Institution
from tequio.apps.ledger.prepared import Prepared
from tequio.apps.register.models import Commitment, CommitmentTopic, Mechanism, Session, Topic
from tequio.apps.register.queries.among import Among
from tequio.apps.register.vocabulary import VOCABULARIES

# Values of one facet that a page shows; the rest is reached by narrowing first.
SHOWN = 12
# Commitments, the newest of what was found, among which the values of a facet are counted.
COUNTED = 3_000


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
        column: of a commitment or its session, which the facet is counted from; "" for a linked facet.
        value_of: what the column holds -> the value.
        is_vocabulary: whether its values are topics of one vocabulary, counted by `topic_counts`.
        link_counts: for a linked facet: keys of commitments -> (value, count), the most frequent first.
        is_newest_first: whether values stand in falling order instead of by their frequency.
        not_offered: values that can be asked for by their address only.
    """

    name: str
    label: Any
    condition: Callable[[Sequence[str]], Q]
    labels: Callable[[Sequence[str]], dict[str, str]]
    column: str = ""
    value_of: Callable[[Any], str] = str
    link_counts: Callable[[Sequence[int]], list[tuple[str, int]]] | None = None
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
    named: Prepared[Model] = Prepared(lambda keys: model._default_manager.filter(Among("pk", keys)))

    def labels(values: Sequence[str]) -> dict[str, str]:
        keys = numbers(values)
        return {str(thing.pk): str(thing) for thing in (named(keys) if keys else ())}

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

    rows = Prepared(
        lambda keys: (
            links()
            .filter(Among("commitment_id", keys))
            .values_list(column)
            .annotate(n=Count("pk"))
            .order_by("-n", column)[: SHOWN * 2]
        )
    )

    def counts(found: Sequence[int]) -> list[tuple[str, int]]:
        return [(str(value), n) for value, n in rows(found)]

    return Facet(name, label, condition, labels, link_counts=counts)


def _in_sessions(sessions: Q) -> Q:
    """Make the condition on a commitment that its session fulfils one: by keys, which an index holds."""
    return Q(session_id__in=Session.objects.order_by().filter(sessions).values("pk"))


def _year_condition(values: Sequence[str]) -> Q:
    chosen = Q(pk__in=[])
    for value in values:
        if _is_year(value):
            chosen |= Q(date_start__startswith=value)
    return _in_sessions(chosen)


def _is_year(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) == 4


_sessions = Prepared(lambda keys: Session.objects.select_related("mechanism").filter(Among("pk", keys)))


def _session_labels(values: Sequence[str]) -> dict[str, str]:
    keys = numbers(values)
    return {str(session.pk): str(session) for session in (_sessions(keys) if keys else ())}


def _standing_topics() -> QuerySet[CommitmentTopic]:
    state = CommitmentTopic.State
    return CommitmentTopic.objects.filter(state__in=(state.PROPOSED, state.ACCEPTED))


_counted_topics = Prepared(
    lambda keys: (
        _standing_topics()
        .filter(Among("commitment_id", keys))
        .values_list("topic_id")
        .annotate(n=Count("pk"))
        .order_by("-n", "topic_id")
    )
)
_schemes = Prepared(lambda: Topic.objects.order_by().values_list("pk", "scheme"))
_topics_of = Prepared(lambda keys, scheme: Topic.objects.filter(Among("pk", keys), scheme=scheme))


def topic_counts(found: Sequence[int]) -> dict[str, Counter[str]]:
    """Count the topics of some commitments: vocabulary -> topic's key -> count.

    Args:
        found: keys of the commitments.
    """
    # Looked up apart: a join would be made for each of many links.
    scheme = dict(_schemes())
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for topic, n in _counted_topics(found):
        counted[scheme[topic]][str(topic)] = n
    return counted


def _vocabulary(scheme: str, label: Any) -> Facet:
    """Make the facet of one vocabulary of topics; all of them are counted in one query (`topic_counts`)."""

    def condition(values: Sequence[str]) -> Q:
        # Looked up first: a database that sees the keys knows how many commitments have them.
        keys = [topic.pk for topic in _topics_of(numbers(values), scheme)]
        return Q(pk__in=_standing_topics().filter(topic__in=keys).values("commitment_id"))

    def labels(values: Sequence[str]) -> dict[str, str]:
        keys = numbers(values)
        return {str(topic.pk): str(topic) for topic in (_topics_of(keys, scheme) if keys else ())}

    return Facet(scheme, label, condition, labels, is_vocabulary=True)


_parties = Session.parties.through._default_manager


_counted_parties = Prepared(
    lambda keys: (
        Commitment.objects.filter(Among("pk", keys), session__parties__isnull=False)
        .order_by()
        .values_list("session__parties")
        .annotate(n=Count("pk"))
        .order_by("-n", "session__parties")[: SHOWN * 2]
    )
)


def _party_counts(found: Sequence[int]) -> list[tuple[str, int]]:
    return [(str(value), n) for value, n in _counted_parties(found)]


# The order is the order of the page.
FACETS: tuple[Facet, ...] = (
    # What was withdrawn was a person's slip.
    _choice("state", _("State of review"), Commitment.State, not_offered=[Commitment.State.WITHDRAWN]),
    Facet(
        "mechanism",
        _("Mechanism"),
        lambda values: _in_sessions(Q(mechanism_id__in=numbers(values))),
        _labels_of(Mechanism),
        column="session__mechanism_id",
    ),
    Facet(
        "session",
        _("Session"),
        lambda values: Q(session_id__in=numbers(values)),
        _session_labels,
        column="session_id",
    ),
    _choice("kind", _("Kind"), Commitment.Kind),
    Facet(
        "party",
        _("Party"),
        lambda values: Q(
            session_id__in=_parties.filter(institution_id__in=numbers(values)).values("session_id")
        ),
        _labels_of(Institution),
        link_counts=_party_counts,
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
    Facet(
        "year",
        _("Year"),
        _year_condition,
        lambda values: {value: value for value in values if _is_year(value)},
        column="session__date_start",
        value_of=lambda day: day[:4],
        is_newest_first=True,
    ),
)
COLUMNS = tuple(dict.fromkeys(facet.column for facet in FACETS if facet.column))


def column_counts(facet: Facet, held: Iterable[Any]) -> Counter[str]:
    """Count the values of a facet that hangs on a column.

    Args:
        facet: with a column.
        held: what the column holds in each commitment.
    """
    counted: Counter[str] = Counter()
    for value, n in Counter(held).items():
        if value not in (None, ""):
            counted[facet.value_of(value)] += n
    return counted
