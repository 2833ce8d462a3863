"""A report as PDF: set by Typst, tagged (PDF/UA-1), with its pictures and their tables.

What the report says goes in as JSON and is never read as mark-up, so no word of it can command anything.
"""

from __future__ import annotations

import json
import re
from html import unescape
from importlib import import_module, resources
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tequio.apps.studies.models import StudyReport
from tequio.apps.studies.presenting import ShownChart, ShownReport, language

_LAYOUT = resources.files("tequio.apps.studies").joinpath("layout", "report.typ")
# The picture has the classes of the site's sheet, which a file of its own does not have.
_STYLE = (
    "<style>text{font-family:'Libertinus Serif';font-size:11px}line,path,polyline{stroke:#000;fill:none}"
    ".chart__interval,.chart__range,.chart__line{stroke-width:2}.chart__band{fill:#ddd;stroke:none}"
    ".chart__grid,.chart__axis{stroke:#999}.chart__mark{stroke-dasharray:3 3}"
    ".chart__no-dot{fill:none;stroke:#999}</style>"
)


def as_pdf(report: StudyReport, said: ShownReport) -> bytes:
    """Set a report as PDF.

    Args:
        report: which.
        said: the same, prepared in one language, whole or for visitors.

    Returns:
        The file's bytes; the same report gives the same bytes.
    """
    # Imported at its first use: the library is large, and most pages never need it.
    typst: Any = import_module("typst")
    made: bytes = typst.compile(
        _LAYOUT.read_bytes(),
        sys_inputs={"report": json.dumps(_layout(report, said), ensure_ascii=False)},
        font_paths=[],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return made


def _layout(report: StudyReport, said: ShownReport) -> dict[str, Any]:
    study, day = report.study, date_format(report.at, "DATE_FORMAT")
    line = _("Report %(number)s, %(day)s") % {"number": report.pk, "day": day}
    facts = [
        (_("Question"), study.question),
        (_("Population"), study.population),
        (_("Period"), study.period),
        (_("Place"), study.place),
        (_("Responsible"), str(study.institution or "")),
        (_("Indicator"), study.indicator),
    ]
    known = "" if said.is_reduced else f" · {_('Seed')} {report.seed} · SHA-256 {report.inputs}"
    return {
        "title": study.title,
        "line": line,
        "language": language(),
        "range": f"{said.low} – {said.high}" if said.low else "",
        "words": _words(said),
        "columns": [_("Method"), pgettext("figure", "Estimate"), _("%s %% interval") % said.level],
        "methods": [
            {
                "title": one.title,
                "estimate": one.estimate,
                "interval": f"{one.low} – {one.high}",
                "assumption": one.assumption,
                "checks": [f"{check.word}: {check.why}" for check in one.checks],
            }
            for one in said.methods
        ],
        "refused": [{"title": title, "why": why} for title, why in said.refused],
        "charts": [_chart(chart) for chart in said.charts],
        "source-columns": [_("List"), _("Persons")],
        "lists": [*said.lists, (_("on at least one list"), said.n)],
        "facts": [fact for fact in facts if fact[1]],
        "made": f"Tequio {report.engine}{known}",
    }


def _words(said: ShownReport) -> dict[str, str]:
    return {
        "what": _("What this is, and what it is not"),
        "range": _("Range over the methods, persons in all"),
        "none": _("No method gave a figure."),
        "counted": _("Counted, on at least one list: %(n)s. All above that is estimated.") % {"n": said.n},
        "not-a-count": _("This is not a count."),
        "why": _(
            "Nobody counted these persons one by one. The figures follow from who is on several lists at "
            "once and from assumptions that no data can prove; each method states its own. They name "
            "nobody, say nothing of any one case, and replace neither the lists nor the search for persons."
        ),
        "reduced": _(
            "Counts below %(least)s are left out for the protection of persons, with as many others as would "
            "give them away; the figures are rounded to two digits."
        )
        % {"least": said.threshold}
        if said.is_reduced
        else "",
        "methods": _("What each method says"),
        "refused": _("Methods that gave no figure"),
        "assumptions": _("What each takes for granted, and what was checked"),
        "sources": _("From what"),
        "asked": _("What was asked"),
    }


def _chart(chart: ShownChart) -> dict[str, Any]:
    told = re.search(r"<desc[^>]*>(.*?)</desc>", chart.svg)
    return {
        "title": chart.title,
        "svg": chart.svg.replace("<title", f"{_STYLE}<title", 1),
        "told": unescape(told[1]) if told else chart.title,
        "columns": [str(one)[:1].upper() + str(one)[1:] for one in chart.columns],
        "rows": [[cell for _name, cell in row] for row in chart.rows],
    }
