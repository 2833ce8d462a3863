"""Changing what an account may do, and who is in charge in an institution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import NothingToDo, WrongValue, require
from tequio.apps.accounts.models import FocalPoint, Institution, Post, User
from tequio.apps.accounts.operations.invitations import OF_AN_INSTITUTION
from tequio.apps.ledger.recording import note, note_new, recorded


@dataclass(frozen=True, slots=True)
class Rights:
    """What an account may do.

    Args:
        role: a value of `User.Role`.
        institution: for which it speaks, or None.
        is_active: False for a closed account.
    """

    role: str
    institution: Institution | None = None
    is_active: bool = True


def change_rights(by: User, account: User, rights: Rights) -> User:
    """Give an account another role or institution, or close it; a closed one is signed out at once.

    Raises:
        NotAllowed: the person may not.
        WrongValue: there is no such role, an institution is missing, or no administrator would be left.
        NothingToDo: nothing differs from what stands.
    """
    require(by, "account.change", account)
    if rights.role not in User.Role.values:
        raise WrongValue(_("“%s” is no role.") % rights.role)
    if rights.role in OF_AN_INSTITUTION and rights.institution is None:
        raise WrongValue(_("Name the institution for which the person will speak."))
    with recorded(by, "change-rights"):
        # All administrators are locked, so that two cannot take the role from one another at once.
        administrators = User.objects.select_for_update().filter(role=User.Role.ADMINISTRATOR, is_active=True)
        others = [one.pk for one in administrators.order_by("pk") if one.pk != account.pk]
        fresh = User.objects.select_for_update().get(pk=account.pk)
        note(fresh)
        stays = rights.is_active and rights.role == User.Role.ADMINISTRATOR
        if fresh.role == User.Role.ADMINISTRATOR and not stays and not others:
            raise WrongValue(_("This is the only administrator; name another one first."))
        now = Rights(fresh.role, fresh.institution, fresh.is_active)
        if now == rights:
            raise NothingToDo(_("Nothing differs from what stands."))
        fresh.role, fresh.institution, fresh.is_active = rights.role, rights.institution, rights.is_active
        fresh.save(update_fields=["role", "institution", "is_active"])
    return fresh


@dataclass(frozen=True, slots=True)
class Term:
    """For how long and for what a focal point is in charge.

    Args:
        starts_on: first day.
        ends_on: last day, or None while it is open.
        mandate: what it covers and the letter that gave it.
        deputy: who stands in, an account of the same institution, or None.
        post: of the person, or None.
    """

    starts_on: date
    ends_on: date | None = None
    mandate: str = ""
    deputy: User | None = None
    post: Post | None = None


def appoint_focal_point(by: User, account: User, term: Term) -> FocalPoint:
    """Put a person in charge of their institution's follow-up.

    Args:
        by: who appoints.
        account: a focal point with an institution.
        term: for how long, for what, with which deputy.

    Raises:
        NotAllowed: the person may not.
        WrongValue: the account is no focal point, the deputy is of another institution, the term ends before
            it starts, or the person is in charge already in this time.
    """
    require(by, "account.appoint", account)
    institution = account.institution
    if account.role != User.Role.FOCAL_POINT or institution is None:
        raise WrongValue(_("Only the account of a focal point, with an institution, can be put in charge."))
    if term.deputy is not None and (
        term.deputy.pk == account.pk
        or term.deputy.institution_id != institution.pk
        or term.deputy.role != User.Role.FOCAL_POINT
    ):
        raise WrongValue(_("The deputy must be another focal point of the same institution."))
    if term.ends_on is not None and term.ends_on < term.starts_on:
        raise WrongValue(_("The term ends before it starts; check the dates."))
    with recorded(by, "appoint"):
        # Locked, so that two terms entered at once are seen by one another.
        User.objects.select_for_update().get(pk=account.pk)
        for other in account.mandates.all():
            if _overlap(other, term):
                raise WrongValue(_("This person is in charge already in this time; end that term first."))
        focal_point = FocalPoint.objects.create(
            account=account,
            institution=institution,
            post=term.post,
            deputy=term.deputy,
            mandate=" ".join(term.mandate.split())[:400],
            starts_on=term.starts_on,
            ends_on=term.ends_on,
        )
        note_new(focal_point)
    return focal_point


def _overlap(one: FocalPoint, other: Term) -> bool:
    begins_before = other.ends_on is None or one.starts_on <= other.ends_on
    return begins_before and (one.ends_on is None or one.ends_on >= other.starts_on)


def end_term(by: User, focal_point: FocalPoint, on: date) -> FocalPoint:
    """End a focal point's term, as when another one follows.

    Args:
        by: who ends it.
        focal_point: whose term.
        on: its last day.

    Raises:
        NotAllowed: the person may not.
        WrongValue: the day lies before the term.
        NothingToDo: it ends on that day or before already.
    """
    require(by, "account.appoint", focal_point)
    with recorded(by, "end-term"):
        fresh = FocalPoint.objects.select_for_update().get(pk=focal_point.pk)
        note(fresh)
        if on < fresh.starts_on:
            raise WrongValue(_("The term ends before it starts; check the dates."))
        if fresh.ends_on is not None and fresh.ends_on <= on:
            raise NothingToDo(_("This term has ended by then already."))
        fresh.ends_on = on
        fresh.save(update_fields=["ends_on"])
    return fresh
