"""Engine `duties`: what falls due when, where it stands on a day, and a calendar that gives nothing away."""

from tequio.engines.duties.dates import add_months, last_day
from tequio.engines.duties.errors import (
    DateIsWrong,
    DutyError,
    EntryIsWrong,
    RulesAreWrong,
    ScheduleIsWrong,
)
from tequio.engines.duties.icalendar import Entry, Feed, calendar_text, fold, uid
from tequio.engines.duties.schedules import (
    Duty,
    Kind,
    Schedule,
    deadline_duty,
    reply_duty,
    report_duties,
    session_duty,
)
from tequio.engines.duties.states import Rule, Standing, State, load_rules, standing

__all__ = [
    "DateIsWrong",
    "Duty",
    "DutyError",
    "Entry",
    "EntryIsWrong",
    "Feed",
    "Kind",
    "Rule",
    "RulesAreWrong",
    "Schedule",
    "ScheduleIsWrong",
    "Standing",
    "State",
    "add_months",
    "calendar_text",
    "deadline_duty",
    "fold",
    "last_day",
    "load_rules",
    "reply_duty",
    "report_duties",
    "session_duty",
    "standing",
    "uid",
]
