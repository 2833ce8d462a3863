"""Where a duty stands on a day, and the rules."""

from datetime import date, timedelta

import pytest

from tequio.engines.duties import Duty, Kind, RulesAreWrong, State, load_rules, standing
from tequio.engines.duties.states import RULES as RULES_FILE

pytestmark = pytest.mark.engine

RULES = load_rules()
DUE = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("kind", "days_past", "state"),
    [
        (Kind.REPORT, -31, State.LATER),
        (Kind.REPORT, -30, State.DUE),
        (Kind.REPORT, 0, State.DUE),
        (Kind.REPORT, 1, State.OVERDUE),
        (Kind.REPORT, 14, State.OVERDUE),
        (Kind.REPORT, 15, State.ESCALATED),
        (Kind.SESSION, 89, State.OVERDUE),
        (Kind.SESSION, 90, State.ESCALATED),
        (Kind.DEADLINE, 29, State.OVERDUE),
        (Kind.DEADLINE, 30, State.ESCALATED),
        (Kind.REPLY, 9, State.OVERDUE),
        (Kind.REPLY, 10, State.ESCALATED),
    ],
)
def test_each_state_begins_on_its_day(kind, days_past, state):
    found = standing(Duty(kind, "x", DUE), DUE + timedelta(days=days_past), RULES)
    assert (found.state, found.days) == (state, -days_past)
    assert found.tell == ("coordinator" if state is State.ESCALATED else None)


@pytest.mark.parametrize(
    ("done", "state", "days"),
    [
        (DUE - timedelta(days=3), State.DONE, 3),
        (DUE, State.DONE, 0),
        (DUE + timedelta(days=2), State.DONE_LATE, -2),
        (DUE + timedelta(days=30), State.ESCALATED, -20),  # a date yet to come: not done
        (None, State.ESCALATED, -20),
    ],
)
def test_what_is_done_stays_as_it_was_then(done, state, days):
    found = standing(Duty(Kind.REPORT, "x", DUE), DUE + timedelta(days=20), RULES, done)
    assert (found.state, found.days) == (state, days)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version = 1", "version = ", "cannot be read"),
        ("[reply]", "[answer]", "one table for each of report, session, deadline, reply"),
        ("escalate_after = 15", "", "escalate_after"),
        ("escalate_after = 15", 'escalate_after = "15"', "report: escalate_after is a whole number from 1"),
        ("escalate_after = 15", "escalate_after = 0", "whole number from 1"),
        ("due_within = 30", "due_within = -1", "due_within is a whole number from 0"),
        ("due_within = 30", "due_within = true", "due_within is a whole number from 0"),
        ('escalate_to = "coordinator"', 'escalate_to = ""', "names a role"),
        ("due_within = 30", "due_within = 30\nmore = 1", "more"),
    ],
)
def test_wrong_rules_are_refused(tmp_path, old, new, words):
    shipped = RULES_FILE.read_text(encoding="utf-8")
    assert old in shipped
    path = tmp_path / "rules.toml"
    path.write_text(shipped.replace(old, new), encoding="utf-8")
    with pytest.raises(RulesAreWrong) as caught:
        load_rules(path)
    assert words in str(caught.value)


def test_missing_rules_are_refused(tmp_path):
    with pytest.raises(RulesAreWrong, match="cannot be read"):
        load_rules(tmp_path / "none.toml")
