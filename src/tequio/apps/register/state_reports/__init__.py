"""A State's report to a body: begun, its recommendations chosen, made of the records, written over."""

from tequio.apps.register.state_reports.choosing import begin_report, choose_entries, sessions_answered
from tequio.apps.register.state_reports.editing import drop_report_section, keep_report_section
from tequio.apps.register.state_reports.errors import (
    BodyUnknown,
    NothingToReport,
    StateUnknown,
    TemplateBroken,
)
from tequio.apps.register.state_reports.making import MadeReport, make_state_report
from tequio.apps.register.state_reports.naming import (
    mechanism_of,
    session_named,
    state_named,
    template_named,
    template_read,
)
from tequio.apps.register.state_reports.writing import file_name, written

__all__ = [
    "BodyUnknown",
    "MadeReport",
    "NothingToReport",
    "StateUnknown",
    "TemplateBroken",
    "begin_report",
    "choose_entries",
    "drop_report_section",
    "file_name",
    "keep_report_section",
    "make_state_report",
    "mechanism_of",
    "session_named",
    "sessions_answered",
    "state_named",
    "template_named",
    "template_read",
    "written",
]
