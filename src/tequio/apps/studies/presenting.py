"""A report for whoever reads it: figures with their intervals, assumptions and checks, pictures with tables.

For visitors small cells are left out (`tequio.engines.suppression`). Where anything is left out, a figure
that is made of one or two counts alone would tell them, so Chapman's and Chao's are not shown; the other
figures are rounded to two digits, limits outward; and sentences of checks, which repeat counts, are left out.
So are the seed and the digest of the inputs, with which somebody could try tables until one fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor, log10
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.apps.studies.models import StudyReport
from tequio.engines.charts import Chart, Mark, Overlap, Point, Span, curve, intervals, overlaps
from tequio.engines.estimation import saying
from tequio.engines.suppression import Published, suppress

# Made of one or two counts of the table: whoever knows the totals has those from the figure.
OF_FEW_COUNTS = frozenset({"chapman", "chao"})
# Tables of more lists have thousands of cells, nearly all of them small.
_MOST_LISTS = 7


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A check: a sign and a word for its result, so that no colour tells it."""

    name: str
    sign: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownMethod:
    """What a method says, in the reader's language and as written figures."""

    name: str
    title: str
    estimate: str
    low: str
    high: str
    assumption: str
    checks: list[ShownCheck]


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A picture with its table, each cell of which knows the heading over it (narrow screens show both)."""

    title: str
    svg: str
    columns: tuple[str, ...]
    rows: list[list[tuple[str, str]]]

    @classmethod
    def of(cls, chart: Chart) -> ShownChart:
        """Take over what the engine drew."""
        rows = [
            [
                (name, f"{cell:,}" if isinstance(cell, int) else cell)
                for name, cell in zip(chart.columns, row, strict=True)
            ]
            for row in chart.rows
        ]
        return cls(chart.title, chart.svg, chart.columns, rows)


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report, ready for a page or a file.

    Args:
        lists: (name, persons on it or a sign that it is left out).
        n: persons on any list, or the sign.
        low: lower end of the range over the methods, or "".
        high: upper end.
        level: of the intervals, in per cent.
        methods: those that gave a figure.
        refused: (title, why) of the others.
        charts: pictures with their tables.
        is_reduced: whether something was left out for visitors.
        threshold: smallest count that visitors see.
    """

    lists: list[tuple[str, str]]
    n: str
    low: str
    high: str
    level: int
    methods: list[ShownMethod]
    refused: list[tuple[str, str]]
    charts: list[ShownChart]
    is_reduced: bool
    threshold: int
    settings: list[tuple[str, str]] = field(default_factory=list)


def method_title(name: str) -> str:
    """Give the name of a method as a person reads it; one that is not known keeps its own."""
    return {
        "chapman": _("Two lists (Chapman)"),
        "chao": _("Lower bound (Chao)"),
        "loglinear": _("Log-linear models"),
        "decomposable": _("Bayesian average over decomposable graphs"),
        "latent_classes": _("Latent classes"),
    }.get(name, name.replace("_", " "))


def short_title(name: str) -> str:
    """Give the name of a method as the engine words it, for where there is little room."""
    try:
        return saying(f"method_{name}").say(language())
    except KeyError:
        return name.replace("_", " ")


def field_title(name: str) -> str:
    """Give the name of a compared field as a person reads it; one that somebody chose keeps its own."""
    return {
        "name": _("name"),
        "birth": _("birth"),
        "event": _("event"),
        "place": _("place"),
        "sex": _("sex"),
        "document": _("document of identity"),
        "occupation": _("occupation"),
    }.get(name, name)


def check_title(name: str) -> str:
    """Give the name of a check as a person reads it; one that is not known keeps its own."""
    return {
        "convergence": _("chains agree"),
        "modes": _("one answer, not several"),
        "overlap": _("overlap of each pair"),
        "range": _("range that was searched"),
        "linkage": _("error of the linkage"),
        "existence": _("the model exists"),
        "selection": _("choice of the model"),
        "dependence": _("dependence between lists"),
    }.get(name, name.replace("_", " "))


def language() -> str:
    """Give the language in which sentences of the engine are read."""
    return "en" if (get_language() or "es").startswith("en") else "es"


def shown_report(report: StudyReport, *, is_public: bool = False) -> ShownReport:
    """Prepare a report that is done.

    Args:
        report: which.
        is_public: whether for visitors: small cells are left out.
    """
    table, made = report.result["table"], report.result[language()]
    cells = {tuple(h): int(c) for h, c in zip(table["histories"], table["counts"], strict=True)}
    left = _left_of(cells, len(table["lists"])) if is_public else _all_of(cells, len(table["lists"]))
    is_reduced = is_public and not left.is_whole
    methods = [
        _method(one, is_reduced)
        for one in made["methods"]
        if not (is_reduced and (one["name"] in OF_FEW_COUNTS or left.n is None))
    ]
    kept = {one.name for one in methods}
    span = made["range"] if not is_reduced else _range_of(made, kept)
    charts = _charts(report, made, left, kept, is_reduced, table["lists"])
    return ShownReport(
        lists=[(name, _count(total)) for name, total in zip(table["lists"], left.totals, strict=True)],
        n=_count(left.n),
        low=_figure(span[0], is_reduced, down=True) if span else "",
        high=_figure(span[1], is_reduced, down=False) if span else "",
        level=round(report.level * 100),
        methods=methods,
        refused=[
            (method_title(one["name"]), _why(one["why"], is_reduced)) for one in made["refused"]
        ],
        charts=charts,
        is_reduced=is_reduced,
        threshold=settings.SMALL_CELL,
    )  # fmt: skip


def _all_of(cells: Mapping[tuple[int, ...], int], width: int) -> Published:
    totals = tuple(sum(c for h, c in cells.items() if h[i]) for i in range(width))
    return Published(dict(cells), totals, sum(cells.values()))


def _left_of(cells: Mapping[tuple[int, ...], int], width: int) -> Published:
    n = sum(cells.values())
    if width > _MOST_LISTS:
        known = n if n >= settings.SMALL_CELL else None
        return Published(dict.fromkeys(cells), (None,) * width, known)
    return suppress(cells, settings.SMALL_CELL)


def _range_of(made: Mapping[str, Any], kept: set[str]) -> tuple[float, float | None] | None:
    """Give the range over the methods that are shown; that over all would tell those that are not."""
    limits = [one["interval"] for one in made["methods"] if one["name"] in kept]
    if not limits:
        return None
    highs = [high for _low, high in limits]
    return min(low for low, _high in limits), None if None in highs else max(highs)


def _method(one: Mapping[str, Any], is_reduced: bool) -> ShownMethod:
    low, high = one["interval"]
    return ShownMethod(
        name=one["name"],
        title=method_title(one["name"]),
        estimate=_figure(one["estimate"], is_reduced),
        low=_figure(low, is_reduced, down=True),
        high=_figure(high, is_reduced, down=False),
        assumption=one["assumption"],
        checks=[shown_check(check, is_reduced) for check in one["checks"]],
    )


def shown_check(check: Mapping[str, Any], is_reduced: bool = False) -> ShownCheck:
    """Word the result of a check."""
    sign, word = {"pass": ("✓", _("passes")), "warn": ("!", _("warns")), "refuse": ("✕", _("refuses"))}[
        check["result"]
    ]
    return ShownCheck(check_title(check["name"]), sign, word, _why(check["why"], is_reduced))


def _why(words: str, is_reduced: bool) -> str:
    return _("The reason repeats counts and stays with the study.") if is_reduced else words


def _count(number: int | None) -> str:
    return _("left out") if number is None else f"{number:,}"


def _figure(number: float | None, is_reduced: bool, *, down: bool | None = None) -> str:
    if number is None:
        return _("no limit")
    return f"{_rounded(number, down) if is_reduced else round(number):,}"


def _rounded(number: float, down: bool | None) -> int:
    """Round to two digits; limits away from the figure, so that the interval never shrinks."""
    if number < 10:
        return max(round(number), 0)
    unit = 10 ** (floor(log10(number)) - 1)
    part = number / unit
    return int((round(part) if down is None else floor(part) if down else ceil(part)) * unit)


def _charts(  # noqa: PLR0913, PLR0917
    report: StudyReport,
    made: Mapping[str, Any],
    left: Published,
    kept: set[str],
    is_reduced: bool,
    lists: list[str],
) -> list[ShownChart]:
    def at(number: float | None, down: bool | None = None) -> float:
        if number is None:
            return float("inf")
        return float(_rounded(number, down)) if is_reduced else float(number)

    spans = [
        Span(
            short_title(one["name"]),
            at(one["estimate"]),
            min(at(one["interval"][0], True), at(one["estimate"])),
            max(at(one["interval"][1], False), at(one["estimate"])),
        )
        for one in made["methods"]
        if one["name"] in kept
    ]
    mark = Mark(_("on the lists"), float(left.n)) if left.n is not None else None
    columns = (_("method"), _("estimate"), _("lower limit"), _("upper limit"))
    seen = [
        Overlap(tuple(i for i, is_on in enumerate(history) if is_on), count)
        for history, count in left.cells.items()
        if count != 0
    ]
    found = [
        intervals(f"methods-{report.pk}", _("What each method says"), spans, columns, mark),
        overlaps(
            f"overlaps-{report.pk}",
            _("On which lists the persons are"),
            lists,
            seen,
            (_("lists"), _("persons")),
            kept_back=_("left out"),
        ),
    ]
    if not is_reduced:
        found += [_odds(report), _without(report, mark)]
    return [ShownChart.of(chart) for chart in found if chart]


def _odds(report: StudyReport) -> Chart | None:
    odds = report.result.get("odds") or {}
    points = [Point(at, label, middle, low, high) for label, at, middle, low, high in odds.get("points", [])]
    return curve(
        f"sensitivity-{report.pk}",
        _("If what no table can tell were otherwise: %s") % short_title(odds.get("method", "")),
        points,
        (_("odds ratio"), _("estimate"), _("lower limit"), _("upper limit")),
        below=_("odds ratio of the highest order; every method supposes 1"),
    )


def _without(report: StudyReport, mark: Mark | None) -> Chart | None:
    spans = [
        Span(one[language()], one["estimate"], *one["interval"]) for one in report.result.get("without", [])
    ]
    return intervals(
        f"without-{report.pk}",
        _("Without one list at a time: %s") % short_title("decomposable"),
        spans,
        (_("left out"), _("estimate"), _("lower limit"), _("upper limit")),
        mark,
    )
