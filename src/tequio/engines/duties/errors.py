"""What can be wrong with a schedule, a rule or a calendar."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class DutyError(ValueError):
    """Duties cannot be generated, judged or written."""


class ScheduleIsWrong(DutyError):
    """A schedule has no positive period, ends before it starts, or the like."""


class DateIsWrong(DutyError):
    """A text is no ISO date, month, year or interval of two of these."""


class RulesAreWrong(DutyError):
    """The file of rules lacks or contradicts something."""


class EntryIsWrong(DutyError):
    """A calendar entry holds what a calendar must not carry."""
