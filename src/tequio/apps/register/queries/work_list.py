"""What waits for one person: mine, this week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from tequio.apps.accounts.models import User
from tequio.apps.accounts.policy import may
from tequio.apps.ledger.prepared import Prepared
from tequio.apps.register.followup.due import rules, standing
from tequio.apps.register.models import (
    Assignment,
    BlindRound,
    Duty,
    InquiryReply,
    Reply,
    Report,
    Submission,
)
from tequio.engines.duties import Kind, Standing, State

PAGE = 25
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty and where it stands."""

    duty: Duty
    standing: Standing


@dataclass(frozen=True, slots=True)
class WorkList:
    """What one person has to do.

    Args:
        duties: open ones of the person (or, for a coordinator, of sessions and what is escalated), the
            oldest date first, one page of them.
        next_after: what to hand in as `after` for the next page; empty at the end.
        counts: how many of all stand where.
        returned: own reports that came back, with their reason as the last step.
        drafts: own reports not handed in.
        reports: for a decider, reports that wait for a decision, the oldest first.
        submissions: for a decider, submissions that wait to be considered, the oldest first.
        inquiries: questions to the own institution without an answer.
        replies: rights of reply of the own institution that were not used.
        rounds: open blind rounds in which the person judges.
    """

    duties: list[Owed]
    next_after: str
    counts: dict[State, int]
    returned: list[Report]
    drafts: list[Report]
    reports: list[Report]
    submissions: list[Submission]
    inquiries: list[InquiryReply]
    replies: list[Reply]
    rounds: list[BlindRound]


def owed_by(user: User) -> QuerySet[Duty]:
    """Give a person's open duties: those of the own institution, and of commitments that it is in charge of.

    A coordinator's are the sessions; what others owe is on the board.
    """
    duties = Duty.objects.filter(done_on=None)
    if may(user, "report.decide", _NotDraft()):
        return duties.filter(kind=Duty.Kind.SESSION)
    if user.institution_id is None:
        return duties.none()
    charged = Assignment.objects.filter(institution=user.institution_id, ended_on=None)
    # In this order: a database looks its thousands of commitments up only when a duty comes this far.
    of_commitments = (
        Q(kind=Duty.Kind.DEADLINE)
        & Q(institution=None)
        & Q(commitment__in=charged.values("component__commitment"))
    )
    return duties.filter(Q(institution=user.institution_id) | of_commitments)


class _NotDraft:
    """A report that was handed in, to ask who decides on such."""

    is_draft = False
    is_accepted = False
    is_public = False
    institution_id = None


_own_reports = Prepared(
    lambda institution: (
        Report.objects.filter(
            assignment__institution=institution, state__in=(Report.State.RETURNED, Report.State.DRAFT)
        )
        .select_related("assignment__component")
        .order_by("state", "pk")
    )
)
_asked = Prepared(
    lambda institution: InquiryReply.objects.filter(authority=institution, answered_on=None).select_related(
        "inquiry"
    )[:PAGE]
)
_replies = Prepared(lambda institution: Reply.objects.filter(institution=institution, replied_on=None)[:PAGE])
_rounds = Prepared(
    lambda user: BlindRound.objects.filter(Q(first=user) | Q(second=user), closed_at=None)[:PAGE]
)


def work_list(user: User, on: date, within: timedelta = WEEK, after: str = "") -> WorkList:
    """List what a person has to do.

    Args:
        user: the person.
        on: the day.
        within: how far ahead duties are listed; overdue ones always are.
        after: where the page before ended.
    """
    decides = may(user, "report.decide", _NotDraft())
    duties = owed_by(user)
    if decides:
        duties = duties | _escalated(on)
    listed = list(_after(duties.filter(due_on__lte=on + within), after)[: PAGE + 1])
    institution = user.institution_id or 0
    own = _own_reports(institution)
    reports = Report.objects.filter(state=Report.State.SUBMITTED).select_related(
        "assignment__component", "assignment__institution"
    )
    submissions = Submission.objects.filter(state=Submission.State.RECEIVED)
    return WorkList(
        duties=[Owed(duty, standing(duty, on)) for duty in listed[:PAGE]],
        next_after=f"{listed[PAGE - 1].due_on}_{listed[PAGE - 1].pk}" if len(listed) > PAGE else "",
        counts=_counts(duties, on),
        returned=[one for one in own if one.state == Report.State.RETURNED][:PAGE],
        drafts=[one for one in own if one.state == Report.State.DRAFT][:PAGE],
        reports=list(reports.order_by("pk")[:PAGE]) if decides else [],
        submissions=list(submissions.order_by("pk")[:PAGE]) if decides else [],
        inquiries=_asked(institution),
        replies=_replies(institution),
        rounds=_rounds(user.pk),
    )


def _escalated(on: date) -> QuerySet[Duty]:
    late = Q()
    for kind, rule in rules().items():
        late |= Q(kind=str(kind), due_on__lte=on - timedelta(days=rule.escalate_after))
    return Duty.objects.filter(late, done_on=None)


def _after(duties: QuerySet[Duty], after: str) -> QuerySet[Duty]:
    rows = (
        duties.select_related("assignment__component", "commitment", "mechanism", "institution")
        .defer("commitment__proposal", "commitment__folded")
        .order_by("due_on", "pk")
    )
    day, _separator, key = after.partition("_")
    try:
        last, number = date.fromisoformat(day), int(key)
    except ValueError:
        return rows
    return rows.filter(Q(due_on__gt=last) | Q(due_on=last, pk__gt=number))


def _counts(duties: QuerySet[Duty], on: date) -> dict[State, int]:
    """Count in the database, all at once, by the days between which each state lies."""
    due, overdue, escalated = Q(), Q(), Q()
    for kind in Kind:
        rule, of_kind = rules()[kind], Q(kind=str(kind))
        last_late = on - timedelta(days=rule.escalate_after)
        due |= of_kind & Q(due_on__gte=on, due_on__lte=on + timedelta(days=rule.due_within))
        overdue |= of_kind & Q(due_on__lt=on, due_on__gt=last_late)
        escalated |= of_kind & Q(due_on__lte=last_late)
    last = on + timedelta(days=max(rule.due_within for rule in rules().values()))
    found = duties.filter(due_on__lte=last).aggregate(
        due=Count("pk", filter=due),
        overdue=Count("pk", filter=overdue),
        escalated=Count("pk", filter=escalated),
    )
    return {State.DUE: found["due"], State.OVERDUE: found["overdue"], State.ESCALATED: found["escalated"]}
