"""Reports: asked for, made in the background, never overwritten; shown to visitors and taken back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.studies.errors import NotInThatState, WrongValue
from tequio.apps.studies.estimating import digest_of_inputs, report_on, table_of
from tequio.apps.studies.linking import tables_of
from tequio.apps.studies.models import Linkage, Study, StudyList, StudyReport
from tequio.apps.studies.models.linkages import Work
from tequio.apps.studies.operations.studies import locked_study
from tequio.apps.studies.strata import columns_of, report_by_strata, strata_of
from tequio.apps.studies.working import (
    REFUSALS,
    beating,
    claim,
    declare_stopped,
    fault,
    in_both,
    is_still_asked,
    program,
    progress_of,
    refuse,
)
from tequio.engines.estimation import METHODS

_LARGEST_SEED = 2**31 - 1
LEVELS = (0.8, 0.9, 0.95, 0.99)


def begin_report(  # noqa: PLR0913
    study: Study,
    by: User,
    source: StudyList | Linkage,
    *,
    methods: Sequence[str],
    seed: int | None = None,
    level: float = 0.95,
    strata: str = "",
) -> StudyReport:
    """Ask for a report; with the immediate backend it is made when this returns.

    Args:
        study: which.
        by: a lead or analyst of it.
        source: a table of the study, or a linkage that is done.
        methods: names of `METHODS`, one or more.
        seed: from which all random numbers come; a random one where it is None.
        level: of the intervals, one of `LEVELS`.
        strata: of a linkage: the column whose values are estimated each by itself, from `strata.columns_of`.

    Raises:
        NotAllowed, StudyClosed.
        NotInThatState: the table was destroyed, or the linkage is not done.
        WrongValue: a method, seed or level is none, or the source is of another study.
    """
    seed = secrets.randbelow(_LARGEST_SEED) if seed is None else seed
    asked = _check(study, source, methods, seed, level) | _strata(source, strata)
    with recorded(by, "begin-report"):
        study = locked_study(study, by, "study.estimate")
        is_table = isinstance(source, StudyList)
        report = StudyReport.objects.create(
            study=study,
            table=source if isinstance(source, StudyList) else None,
            linkage=source if isinstance(source, Linkage) else None,
            settings=asked,
            seed=seed,
            level=level,
            engine=program(),
            inputs=digest_of_inputs([source.sha256 if is_table else source.inputs], asked),  # type: ignore[union-attr]
            by=by,
        )
        note_new(report)
    make_asked_report.enqueue(report.pk)
    report.refresh_from_db()
    return report


def _check(
    study: Study, source: StudyList | Linkage, methods: Sequence[str], seed: int, level: float
) -> dict[str, Any]:
    if source.study_id != study.pk:
        raise WrongValue(_("The table or linkage is of another study."))
    if not source.is_there:
        raise NotInThatState(_("The list was destroyed."))
    if isinstance(source, StudyList) and source.kind != StudyList.Kind.TABLE:
        raise WrongValue(_("A list of records is linked with others first; then the linkage is estimated."))
    if isinstance(source, Linkage) and source.state != Work.DONE:
        raise NotInThatState(_("The linkage is not done yet."))
    known = [name for name in METHODS if name in methods]
    if not known or len(known) < len(set(methods)):
        raise WrongValue(_("Choose one method or more."))
    if not 0 <= seed <= _LARGEST_SEED:
        raise WrongValue(_("The seed is a whole number from 0 to %s.") % _LARGEST_SEED)
    if level not in LEVELS:
        raise WrongValue(_("The level is 80, 90, 95 or 99 %."))
    return {"methods": known}


def _strata(source: StudyList | Linkage, key: str) -> dict[str, str]:
    if not key:
        return {}
    if isinstance(source, StudyList):
        raise WrongValue(
            _("A table of capture histories has no column to part it by; link records for strata.")
        )
    label = dict(columns_of(source)).get(key)
    if label is None:
        raise WrongValue(_("The lists of this linkage have no such column in common."))
    return {"strata": key, "strata_column": label}


@task()
def make_asked_report(report_id: int) -> None:
    """Make one report, as a background task; where it is refused, the report says why."""
    report = StudyReport.objects.select_related("study", "table", "linkage", "by").get(pk=report_id)
    if not claim(report):
        return
    try:
        with beating(report):
            result = _result_of(report)
    except REFUSALS as error:
        refuse(report, report.by, "report-refused", in_both(error))
    except Exception:
        refuse(report, report.by, "report-refused", fault())
        raise
    else:
        with recorded(report.by, "finish-report"):
            if not is_still_asked(report):
                return
            note(report)
            report.result, report.state, report.progress = result, Work.DONE, 1.0
            report.save(update_fields=["result", "state", "progress"])


def remake_report(report: StudyReport, by: User) -> StudyReport:
    """Begin a report anew that was stopped with its program; the stopped one stays, and says so.

    Raises:
        NotInThatState: it is under way, or done.
        NotAllowed, StudyClosed, WrongValue: as `begin_report`; then nothing changes.
    """
    require(by, "study.estimate", report.study)
    source = report.table or report.linkage
    assert source is not None  # a constraint of the database
    asked = report.settings
    _check(report.study, source, asked["methods"], report.seed, report.level)
    declare_stopped(report, by, "report-refused")
    return begin_report(
        report.study,
        by,
        source,
        methods=asked["methods"],
        seed=report.seed,
        level=report.level,
        strata=asked.get("strata", ""),
    )


def _result_of(report: StudyReport) -> dict[str, Any]:
    progress = progress_of(report)
    if report.table is not None:
        return report_on(table_of(report.table), report.settings, report.seed, report.level, progress)
    assert report.linkage is not None  # a constraint of the database
    best, drawn = tables_of(report.linkage)
    key = report.settings.get("strata")
    if not key:
        return report_on(best, report.settings, report.seed, report.level, progress, drawn=drawn)
    strata = strata_of(report.linkage, key)
    # A stratum takes about as long as all together.
    share = 1 / (len(strata) + 1)
    whole = report_on(
        best, report.settings, report.seed, report.level, lambda done: progress(done * share), drawn=drawn
    )
    parted = report_by_strata(
        strata,
        report.settings["methods"],
        report.seed,
        report.level,
        lambda done: progress(share + done * (1 - share)),
    )
    return whole | {"strata": {"column": report.settings["strata_column"], **parted}}


def publish_report(report: StudyReport, by: User) -> StudyReport:
    """Let visitors see a report, with small cells left out.

    Raises:
        NotAllowed: the person is no coordinator who leads the study.
        NotInThatState: it is not done, or is public.
    """
    require(by, "study-report.publish", report.study)
    with recorded(by, "publish-report"):
        report = StudyReport.objects.select_for_update(no_key=True).get(pk=report.pk)
        if report.state != Work.DONE or report.published_at is not None:
            raise NotInThatState(_("Only a report that is done and not public yet can be published."))
        note(report)
        report.published_at, report.published_by = timezone.now(), by
        report.save(update_fields=["published_at", "published_by"])
    return report


def withdraw_report(report: StudyReport, by: User) -> StudyReport:
    """Take a report back from visitors.

    Raises:
        NotAllowed: as `publish_report`.
        NotInThatState: it is not public.
    """
    require(by, "study-report.publish", report.study)
    with recorded(by, "withdraw-report"):
        report = StudyReport.objects.select_for_update(no_key=True).get(pk=report.pk)
        if report.published_at is None:
            raise NotInThatState(_("The report is not public."))
        note(report)
        report.published_at = report.published_by = None
        report.save(update_fields=["published_at", "published_by"])
    return report
