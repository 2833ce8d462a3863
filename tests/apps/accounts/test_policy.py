"""Who may do what: role × object × verb, as a table."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.operations.rights import Term, appoint_focal_point
from tequio.apps.accounts.policy import POLICY, may

OWN, OTHER = 1, 2
ROLES = ("visitor", "reader", "civil_society", "international", "nhri", "focal_point", "coordinator")
ROLES += ("administrator",)


def somebody(role, institution=OWN, **more):
    """An account of a role, without a database; account 7, in charge of institution 1."""
    if role == "visitor":
        return AnonymousUser()
    user = User(pk=7, username=role, role=role, institution_id=institution, **more)
    user.__dict__["is_in_office"] = True
    return user


def thing(**attributes):
    plain = {
        "is_public": False,
        "institution_id": OWN,
        "institution_ids": {OWN},
        "is_draft": False,
        "is_accepted": False,
        "confidentiality": "public",
        "added_by_id": 99,
        "by_id": 99,
        "reader_ids": (),
        "is_blind": False,
        "lead_ids": (),
        "analyst_ids": (),
        "coder_ids": (),
        "member_ids": (),
    }
    return SimpleNamespace(**{**plain, **attributes})


PUBLISHED, UNPUBLISHED = thing(is_public=True), thing()
FOREIGN = {"institution_id": OTHER, "institution_ids": {OTHER}}
EVERYBODY = set(ROLES)
SIGNED_IN = EVERYBODY - {"visitor"}
DECIDERS = {"coordinator", "administrator"}
LED = thing(lead_ids=(7,), member_ids=(7,))
ANALYSED = thing(analyst_ids=(7,), member_ids=(7, 99))
CODED = thing(coder_ids=(7,), member_ids=(7,))
FOLLOWED = thing(lead_ids=(99,), member_ids=(7, 99))
FOREIGN_STUDY = thing(lead_ids=(99,), analyst_ids=(99,), coder_ids=(99,), member_ids=(99,))
OUTSIDE = {"nhri", "international", "civil_society"}

STUDIES = sorted(name for name in POLICY if name.startswith("study"))

# Permission, object, who may. Everybody who is not named may not.
TABLE = [
    *((f"{kind}.read", PUBLISHED, EVERYBODY) for kind in ("document", "finding", "mechanism", "component")),
    *((f"{kind}.read", UNPUBLISHED, SIGNED_IN) for kind in ("document", "finding", "mechanism", "component")),
    *((f"{kind}.read", PUBLISHED, EVERYBODY) for kind in ("assignment", "action", "person")),
    *((f"{kind}.read", UNPUBLISHED, SIGNED_IN) for kind in ("assignment", "action", "person")),
    ("document.take_in", None, DECIDERS),
    ("document.describe", PUBLISHED, DECIDERS),
    ("document.publish", UNPUBLISHED, {"coordinator"}),
    ("standards.import", None, DECIDERS),
    ("standards.keep", None, SIGNED_IN),
    ("finding.decide", UNPUBLISHED, DECIDERS),
    ("mechanism.change", UNPUBLISHED, DECIDERS),
    ("component.change", UNPUBLISHED, DECIDERS),
    ("assignment.assign", UNPUBLISHED, DECIDERS),
    ("assignment.undo", UNPUBLISHED, DECIDERS),
    ("assignment.undo", thing(by_id=7), DECIDERS),
    ("assignment.hand_over", thing(), DECIDERS | {"focal_point"}),
    ("assignment.hand_over", thing(**FOREIGN), DECIDERS),
    ("action.write", thing(), DECIDERS | {"focal_point"}),
    ("action.write", thing(**FOREIGN), DECIDERS),
    ("report.read", thing(is_draft=True), {"focal_point"}),
    ("report.read", thing(is_draft=True, **FOREIGN), set()),
    ("report.read", thing(**FOREIGN), DECIDERS),
    ("report.read", thing(is_accepted=True, **FOREIGN), SIGNED_IN),
    ("report.read", thing(is_accepted=True, is_public=True, **FOREIGN), EVERYBODY),
    ("report.read", thing(is_draft=True, is_public=True, **FOREIGN), set()),
    ("report.write", thing(), {"focal_point"}),
    ("report.write", thing(**FOREIGN), set()),
    ("report.decide", thing(), DECIDERS),
    ("report.decide", thing(is_draft=True), set()),
    ("evidence.read", thing(is_public=True, **FOREIGN), EVERYBODY),
    ("evidence.read", thing(**FOREIGN), SIGNED_IN),
    ("evidence.read", thing(confidentiality="partners", is_public=True, **FOREIGN), SIGNED_IN),
    ("evidence.read", thing(confidentiality="institution", is_public=True, **FOREIGN), DECIDERS),
    ("evidence.read", thing(confidentiality="institution"), SIGNED_IN),
    ("evidence.read", thing(confidentiality="restricted", is_public=True), set()),
    ("evidence.read", thing(confidentiality="restricted", reader_ids=(7,), **FOREIGN), SIGNED_IN),
    ("evidence.read", thing(confidentiality="restricted", added_by_id=7, **FOREIGN), SIGNED_IN),
    ("evidence.read", thing(confidentiality="misspelt", is_public=True), set()),
    ("evidence.write", thing(), {"focal_point", "coordinator"} | OUTSIDE),
    ("evidence.write", thing(**FOREIGN), {"coordinator"}),
    ("assessment.read", thing(is_public=True, **FOREIGN), EVERYBODY),
    ("assessment.read", thing(**FOREIGN), SIGNED_IN),
    ("assessment.read", thing(is_blind=True, is_public=True), set()),
    ("assessment.read", thing(is_blind=True, by_id=7), SIGNED_IN),
    ("assessment.write", thing(), {"coordinator", "focal_point"} | OUTSIDE),
    ("assessment.write", thing(institution_ids={OTHER}), {"coordinator"} | OUTSIDE),
    ("assessment.write", thing(**FOREIGN), set()),
    ("submission.send", None, EVERYBODY),
    ("submission.read", thing(is_public=True, **FOREIGN), EVERYBODY),
    ("submission.read", thing(), DECIDERS | {"focal_point"}),
    ("submission.read", thing(**FOREIGN), DECIDERS),
    ("submission.decide", thing(), DECIDERS),
    ("submission.reply", thing(), {"focal_point", "coordinator"}),
    ("submission.reply", thing(**FOREIGN), {"coordinator"}),
    ("study.open", None, {"coordinator"}),
    *(("study.read", study, SIGNED_IN) for study in (LED, ANALYSED, CODED, FOLLOWED)),
    *((name, FOREIGN_STUDY, set()) for name in STUDIES if name != "study.open"),
    *((name, None, set()) for name in STUDIES if name != "study.open"),
    *((name, LED, SIGNED_IN) for name in ("study.change", "study-list.bring", "study-list.destroy")),
    *((name, LED, SIGNED_IN) for name in ("study.link", "study.estimate", "study-pair.resolve")),
    ("study-pair.code", LED, set()),
    ("study-report.publish", LED, {"coordinator"}),
    *((name, ANALYSED, SIGNED_IN) for name in ("study-list.bring", "study.link", "study.estimate")),
    *((name, ANALYSED, set()) for name in ("study.change", "study-list.destroy", "study-pair.code")),
    *((name, ANALYSED, set()) for name in ("study-pair.resolve", "study-report.publish")),
    ("study-pair.code", CODED, SIGNED_IN),
    *((name, CODED, set()) for name in ("study.change", "study-list.bring", "study-list.destroy")),
    *((name, CODED, set()) for name in ("study.link", "study.estimate", "study-pair.resolve")),
    *((name, FOLLOWED, set()) for name in STUDIES if not name.endswith((".read", ".open"))),
    ("study-report.read", FOLLOWED, SIGNED_IN),
    ("study-report.read", thing(is_public=True, member_ids=(99,)), EVERYBODY),
    ("study.read", thing(is_public=True, member_ids=(99,)), set()),
    ("person.change", thing(), DECIDERS),
    ("person.erase", thing(), {"administrator"}),
    ("account.read", None, DECIDERS),
    ("account.invite", thing(role="focal_point"), DECIDERS),
    ("account.invite", thing(role="coordinator"), {"administrator"}),
    ("account.invite", thing(role="administrator"), {"administrator"}),
    ("account.invite", thing(role="forged"), {"administrator"}),
    ("account.change", thing(role="reader"), {"administrator"}),
    ("account.appoint", thing(), DECIDERS),
    ("ledger.read", None, SIGNED_IN),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("permission", "thing", "allowed"), TABLE, ids=lambda v: v if isinstance(v, str) else ""
)
def test_each_role_may_what_the_table_says(permission, thing, allowed, role):
    assert may(somebody(role), permission, thing) == (role in allowed)


def test_every_permission_stands_in_the_table():
    assert {permission for permission, _thing, _allowed in TABLE} == set(POLICY)


@pytest.mark.parametrize(
    "user",
    [
        somebody("coordinator", is_active=False),
        somebody("owner"),
        somebody("", is_superuser=True, is_staff=True),
        somebody("Coordinator"),
    ],
    ids=["closed", "forged", "superuser", "misspelt"],
)
@pytest.mark.parametrize(
    ("permission", "thing", "allowed"), TABLE, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_closed_account_a_forged_role_and_a_superuser_change_nothing(user, permission, thing, allowed):
    verb = permission.partition(".")[2]
    if verb not in {"read", "send"}:
        assert not may(user, permission, thing)


@pytest.mark.parametrize(
    "permission", [name for name in POLICY if name.split(".")[0] in {"action", "report"}]
)
def test_a_focal_point_without_institution_matches_nothing_without_one(permission):
    nobody = somebody("focal_point", institution=None)
    orphan = thing(institution_id=None, institution_ids=(), is_draft=True)
    if permission != "action.read":
        assert not may(nobody, permission, orphan)


def test_an_unknown_permission_is_a_fault_of_the_program():
    with pytest.raises(KeyError):
        may(somebody("coordinator"), "finding.destroy")


@pytest.mark.django_db
def test_a_focal_point_whose_term_is_over_writes_no_more(coordinator):
    ministry = Institution.objects.create(name_es="Secretaría")
    account = User.objects.create(username="enlace", role="focal_point", institution=ministry)
    deputy = User.objects.create(username="suplente", role="focal_point", institution=ministry)
    report = thing(institution_id=ministry.pk)

    def writes(user):
        return may(User.objects.get(pk=user.pk), "report.write", report)

    assert not writes(account)
    term = appoint_focal_point(coordinator, account, Term(date(2020, 1, 1), deputy=deputy))
    assert (writes(account), writes(deputy)) == (True, True)
    term.ends_on = date(2021, 1, 1)
    term.save()
    assert (writes(account), writes(deputy)) == (False, False)
