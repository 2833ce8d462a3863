"""Where a duty stands on a day: later, due, overdue, escalated or done, by rules that are data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from tequio.engines.duties.errors import RulesAreWrong
from tequio.engines.duties.schedules import Duty, Kind

RULES = Path(__file__).with_name("rules.toml")


class State(StrEnum):
    """Where a duty stands."""

    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    DONE = "done"
    DONE_LATE = "done late"


@dataclass(frozen=True, slots=True)
class Rule:
    """When duties of one kind are due and escalated.

    Args:
        due_within: days before its date from which it counts as due, 0 or more.
        escalate_after: days after its date from which it is escalated, 1 or more.
        escalate_to: the role that hears of it then.
    """

    due_within: int
    escalate_after: int
    escalate_to: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a duty stands on a day, and why.

    Args:
        state: later, due, overdue, escalated, done, or done late.
        days: days left until its date; negative for days past it. For one that is done, as it was then.
        tell: the role that has to hear of it besides whoever owes it, or None.
    """

    state: State
    days: int
    tell: str | None = None


def load_rules(path: Path = RULES) -> dict[Kind, Rule]:
    """Read the rules, one for each kind of duty.

    Args:
        path: a TOML file as `rules.toml`.

    Raises:
        RulesAreWrong: where it cannot be read, a kind is missing, or a number is out of range.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RulesAreWrong(f"{path.name} cannot be read: {error}.") from None
    content.pop("version", None)
    if set(content) != set(Kind):
        raise RulesAreWrong(f"{path.name} needs one table for each of {', '.join(Kind)}, and no other.")
    rules = {}
    for kind in Kind:
        try:
            rule = Rule(**content[kind])
        except TypeError as error:
            raise RulesAreWrong(f"{path.name}, {kind}: {error}.") from None
        for name, least, number in (
            ("due_within", 0, rule.due_within),
            ("escalate_after", 1, rule.escalate_after),
        ):
            if type(number) is not int or number < least:
                raise RulesAreWrong(f"{path.name}, {kind}: {name} is a whole number from {least}.")
        if not isinstance(rule.escalate_to, str) or not rule.escalate_to:
            raise RulesAreWrong(f"{path.name}, {kind}: escalate_to names a role.")
        rules[kind] = rule
    return rules


def standing(duty: Duty, today: date, rules: Mapping[Kind, Rule], done: date | None = None) -> Standing:
    """Say where a duty stands.

    Args:
        duty: the duty.
        today: the day in question, in the time zone of whoever owes it.
        rules: from `load_rules`.
        done: the day on which it was done, or None.

    Returns:
        On its date a duty is due, the day after it is overdue; on day `escalate_after` past it, escalated.
        What was done after `today` is not done yet.
    """
    rule = rules[duty.kind]
    if done is not None and done <= today:
        days = (duty.due - done).days
        return Standing(State.DONE if days >= 0 else State.DONE_LATE, days)
    days = (duty.due - today).days
    if days > rule.due_within:
        return Standing(State.LATER, days)
    if days >= 0:
        return Standing(State.DUE, days)
    if -days < rule.escalate_after:
        return Standing(State.OVERDUE, days)
    return Standing(State.ESCALATED, days, rule.escalate_to)
