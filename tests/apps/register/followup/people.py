"""Who takes part: two ministries, a commission, an association, and an account in each role."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from tequio.apps.accounts.models import FocalPoint, Institution, User
from tequio.apps.ledger.recording import note_new, recorded


@dataclass
class People:
    """Accounts by role, and their institutions."""

    coordinator: User
    administrator: User
    focal_point: User
    other_focal_point: User
    nhri: User
    international: User
    civil_society: User
    reader: User
    visitor: AnonymousUser
    ministry: Institution
    other_ministry: Institution
    unit: Institution
    commission: Institution
    office: Institution
    association: Institution


def institution(name: str, kind: str = "public") -> Institution:
    return Institution.objects.create(name_en=name, name_es=name, kind=kind)


def account(name: str, role: str, speaks_for: Institution | None = None, since: str = "2020-01-01") -> User:
    user = User.objects.create(username=name, role=role, institution=speaks_for)
    note_new(user)
    if role == "focal_point":
        point = FocalPoint.objects.create(
            account=user, institution=speaks_for, starts_on=date.fromisoformat(since)
        )
        note_new(point)
    return user


def gather() -> People:
    with recorded(None, "gather"):
        ministry, other_ministry = institution("Ministry of the Interior"), institution("Ministry of Health")
        unit = institution("Follow-up unit")
        commission = institution("National Commission", "nhri")
        office = institution("Country office", "international")
        association = institution("Association", "civil_society")
        note_new(ministry, other_ministry, unit, commission, office, association)
        return People(
            coordinator=account("coordinator", "coordinator", unit),
            administrator=account("administrator", "administrator"),
            focal_point=account("focal-point", "focal_point", ministry),
            other_focal_point=account("other-focal-point", "focal_point", other_ministry),
            nhri=account("commissioner", "nhri", commission),
            international=account("officer", "international", office),
            civil_society=account("association", "civil_society", association),
            reader=account("reader", "reader"),
            visitor=AnonymousUser(),
            ministry=ministry,
            other_ministry=other_ministry,
            unit=unit,
            commission=commission,
            office=office,
            association=association,
        )
