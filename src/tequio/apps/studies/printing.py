"""A report as a file to print or to send: HTML with its pictures inside, or a tagged PDF (PDF/UA-1).

Of the pages of studies and of `tequio estimate` alike; nothing here needs Django. What a report says goes
into the PDF as JSON and is never read as mark-up, so that no word of it can command anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape, unescape
from importlib import import_module, resources
from typing import Any

from tequio.engines.charts import Chart

_LAYOUT = resources.files("tequio.apps.studies").joinpath("layout")
_TOLD = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page.

    Args:
        heading: above it, or "" where it goes on with what the part before it began.
        title: smaller, below the heading, or "".
        paragraphs: in order.
        items: of a list below them.
        svg: a picture, or "".
        columns: of a table, the picture's where there is one; none where there is no table.
        rows: of the table, as many cells each.
    """

    heading: str
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    svg: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """What stands first: the range, and what it is not.

    Args:
        heading: above it.
        label: what the figure is.
        figure: the range, or "" where there is none.
        paragraphs: what the figure is not; the first is printed in bold.
    """

    heading: str
    label: str
    figure: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed.

    Args:
        language: "es" or "en".
        title: of the whole.
        line: below the title and at the foot of each sheet, or "".
        box: what stands first.
        parts: in order.
        made: how it was made, in small letters at the end, or "".
    """

    language: str
    title: str
    line: str
    box: Box
    parts: tuple[Part, ...]
    made: str = ""


def pictured(
    heading: str, chart: Chart | None, paragraphs: Sequence[str] = (), title: str = "", rows: Any = None
) -> Part:
    """Make a part of a picture and its table.

    Args:
        heading: of the part.
        chart: or None where there is nothing to draw.
        paragraphs: above the picture.
        title: smaller than the heading.
        rows: of the table where it says more than the picture, under the picture's headings.
    """
    if chart is None:
        return Part(heading, title, tuple(paragraphs))
    kept = tuple(tuple(written(cell) for cell in row) for row in (chart.rows if rows is None else rows))
    return Part(heading, title, tuple(paragraphs), (), chart.svg, capitalised(chart.columns), kept)


def capitalised(columns: Sequence[str]) -> tuple[str, ...]:
    """Give headings of a table a capital each."""
    return tuple(one[:1].upper() + one[1:] for one in columns)


def written(cell: str | int) -> str:
    """Write the cell of a table; numbers are grouped by thousands."""
    return f"{cell:,}" if isinstance(cell, int) else cell


def told_of(svg: str) -> str:
    """Give the words of a picture for whoever does not see it."""
    found = _TOLD.search(svg)
    return unescape(found[1]) if found else ""


def as_html(page: Page) -> str:
    """Write a page as one HTML file: no script, nothing fetched, pictures and tables inside."""
    style = _LAYOUT.joinpath("report.css").read_text(encoding="utf-8")
    line = f'<p class="quiet">{escape(page.line)}</p>\n' if page.line else ""
    made = f'<p class="quiet small">{escape(page.made)}</p>\n' if page.made else ""
    return (
        f'<!doctype html>\n<html lang="{page.language}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(page.title)}</h1>\n{line}{_box(page.box)}"
        f"{''.join(_section(part) for part in page.parts)}{made}</main>\n</body>\n</html>\n"
    )


def _box(box: Box) -> str:
    figure = f"<p>{escape(box.label)}<br/>\n<strong>{escape(box.figure)}</strong></p>\n" if box.figure else ""
    first, *others = box.paragraphs
    said = "".join(f"<p>{escape(words)}</p>\n" for words in others)
    return (
        f'<section class="box">\n<h2>{escape(box.heading)}</h2>\n{figure}'
        f"<p><b>{escape(first)}</b></p>\n{said}</section>\n"
    )


def _section(part: Part) -> str:
    heading = f"<h2>{escape(part.heading)}</h2>\n" if part.heading else ""
    title = f"<h3>{escape(part.title)}</h3>\n" if part.title else ""
    paragraphs = "".join(f"<p>{escape(words)}</p>\n" for words in part.paragraphs)
    items = "".join(f"<li>{escape(words)}</li>\n" for words in part.items)
    figure = f"<figure>{part.svg}</figure>\n" if part.svg else ""
    return (
        f"<section>\n{heading}{title}{paragraphs}{f'<ul>{items}</ul>' if items else ''}{figure}"
        f"{_table(part) if part.columns else ''}</section>\n"
    )


def _table(part: Part) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in part.columns)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in part.rows
    )
    body = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}</tbody>\n"
    return f'<div class="wide"><table>\n{body}</table></div>\n'


def as_pdf(page: Page) -> bytes:
    """Set a page as PDF; the same page gives the same bytes."""
    typst: Any = import_module("typst")  # large, and most commands and pages never need it
    style = _LAYOUT.joinpath("pictures.css").read_text(encoding="utf-8")
    described = asdict(page)
    for part in described["parts"]:
        part["told"] = told_of(part["svg"])
        # A file of its own does not have the site's sheet.
        part["svg"] = part["svg"].replace("<title ", f"<style>{style}</style><title ", 1)
    made: bytes = typst.compile(
        _LAYOUT.joinpath("report.typ").read_bytes(),
        sys_inputs={"page": json.dumps(described, ensure_ascii=False)},
        font_paths=[],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return made
