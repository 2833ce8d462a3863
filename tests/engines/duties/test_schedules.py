"""Due dates from schedules, sessions, deadlines and requests."""

from datetime import date
from itertools import islice, pairwise

import pytest

from tequio.engines.duties import (
    DateIsWrong,
    Duty,
    Kind,
    Schedule,
    ScheduleIsWrong,
    add_months,
    deadline_duty,
    last_day,
    reply_duty,
    report_duties,
    session_duty,
)

pytestmark = pytest.mark.engine


def _day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-06-30", "2025-06-30"),
        ("2025-06", "2025-06-30"),
        ("2024-02", "2024-02-29"),
        ("2025-02", "2025-02-28"),
        ("2025", "2025-12-31"),
        ("2011-02-21/2011-02-28", "2011-02-28"),
        ("2025/2026-03", "2026-03-31"),
        ("2025-06/2025-06", "2025-06-30"),
        ("2025-06-15/2025", "2025-12-31"),
    ],
)
def test_the_last_day_of_a_partial_date(written, day):
    assert last_day(written) == _day(day)
    assert deadline_duty("commitment-1", written) == Duty(Kind.DEADLINE, "commitment-1", _day(day))


@pytest.mark.parametrize(
    "written",
    [
        *("", "soon", "2025-13", "2025-00", "2025-06-00", "2025-02-30", "0000", "25-06", "2025-6", "2025/"),
        *("/2025", "2026/2025", "2025/2026/2027", "2025-06-30T12:00", " 2025", "٢٠٢٥"),
    ],
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(DateIsWrong):
        last_day(written)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 2, "2025-03-31"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-01-15", 0, "2025-01-15"),
    ],
)
def test_counts_months_from_the_same_day(day, months, result):
    assert add_months(_day(day), months) == _day(result)


@pytest.mark.parametrize(("day", "months"), [("9999-12-01", 1), ("0001-01-01", -1)])
def test_stays_within_the_calendar(day, months):
    with pytest.raises(DateIsWrong, match="1 to 9999"):
        add_months(_day(day), months)


def test_periods_join_without_gap_or_overlap_also_at_the_end_of_a_month():
    periods = list(islice(Schedule(_day("2024-01-31"), 1).periods(), 14))
    assert periods[0] == (_day("2024-01-31"), _day("2024-02-28"))
    assert periods[1] == (_day("2024-02-29"), _day("2024-03-30"))
    assert periods[2] == (_day("2024-03-31"), _day("2024-04-29"))
    assert periods[12][0] == _day("2025-01-31")
    assert all((b[0] - a[1]).days == 1 for a, b in pairwise(periods))


def _dates(duties):
    return [(str(duty.first), str(duty.last), str(duty.due)) for duty in duties]


def test_reports_every_quarter_with_days_to_report():
    duties = report_duties("a-1", Schedule(_day("2025-01-01"), 3, 15), _day("2025-07-31"))
    assert _dates(duties) == [
        ("2025-01-01", "2025-03-31", "2025-04-15"),
        ("2025-04-01", "2025-06-30", "2025-07-15"),
        ("2025-07-01", "2025-09-30", "2025-10-15"),
    ]
    assert duties[0].key == "report:a-1:2025-01-01"


def test_the_end_of_a_schedule_is_the_last_day_on_which_a_period_starts():
    schedule = Schedule(_day("2025-01-01"), 6, end=_day("2025-07-01"))
    assert len(report_duties("a-1", schedule, _day("2030-01-01"))) == 2
    assert report_duties("a-1", schedule, _day("2024-12-31")) == ()


QUARTERS = report_duties("a-1", Schedule(_day("2025-01-01"), 3, 15), _day("2025-04-30"))


@pytest.mark.parametrize(
    ("schedule", "new"),
    [
        # Every half year from now on: the first new period is the rest of the running half.
        (
            Schedule(_day("2025-01-01"), 6, 30),
            [("2025-07-01", "2025-12-31", "2026-01-30"), ("2026-01-01", "2026-06-30", "2026-07-30")],
        ),
        # Every month.
        (
            Schedule(_day("2025-12-01"), 1, 0),
            [("2025-12-01", "2025-12-31", "2025-12-31"), ("2026-01-01", "2026-01-31", "2026-01-31")],
        ),
        # A year from March: what was reported already is not asked again.
        (Schedule(_day("2025-03-01"), 12, 0), [("2025-07-01", "2026-02-28", "2026-02-28")]),
        # Other days to report, same periods: those issued keep their dates.
        (
            Schedule(_day("2025-01-01"), 3, 5),
            [
                ("2025-07-01", "2025-09-30", "2025-10-05"),
                ("2025-10-01", "2025-12-31", "2026-01-05"),
                ("2026-01-01", "2026-03-31", "2026-04-05"),
            ],
        ),
    ],
)
def test_a_changed_schedule_keeps_what_was_issued(schedule, new):
    duties = report_duties("a-1", schedule, _day("2026-01-15"), QUARTERS)
    assert duties[:2] == QUARTERS
    assert _dates(duties[2:]) == new


def test_generating_again_changes_nothing():
    schedule = Schedule(_day("2025-01-01"), 3, 15)
    assert report_duties("a-1", schedule, _day("2025-04-30"), QUARTERS) == QUARTERS
    assert report_duties("a-1", schedule, _day("2025-04-30"), reversed(QUARTERS)) == QUARTERS


@pytest.mark.parametrize(
    ("last_session", "months", "due"),
    [
        ("2024-01-16", 12, "2025-01-16"),
        ("2016-06-27/2016-06-28", 24, "2018-06-28"),
        ("2024-02", 12, "2025-02-28"),
        ("2023-02", 12, "2024-02-29"),
        ("2024", 12, "2025-12-31"),
        ("2023-08-31", 6, "2024-02-29"),
    ],
)
def test_a_session_is_expected_after_its_cadence(last_session, months, due):
    assert session_duty("mechanism-1", last_session, months) == Duty(Kind.SESSION, "mechanism-1", _day(due))


def test_a_reply_is_due_so_many_days_after_the_day_it_was_asked():
    duty = reply_duty("request-1", _day("2026-02-20"), 10)
    assert (duty.due, duty.key) == (_day("2026-03-02"), "reply:request-1")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Schedule(_day("2025-01-01"), 0), "one month or longer"),
        (lambda: Schedule(_day("2025-01-01"), 1, -1), "before its period ends"),
        (lambda: Schedule(_day("2025-01-01"), 1, end=_day("2024-01-01")), "before it starts"),
        (lambda: session_duty("m", "2025", 0), "month or more"),
        (lambda: reply_duty("r", _day("2025-01-01"), 0), "a day or more"),
        (lambda: report_duties("b", Schedule(_day("2025-01-01"), 1), date.max, QUARTERS), "no report of b"),
        (
            lambda: report_duties(
                "a", Schedule(_day("2025-01-01"), 1), date.max, [reply_duty("a", date.min, 1)]
            ),
            "reply:a is no report of a",
        ),
    ],
)
def test_what_cannot_be_scheduled_is_refused(make, words):
    with pytest.raises(ScheduleIsWrong, match=words):
        make()
