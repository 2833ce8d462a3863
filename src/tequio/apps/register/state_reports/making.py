"""A State's report as it stands: from the records, with what people wrote in place of sections."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.briefs.writing_over import Desk, Kept, kept_of, written_by_people
from tequio.apps.register.models import Session, StateReport, StateReportSection
from tequio.apps.register.state_reports.errors import NothingToReport
from tequio.apps.register.state_reports.gathering import reported_of
from tequio.engines import briefing as engine


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A State's report with what people wrote in it.

    Args:
        report: as it is handed out.
        generated: as the records alone give it.
        row: the report that was begun, or None where nobody began one.
        kept: code of a section -> what a person wrote.
        marks: of all records that a text may name.
    """

    report: engine.StateReport
    generated: engine.StateReport
    row: StateReport | None
    kept: dict[str, Kept]
    marks: frozenset[str]

    def plain(self, code: str) -> str:
        """Give what the records say in a section, as plain text with marks."""
        document = self.generated.document
        if code == engine.CLASSIFICATION:
            return document.classification
        section = document.section(code)
        return engine.as_plain(section, document) if section else ""

    def desk(self) -> Desk:
        """Give the report as a document whose sections people may write.

        Raises:
            NothingToReport: nobody began this report, so that there is nothing to write in.
        """
        if self.row is None:
            raise NothingToReport(_("Begin this report first; then write in it."))
        return Desk(
            StateReportSection,
            ("report", self.row),
            self.report.document.language,
            [part.code for part in self.report.template.parts],
            self.marks,
            self.plain,
            self.kept,
            tracked=self.row,
        )


def make_state_report(  # noqa: PLR0913  a report of nobody's is made of what its row would hold
    state: Institution,
    template: engine.Template,
    session: Session,
    language: str,
    places: Places,
    *,
    entries: Collection[int] | None = None,
    today: date | None = None,
) -> MadeReport:
    """Make a State's report on a session of a body; what people kept of it stands in it.

    Args:
        state: which reports.
        template: of the body.
        session: on which it reports.
        language: es or en.
        places: where records are read.
        entries: numbers of the recommendations that are answered; those that were chosen if left out.
        today: the day on which it is made; today where it is left out.

    Raises:
        NothingToReport: no recommendation is left.
    """
    row = StateReport.objects.filter(state=state, template=template.code, session=session).first()
    if entries is None:
        entries = set(row.entries.values_list("pk", flat=True)) if row else set()
    reported = reported_of(state, session, entries, today or timezone.localdate(), places)
    rows = list(row.sections.filter(language=language)) if row else []
    written = written_by_people(rows)
    try:
        generated = engine.make_report(reported, template, language)
        report = engine.make_report(reported, template, language, written) if written else generated
    except engine.NothingToReport:
        raise NothingToReport(
            _("None of these is a recommendation of that session to %s; name others.") % state.name
        ) from None
    made = MadeReport(report, generated, row, {}, frozenset(engine.records_of(reported.world)))
    made.kept.update(kept_of(rows, made.plain))
    return made
