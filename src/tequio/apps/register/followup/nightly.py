"""What a site does once a night: issue duties, drop those without ground, note what is due, send letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tequio.apps.register.followup.issuing import drop_lapsed, issue_all
from tequio.apps.register.followup.reminding import queue_letters, send_letters


@dataclass(frozen=True, slots=True)
class Night:
    """What one run did.

    Args:
        issued: new duties.
        dropped: duties whose ground is gone.
        stored: new letters.
        sent: letters that the mail server took, older ones among them.
        waiting: letters that wait.
    """

    issued: int
    dropped: int
    stored: int
    sent: int
    waiting: int


def run_duties(on: date | None = None, now: datetime | None = None) -> Night:
    """Do the night's work; doing it again the same day changes nothing but the letters that still wait.

    Args:
        on: the day; today where it is left out.
        now: the time; that of the clock where it is left out.
    """
    now = now or timezone.now()
    on = on or timezone.localdate(now)
    dropped = drop_lapsed()
    issued = issue_all(on)
    stored = queue_letters(on, now)
    sent, waiting = send_letters(now)
    return Night(issued, dropped, stored, sent, waiting)
