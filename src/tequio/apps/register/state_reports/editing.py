"""Writing a section of a State's report oneself, and going back to what the records give."""

from __future__ import annotations

from tequio.apps.accounts.models import User
from tequio.apps.register.briefs.writing_over import take_back, write_over
from tequio.apps.register.models.briefs import WrittenSection
from tequio.apps.register.state_reports.making import MadeReport


def keep_report_section(made: MadeReport, by: User, code: str, words: str) -> WrittenSection:
    """Keep what a person wrote in place of a section; it stays when the report is made anew.

    Raises:
        NotAllowed, WrongValue, NothingToDo: as `write_over` says.
        NothingToReport: nobody began this report.
    """
    return write_over(made.desk(), by, code, words)


def drop_report_section(made: MadeReport, by: User, code: str) -> None:
    """Go back to what the records give.

    Raises:
        NotAllowed, NothingToDo: as `take_back` says.
        NothingToReport: nobody began this report.
    """
    take_back(made.desk(), by, code)
