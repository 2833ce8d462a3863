"""A report as a page to print or to send: one HTML file with its pictures inside, or a PDF set by Typst.

Engines do not know one another: here the numbers of the estimation meet the pictures of the charts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from importlib import import_module, resources
from math import isfinite
from typing import Any

from tequio.cli.estimate_table import range_saying, whole
from tequio.engines.charts import Chart, Mark, Overlap, Point, Span, curve, intervals, overlaps
from tequio.engines.estimation import (
    CaptureTable,
    EstimationError,
    MethodResult,
    Report,
    TooFewLists,
    estimate_by,
    leave_each_list_out,
    merge_lists,
    saying,
    tell_each_list,
    vary_odds_ratio,
)

_LAYOUT = resources.files("tequio.cli").joinpath("layout")
_MOST_MERGES = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page.

    Args:
        heading: above it, or "".
        paragraphs: in order.
        chart: a picture, or None.
        columns: of its table.
        rows: of its table, as many cells each.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    chart: Chart | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed.

    Args:
        language: "es" or "en".
        title: of the whole.
        warning: what the figures are not; it stands first.
        parts: in order.
    """

    language: str
    title: str
    warning: str
    parts: tuple[Part, ...]


def describe(report: Report, language: str, show: Callable[[float], None] | None = None) -> Page:
    """Put a report into words, tables and pictures, with what becomes of it under other choices.

    Args:
        report: as it was made.
        language: "es" or "en".
        show: told the share that is done of the other choices.
    """
    words = _Words(language)
    if show:
        show(0.0)
    parts = [_figures(report, words), *_assumptions(report, words), _overlaps(report.table, words)]
    main = _main_result(report)
    if main:
        parts.append(_sensitivity(main, report.table, words))
        parts += _choices(main, report, words)
    parts.append(_settings(report, words))
    if show:
        show(1.0)
    title = words("report_title", lists=report.table.k)
    return Page(language, title, words("report_not_a_count"), tuple(parts))


def as_html(page: Page) -> str:
    """Write a page as one HTML file: no script, nothing fetched, pictures and tables inside."""
    style = _LAYOUT.joinpath("estimate.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(page.title)}</h1>\n<p class="warning">{escape(page.warning)}</p>\n'
        f"{''.join(_section(part) for part in page.parts)}</main>\n</body>\n</html>\n"
    )


def as_pdf(page: Page) -> bytes:
    """Set a page as tagged PDF (PDF/UA-1); the same page gives the same bytes."""
    typst: Any = import_module("typst")  # large, and most commands never need it
    described = {
        "language": page.language,
        "title": page.title,
        "warning": page.warning,
        "parts": [_described(part) for part in page.parts],
    }
    made: bytes = typst.compile(
        _LAYOUT.joinpath("estimate.typ").read_bytes(),
        sys_inputs={"page": json.dumps(described, ensure_ascii=False)},
        font_paths=[],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return made


class _Words:
    """Says the engine's texts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return saying(key, **values).say(self.language)

    def columns(self, *names: str) -> tuple[str, ...]:
        """Give headings of a table."""
        return tuple(self(f"column_{name}") for name in names)


def _figures(report: Report, words: _Words) -> Part:
    table = report.table
    spans = [
        Span(words(f"method_{result.name}"), result.estimate, *result.interval) for result in report.methods
    ]
    paragraphs = [
        words("report_observed", names=", ".join(table.lists), n=table.n),
        range_saying(report).say(words.language),
    ]
    if len(report.methods) == 1:
        paragraphs.append(words("report_one_method"))
    if report.range:
        spans.append(Span(words("range_of_methods"), None, *report.range, is_sum=True))
    method, estimate, low, high = words.columns("method", "estimate", "low", "high")
    chart = intervals(
        "estimate-intervals",
        words("heading_methods"),
        spans,
        (method, estimate, low, high),
        Mark(words("on_the_lists"), table.n),
    )
    return Part(words("heading_methods"), tuple(paragraphs), chart)


def _assumptions(report: Report, words: _Words) -> Iterator[Part]:
    heading = words("heading_assumptions")
    for result in report.methods:
        rows = tuple(
            (words(f"result_{check.result}"), check.why.say(words.language)) for check in result.checks
        )
        named = f"{words(f'method_{result.name}')}. {result.assumption.say(words.language)}"
        yield Part(heading, (named,), None, words.columns("check", "why") if rows else (), rows)
        heading = ""
    if report.refused:
        said = tuple(
            f"{words(f'method_{refusal.name}')}: {refusal.why.say(words.language)}"
            for refusal in report.refused
        )
        yield Part(words("heading_refused"), said)


def _overlaps(table: CaptureTable, words: _Words) -> Part:
    cells = [
        Overlap(tuple(at for at, on in enumerate(history) if on), int(count))
        for history, count in zip(table.histories.tolist(), table.counts.tolist(), strict=True)
    ]
    lists, people = words.columns("lists", "people")
    heading = words("heading_overlaps")
    return Part(heading, (), overlaps("estimate-overlaps", heading, table.lists, cells, (lists, people)))


def _main_result(report: Report) -> MethodResult | None:
    """Pick the method that other choices are tried with: the quickest whose figure has a finite limit."""
    order = ("decomposable", "loglinear", "chapman", "latent_classes")
    by_name = {result.name: result for result in report.methods if isfinite(result.interval[1])}
    return next((by_name[name] for name in order if name in by_name), None)


def _sensitivity(main: MethodResult, table: CaptureTable, words: _Words) -> Part:
    points = [
        Point(float(point.ratio), str(point.ratio), *_ordered(point.estimate, point.interval))
        for point in vary_odds_ratio(main, table.n)
    ]
    heading = words("heading_sensitivity")
    ratio, estimate, low, high = words.columns("ratio", "estimate", "low", "high")
    chart = curve("estimate-ratio", heading, points, (ratio, estimate, low, high), below=words("axis_ratio"))
    said = words("sensitivity_explained", method=words(f"method_{main.name}"))
    return Part(heading, (said,), chart)


def _ordered(middle: float, interval: tuple[float, float]) -> tuple[float, float, float]:
    """Give figure, lower and upper limit; a bootstrap's limits may leave the figure outside."""
    return middle, min(interval[0], middle), max(interval[1], middle)


def _choices(main: MethodResult, report: Report, words: _Words) -> Iterator[Part]:
    """Tell what the quick method says of other lists; the slow one would take as long again for each."""
    table = report.table
    if table.k < 3 or main.name == "latent_classes":
        return
    method = words(f"method_{main.name}")

    def by_main(some: CaptureTable) -> MethodResult:
        name = "chapman" if some.k == 2 else main.name
        return estimate_by(name, some, report.seed, main.level)

    rows = []
    pairs: list[tuple[str, str]] | None = None if table.k * (table.k - 1) // 2 <= _MOST_MERGES else []
    for variation in (*leave_each_list_out(table, by_main), *merge_lists(table, by_main, pairs)):
        cells = _cells(variation.result, variation.refused.say(words.language) if variation.refused else "")
        rows.append((variation.what.say(words.language), *cells))
    said = (words("choices_explained", method=method),)
    columns = words.columns("choice", "estimate", "low", "high")
    yield Part(words("heading_choices"), said, None, columns, tuple(rows))
    yield from _consistency(table, by_main, words, method)


def _consistency(
    table: CaptureTable, by_main: Callable[[CaptureTable], MethodResult], words: _Words, method: str
) -> Iterator[Part]:
    try:
        found = list(tell_each_list(table, by_main))
    except (TooFewLists, EstimationError):
        return
    rows = tuple(
        (
            one.name,
            f"{one.truth:,}",
            *_cells(one.result, one.refused.say(words.language) if one.refused else ""),
            "–" if one.covers is None else words("yes" if one.covers else "no"),
        )
        for one in found
    )
    columns = words.columns("list", "truth", "estimate", "low", "high", "covers")
    said = (words("consistency_explained", method=method),)
    yield Part(words("heading_consistency"), said, None, columns, rows)


def _cells(result: MethodResult | None, refused: str) -> tuple[str, str, str]:
    if result is None:
        return refused, "–", "–"
    low, high = result.interval
    return whole(result.estimate), whole(low), whole(high) if isfinite(high) else "∞"


def _settings(report: Report, words: _Words) -> Part:
    lines = [words("settings_seed", seed=str(report.seed))]
    for result in report.methods:
        settings = ", ".join(f"{name} {value}" for name, value in result.settings.items() if name != "seed")
        lines.append(words("settings_line", method=words(f"method_{result.name}"), settings=settings or "–"))
    return Part(words("heading_settings"), tuple(lines))


def _section(part: Part) -> str:
    heading = f"<h2>{escape(part.heading)}</h2>\n" if part.heading else ""
    paragraphs = "".join(f"<p>{escape(words)}</p>\n" for words in part.paragraphs)
    figure = ""
    if part.chart:
        figure = f"<figure>{part.chart.svg}</figure>\n" + _table(part.chart.columns, part.chart.rows)
    table = _table(part.columns, part.rows) if part.columns else ""
    return f"<section>\n{heading}{paragraphs}{figure}{table}</section>\n"


def _table(columns: tuple[str, ...], rows: Any) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(cell))}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    body = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}</tbody>\n"
    return f'<div class="wide"><table>\n{body}</table></div>\n'


def _cell(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell


def _described(part: Part) -> dict[str, Any]:
    """Give a part as its template reads it; a picture brings its style, as a PDF knows no style sheet."""
    columns: tuple[str, ...] = part.columns
    rows: Any = part.rows
    svg = told = ""
    if part.chart:
        style = _LAYOUT.joinpath("pictures.css").read_text(encoding="utf-8")
        svg = part.chart.svg.replace("<title ", f"<style>{style}</style><title ", 1)
        told = part.chart.title
        columns, rows = part.chart.columns, part.chart.rows
    return {
        "heading": part.heading,
        "paragraphs": list(part.paragraphs),
        "svg": svg,
        "told": told,
        "columns": list(columns),
        "rows": [[_cell(cell) for cell in row] for row in rows],
    }
