"""A report as a person reads it in a terminal."""

from __future__ import annotations

import io
from math import isfinite

from rich.console import Console
from rich.table import Table

from tequio.engines.estimation import Report, Saying, saying

_PIPED_WIDTH = 110


def as_lines(report: Report, language: str) -> str:
    """Write a report as lines of text, its sentences in a language."""

    def said(key: str, **values: object) -> str:
        return saying(key, **values).say(language)

    lines = io.StringIO()
    console = Console(file=lines, highlight=False, markup=False, emoji=False, width=_PIPED_WIDTH)
    table = report.table
    console.print(said("report_observed", names=", ".join(table.lists), n=table.n))
    console.print(range_saying(report).say(language))
    console.print()
    figures = Table(*(said(f"column_{name}") for name in ("method", "estimate", "low", "high")))
    for column in figures.columns[1:]:
        column.justify = "right"
    for result in report.methods:
        low, high = result.interval
        figures.add_row(
            said(f"method_{result.name}"), whole(result.estimate), whole(low), whole(high, language)
        )
    if report.methods:
        console.print(figures)
    for result in report.methods:
        console.print()
        console.print(f"{said(f'method_{result.name}')}: {result.assumption.say(language)}")
        for check in result.checks:
            console.print(f"  [{said(f'result_{check.result}')}] {check.why.say(language)}")
    for refusal in report.refused:
        console.print()
        console.print(
            f"{said(f'method_{refusal.name}')} [{said('result_refuse')}]: {refusal.why.say(language)}"
        )
    console.print()
    console.print(said("report_not_a_count"))
    return "\n".join(line.rstrip() for line in lines.getvalue().splitlines()) + "\n"


def range_saying(report: Report) -> Saying:
    """Say the range over the methods in one sentence."""
    if report.range is None:
        return saying("report_no_range")
    low, high = report.range
    return saying(
        "report_range",
        level=100 * report.methods[0].level,
        low=int(low),
        high=round(high) if isfinite(high) else saying("report_endless"),
    )


def whole(number: float, language: str = "en") -> str:
    """Write a number of people, in words where it has no end."""
    return f"{number:,.0f}" if isfinite(number) else saying("report_endless").say(language)
