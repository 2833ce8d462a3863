"""Who may do what to what: the whole of it, in one list.

`POLICY` names each permission as "object.verb" and says who has it. A page, an operation and the API ask the
same question, `may(user, "evidence.read", evidence)`. What a rule needs to know of an object is described by
the protocols; any object with these attributes will do, so that the policy knows no model.

Django's own superuser has no short way here: a role is all that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Protocol, cast

from rules.predicates import Predicate, always_true, predicate

# `rules` has no types of its own.
_fact = cast("Callable[[Callable[..., bool]], Predicate]", predicate)
_named = cast("Callable[[Callable[..., bool], str], Predicate]", predicate)

# -- what the rules want to know of an object ----------------------------------------------------------------


class Publishable(Protocol):
    """A document, finding, mechanism, component, report, submission or person."""

    is_public: bool


class Assigned(Publishable, Protocol):
    """A component or an assignment.

    `institution_ids` are the institutions that lead or support it today.
    """

    institution_ids: Collection[int]


class OfInstitution(Publishable, Protocol):
    """An action: `institution_id` is the institution that carries it out."""

    institution_id: int | None


class Report(OfInstitution, Protocol):
    """A report: a draft is its institution's own; accepted ones are read by everybody with an account."""

    is_draft: bool
    is_accepted: bool


class Evidence(OfInstitution, Protocol):
    """Evidence: `confidentiality` is public, partners, institution or restricted.

    `is_public` says whether what it speaks of is published; `added_by_id` and `reader_ids` are accounts that
    may read it where it is restricted.
    """

    confidentiality: str
    added_by_id: int | None
    reader_ids: Collection[int]


class Assessment(OfInstitution, Protocol):
    """An assessment in the name of `institution_id`, of a component in the care of `institution_ids`.

    `is_blind` while a second, independent assessment is still open: then nobody but its author reads it.
    """

    institution_ids: Collection[int]
    by_id: int | None
    is_blind: bool


class Submission(Publishable, Protocol):
    """What civil society sent in; `institution_ids` are those with a right of reply."""

    institution_ids: Collection[int]


class Study(Publishable, Protocol):
    """A study, or what belongs to one: the accounts that have each role in it.

    `is_public` says whether a report of it is published; the lists never are.
    """

    lead_ids: Collection[int]
    analyst_ids: Collection[int]
    coder_ids: Collection[int]
    member_ids: Collection[int]


class Account(Protocol):
    """An account or an invitation to one."""

    role: str
    institution_id: int | None


# -- who somebody is -----------------------------------------------------------------------------------------


def _role(*roles: str) -> Predicate:
    """Give the predicate of having one of these roles, with an account that is not closed."""

    def has_role(user: Any) -> bool:
        return bool(getattr(user, "is_active", False)) and getattr(user, "role", "") in roles

    return _named(has_role, f"role is {' or '.join(roles)}")


coordinator = _role("coordinator")
administrator = _role("administrator")
decider = _role("coordinator", "administrator")
focal_point = _role("focal_point") & _named(lambda user: user.is_in_office, "mandate runs")
outside_assessor = _role("nhri", "international", "civil_society")
any_role = _role(
    "coordinator", "administrator", "focal_point", "nhri", "international", "civil_society", "reader"
)


@_fact
def signed_in(user: Any) -> bool:
    """Whoever has an account that is not closed."""
    return bool(user.is_authenticated and user.is_active)


@_fact
def partner(user: Any) -> bool:
    """Whoever speaks for an institution here."""
    return bool(user.is_active and getattr(user, "institution_id", None))


anybody = always_true


# -- what somebody is to an object ---------------------------------------------------------------------------


@_fact
def is_published(user: Any, thing: Publishable | None) -> bool:
    """It was published."""
    return thing is not None and thing.is_public is True


@_fact
def is_own_institutions(user: Any, thing: OfInstitution | None) -> bool:
    """It is that of the institution for which the person speaks."""
    own = getattr(user, "institution_id", None)
    return thing is not None and own is not None and thing.institution_id == own


@_fact
def is_assigned(user: Any, thing: Assigned | None) -> bool:
    """The person's institution leads or supports it, or is asked to reply."""
    own = getattr(user, "institution_id", None)
    return thing is not None and own is not None and own in thing.institution_ids


@_fact
def is_draft(user: Any, thing: Report | None) -> bool:
    """It was not handed in yet."""
    return thing is not None and thing.is_draft is True


@_fact
def is_accepted(user: Any, thing: Report | None) -> bool:
    """It was accepted."""
    return thing is not None and thing.is_accepted is True


@_fact
def is_blind(user: Any, thing: Assessment | None) -> bool:
    """A second assessment is still open."""
    return thing is None or thing.is_blind is not False


@_fact
def is_author(user: Any, thing: Any) -> bool:
    """The person wrote or added it."""
    return user.pk is not None and user.pk in {
        getattr(thing, "by_id", None),
        getattr(thing, "added_by_id", None),
    }


@_fact
def is_named_reader(user: Any, thing: Evidence | None) -> bool:
    """The person is among those who may read it."""
    return thing is not None and user.pk is not None and user.pk in thing.reader_ids


@_fact
def is_lower_role(user: Any, thing: Account | None) -> bool:
    """The account that is made or changed has not the rights of a coordinator or administrator."""
    return thing is not None and thing.role in {
        "focal_point",
        "nhri",
        "international",
        "civil_society",
        "reader",
    }


def _in_study(part: str) -> Predicate:
    """Give the predicate of having a role in a study; no role of the site stands in for it."""

    def has_part(user: Any, thing: Study | None) -> bool:
        is_open = bool(getattr(user, "is_active", False)) and user.pk is not None
        return is_open and thing is not None and user.pk in getattr(thing, part)

    return _named(has_part, part)


study_lead, study_analyst = _in_study("lead_ids"), _in_study("analyst_ids")
study_coder, study_member = _in_study("coder_ids"), _in_study("member_ids")


def _confidential(level: str) -> Predicate:
    def has_level(user: Any, thing: Evidence | None) -> bool:
        return thing is not None and thing.confidentiality == level

    return _named(has_level, f"is {level}")


# -- the policy ----------------------------------------------------------------------------------------------

# A superuser, an unknown role and a closed account have nothing but what `anybody` has.
POLICY: dict[str, Predicate] = {
    # What States and bodies said
    "document.read": signed_in | is_published,
    "document.take_in": decider,
    "document.describe": decider,
    "document.publish": coordinator,
    "standards.import": decider,
    "standards.keep": any_role,
    "finding.read": signed_in | is_published,
    "finding.decide": decider,
    "mechanism.read": signed_in | is_published,
    "mechanism.change": decider,
    # Who is in charge
    "component.read": signed_in | is_published,
    "component.change": decider,
    "assignment.read": signed_in | is_published,
    "assignment.assign": decider,
    # Whoever did it, while they may still assign, and those who answer for the register.
    "assignment.undo": decider,
    "assignment.hand_over": decider | (focal_point & is_assigned),
    # What was done
    "action.read": signed_in | is_published,
    "action.write": decider | (focal_point & is_own_institutions),
    "report.read": (is_draft & focal_point & is_own_institutions)
    | (
        ~is_draft & (decider | is_own_institutions | (signed_in & is_accepted) | (is_accepted & is_published))
    ),
    "report.write": focal_point & is_own_institutions,
    "report.decide": decider & ~is_draft,
    # With what proof
    "evidence.read": (_confidential("public") & (signed_in | is_published))
    | (_confidential("partners") & (decider | partner))
    | (_confidential("institution") & (decider | is_own_institutions))
    | (_confidential("restricted") & signed_in & (is_author | is_named_reader)),
    "evidence.write": coordinator | ((focal_point | outside_assessor) & is_own_institutions),
    # Who judges it how
    "assessment.read": (is_blind & signed_in & is_author) | (~is_blind & (signed_in | is_published)),
    "assessment.write": (coordinator | outside_assessor | (focal_point & is_assigned)) & is_own_institutions,
    # What civil society sends in
    "submission.send": anybody,
    "submission.read": decider | is_published | (focal_point & is_assigned),
    "submission.decide": decider,
    "submission.reply": (focal_point & is_assigned) | coordinator,
    # Studies: lists of persons are seen by those alone who have a role in the study
    "study.open": coordinator,
    "study.read": any_role & study_member,
    "study.change": any_role & study_lead,
    "study-list.bring": any_role & (study_lead | study_analyst),
    "study-list.destroy": any_role & study_lead,
    "study.link": any_role & (study_lead | study_analyst),
    "study-pair.code": any_role & study_coder,
    "study-pair.resolve": any_role & study_lead,
    "study.estimate": any_role & (study_lead | study_analyst),
    "study-report.read": (any_role & study_member) | is_published,
    "study-report.publish": coordinator & study_lead,
    # People and accounts
    "person.read": signed_in | is_published,
    "person.change": decider,
    "person.erase": administrator,
    "account.read": decider,
    "account.invite": administrator | (coordinator & is_lower_role),
    "account.change": administrator,
    "account.appoint": decider,
    # The log
    "ledger.read": signed_in,
}


def may(user: Any, permission: str, thing: object = None) -> bool:
    """Say whether somebody may do something.

    Args:
        user: an account, or `AnonymousUser` for a visitor.
        permission: a name of `POLICY`.
        thing: the object it is done to, with the attributes of its protocol; None where the question is asked
            of no object in particular (then only those may who may it of every object).

    Raises:
        KeyError: there is no such permission.
    """
    return bool(POLICY[permission].test(user, thing))
