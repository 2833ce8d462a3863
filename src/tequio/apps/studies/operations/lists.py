"""Bringing a list under custody, and destroying it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.followup.reading_values import Reader, needed, needed_day, read_fields
from tequio.apps.studies.errors import NotInThatState, WrongValue
from tequio.apps.studies.models import Linkage, ReviewPair, Study, StudyList
from tequio.apps.studies.operations.studies import locked_study
from tequio.apps.studies.reading_lists import read_list
from tequio.apps.studies.sealing import kept_or_dropped, remove, seal, site_key

FIELDS: Mapping[str, Reader] = {
    "name": needed,
    "owner": needed,
    "holder": needed,
    "agreement": needed,
    "held_until": needed_day,
}


@dataclass(frozen=True, slots=True)
class Custody:
    """Whose a list is, who holds it, under what, and until when.

    Args:
        name: of the list, its own in the study.
        owner: who made it.
        holder: who has it in custody here.
        agreement: under which it was given.
        held_until: the day by which it is destroyed, as ISO text or a date; today or later.
    """

    name: str
    owner: str
    holder: str
    agreement: str
    held_until: object

    def read(self) -> dict[str, object]:
        """Check what was written.

        Raises:
            WrongValue: a field is missing or cannot hold it, or the day is past.
        """
        values = read_fields(StudyList, FIELDS, {name: getattr(self, name) for name in FIELDS})
        if values["held_until"] < timezone.localdate():
            raise WrongValue(_("The day until which the list is held is past; agree on a later one first."))
        return values


def bring_list(study: Study, by: User, path: Path, kind: str, custody: Custody) -> StudyList:
    """Take a list or a table into a study: read, sealed, and kept under custody; or nothing at all.

    Args:
        study: which.
        by: a lead or analyst of it.
        path: of the file; it stays where it is, and is the caller's to remove.
        kind: a value of `StudyList.Kind`.
        custody: whose it is and until when it is held.

    Raises:
        NotAllowed, StudyClosed.
        KeyMissing: the site has no key to seal it with.
        WrongValue: custody or file cannot be taken; one sentence says why.
    """
    require(by, "study-list.bring", study)
    site_key()  # before anything is read: without a key nothing of the list is touched
    values = custody.read()
    if StudyList.objects.filter(study=study, name=values["name"], destroyed_at=None).exists():
        raise _named_twice()
    read = read_list(path, kind)
    sealed = seal(read.content)

    def keep() -> StudyList:
        with recorded(by, "bring-list"):
            kept = StudyList(
                study=locked_study(study, by, "study-list.bring"),
                kind=read.kind,
                size=read.size,
                columns=read.columns,
                sha256=read.sha256,
                place=sealed.place,
                key=sealed.key,
                by=by,
                **values,
            )
            try:
                with transaction.atomic():
                    kept.save()
            except IntegrityError:
                raise _named_twice() from None
            note_new(kept)
        return kept

    kept: StudyList = kept_or_dropped(sealed, keep)
    return kept


def _named_twice() -> WrongValue:
    return WrongValue(_("The study has a list of this name; give this one another."))


def change_custody(one: StudyList, by: User, custody: Custody) -> StudyList:
    """Change whose a list is, who holds it and until when; what it holds stays.

    Raises:
        NotAllowed, StudyClosed.
        NotInThatState: it was destroyed.
        WrongValue: as `Custody.read`, or another list has the name.
    """
    values = custody.read()
    with recorded(by, "change-custody"):
        locked_study(one.study, by, "study.change")
        one = StudyList.objects.select_for_update(no_key=True).get(pk=one.pk)
        _require_there(one)
        note(one)
        for name, value in values.items():
            setattr(one, name, value)
        try:
            with transaction.atomic():
                one.save()
        except IntegrityError:
            raise _named_twice() from None
    return one


def destroy_list(one: StudyList, by: User) -> StudyList:
    """Destroy a list: its key is forgotten, its file removed, and with it every linkage that was made of it.

    That it was here, whose it was, how many it had and who destroyed it stays, in its row and in the log. The
    study may be closed. Older archives of the site hold it until they are destroyed too.

    Raises:
        NotAllowed: the person does not lead the study.
        NotInThatState: it was destroyed before.
    """
    require(by, "study-list.destroy", one.study)
    with recorded(by, "destroy-list"):
        one = StudyList.objects.select_for_update(no_key=True).get(pk=one.pk)
        _require_there(one)
        note(one)
        for linkage in one.linkages.exclude(key=""):
            _forget(linkage)
        remove(one.place)
        one.place = one.key = ""
        one.destroyed_at, one.destroyed_by = timezone.now(), by
        one.save()
    return one


def _forget(linkage: Linkage) -> None:
    remove(linkage.place)
    # Neither column is in the log: the fact is that of the list.
    Linkage.objects.filter(pk=linkage.pk).update(place="", key="")
    ReviewPair.objects.filter(linkage=linkage).update(sealed=b"")


def _require_there(one: StudyList) -> None:
    if not one.is_there:
        raise NotInThatState(_("The list was destroyed."))
