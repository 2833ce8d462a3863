"""Which duties are done, and where each stands on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.register.followup.errors import NotInThatState
from tequio.apps.register.followup.rights import Asked
from tequio.apps.register.followup.steps import one_text, today
from tequio.apps.register.models import Duty, Report
from tequio.apps.register.operations.errors import WrongValue
from tequio.engines import duties as engine


@cache
def rules() -> Mapping[engine.Kind, engine.Rule]:
    """Give when duties are due and escalated, from the engine's file."""
    return engine.load_rules()


def as_engine(row: Duty) -> engine.Duty:
    """Give a duty as the engine takes it."""
    return engine.Duty(engine.Kind(row.kind), row.source, row.due_on, row.first, row.last)


def standing(row: Duty, on: date) -> engine.Standing:
    """Say where a duty stands on a day: later, due, overdue, escalated, done or done late."""
    return engine.standing(as_engine(row), on, rules(), row.done_on)


def settle_report(report: Report) -> None:
    """Note whether a report's duty is done: from the day it is handed in until it is returned."""
    is_in = report.state in {Report.State.SUBMITTED, Report.State.ACCEPTED}
    Duty.objects.filter(kind=Duty.Kind.REPORT, assignment=report.assignment_id, first=report.first).update(
        done_on=report.submitted_on if is_in else None
    )


def settle_reply(source: str, done_on: date | None) -> None:
    """Note whether a reply that somebody owed is there.

    Args:
        source: of the duty, "reply-12" or "inquiry-12-34".
        done_on: the day, or None where it is owed still.
    """
    Duty.objects.filter(kind=Duty.Kind.REPLY, source=source).update(done_on=done_on)


def close_deadline(duty: Duty, by: User, why: str, on: date | None = None) -> Duty:
    """Say that a deadline was met, which no record says by itself.

    Args:
        duty: a deadline.
        by: who says so.
        why: on what ground; needed.
        on: the day on which it was met; today where it is left out.

    Raises:
        NotAllowed: the person's role does not allow it.
        NotInThatState: it is no deadline, or is done.
        WrongValue: there is no ground.
    """
    require(by, "assignment.assign", Asked())
    if not why.strip():
        raise WrongValue(_("Say on what ground the deadline was met."))
    with recorded(by, "close-deadline"):
        note(duty)
        duty.refresh_from_db()
        if duty.kind != Duty.Kind.DEADLINE or duty.done_on is not None:
            raise NotInThatState(_("Only an open deadline is closed by hand."))
        duty.done_on, duty.closed_by, duty.closed_why = on or today(), by, one_text(why)
        duty.save(update_fields=["done_on", "closed_by", "closed_why"])
    return duty
