"""A report of a study as a page that becomes a file: HTML or PDF, whole or for visitors."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tequio.apps.studies.models import StudyReport
from tequio.apps.studies.presenting import ShownMethod, ShownReport, language
from tequio.apps.studies.printing import Box, Page, Part


def page_of(report: StudyReport, said: ShownReport) -> Page:
    """Put a report into parts.

    Args:
        report: which.
        said: the same, prepared in one language, whole or for visitors.
    """
    day = date_format(report.at, "DATE_FORMAT")
    known = "" if said.is_reduced else f" · {_('Seed')} {report.seed} · SHA-256 {report.inputs}"
    return Page(
        language(),
        report.study.title,
        _("Report %(number)s, %(day)s") % {"number": report.pk, "day": day},
        _box(said),
        (
            *(chart.as_part() for chart in said.charts[:1]),
            *_refused(said),
            *(chart.as_part() for chart in said.charts[1:]),
            *_assumptions(said.methods),
            _sources(said),
            _asked(report),
        ),
        f"Tequio {report.engine}{known}",
    )


def _box(said: ShownReport) -> Box:
    paragraphs = [
        _("This is not a count."),
        said.why_no_count,
        said.observed,
    ]
    if not said.low:
        paragraphs.append(_("No method gave a figure."))
    if said.is_reduced:
        paragraphs.append(
            _(
                "Counts below %(least)s are left out for the protection of persons, with as many others as "
                "would give them away; the figures are rounded to two digits."
            )
            % {"least": said.threshold}
        )
    return Box(
        _("What this is, and what it is not"),
        _("Range over the methods, persons in all"),
        f"{said.low} – {said.high}" if said.low else "",
        tuple(paragraphs),
    )


def _refused(said: ShownReport) -> list[Part]:
    refused = tuple(f"{title}: {why}" for title, why in said.refused)
    return [Part("", _("Methods that gave no figure"), refused)] if refused else []


def _assumptions(methods: list[ShownMethod]) -> list[Part]:
    heading = _("What each takes for granted, and what was checked")
    return [
        Part(
            "" if number else heading,
            one.title,
            (one.assumption,),
            tuple(f"{check.word}: {check.why}" for check in one.checks),
        )
        for number, one in enumerate(methods)
    ]


def _sources(said: ShownReport) -> Part:
    rows = (*said.lists, (_("on at least one list"), said.n))
    return Part(_("From what"), columns=(_("List"), _("Persons")), rows=rows)


def _asked(report: StudyReport) -> Part:
    study = report.study
    facts = [
        (_("Question"), study.question),
        (_("Population"), study.population),
        (_("Period"), study.period),
        (_("Place"), study.place),
        (_("Responsible"), str(study.institution or "")),
        (_("Indicator"), study.indicator),
    ]
    return Part(_("What was asked"), paragraphs=tuple(f"{name}: {value}" for name, value in facts if value))
