"""What civil society hands in: received with consent, considered, linked or not followed, and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import NotAllowed, require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import erase, note_new, recorded
from tequio.apps.register.followup.codes import digest_of, new_code
from tequio.apps.register.followup.errors import CodeUnknown, NoConsent, NotInThatState
from tequio.apps.register.followup.files import erase_file
from tequio.apps.register.followup.proving import Attached, OpenedFile, add_evidence, kept, opened
from tequio.apps.register.followup.reading_values import (
    Reader,
    choice,
    day,
    needed,
    read_fields,
    web_address,
    words,
)
from tequio.apps.register.followup.rights import require_in_register
from tequio.apps.register.followup.steps import SENDER, locked, one_text, today, write
from tequio.apps.register.models import (
    Component,
    Evidence,
    EvidenceStep,
    Session,
    Submission,
    SubmissionStep,
)
from tequio.apps.register.operations.errors import WrongValue

State = Submission.State
FIELDS: Mapping[str, Reader] = {
    "kind": choice,
    "title": needed,
    "words": needed,
    "bearing": lambda model, name, value: choice(model, name, value) if value else "",
    "source": words,
    "address": web_address,
    "sender": words,
    "contact": words,
    "risk": choice,
    "consent": choice,
    "publish_from": day,
}
_NEEDED = {"kind": "", "title": "", "words": "", "risk": "", "consent": ""}
# What is emptied when the sender withdraws it.
_PERSONAL = ("title", "words", "source", "address", "sender", "contact")


@dataclass(frozen=True, slots=True)
class About:
    """What a submission is about; both may be left out.

    Args:
        session: the session that a seminar preceded.
        component: on which a recommendation or evidence bears.
    """

    session: Session | None = None
    component: Component | None = None


def submit(  # noqa: PLR0913
    facts: Mapping[str, object],
    *,
    agreed: bool,
    about: About = About(),
    attached: Attached | None = None,
    by: User | None = None,
    on: date | None = None,
) -> tuple[Submission, str]:
    """Receive what somebody hands in, with or without an account.

    Args:
        facts: names of `FIELDS` -> value; `kind`, `title`, `words`, `risk` and `consent` are needed.
        agreed: whether the sender agrees that it is kept and read by those who follow up.
        about: what it is about.
        attached: a file, or None.
        by: the sender's account, or None.
        on: the day; today where it is left out.

    Returns:
        The submission, and the code of its receipt, which is shown once and kept nowhere.

    Raises:
        NoConsent: the sender does not agree.
        WrongValue: a field cannot hold its value, or the file cannot be kept.
        NotInRegister: the component is no more than proposed.
    """
    if not agreed:
        raise NoConsent(_("Without your agreement nothing is kept; tick it, or send nothing."))
    values = _read(facts)
    if about.component is not None:
        require_in_register(about.component)
    code = new_code()
    with kept(attached) as file, recorded(by or SENDER, "submit"):
        if file is not None:
            file.save()
        submission = Submission.objects.create(
            session=about.session,
            component=about.component,
            file=file,
            institution_id=by.institution_id if by else None,
            by=by,
            received_on=on or today(),
            code_digest=digest_of(code),
            **values,
        )
        write(submission, by, "submit")
        note_new(submission)
    return submission, code


def _read(facts: Mapping[str, object]) -> dict[str, Any]:
    values = read_fields(Submission, FIELDS, {**_NEEDED, **facts})
    if values["kind"] == Submission.Kind.EVIDENCE and not values.get("bearing"):
        raise WrongValue(_("Say whether the evidence supports, contradicts, or gives context."))
    return values


def submission_of(code: str) -> Submission:
    """Give the submission whose receipt somebody holds.

    Raises:
        CodeUnknown: there is none.
    """
    found = (
        Submission.objects.filter(code_digest=digest_of(code))
        .select_related("session__mechanism", "component__commitment")
        .first()
    )
    if found is None:
        raise CodeUnknown(_("There is nothing under this code; check each group of it."))
    return found


def consider(submission: Submission, by: User, outcome: str = "", seen: int | None = None) -> SubmissionStep:
    """Say that a submission is being considered.

    Args:
        submission: which; not withdrawn.
        by: who considers it.
        outcome: what the sender reads of it; may be blank.
        seen: number of the last step on it that the person had before them; None skips the check.

    Raises:
        NotAllowed: the person's role does not allow it.
        NotInThatState: it was withdrawn.
        ChangedSince: somebody changed it meanwhile.
    """
    return _decide(submission, by, State.CONSIDERED, outcome, seen, None)


def decline(submission: Submission, by: User, why: str, seen: int | None = None) -> SubmissionStep:
    """Say why a submission is not followed; arguments and errors as `consider`.

    Raises:
        WrongValue: there is no reason.
    """
    if not why.strip():
        raise WrongValue(_("Say why it is not followed; the sender reads it."))
    return _decide(submission, by, State.NOT_FOLLOWED, why, seen, None)


def link(
    submission: Submission, by: User, component: Component, outcome: str = "", seen: int | None = None
) -> SubmissionStep:
    """Link a submission to the component that takes it up; arguments and errors as `consider`.

    Raises:
        NotInRegister: the component is no more than proposed.
    """
    require_in_register(component)
    return _decide(submission, by, State.LINKED, outcome, seen, component)


def _decide(  # noqa: PLR0913, PLR0917  the shared body of three operations
    submission: Submission,
    by: User,
    state: Submission.State,
    outcome: str,
    seen: int | None,
    component: Component | None,
) -> SubmissionStep:
    require(by, "submission.decide", submission)
    with recorded(by, state.value.replace("_", "-")):
        locked(submission, seen)
        _require_standing(submission)
        values: dict[str, object] = {"state": state, "outcome": one_text(outcome)}
        if component is not None:
            values["component_id"] = component.pk
        step: SubmissionStep = write(submission, by, state.value, values)
    return step


def _require_standing(submission: Submission) -> None:
    if submission.state == State.WITHDRAWN:
        raise NotInThatState(_("The sender has withdrawn this."))


def take_as_evidence(
    submission: Submission,
    by: User,
    component: Component,
    facts: Mapping[str, object],
    seen: int | None = None,
) -> Evidence:
    """Make evidence of a submission: its words as the finding, unless other facts are given.

    Args:
        submission: which; not withdrawn.
        by: who takes it up.
        component: on which it bears.
        facts: as for `add_evidence`; what is left out is taken from the submission. Where the sender allows
            no publication it is kept among those who may see it, whatever is written.
        seen: as for `consider`; errors too, and those of `add_evidence`.
    """
    require(by, "submission.decide", submission)
    with recorded(by, "take-as-evidence"):
        locked(submission, seen)
        _require_standing(submission)
        allows = submission.consent != Submission.Consent.NOTHING
        taken: dict[str, object] = {
            "bearing": submission.bearing or Evidence.Bearing.CONTEXT,
            "finding": submission.words,
            "source": submission.source or _("Submission %s") % submission.pk,
            "address": submission.address,
            "confidentiality": Evidence.Confidentiality.PUBLIC,
            **facts,
        }
        if not allows:
            taken["confidentiality"] = Evidence.Confidentiality.INSTITUTION
        evidence = add_evidence(component, by, taken, submission=submission)
        write(submission, by, State.LINKED, {"state": State.LINKED, "component_id": component.pk})
    return evidence


def withdraw(
    submission: Submission, *, code: str = "", by: User | None = None, on: date | None = None, why: str = ""
) -> None:
    """Take a submission back: its words, its sender and its file are erased here, and in evidence made of it.

    That it was there and was withdrawn stays, under its number and its code.

    Args:
        submission: which.
        code: of the receipt, where the sender acts without an account.
        by: the sender's account, or a coordinator for whom the sender asked.
        on: the day; today where it is left out.
        why: may be blank.

    Raises:
        NotAllowed: neither the code nor the account allows it.
        NotInThatState: it was withdrawn already.
    """
    holds_code = bool(code) and digest_of(code) == submission.code_digest
    if not holds_code:
        if by is None:
            raise NotAllowed(_("Only the sender can withdraw this, by the code of the receipt."))
        if by.pk != submission.by_id:
            require(by, "submission.decide", submission)
    with recorded(by or SENDER, "withdraw"):
        locked(submission)
        _require_standing(submission)
        for evidence in submission.evidence.all():
            _erase_evidence(evidence, by, on or today())
        file = submission.file
        emptied: dict[str, object] = dict.fromkeys(_PERSONAL, "")
        values = emptied | {"state": State.WITHDRAWN, "published_at": None, "file": None, "institution": None}
        hidden = (*_PERSONAL, "published_at", "file", "institution")
        write(submission, by, State.WITHDRAWN, values, why=why, unsaid=hidden)
        erase(submission)
        erase_file(file)


def _erase_evidence(evidence: Evidence, by: User | None, on: date) -> None:
    locked(evidence)
    # Corrections of its words stand in the steps.
    EvidenceStep.objects.filter(subject=evidence).update(before={}, after={})
    file = evidence.file
    hidden = ("finding", "excerpt", "locator", "source", "publisher", "address")
    values: dict[str, object] = dict.fromkeys(hidden, "")
    values |= {"withdrawn_on": on, "published_at": None, "file": None}
    write(evidence, by, "withdraw", values, unsaid=(*hidden, "published_at", "file"))
    erase(evidence)
    erase_file(file)


def open_submission_file(submission: Submission, by: User) -> OpenedFile | None:
    """Open the file of a submission for whoever decides on it; None where there is none.

    Raises:
        NotAllowed: the person's role does not allow it.
        FileGone: it is no longer there.
    """
    require(by, "submission.decide", submission)
    return opened(submission.file) if submission.file else None


def shows_sender(submission: Submission) -> bool:
    """Say whether visitors may read who sent it: only with consent, and never where that is a risk."""
    return submission.consent == Submission.Consent.ALL and submission.risk == Submission.Risk.LOW
