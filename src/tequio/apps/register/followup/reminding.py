"""Letters that call duties to mind: a count and a link, and nothing that could harm whoever reads along.

A letter is stored before anything is sent. A mail server that is down leaves it waiting; it is tried again
after a while that doubles, and replaced when a newer one for the same person is stored.
"""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tequio.apps.accounts.models import FocalPoint, User
from tequio.apps.register.followup.due import rules, standing
from tequio.apps.register.models import Assignment, Duty, Mail
from tequio.engines.duties import State

_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=6)
# Whoever has taken a letter to send it, and then died, loses it after this.
_CLAIM = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Count:
    """How much is due for one person."""

    due: int = 0
    overdue: int = 0
    escalated: int = 0

    @property
    def is_none(self) -> bool:
        """Whether there is nothing to call to mind."""
        return not (self.due or self.overdue or self.escalated)


def counts(on: date) -> dict[int, Count]:
    """Count what is due on a day for each account that a duty concerns.

    Focal points in office and deputies hear of what their institution owes; coordinators of what is
    escalated and of the sessions that are due.

    Returns:
        account number -> count, those without anything left out.
    """
    by_institution: dict[int, Counter[State]] = {}
    for_coordinators: Counter[State] = Counter()
    furthest = max(rule.due_within for rule in rules().values())
    open_ones = Duty.objects.filter(done_on=None, due_on__lte=on + timedelta(days=furthest))
    charged = _charged(open_ones)
    for duty in open_ones.iterator(chunk_size=2000):
        stands = standing(duty, on)
        if stands.state is State.LATER:
            continue
        owing = {duty.institution_id} if duty.institution_id else charged.get(duty.commitment_id or 0, set())
        for institution in owing:
            by_institution.setdefault(institution or 0, Counter())[stands.state] += 1
        if stands.state is State.ESCALATED or duty.kind == Duty.Kind.SESSION:
            for_coordinators[stands.state] += 1
    found: dict[int, Count] = {}
    in_office = FocalPoint.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)
    for account, deputy, institution in in_office.values_list("account", "deputy", "institution"):
        for person in filter(None, (account, deputy)):
            found[person] = _as_count(by_institution.get(institution, {}))
    for person in User.objects.filter(role=User.Role.COORDINATOR, is_active=True).values_list(
        "pk", flat=True
    ):
        found[person] = _as_count(for_coordinators)
    return {person: count for person, count in found.items() if not count.is_none}


def _charged(open_ones: QuerySet[Duty]) -> dict[int, set[int]]:
    """Give which institutions are in charge of the commitments whose deadline nobody else owes."""
    commitments = Duty.objects.filter(
        pk__in=open_ones, kind=Duty.Kind.DEADLINE, assignment=None, institution=None
    ).values("commitment")
    found: dict[int, set[int]] = {}
    rows = Assignment.objects.filter(ended_on=None, component__commitment__in=commitments)
    for commitment, institution in rows.values_list("component__commitment", "institution"):
        found.setdefault(commitment, set()).add(institution)
    return found


def _as_count(states: Mapping[State, int]) -> Count:
    return Count(states.get(State.DUE, 0), states.get(State.OVERDUE, 0), states.get(State.ESCALATED, 0))


def queue_letters(on: date, now: datetime) -> int:
    """Store a letter for everybody for whom something has changed since their last one.

    Args:
        on: the day.
        now: from when they may be sent.

    Returns:
        How many were stored; none where this was done for the day already.
    """
    wanted = counts(on)
    reached = User.objects.filter(pk__in=wanted, is_active=True).exclude(email="")
    last = {mail.to_id: mail for mail in Mail.objects.filter(to__in=reached).order_by("day", "pk")}
    letters = []
    for person in reached.values_list("pk", flat=True):
        before, count = last.get(person), wanted[person]
        if before is not None and (
            before.day >= on
            or (before.due, before.overdue, before.escalated) == (count.due, count.overdue, count.escalated)
        ):
            continue
        letters.append(
            Mail(
                to_id=person,
                day=on,
                due=count.due,
                overdue=count.overdue,
                escalated=count.escalated,
                next_try_at=now,
            )
        )
    Mail.objects.bulk_create(letters, ignore_conflicts=True)
    stale = Mail.objects.filter(state=Mail.State.WAITING, to__in=[letter.to_id for letter in letters])
    stale.filter(day__lt=on).update(state=Mail.State.REPLACED)
    return len(letters)


def send_letters(now: datetime) -> tuple[int, int]:
    """Try to send the letters that wait.

    Args:
        now: the time; a wait that a wrong clock has set to more than a day from now is not kept to.

    Returns:
        How many were sent, and how many wait still.
    """
    ready = Q(next_try_at__lte=now) | Q(next_try_at__gt=now + timedelta(days=1))
    waiting = Mail.objects.filter(ready, state=Mail.State.WAITING).select_related("to").order_by("pk")
    sent = sum(_send(letter, now) for letter in list(waiting))
    return sent, Mail.objects.filter(state=Mail.State.WAITING).count()


def _send(letter: Mail, now: datetime) -> bool:
    mine = Mail.objects.filter(pk=letter.pk, state=Mail.State.WAITING, next_try_at=letter.next_try_at)
    if not mine.update(next_try_at=now + _CLAIM):
        return False  # somebody else is sending it
    try:
        send_mail("Tequio", body(letter), None, [letter.to.email])
    except (OSError, smtplib.SMTPException) as error:
        wait = min(_FIRST_WAIT * 2 ** min(letter.attempts, 10), _LONGEST_WAIT)
        # The kind of the error only: its text may repeat the address.
        Mail.objects.filter(pk=letter.pk).update(
            attempts=letter.attempts + 1, next_try_at=now + wait, problem=type(error).__name__
        )
        return False
    Mail.objects.filter(pk=letter.pk).update(
        state=Mail.State.SENT, sent_at=now, attempts=letter.attempts + 1, problem=""
    )
    return True


def body(letter: Mail) -> str:
    """Write a letter in its reader's language."""
    with override(letter.to.language or settings.LANGUAGE_CODE):
        return "\n".join([*_lines(letter), "", f"{settings.ADDRESS}/", ""])


def _lines(letter: Mail) -> Iterable[str]:
    if letter.due:
        yield ngettext("%(count)s thing is due soon.", "%(count)s things are due soon.", letter.due) % {
            "count": letter.due
        }
    if letter.overdue:
        yield ngettext("%(count)s thing is overdue.", "%(count)s things are overdue.", letter.overdue) % {
            "count": letter.overdue
        }
    if letter.escalated:
        yield ngettext(
            "%(count)s thing is long overdue.", "%(count)s things are long overdue.", letter.escalated
        ) % {"count": letter.escalated}
    yield _("Sign in to see more:")
