"""Evidence: added, corrected, withdrawn, and its file opened for whoever may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.accounts.policy import may
from tequio.apps.ledger.recording import note_new, recorded
from tequio.apps.register.followup.errors import FileGone
from tequio.apps.register.followup.files import drop_unkept, keep_file, read_file
from tequio.apps.register.followup.reading_values import (
    Reader,
    choice,
    day,
    needed,
    partial_day,
    read_fields,
    web_address,
    words,
)
from tequio.apps.register.followup.rights import of_institution, require_in_register
from tequio.apps.register.followup.steps import locked, today, write
from tequio.apps.register.models import (
    Action,
    Component,
    Evidence,
    EvidenceFile,
    EvidenceStep,
    Report,
    Submission,
)
from tequio.apps.register.operations.errors import NothingToDo, WrongValue

FIELDS: Mapping[str, Reader] = {
    "bearing": choice,
    "finding": needed,
    "excerpt": words,
    "locator": words,
    "dated": partial_day,
    "source": needed,
    "publisher": words,
    "address": web_address,
    "accessed_on": day,
    "confidentiality": choice,
}
_NEEDED = {"bearing": "", "finding": "", "source": ""}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that comes with evidence: open at its beginning, and its name."""

    file: BinaryIO
    name: str


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that somebody may read.

    Args:
        name: as it was given.
        media_type: guessed from the name; it is to be sent as a download, never shown in place.
        size: in bytes.
        sha256: of the bytes.
        pieces: the bytes, a piece at a time.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    pieces: Iterator[bytes]


def add_evidence(  # noqa: PLR0913
    component: Component,
    by: User,
    facts: Mapping[str, object],
    *,
    attached: Attached | None = None,
    report: Report | None = None,
    action: Action | None = None,
    submission: Submission | None = None,
    readers: Iterable[User] = (),
) -> Evidence:
    """Add evidence to a component, in the name of the person's institution.

    Args:
        component: on which it bears.
        by: who adds it.
        facts: names of `FIELDS` -> value; `bearing`, `finding` and `source` are needed. Where it says nothing
            of confidentiality, the own institution (and coordinators) see it.
        attached: its file, or None.
        report: the report that it proves, or None.
        action: the action that it proves, or None.
        submission: what it was taken from, or None.
        readers: who else may see it where it is restricted.

    Raises:
        NotAllowed: the person's role does not allow it.
        NotInRegister: the component is no more than proposed.
        WrongValue: a field cannot hold its value, the report or action belongs to something else, or the
            file cannot be kept.
    """
    require(by, "evidence.write", of_institution(by))
    values = read_fields(Evidence, FIELDS, {**_NEEDED, **facts})
    _check_address(values)
    _check_proved(component, report, action)
    require_in_register(component)
    with kept(attached) as file, recorded(by, "add-evidence"):
        if file is not None:
            file.save()
        evidence = Evidence.objects.create(
            component=component,
            report=report,
            action=action,
            submission=submission,
            institution_id=by.institution_id,
            by=by,
            file=file,
            **values,
        )
        evidence.readers.set(readers)
        write(evidence, by, "add")
        note_new(evidence)
    return evidence


def _check_proved(component: Component, report: Report | None, action: Action | None) -> None:
    if report is not None and report.assignment.component_id != component.pk:
        raise WrongValue(_("The report is about another component."))
    if action is not None and not action.components.filter(pk=component.pk).exists():
        raise WrongValue(_("The action serves another component."))


@contextmanager
def kept(attached: Attached | None) -> Iterator[EvidenceFile | None]:
    """Keep an attached file if the operation inside succeeds, which saves its row; else remove it."""
    if attached is None:
        yield None
        return
    file = keep_file(attached.file, attached.name)
    try:
        yield file
    except BaseException:
        drop_unkept(file)
        raise


def _check_address(values: Mapping[str, Any]) -> None:
    if values.get("accessed_on") and not values.get("address"):
        raise WrongValue(_("A day of access belongs to an address; give both or only the address."))


def change_evidence(  # noqa: PLR0913
    evidence: Evidence,
    by: User,
    changes: Mapping[str, object],
    *,
    readers: Iterable[User] | None = None,
    why: str = "",
    seen: int | None = None,
) -> EvidenceStep:
    """Correct evidence, or change who may see it.

    Args:
        evidence: which; not withdrawn.
        by: who changes it.
        changes: names of `FIELDS` -> value. What is no longer public is taken back from visitors.
        readers: who else may see it where it is restricted; None leaves them.
        why: in the person's words.
        seen: number of the last step on it that the person had before them; None skips the check.

    Raises:
        NotAllowed, WrongValue: as `add_evidence`.
        NothingToDo: nothing differs, or it was withdrawn.
        ChangedSince: somebody changed it meanwhile.
    """
    require(by, "evidence.write", evidence)
    require(by, "evidence.read", evidence)
    values = read_fields(Evidence, FIELDS, changes)
    with recorded(by, "change-evidence"):
        locked(evidence, seen)
        _require_standing(evidence)
        _check_address(
            {name: values.get(name, getattr(evidence, name)) for name in ("accessed_on", "address")}
        )
        named = None if readers is None else {reader.pk for reader in readers}
        had = {reader.pk for reader in evidence.readers.all()}
        moves = named is not None and named != had
        if not moves and all(getattr(evidence, name) == value for name, value in values.items()):
            raise NothingToDo(_("Nothing differs from what stands."))
        if values.get("confidentiality", evidence.confidentiality) != Evidence.Confidentiality.PUBLIC:
            values["published_at"] = None
        said: tuple[dict[str, object], dict[str, object]] = ({}, {})
        if moves and named is not None:
            evidence.readers.set(named)
            said = {"readers": had}, {"readers": named}
        step: EvidenceStep = write(evidence, by, "change", values, why=why, said=said)
    return step


def withdraw_evidence(
    evidence: Evidence, by: User, why: str, on: date | None = None, seen: int | None = None
) -> EvidenceStep:
    """Take evidence back; it stays in the history of whoever may see it, and visitors see it no longer.

    Args:
        evidence: which.
        by: who takes it back.
        why: the reason; needed.
        on: the day; today where it is left out.
        seen: as for `change_evidence`; errors too.
    """
    require(by, "evidence.write", evidence)
    if not why.strip():
        raise WrongValue(_("Say why the evidence is withdrawn."))
    with recorded(by, "withdraw-evidence"):
        locked(evidence, seen)
        _require_standing(evidence)
        values = {"withdrawn_on": on or today(), "published_at": None}
        step: EvidenceStep = write(evidence, by, "withdraw", values, why=why)
    return step


def _require_standing(evidence: Evidence) -> None:
    if evidence.withdrawn_on is not None:
        raise NothingToDo(_("This evidence was withdrawn on %s.") % evidence.withdrawn_on)


def open_evidence_file(evidence: Evidence, user: object) -> OpenedFile:
    """Open the file of evidence for somebody who may read it; visitors included, where it is public.

    Args:
        evidence: whose file.
        user: an account or `AnonymousUser`.

    Raises:
        FileGone: there is none, or the person may not know that there is one.
    """
    if evidence.file is None or not may(user, "evidence.read", evidence):
        # One sentence for both, so that nobody learns of a file by asking.
        raise FileGone(_("There is no such file."))
    return opened(evidence.file)


def opened(file: EvidenceFile) -> OpenedFile:
    """Open a file; its first piece is read at once, so that what is missing shows before anything is sent."""
    pieces = read_file(file)
    first = next(pieces)

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from pieces

    return OpenedFile(file.file_name, file.media_type, file.size, file.sha256, all_pieces())
