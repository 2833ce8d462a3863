"""Opening a study, changing its facts, and who has which part in it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.followup.reading_values import Reader, choice, needed, read_fields, words
from tequio.apps.register.models import Commitment
from tequio.apps.studies.errors import NotInThatState, StudyClosed, WrongValue
from tequio.apps.studies.models import Study, StudyRole

FIELDS: Mapping[str, Reader] = {
    "title": needed,
    "question": needed,
    "population": needed,
    "period": needed,
    "place": needed,
    "indicator": words,
}


def open_study(
    by: User,
    written: Mapping[str, object],
    *,
    commitment: Commitment | None = None,
    institution: Institution | None = None,
) -> Study:
    """Open a study; whoever opens it leads it.

    Args:
        by: who.
        written: field of `FIELDS` -> words; all but the indicator are needed.
        commitment: that it serves, or None.
        institution: that answers for it, or None.

    Raises:
        NotAllowed: the role does not allow it.
        WrongValue: a field is missing or cannot hold what was given.
    """
    require(by, "study.open")
    values = read_fields(Study, FIELDS, {name: written.get(name, "") for name in FIELDS})
    with recorded(by, "open-study"):
        study = Study.objects.create(commitment=commitment, institution=institution, by=by, **values)
        StudyRole.objects.create(study=study, account=by, part=StudyRole.Part.LEAD)
        note_new(study)
    return study


def change_study(
    study: Study,
    by: User,
    written: Mapping[str, object],
    *,
    commitment: Commitment | None = None,
    institution: Institution | None = None,
) -> Study:
    """Change the facts of a study; arguments and errors as `open_study`.

    Raises:
        StudyClosed: it is closed.
    """
    values = read_fields(Study, FIELDS, {name: written.get(name, "") for name in FIELDS})
    with recorded(by, "change-study"):
        study = locked_study(study, by, "study.change")
        note(study)
        for name, value in {**values, "commitment": commitment, "institution": institution}.items():
            setattr(study, name, value)
        study.save()
    return study


def close_study(study: Study, by: User) -> Study:
    """Close a study: its reports stay, its lists are still there until they are destroyed.

    Raises:
        NotAllowed, StudyClosed.
    """
    with recorded(by, "close-study"):
        study = locked_study(study, by, "study.change")
        note(study)
        study.state = Study.State.CLOSED
        study.save(update_fields=["state"])
    return study


def reopen_study(study: Study, by: User) -> Study:
    """Open a closed study again.

    Raises:
        NotAllowed, NotInThatState.
    """
    require(by, "study.change", study)
    with recorded(by, "reopen-study"):
        study = Study.objects.select_for_update().get(pk=study.pk)
        if study.state != Study.State.CLOSED:
            raise NotInThatState(_("The study is under way."))
        note(study)
        study.state = Study.State.OPEN
        study.save(update_fields=["state"])
    return study


def give_part(study: Study, by: User, account: User, part: str) -> StudyRole:
    """Give somebody a part in a study: from now on they see what it lets them see.

    Args:
        study: which.
        by: a lead of it.
        account: who gets it; not closed.
        part: a value of `StudyRole.Part`.

    Raises:
        NotAllowed, StudyClosed.
        WrongValue: the account is closed, the part is none, or the person has it.
    """
    known = choice(StudyRole, "part", part)
    with recorded(by, "give-study-part"):
        study = locked_study(study, by, "study.change")
        if not account.is_active:
            raise WrongValue(_("This account is closed."))
        note(study)
        try:
            with transaction.atomic():
                return StudyRole.objects.create(study=study, account=account, part=known)
        except IntegrityError:
            raise WrongValue(_("This person has that part already.")) from None


def take_part(role: StudyRole, by: User) -> None:
    """Take somebody's part in a study back.

    Raises:
        NotAllowed, StudyClosed.
        NotInThatState: nobody would lead the study any more.
    """
    with recorded(by, "take-study-part"):
        study = locked_study(role.study, by, "study.change")
        is_lead = role.part == StudyRole.Part.LEAD
        others = study.roles.filter(part=StudyRole.Part.LEAD).exclude(pk=role.pk)
        if is_lead and not others.exists():
            raise NotInThatState(_("A study needs somebody who leads it; give that part to another first."))
        note(study)
        StudyRole.objects.filter(pk=role.pk, study=study).delete()


def locked_study(study: Study, by: User, permission: str) -> Study:
    """Give the study as it stands, locked until the operation ends, for who may change something in it.

    Raises:
        NotAllowed: the person has not that part.
        StudyClosed: it is closed.
    """
    fresh: Study = Study.objects.select_for_update(no_key=True).get(pk=study.pk)
    require(by, permission, fresh)
    if fresh.state != Study.State.OPEN:
        raise StudyClosed(_("The study is closed; open it again to change something in it."))
    return fresh
