"""Components as a list: narrowed, counted and paged by key in the database; the board's numbers lead here.

All of it is read off `ComponentStanding`, whose indexes hold what is asked for (record 55).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tequio.apps.ledger.prepared import Prepared, hold
from tequio.apps.register.followup.due import rules
from tequio.apps.register.models import Assignment, Component, ComponentStanding
from tequio.apps.register.queries.among import Among

PAGE = 25
Under = ComponentStanding.Under

# What a component may lack -> (label, name of the column that says it has it).
WITHOUT: Mapping[str, tuple[Any, str]] = {
    "institution": (_("without institution"), "has_institution"),
    "action": (_("without action"), "has_action"),
    "evidence": (_("without evidence"), "has_evidence"),
    "assessment": (_("without assessment"), "has_assessment"),
}


def standing_of(on: date) -> Mapping[str, tuple[Any, Q]]:
    """Give what may be the case with a component on a day, with its condition.

    A component is due or overdue by its oldest open duty, so it is never both.
    """
    within = timedelta(days=max(rule.due_within for rule in rules().values()))
    return {
        "assigned": (_("assigned"), Q(has_institution=True)),
        "no-action": (_("no action yet"), Q(has_institution=True, has_action=False)),
        "due": (_("due"), Q(first_due_on__gte=on, first_due_on__lte=on + within)),
        "overdue": (_("overdue"), Q(first_due_on__lt=on)),
        "contradicted": (_("contradicted"), Q(is_contradicted=True)),
        "assessed": (_("assessed"), Q(has_assessment=True)),
    }


@dataclass(frozen=True)
class Asked:
    """What somebody asked of the list; every part can be written in an address.

    Args:
        without: names of `WITHOUT`, all of which hold.
        case: a name of `standing_of`, or empty.
        institution: number of one in charge today, or None.
        mechanism: number, or None.
        theme: number of a topic that was accepted, or None.
        after: number of the component with which the page before ended, or None.
    """

    without: tuple[str, ...] = ()
    case: str = ""
    institution: int | None = None
    mechanism: int | None = None
    theme: int | None = None
    after: int | None = None

    def address(self) -> str:
        """Write it as the query part of an address; the same question gives the same address."""
        pairs: list[tuple[str, object]] = [("without", name) for name in sorted(self.without)]
        pairs += [("case", self.case)] if self.case else []
        for name in ("institution", "mechanism", "theme", "after"):
            if getattr(self, name) is not None:
                pairs.append((name, getattr(self, name)))
        return "?" + urlencode(pairs)

    def changed(self, **changes: Any) -> Asked:
        """Give the question with changes, beginning at its first page."""
        return replace(self, **{"after": None, **changes})


def read_question(query: Mapping[str, Any]) -> Asked:
    """Read a question from the query part of an address; what is not known is left out."""
    listed = (
        query.getlist if hasattr(query, "getlist") else lambda name: [query[name]] if name in query else []
    )
    case = str(query.get("case", ""))
    numbers = {name: _number(query.get(name)) for name in ("institution", "mechanism", "theme", "after")}
    return Asked(
        without=tuple(name for name in WITHOUT if name in listed("without")),
        case=case if case in standing_of(date.today()) else "",
        **numbers,
    )


def _number(written: object) -> int | None:
    text = str(written or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def found(asked: Asked, on: date, under: str = "") -> QuerySet[ComponentStanding]:
    """Find the confirmed components of kept commitments that a question asks for.

    Args:
        asked: the question.
        on: the day by which due and overdue are meant.
        under: one of `ComponentStanding.Under`, to have a component once under each institution, mechanism or
            theme; empty to have it once.
    """
    rows = ComponentStanding.objects.order_by()
    chosen = [
        (kind, number)
        for kind, number in (
            (Under.MECHANISM, asked.mechanism),
            (Under.INSTITUTION, asked.institution),
            (Under.THEME, asked.theme),
        )
        if number is not None
    ]
    if under:
        rows = rows.filter(under=under)
    else:
        kind, number = chosen.pop(0) if chosen else (Under.ALL, 0)
        rows = rows.filter(under=kind, number=number)
    for kind, number in chosen:
        its = ComponentStanding.objects.filter(under=kind, number=number)
        rows = rows.filter(component__in=its.values("component"))
    lacks = {WITHOUT[name][1]: False for name in asked.without}
    case = standing_of(on)[asked.case][1] if asked.case else Q()
    return rows.filter(case, **lacks)


@dataclass(frozen=True)
class Page:
    """One page of the list.

    Args:
        rows: with `commitment` and `assignments` (open ones, with their institution) fetched.
        count: of all that were found; None where nobody asked.
        next_address: of the next page; empty at the end.
        lacks: number of a component -> names of `WITHOUT`.
    """

    rows: list[Component]
    count: int | None
    next_address: str
    lacks: dict[int, list[str]] = field(default_factory=dict)


# Only the columns that a row of the list shows.
_shown = Prepared(
    lambda keys: (
        Component.objects.filter(Among("pk", keys))
        .select_related("commitment__session__mechanism", "commitment__version")
        .only(
            "ordinal",
            "words",
            "commitment__version__language",
            "commitment__session__mechanism__name_es",
            "commitment__session__mechanism__name_en",
        )
    )
)
_open_ones = Prepared(
    lambda keys: (
        Assignment.objects.filter(Among("component_id", keys), ended_on=None)
        .select_related("institution")
        .order_by("component_id", "part", "pk")
    )
)


def page(asked: Asked, on: date, is_counted: bool = True) -> Page:
    """Make one page of the list, the newest component first.

    Args:
        asked: the question.
        on: the day.
        is_counted: False where the count stands on the page already.
    """
    rows = found(asked, on).order_by("-component_id")
    if asked.after is not None:
        rows = rows.filter(component__lt=asked.after)
    columns = [column for _label, column in WITHOUT.values()]
    standing = list(rows.values_list("component_id", *columns)[: PAGE + 1])
    shown = [key for key, *_has in standing[:PAGE]]
    by_key = {row.pk: row for row in _shown(shown)} if shown else {}
    in_charge: dict[int, list[Assignment]] = defaultdict(list)
    for one in _open_ones(shown) if shown else ():
        in_charge[one.component_id].append(one)
    hold(by_key.values(), "assignments", in_charge)
    return Page(
        [by_key[key] for key in shown],
        found(asked, on).count() if is_counted else None,
        replace(asked, after=shown[-1]).address() if len(standing) > PAGE else "",
        {
            key: [name for name, has_it in zip(WITHOUT, has, strict=True) if not has_it]
            for key, *has in standing[:PAGE]
        },
    )


def numbers_of(asked: Asked, on: date, most: int) -> list[int]:
    """Give the numbers of the components of a question, for an action on all of them; no more than `most`."""
    rows = found(asked, on).order_by("component_id")
    return list(rows.values_list("component_id", flat=True)[:most])
