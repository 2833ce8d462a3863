"""A report of `tequio estimate` as a page to print or to send: its words, tables and pictures.

Engines do not know one another: here the numbers of the estimation meet the pictures of the charts. How a
page becomes a file, and what becomes of a figure under other choices, is shared with the pages of studies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tequio.apps.studies.choices import other_choices
from tequio.apps.studies.picturing import Words, parts_of_choices
from tequio.apps.studies.printing import Box, Page, Part, pictured
from tequio.cli.estimate_table import range_saying
from tequio.engines.charts import Mark, Overlap, Span, intervals, overlaps
from tequio.engines.estimation import CaptureTable, Report


def describe(report: Report, language: str, show: Callable[[float], None] | None = None) -> Page:
    """Put a report into words, tables and pictures, with what becomes of it under other choices.

    Args:
        report: as it was made.
        language: "es" or "en".
        show: told the share that is done of the other choices.
    """
    words = Words(language)
    if show:
        show(0.0)
    parts = [_figures(report, words), *_assumptions(report, words), _overlaps(report.table, words)]
    parts += parts_of_choices(other_choices(report, report.table, show), language, "estimate")
    parts.append(_settings(report, words))
    figure = ""
    if report.range:
        low, high = report.range
        figure = f"{words.whole(low)} – {words.whole(high if high < float('inf') else None)}"
    box = Box(words("heading_box"), words("label_range"), figure, (words("report_not_a_count"),))
    return Page(language, words("report_title", lists=report.table.k), "", box, tuple(parts))


def _figures(report: Report, words: Words) -> Part:
    table = report.table
    spans = [Span(words.method(result.name), result.estimate, *result.interval) for result in report.methods]
    paragraphs = [
        words("report_observed", names=", ".join(table.lists), n=table.n),
        range_saying(report).say(words.language),
    ]
    if len(report.methods) == 1:
        paragraphs.append(words("report_one_method"))
    if report.range:
        spans.append(Span(words("range_of_methods"), None, *report.range, is_sum=True))
    heading = words("heading_methods")
    mark = Mark(words("on_the_lists"), table.n)
    columns = words.figures("method")
    return pictured(heading, intervals("estimate-intervals", heading, spans, columns, mark), paragraphs)


def _assumptions(report: Report, words: Words) -> Iterator[Part]:
    heading = words("heading_assumptions")
    for result in report.methods:
        rows = tuple(
            (words(f"result_{check.result}"), check.why.say(words.language)) for check in result.checks
        )
        columns = words.columns("check", "why") if rows else ()
        said = (result.assumption.say(words.language),)
        yield Part(heading, words.method(result.name), said, columns=columns, rows=rows)
        heading = ""
    if report.refused:
        refused = tuple(
            f"{words.method(refusal.name)}: {refusal.why.say(words.language)}" for refusal in report.refused
        )
        yield Part(words("heading_refused"), paragraphs=refused)


def _overlaps(table: CaptureTable, words: Words) -> Part:
    cells = [
        Overlap(tuple(at for at, on in enumerate(history) if on), int(count))
        for history, count in zip(table.histories.tolist(), table.counts.tolist(), strict=True)
    ]
    lists, people = words.columns("lists", "people")
    heading = words("heading_overlaps")
    return pictured(heading, overlaps("estimate-overlaps", heading, table.lists, cells, (lists, people)))


def _settings(report: Report, words: Words) -> Part:
    lines = [words("settings_seed", seed=str(report.seed))]
    for result in report.methods:
        settings = ", ".join(f"{name} {value}" for name, value in result.settings.items() if name != "seed")
        lines.append(words("settings_line", method=words.method(result.name), settings=settings or "–"))
    return Part(words("heading_settings"), paragraphs=tuple(lines))
