"""A report for whoever reads it: figures with their intervals, assumptions and checks, pictures with tables.

For visitors small cells are left out (`tequio.engines.suppression`). Where anything is left out, a figure
that is made of one or two counts alone would tell them, so Chapman's and Chao's are not shown; the other
figures are rounded to two digits, limits outward; and sentences of checks, which repeat counts, are left out.
So are the seed and the digest of the inputs, with which somebody could try tables until one fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.apps.studies.models import StudyReport
from tequio.apps.studies.picturing import Words, parts_of_choices
from tequio.apps.studies.printing import Part, pictured
from tequio.engines.charts import Mark, Overlap, Span, intervals, overlaps
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
    """A picture with its table, each cell of which knows the heading over it (narrow screens show both).

    Args:
        title: what it shows.
        note: what it means, or "".
        svg: the picture, or "" where there is a table alone.
        columns: headings of the table.
        rows: of the table, (heading, cell) each.
    """

    title: str
    note: str
    svg: str
    columns: tuple[str, ...]
    rows: list[list[tuple[str, str]]]

    @classmethod
    def of(cls, part: Part) -> ShownChart:
        """Take over a part of a page."""
        rows = [list(zip(part.columns, row, strict=True)) for row in part.rows]
        return cls(part.heading, " ".join(part.paragraphs), part.svg, part.columns, rows)

    def as_part(self) -> Part:
        """Give it as a part of a file."""
        rows = tuple(tuple(cell for _heading, cell in row) for row in self.rows)
        return Part(self.title, "", (self.note,) if self.note else (), (), self.svg, self.columns, rows)


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
        observed: what was counted, or put together by a linkage, in a sentence.
        why_no_count: what the figures are not.
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
    observed: str
    why_no_count: str


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
    return Words(language()).method(name)


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
        observed=_observed(report, _count(left.n)),
        why_no_count=_(
            "Nobody counted these persons one by one. The figures follow from who is on several lists at "
            "once and from assumptions that no data can prove; each method states its own. They name "
            "nobody, say nothing of any one case, and replace neither the lists nor the search for persons."
        ),
    )  # fmt: skip


def _observed(report: StudyReport, n: str) -> str:
    """Say what is known without any method: of linked records not even that was counted."""
    if report.linkage_id is None:
        return _("Counted, on at least one list: %(n)s. All above that is estimated.") % {"n": n}
    return _(
        "On at least one list, as their records were linked: %(n)s. That too is uncertain, and the intervals "
        "take it into account; all above it is estimated."
    ) % {"n": n}


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
    said = _("What each method says, with intervals of %s %%") % round(report.level * 100)
    on_lists = _("On which lists the persons are")
    found = [
        pictured(said, intervals(f"methods-{report.pk}", said, spans, columns, mark)),
        pictured(
            on_lists,
            overlaps(
                f"overlaps-{report.pk}",
                on_lists,
                lists,
                seen,
                (_("lists"), _("persons")),
                kept_back=_("left out"),
            ),
        ),
    ]
    if not is_reduced:
        found += _strata(report)
        found += parts_of_choices(_choices(report.result), language(), f"choices-{report.pk}")
    return [ShownChart.of(part) for part in found if part.columns]


def _strata(report: StudyReport) -> list[Part]:
    """Give the strata side by side and together, a picture for each method; visitors do not see them."""
    strata = report.result.get("strata")
    if not strata:
        return []
    words = Words(language())
    named = [(one["name"], one["n"], one["methods"]) for one in strata["each"]]
    named.append((_("all together"), strata["together"]["n"], strata["together"]["methods"]))
    parts = []
    for name in report.settings["methods"]:
        heading = _("By %(column)s: %(method)s") % {"column": strata["column"], "method": short_title(name)}
        found = [(label, n, methods[name]) for label, n, methods in named]
        spans = [
            Span(label, one["estimate"], *_wide(one), is_sum=label == named[-1][0])
            for label, _n, one in found
            if "estimate" in one
        ]
        rows = tuple((label, f"{n:,}", *_cells_of(one, words)) for label, n, one in found)
        columns = (_("Stratum"), _("On some list"), *words.columns("estimate", "low", "high"))
        notes = [
            *found[-1][2].get("checks", {}).get(language(), []),
            _("Persons of whom no list says the value are put into a stratum at random in each clustering."),
        ]
        chart = intervals(
            f"strata-{name.replace('_', '-')}-{report.pk}", heading, spans, words.figures("choice")
        )
        parts.append(Part(heading, "", tuple(notes), (), chart.svg if chart else "", columns, rows))
    return parts


def _wide(one: Mapping[str, Any]) -> tuple[float, float]:
    low, high = one["interval"]
    return min(low, one["estimate"]), max(float("inf") if high is None else high, one["estimate"])


def _cells_of(one: Mapping[str, Any], words: Words) -> tuple[str, str, str]:
    if "estimate" not in one:
        return one["why"][words.language], "–", "–"
    low, high = one["interval"]
    return words.whole(one["estimate"]), words.whole(low), words.whole(high)


def _choices(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what becomes of the figure under other choices; older reports hold less, in another shape."""
    if "choices" in result or not result.get("odds"):
        return dict(result.get("choices", {}))
    return {
        "method": result["odds"]["method"],
        "n": sum(result["table"]["counts"]),
        "odds": result["odds"]["points"],
        "without": [{**one, "why": {}} for one in result.get("without", [])],
    }
