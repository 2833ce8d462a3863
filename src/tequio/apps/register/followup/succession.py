"""One focal point follows another: the terms and the hand-over, in one step."""

from __future__ import annotations

from datetime import date

from tequio.apps.accounts.models import FocalPoint, Institution, User
from tequio.apps.accounts.operations.rights import Term, appoint_focal_point, end_term
from tequio.apps.ledger.recording import recorded
from tequio.apps.register.followup.handing_over import hand_over
from tequio.apps.register.models import HandOver


def succeed(  # noqa: PLR0913
    institution: Institution,
    by: User,
    arriving: User,
    *,
    on: date,
    leaving: User | None = None,
    words: str = "",
    mandate: str = "",
) -> HandOver:
    """End the term of whoever leaves, put whoever takes over in charge, and write the hand-over.

    Args:
        institution: whose work it is.
        by: a coordinator.
        arriving: who takes over; keeps a mandate that runs already.
        on: the last day of the one and the first of the other.
        leaving: who leaves, or None where there was nobody.
        words: to whoever takes over.
        mandate: what it covers and the letter that gave it.

    Raises:
        NotAllowed: the person may not appoint or hand over.
        WrongValue: somebody is of another institution, or no focal point.
    """
    with recorded(by, "hand-over"):
        made = hand_over(institution, by, arriving, leaving=leaving, on=on, words=words)
        running = FocalPoint.running().filter(institution=institution)
        if leaving is not None:
            for term in running.filter(account=leaving):
                end_term(by, term, on)
        if not running.filter(account=arriving).exists():
            appoint_focal_point(by, arriving, Term(starts_on=on, mandate=mandate))
    return made
