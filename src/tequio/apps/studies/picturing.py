"""Pictures and tables of what becomes of a figure under other choices, in either language; without Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tequio.apps.studies.printing import Part, pictured
from tequio.engines.charts import Mark, Point, Span, curve, intervals
from tequio.engines.estimation import saying


class Words:
    """Says the estimation engine's texts in one language.

    Args:
        language: "es" or "en".
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Say a text; what fills its braces is given by name."""
        return saying(key, **values).say(self.language)

    def columns(self, *names: str) -> tuple[str, ...]:
        """Give headings of a table."""
        return tuple(self(f"column_{name}") for name in names)

    def figures(self, first: str) -> tuple[str, str, str, str]:
        """Give the headings of a table of figures: what each is of, the figure and its limits."""
        heading, estimate, low, high = self.columns(first, "estimate", "low", "high")
        return heading, estimate, low, high

    def method(self, name: str) -> str:
        """Give the name of a method; one that has no words keeps its own."""
        try:
            return self(f"method_{name}")
        except KeyError:
            return name.replace("_", " ")

    def whole(self, number: float | None) -> str:
        """Write a number of people, in words where it has no end."""
        return self("report_endless") if number is None else f"{number:,.0f}"


def parts_of_choices(choices: Mapping[str, Any], language: str, name: str) -> list[Part]:
    """Give what `choices.other_choices` found as parts of a page, each with a heading of its own.

    Args:
        choices: may be empty.
        language: "es" or "en".
        name: of the charts, unlike that of any other on the page: letters, digits and hyphens.
    """
    if not choices:
        return []
    words = Words(language)
    parts = [_odds(choices, words, name)]
    others = [*choices.get("without", []), *choices.get("merged", [])]
    if others:
        parts.append(_others(others, choices, words, f"{name}-lists", "choices"))
    if choices.get("priors"):
        parts.append(_others(choices["priors"], choices, words, f"{name}-priors", "priors"))
    if choices.get("consistency"):
        parts.append(_consistency(choices, words))
    return parts


def _odds(choices: Mapping[str, Any], words: Words, name: str) -> Part:
    points = [Point(at, label, middle, low, high) for label, at, middle, low, high in choices["odds"]]
    heading = words("heading_sensitivity")
    columns = words.figures("ratio")
    chart = curve(f"{name}-odds", heading, points, columns, below=words("axis_ratio"))
    return pictured(heading, chart, [words("sensitivity_explained", method=words.method(choices["method"]))])


def _others(
    entries: Sequence[Mapping[str, Any]], choices: Mapping[str, Any], words: Words, name: str, which: str
) -> Part:
    """Draw those that have a figure; in the table stand also the others, each with its reason."""
    spans = [_span(one, words) for one in entries if one["estimate"] is not None]
    heading = words(f"heading_{which}")
    said = [words(f"{which}_explained", method=words.method(choices["method"]))]
    columns = words.figures("choice")
    rows = [(str(one[words.language]), *_cells(one, words)) for one in entries]
    if not spans:
        return Part(heading, paragraphs=tuple(said), columns=columns, rows=tuple(rows))
    mark = Mark(words("on_the_lists"), float(choices["n"])) if choices.get("n") else None
    return pictured(heading, intervals(name, heading, spans, columns, mark), said, rows=rows)


def _span(one: Mapping[str, Any], words: Words) -> Span:
    low, high = one["interval"]
    middle, ends = one["estimate"], float("inf") if high is None else high
    return Span(str(one[words.language]), middle, min(low, middle), max(ends, middle))


def _consistency(choices: Mapping[str, Any], words: Words) -> Part:
    rows = tuple(
        (
            str(one["name"]),
            f"{one['truth']:,}",
            *_cells(one, words),
            "–" if one["covers"] is None else words("yes" if one["covers"] else "no"),
        )
        for one in choices["consistency"]
    )
    said = words("consistency_explained", method=words.method(choices["method"]))
    columns = words.columns("list", "truth", "estimate", "low", "high", "covers")
    return Part(words("heading_consistency"), paragraphs=(said,), columns=columns, rows=rows)


def _cells(one: Mapping[str, Any], words: Words) -> tuple[str, str, str]:
    if one["estimate"] is None:
        return str(one["why"].get(words.language, "")), "–", "–"
    low, high = one["interval"]
    return words.whole(one["estimate"]), words.whole(low), words.whole(high)
